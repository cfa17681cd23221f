"""The evaluation of a quarter of concerns: recommendations 1 to 6 of the Ombud's report in figures."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from workload.estimates.concern_measures import (
    Handled,
    Measure,
    accountable,
    days_by_owner,
    efficient,
    responsive,
)
from workload.estimates.rates import Rate, rate_per_100
from workload.estimates.suppression import hide_small_cells
from workload.estimates.time_to_answer import TimeToAnswer, time_to_answer
from workload.estimates.waits import Owner
from workload.records.case_months import case_months, offices_in
from workload.records.concern_quarter import asked_in, audited_in, handled_in, hours_spent
from workload.records.concerns import count_concerns_by_month
from workload.records.quality_said import QUALITY_OF, THANKS_OF, Quality
from workload.records.recognition import count_notes_by_month


@dataclass(frozen=True)
class QualityRates:
    """Concerns and thanks about one quality per 100 cases a month, side by side; None where it is hidden."""

    quality: Quality
    concerns: Rate | None
    thanks: Rate | None


@dataclass(frozen=True)
class Evaluation:
    """`measures` by aim; `time` is the curve of open days to the first answer, `days` those open days by owner."""

    measures: dict[str, list[Measure]]
    time: TimeToAnswer | None
    days: dict[Owner, int]
    qualities: tuple[QualityRates, ...]


def evaluation(
    session: Session, first: date, last: date, today: date, *, region_ids: Sequence[str] | None
) -> Evaluation:
    """Of the concerns told from `first` to `last`, as they stand `today`."""
    rows = handled_in(session, first, last, today, region_ids=region_ids)
    asked = asked_in(session, first, last, region_ids=region_ids)
    spent = hours_spent(session, first, last, region_ids=region_ids)
    audited = audited_in(session, first, last, region_ids=region_ids)
    return Evaluation(
        measures={
            "efficient": efficient(rows, asked, spent),
            "accountable": accountable(rows, audited, today),
            "responsive": responsive(rows, today),
        },
        time=_time(rows),
        days=days_by_owner(rows),
        qualities=_qualities(session, first, min(last, today), region_ids),
    )


def _time(rows: Sequence[Handled]) -> TimeToAnswer | None:
    """Those who wait still, and those whom nobody could reach, count among the waiting as long as they waited."""
    return time_to_answer((sum(one.days.values()), one.first_answered is not None) for one in rows)


def _qualities(session: Session, first: date, last: date, region_ids: Sequence[str] | None) -> tuple[QualityRates, ...]:
    inside = offices_in(session, region_ids)
    (months,) = case_months(session, [(first, last)], office_ids=inside)
    span: dict[str, Any] = {"first_day": first, "last_day": last, "office_ids": inside, "by_office": False}
    found: list[dict[Quality, Rate | None]] = []
    for counts, quality_of in (
        (count_concerns_by_month(session, **span), QUALITY_OF),
        (count_notes_by_month(session, **span), THANKS_OF),
    ):
        total = Counter[str](dict.fromkeys(Quality, 0))
        for row in counts:
            if row.kind in quality_of:
                total[quality_of[row.kind]] += row.count
        shown = hide_small_cells(total).cells
        found.append({
            one: None if (count := shown[one]) is None else rate_per_100(count, months) for one in Quality
        })  # fmt: skip
    return tuple(QualityRates(one, found[0][one], found[1][one]) for one in Quality)

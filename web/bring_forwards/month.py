"""Bring-forwards of a month by who asked, and the checklist that the avoidable ones make."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlmodel import Session

from scheduler.bring_forwards import is_avoidable
from workload.estimates.rates import Rate, rate_per_100
from workload.records.bring_forwards import Desk, bring_forwards, minutes_by_desk
from workload.records.case_months import case_months, offices_in
from workload.tables.bring_forwards import BringForward
from workload.vocabulary import BringForwardSource

MOST_ASKED = 5
Spent = Mapping[int, Mapping[Desk, int]]  # minutes by the number of a BF and desk


@dataclass(frozen=True)
class SourceLine:
    """BFs of one source: how many, the hours at each desk, and how many of those looked at were avoidable."""

    source: BringForwardSource
    count: int
    hours: dict[Desk, float]
    avoidable: int
    looked: int


@dataclass(frozen=True)
class Month:
    """`hours` by desk. `late` are files that were quoted to pass their standard for them; `checks` the questions to
    ask first, each with how many of the month's BFs it would have saved."""

    lines: list[SourceLine]
    count: int
    hours: dict[Desk, float]
    late: int
    rate: Rate | None
    avoidable: int
    looked: int
    checks: list[tuple[str, int]]


def month_report(session: Session, first: date, last: date, *, region_ids: Sequence[str] | None) -> Month:
    """The bring-forwards asked from `first` to `last`."""
    lines = bring_forwards(session, region_ids=region_ids, open_only=False, asked_from=first, asked_until=last)
    rows = [line.bring_forward for line in lines]
    (months,) = case_months(session, [(first, last)], office_ids=offices_in(session, region_ids))
    spent = minutes_by_desk(session, rows)
    by_source = {source: [row for row in rows if row.source is source] for source in BringForwardSource}
    return Month(
        lines=[_line(source, some, spent) for source, some in by_source.items() if some],
        count=len(rows),
        hours=_hours(rows, spent),
        late=sum(row.quoted_late or 0 for row in rows),
        rate=rate_per_100(len(rows), months),
        avoidable=sum(is_avoidable(row) is True for row in rows),
        looked=sum(is_avoidable(row) is not None for row in rows),
        checks=_checks(rows),
    )


def _line(source: BringForwardSource, rows: Sequence[BringForward], spent: Spent) -> SourceLine:
    looked = [is_avoidable(row) for row in rows if is_avoidable(row) is not None]
    return SourceLine(source, len(rows), _hours(rows, spent), sum(map(bool, looked)), len(looked))


def _hours(rows: Sequence[BringForward], spent: Spent) -> dict[Desk, float]:
    return {desk: sum(spent[row.id or 0][desk] for row in rows) / 60 for desk in Desk}


def _checks(rows: Sequence[BringForward]) -> list[tuple[str, int]]:
    """What an MLA's office may ask first, the check that would have saved most first."""
    found: Counter[str] = Counter()
    for row in rows:
        if row.spoke_to_office is False:
            found[_("Has the person called or visited the office? It can answer the same day.")] += 1
        if row.applied is False:
            found[_("Has the person applied? Without an application there is nothing to decide.")] += 1
        if row.solved_before is True:
            found[_("When did the person last hear from the office? It may be solved already.")] += 1
        if row.clarify:
            found[_("What exactly happened, and when? «The runaround» cannot be looked up.")] += 1
    return found.most_common(MOST_ASKED)

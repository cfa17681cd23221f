"""Recognition notes beside concerns: the same months, the same cases, side by side and never one against the other."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlmodel import Session

from workload.estimates.rates import TRIAL_MONTHS, Rate, rate_per_100, tells_apart, unusual_months
from workload.records.case_months import case_months, case_months_by_office, months_until, offices_in
from workload.records.concerns import MonthCount, count_concerns_by_month
from workload.records.officers import officers_by_office
from workload.records.places import offices
from workload.records.recognition import count_notes_by_month
from workload.records.releases import Table, publish_tables, quarter_of, released, whole_quarters

MONTHS_SHOWN = 12
rate_of = lru_cache(maxsize=1024)(rate_per_100)  # the exact interval is slow, and the same counts come back all day
FEWEST_PEOPLE = 5  # a figure about fewer officers is about persons, not about a place


@dataclass(frozen=True)
class Volume:
    """One of the two sides. `by_month` are counts, the last month up to today; `themes` the kinds, most frequent first.

    `unusual` are whole months outside what chance explains beside the others, of `whole` months with records.
    `earlier` and `later` are the rates of the first and the last six months; `changed` is None where these are too few
    to tell apart, and otherwise True for more and False for fewer.
    """

    total: int
    by_month: tuple[int, ...]
    rate: Rate | None
    earlier: Rate | None
    later: Rate | None
    themes: tuple[tuple[str, int], ...]
    unusual: tuple[date, ...]
    whole: int

    @property
    def changed(self) -> bool | None:
        if self.earlier is None or self.later is None or not tells_apart(self.earlier, self.later):
            return None
        return self.later.rate > self.earlier.rate


@dataclass(frozen=True)
class PlaceCounts:
    """Both counts of a region over the four whole quarters before this one. None where fewer than five officers or
    notes or concerns stand behind a figure, or where a hidden one could be worked out from it and all that was released
    before."""

    region_id: str
    concerns: int | None
    notes: int | None
    concern_rate: Rate | None
    note_rate: Rate | None


@dataclass(frozen=True)
class Comparison:
    """`months` are the first days of the months shown, the oldest first; `case_months` is what rates divide by."""

    months: tuple[date, ...]
    until: date
    case_months: float
    concerns: Volume
    notes: Volume
    by_region: tuple[PlaceCounts, ...]


def thanks_beside_concerns(session: Session, today: date, *, region_ids: Sequence[str] | None = None) -> Comparison:
    """The last twelve months, this one up to today, of some regions or (None) of the whole territory."""
    months, inside = last_months(today, TRIAL_MONTHS + 3), offices_in(session, region_ids)
    span: dict[str, Any] = {"first_day": months[0], "last_day": today, "office_ids": inside, "by_office": False}
    cases = case_months(session, months_until(months[0], today), office_ids=inside)
    return Comparison(
        months=months[-MONTHS_SHOWN:],
        until=today,
        case_months=sum(cases[-MONTHS_SHOWN:]),
        concerns=_volume(count_concerns_by_month(session, **span), months, cases),
        notes=_volume(count_notes_by_month(session, **span), months, cases),
        by_region=() if region_ids is not None else _by_region(session, today),
    )


def _volume(counts: Sequence[MonthCount], months: tuple[date, ...], cases: Sequence[float]) -> Volume:
    by_month = Counter[date]()
    kinds = Counter[str]()
    for row in counts:
        by_month[row.month] += row.count
        if row.month >= months[-MONTHS_SHOWN]:
            kinds[row.kind] += row.count
    every = [by_month[month] for month in months]
    begun = next((at + 1 for at, count in enumerate(every) if count), len(every))  # records begin within that month
    unusual = unusual_months(every[begun:-1], cases[begun:-1])
    series, cases, half = tuple(every[-MONTHS_SHOWN:]), cases[-MONTHS_SHOWN:], MONTHS_SHOWN // 2
    return Volume(
        total=sum(series),
        by_month=series,
        rate=rate_of(sum(series), sum(cases)),
        earlier=rate_of(sum(series[:half]), sum(cases[:half])),
        later=rate_of(sum(series[half:]), sum(cases[half:])),
        themes=tuple(sorted(kinds.items(), key=lambda item: (-item[1], item[0]))),
        unusual=tuple(months[begun + at] for at in sorted(unusual)),
        whole=len(every[begun:-1]),
    )


def release_by_region(session: Session, today: date) -> dict[str, Any]:
    """This quarter's release of both counts by region, and the case-months that rates divide by."""
    return released(session, "thanks beside concerns", today, lambda: _figures(session, today), quarterly=True).figures


def _figures(session: Session, today: date) -> dict[str, Any]:
    months, last = whole_quarters(today), quarter_of(today) - timedelta(days=1)
    region_of = {one.id: one.region_id for one in offices(session)}
    regions = list(dict.fromkeys(region_of.values()))
    staff = Counter[str]()
    for office, officers in officers_by_office(session, today).items():
        staff[region_of[office]] += officers
    cases = dict.fromkeys(regions, 0.0)
    for office, line in case_months_by_office(session, months_until(months[0], last)).items():
        cases[region_of[office]] += sum(line)
    tables = []
    for side, counts in (
        ("concerns", count_concerns_by_month(session, first_day=months[0], last_day=last)),
        ("thanks", count_notes_by_month(session, first_day=months[0], last_day=last)),
    ):
        count = Counter[str]()
        for row in counts:
            count[f"{region_of[row.office]} {row.month:%Y-%m}"] += row.count
        groups = {
            region: frozenset(group for month in months if count[group := f"{region} {month:%Y-%m}"])
            for region in regions
        }
        tables.append(Table(f"{side} by region", groups, +count, {region: staff[region] for region in regions}))
    return publish_tables(session, tables) | {"case-months": [[region, some] for region, some in cases.items()]}


def _by_region(session: Session, today: date) -> tuple[PlaceCounts, ...]:
    made = release_by_region(session, today)
    concerns, notes = made["concerns by region"]["shown"], made["thanks by region"]["shown"]
    return tuple(
        PlaceCounts(
            region_id=region,
            concerns=concerns[region],
            notes=notes[region],
            concern_rate=_rate(concerns[region], cases),
            note_rate=_rate(notes[region], cases),
        )
        for region, cases in made["case-months"]
    )


def _rate(count: int | None, case_months: float) -> Rate | None:
    return None if count is None else rate_of(count, case_months)


def last_months(today: date, count: int = MONTHS_SHOWN) -> tuple[date, ...]:
    """The first days of this month and of those before it, twelve together where no count is given."""
    months = [today.replace(day=1)]
    while len(months) < count:
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    return tuple(reversed(months))

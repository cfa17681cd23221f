"""Recognition notes beside concerns: the same months, the same cases, side by side and never one against the other."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import func
from sqlalchemy import select as columns
from sqlmodel import Session, and_, col, not_, or_, select

from workload.estimates.calendar import months_between
from workload.estimates.rates import Rate, rate_per_100, tells_apart
from workload.records.cases import DAYS_A_MONTH
from workload.records.concerns import MonthCount, count_concerns_by_month
from workload.records.officers import OFFICER_KINDS, people
from workload.records.places import offices
from workload.records.recognition import count_notes_by_month
from workload.records.releases import Table, publish_tables, quarter_of, released, whole_quarters
from workload.tables.cases import Case
from workload.tables.places import Community

MONTHS_SHOWN = 12
rate_of = lru_cache(maxsize=1024)(rate_per_100)  # the exact interval is slow, and the same counts come back all day
FEWEST_PEOPLE = 5  # a figure about fewer officers is about persons, not about a place


@dataclass(frozen=True)
class Volume:
    """One of the two sides. `by_month` are counts, the last month up to today; `themes` the kinds, most frequent first.

    `earlier` and `later` are the rates of the first and the last six months; `changed` is None where these are too few
    to tell apart, and otherwise True for more and False for fewer.
    """

    total: int
    by_month: tuple[int, ...]
    rate: Rate | None
    earlier: Rate | None
    later: Rate | None
    themes: tuple[tuple[str, int], ...]

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
    months = last_months(today)
    region_of = {one.id: one.region_id for one in offices(session)}
    inside = {office for office, region in region_of.items() if region_ids is None or region in region_ids}
    concerns = count_concerns_by_month(
        session, first_day=months[0], last_day=today, office_ids=None if region_ids is None else inside
    )
    notes = count_notes_by_month(session, first_day=months[0], last_day=today)
    exposure = case_months_by_office(session, months, today, office_ids=None if region_ids is None else inside)
    by_region = () if region_ids is not None else _by_region(session, today)
    return Comparison(
        months=months,
        until=today,
        case_months=sum(sum(exposure[office]) for office in inside if office in exposure),
        concerns=_volume(concerns, inside, months, exposure),
        notes=_volume(notes, inside, months, exposure),
        by_region=by_region,
    )


def case_months_by_office(
    session: Session, months: Sequence[date], until: date, *, office_ids: Collection[str] | None = None
) -> dict[str, list[float]]:
    """Open months of cases by office (None: of every one), one figure a month; a case open for half a month counts
    half. Cases open all the time are counted by the database, and only the others are looked at one by one."""
    served = select(Community.id, Community.office_id)
    if office_ids is not None:
        served = served.where(col(Community.office_id).in_(list(office_ids)))
    office_of = dict(session.exec(served).all())
    still = or_(col(Case.closed_on).is_(None), col(Case.closed_on) >= months[0])
    there: list[Any] = [col(Case.opened_on) <= until, still]
    all_along = and_(col(Case.opened_on) <= months[0], col(Case.closed_on).is_(None))
    if office_ids is not None:
        there.append(col(Case.community_id).in_(list(office_of)))
    first_of, last_of = _ordinals(months, until)
    whole = [last - first + 1 for first, last in zip(first_of, last_of, strict=True)]
    found: dict[str, list[int]] = defaultdict(lambda: [0] * len(months))
    counted = columns(col(Case.community_id), func.count()).where(*there, all_along).group_by(col(Case.community_id))
    for community_id, count in session.execute(counted):
        line = found[office_of[community_id]]
        for index, days in enumerate(whole):
            line[index] += days * count
    spans = columns(col(Case.community_id), col(Case.opened_on), col(Case.closed_on)).where(*there, not_(all_along))
    for community_id, opened, closed in session.execute(spans):
        line = found[office_of[community_id]]
        begins, ends = opened.toordinal(), (closed or until).toordinal()
        for index in range(max(0, bisect_right(first_of, begins) - 1), len(months)):  # before, it was not open yet
            days = min(ends, last_of[index]) - max(begins, first_of[index]) + 1
            if days > 0:
                line[index] += days
    return {office: [days / DAYS_A_MONTH for days in line] for office, line in found.items()}


def _ordinals(months: Sequence[date], until: date) -> tuple[list[int], list[int]]:
    """First and last day of each month as numbers, the last month up to `until`."""
    spans = months_between(months[0], until)
    return [first.toordinal() for first, _ in spans], [min(last, until).toordinal() for _, last in spans]


def _volume(
    counts: list[MonthCount], inside: set[str], months: tuple[date, ...], exposure: Mapping[str, list[float]]
) -> Volume:
    here = [row for row in counts if row.office in inside]
    by_month = Counter[date]()
    kinds = Counter[str]()
    for row in here:
        by_month[row.month] += row.count
        kinds[row.kind] += row.count
    series = tuple(by_month[month] for month in months)
    cases = [sum(line[index] for office, line in exposure.items() if office in inside) for index in range(len(months))]
    half = len(months) // 2
    return Volume(
        total=sum(series),
        by_month=series,
        rate=rate_of(sum(series), sum(cases)),
        earlier=rate_of(sum(series[:half]), sum(cases[:half])),
        later=rate_of(sum(series[half:]), sum(cases[half:])),
        themes=tuple(sorted(kinds.items(), key=lambda item: (-item[1], item[0]))),
    )


def release_by_region(session: Session, today: date) -> dict[str, Any]:
    """This quarter's release of both counts by region, and the case-months that rates divide by."""
    return released(session, "thanks beside concerns", today, lambda: _figures(session, today), quarterly=True).figures


def _figures(session: Session, today: date) -> dict[str, Any]:
    months, last = whole_quarters(today), quarter_of(today) - timedelta(days=1)
    region_of = {one.id: one.region_id for one in offices(session)}
    regions = list(dict.fromkeys(region_of.values()))
    staff = Counter(region_of[one.office_id] for one in people(session, today, kinds=OFFICER_KINDS))
    cases = dict.fromkeys(regions, 0.0)
    for office, line in case_months_by_office(session, months, last).items():
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


def last_months(today: date) -> tuple[date, ...]:
    """The first days of this month and of the eleven before it."""
    months = [today.replace(day=1)]
    while len(months) < MONTHS_SHOWN:
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    return tuple(reversed(months))

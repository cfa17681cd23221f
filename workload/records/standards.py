"""How the promises to applicants are kept: by month and by place, with small numbers hidden.

A manager reads the region as it is today. Headquarters reads the territory as it was released this quarter
(`workload/records/standards_released.py`), and beside it what waits today.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from workload.estimates.application_clocks import (
    ApplicationFacts,
    Interval,
    Promise,
    answered_on,
    clocks_of,
    interval,
    timeliness,
)
from workload.estimates.service_clock import Standing
from workload.estimates.shares import Share, share_of, unusual_shares
from workload.estimates.suppression import SMALLEST_SHOWN, hide_small_cells
from workload.estimates.waits import Clock, Owner
from workload.facts import CalendarFacts
from workload.records.applications import application_promises, applications
from workload.records.calendar import calendar_facts
from workload.records.officers import officers_by_office
from workload.records.places import offices
from workload.records.releases import TOTAL, quarter_of, whole_quarters
from workload.records.standards_released import SPANS, promise_key, release_standards
from workload.records.thanks_beside_concerns import FEWEST_PEOPLE, last_months

FEWEST_OFFICERS = 2  # of an office beside others: with one officer the figure is that person's
LONE = ""  # the key of the offices with one officer, taken together
RunClocks = Sequence[tuple[ApplicationFacts, Clock | None]]


@dataclass(frozen=True)
class Part:
    """A month, office or region. `share` is None where it is hidden, or where nothing was answered. `unusual` is said
    of months only: outside what chance explains beside the others under the same promise."""

    key: str
    share: Share | None
    hidden: bool
    unusual: bool = False


@dataclass(frozen=True)
class Queue:
    """What is not answered today: within its promise, past it, and waiting for documents. In the territory's page None
    is fewer than five."""

    open: int | None
    overdue: int | None
    not_begun: int | None


@dataclass(frozen=True)
class Kept:
    """One promise. `whole` is None when too few people stand behind all of it, and `days` are then empty.

    Its promise has the business days promised and from when; `by_month` has keys like 2026-04.
    """

    promise: Promise
    whole: Share | None
    queue: Queue
    days: dict[Owner, int]
    by_month: tuple[Part, ...]
    by_place: tuple[Part, ...]


@dataclass(frozen=True)
class Standards:
    """All promises, and the days before a clock begins. Intervals are None when fewer than five have both days.

    Of a region: the applications submitted from `first` to `until`, today. Of the territory (`released`): those
    settled in the quarters from `first` to `until`. `places` says whether the places are regions or offices; `any` is
    False where there is no application at all.
    """

    first: date
    until: date
    any: bool
    released: bool
    places: str
    kept: tuple[Kept, ...]
    spans: dict[str, Interval | None]


def standards(session: Session, today: date, *, region_ids: Sequence[str] | None = None) -> Standards:
    """By office inside some regions, in the last twelve months; by region of the territory (None), as released."""
    return _of_the_territory(session, today) if region_ids is None else _of_regions(session, today, region_ids)


def _of_regions(session: Session, today: date, region_ids: Sequence[str]) -> Standards:
    months = last_months(today)
    rows = applications(session, months[0], today, region_ids=region_ids)
    run = _clocks(session, rows, today)
    calendar = _calendar(session, today)
    place_of, staff = places_of(session, today, region_ids)
    return Standards(
        first=months[0],
        until=today,
        any=bool(rows),
        released=False,
        places="office",
        kept=tuple(_kept(promise, clocks, months, place_of, staff) for promise, clocks in run),
        spans={name: _between(rows, calendar, ends) for name, ends in SPANS.items()},
    )


def _of_the_territory(session: Session, today: date) -> Standards:
    made = release_standards(session, today, places_of(session, today, None)[1])
    waiting = applications(session, last_months(today)[0], today, unpaid_only=True)
    return Standards(
        first=whole_quarters(today)[0],
        until=quarter_of(today) - timedelta(days=1),
        any=bool(made or waiting),
        released=True,
        places="region",
        kept=tuple(_released(promise, made, clocks) for promise, clocks in _clocks(session, waiting, today)),
        spans={name: Interval(*days) if (days := made.get(name, {}).get("days")) else None for name in SPANS},
    )


def _clocks(session: Session, rows: Sequence[ApplicationFacts], today: date) -> list[tuple[Promise, RunClocks]]:
    """Every promise with the clock of each application."""
    calendar = _calendar(session, today)
    return [
        (promise, list(zip(rows, clocks_of(rows, promise, calendar, today), strict=True)))
        for promise in application_promises(session)
    ]


def _calendar(session: Session, today: date) -> CalendarFacts:
    return calendar_facts(session, last_months(today)[0], date(today.year + 1, 12, 31), for_clocks=True)


def places_of(
    session: Session, today: date, region_ids: Sequence[str] | None
) -> tuple[dict[str, str], dict[str, bool]]:
    """The key of each office's place, and whether enough officers stand behind the place to show it beside others."""
    officers = Counter(officers_by_office(session, today))
    every = offices(session)
    if region_ids is None:
        place_of = {one.id: one.region_id for one in every}
    else:
        inside = [one.id for one in every if one.region_id in region_ids]
        place_of = {office: office if officers[office] >= FEWEST_OFFICERS else LONE for office in inside}
    there = Counter[str]()
    for office, place in place_of.items():
        there[place] += officers[office]
    fewest = FEWEST_PEOPLE if region_ids is None else FEWEST_OFFICERS
    return place_of, {place: there[place] >= fewest for place in dict.fromkeys(place_of.values())}


def _released(promise: Promise, made: Mapping[str, Any], waiting: RunClocks) -> Kept:
    key = promise_key(promise)
    by_month, by_place = made.get(f"{key} by month"), made.get(f"{key} by place")
    days = made.get(f"{key} days", {})
    return Kept(
        promise=promise,
        whole=_share(by_month, TOTAL) if by_month and days else None,
        queue=_queue(promise, waiting, smallest=SMALLEST_SHOWN),
        days={Owner(owner): count for owner, count in days.items()},
        by_month=_with_unusual(_released_parts(by_month), promise),
        by_place=_released_parts(by_place),
    )


def _released_parts(table: Mapping[str, Any] | None) -> tuple[Part, ...]:
    if table is None:
        return ()
    return tuple(Part(key, _share(table, key), count is None) for key, count in table["shown"].items() if key != TOTAL)


def _share(table: Mapping[str, Any], key: str) -> Share | None:
    answered = table["answered"].get(key)
    return None if answered is None else share_of(table["part"][key], answered)


def _kept(
    promise: Promise, rows: RunClocks, months: Sequence[date], place_of: Mapping[str, str], staff: Mapping[str, bool]
) -> Kept:
    run = [(one, clock) for one, clock in rows if clock is not None]
    told = timeliness(clock for _, clock in run)
    by_month, whole_by_month = _parts(
        run, [f"{month:%Y-%m}" for month in months], lambda one: f"{one.submitted:%Y-%m}", {}
    )
    by_place, whole_by_place = _parts(run, list(staff), lambda one: place_of[one.office], staff)
    return Kept(
        promise=promise,
        whole=share_of(told.met, told.met + told.missed) if whole_by_month and whole_by_place else None,
        queue=_queue(promise, rows),
        days=told.days,
        by_month=_with_unusual(by_month, promise),
        by_place=by_place,
    )


def _with_unusual(months: tuple[Part, ...], promise: Promise) -> tuple[Part, ...]:
    """Each month held against the others of the same version of its promise: a new promise begins a new series."""
    series: dict[date | None, dict[str, Share]] = defaultdict(dict)
    for part in months:
        version = max((day for day, _days in promise.versions if f"{day:%Y-%m}" <= part.key), default=None)
        if part.share is not None:
            series[version][part.key] = part.share
    unusual = set[str]().union(*(unusual_shares(some) for some in series.values()))
    return tuple(replace(part, unusual=part.key in unusual) for part in months)


def _queue(promise: Promise, rows: RunClocks, smallest: int = 0) -> Queue:
    stands = Counter(clock.standing if clock else None for one, clock in rows if answered_on(one, promise) is None)
    counts = (stands[Standing.open], stands[Standing.overdue], stands[None])
    return Queue(*(count if count >= smallest else None for count in counts))


def _parts(
    run: Iterable[tuple[ApplicationFacts, Clock]],
    keys: Sequence[str],
    key_of: Callable[[ApplicationFacts], str],
    staff: Mapping[str, bool],
) -> tuple[tuple[Part, ...], bool]:
    """Each part with its share or hidden, and whether the total may stand beside them."""
    met, answered = Counter[str](), Counter[str](dict.fromkeys(keys, 0))
    clients: dict[str, set[int]] = defaultdict(set)
    for one, clock in run:
        if clock.standing in (Standing.met, Standing.missed):
            key = key_of(one)
            answered[key] += 1
            met[key] += clock.standing is Standing.met
            clients[key].add(one.case_id)
    behind = {key: len(clients[key]) if staff.get(key, True) else 0 for key in keys}
    shown = hide_small_cells(answered, people=behind)
    parts = tuple(
        Part(key, share_of(met[key], answered[key]) if shown.cells[key] is not None else None, shown.cells[key] is None)
        for key in keys
    )
    return parts, shown.total is not None


def _between(
    rows: Iterable[ApplicationFacts],
    calendar: CalendarFacts,
    ends: Callable[[ApplicationFacts], tuple[date | None, date | None]],
) -> Interval | None:
    spans = [(*ends(one), one.office) for one in rows]
    found = interval(((a, b, office) for a, b, office in spans if a is not None and b is not None), calendar)
    return found if found is not None and found.of >= SMALLEST_SHOWN else None

"""How the promises to applicants are kept: by month and by place, with small numbers hidden."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from workload.estimates.application_clocks import (
    ApplicationFacts,
    Interval,
    Promise,
    Timeliness,
    clock_of,
    interval,
    timeliness,
)
from workload.estimates.service_clock import Standing
from workload.estimates.shares import Share, share_of
from workload.estimates.suppression import SMALLEST_SHOWN, hide_small_cells
from workload.estimates.waits import Clock
from workload.facts import CalendarFacts
from workload.records.applications import application_promises, applications
from workload.records.calendar import calendar_facts
from workload.records.officers import OFFICER_KINDS, people
from workload.records.places import offices
from workload.records.thanks_beside_concerns import FEWEST_PEOPLE, last_months

FEWEST_OFFICERS = 2  # of an office beside others: with one officer the figure is that person's
LONE = ""  # the key of the offices with one officer, taken together


@dataclass(frozen=True)
class Part:
    """A month, office or region. `share` is None where it is hidden, or where nothing was answered."""

    key: str
    share: Share | None
    hidden: bool


@dataclass(frozen=True)
class Kept:
    """One promise. `whole` is None when too few people stand behind all of it; `not_begun` wait for documents.

    `versions` are the business days promised and from when; `by_month` has keys like 2026-04.
    """

    promise: Promise
    whole: Share | None
    told: Timeliness
    not_begun: int
    by_month: tuple[Part, ...]
    by_place: tuple[Part, ...]


@dataclass(frozen=True)
class Standards:
    """All promises on the applications submitted from `first` to `until`, and the days before a clock begins.

    `places` says whether the places are regions or offices. Intervals are None when fewer than five have both days.
    """

    first: date
    until: date
    applications: int
    places: str
    kept: tuple[Kept, ...]
    to_documents: Interval | None
    to_verified: Interval | None
    submitted_to_verified: Interval | None


def standards(session: Session, today: date, *, region_ids: Sequence[str] | None = None) -> Standards:
    """The last twelve months, this one up to today: by office inside some regions, by region of the whole territory."""
    months = last_months(today)
    rows = applications(session, months[0], today, region_ids=region_ids)
    calendar = calendar_facts(session, months[0], date(today.year + 1, 12, 31), for_clocks=True)
    place_of, staff = places_of(session, today, region_ids)
    kept = tuple(
        _kept(promise, rows, calendar, today, months, place_of, staff) for promise in application_promises(session)
    )
    return Standards(
        first=months[0],
        until=today,
        applications=len(rows),
        places="region" if region_ids is None else "office",
        kept=kept,
        to_documents=_between(rows, calendar, lambda one: (one.submitted, one.documents_complete)),
        to_verified=_between(rows, calendar, lambda one: (one.documents_complete, one.verified)),
        submitted_to_verified=_between(rows, calendar, lambda one: (one.submitted, one.verified)),
    )


def places_of(
    session: Session, today: date, region_ids: Sequence[str] | None
) -> tuple[dict[str, str], dict[str, bool]]:
    """The key of each office's place, and whether enough officers stand behind the place to show it beside others."""
    officers = Counter(one.office_id for one in people(session, today, kinds=OFFICER_KINDS))
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


def _kept(
    promise: Promise,
    rows: Sequence[ApplicationFacts],
    calendar: CalendarFacts,
    today: date,
    months: Sequence[date],
    place_of: Mapping[str, str],
    staff: Mapping[str, bool],
) -> Kept:
    run = [(one, clock) for one in rows if (clock := clock_of(one, promise, calendar, today)) is not None]
    told = timeliness(clock for _, clock in run)
    by_month, whole_by_month = _parts(
        run, [f"{month:%Y-%m}" for month in months], lambda one: f"{one.submitted:%Y-%m}", {}
    )
    by_place, whole_by_place = _parts(run, list(staff), lambda one: place_of[one.office], staff)
    return Kept(
        promise=promise,
        whole=share_of(told.met, told.met + told.missed) if whole_by_month and whole_by_place else None,
        told=told,
        not_begun=len(rows) - len(run),
        by_month=by_month,
        by_place=by_place,
    )


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

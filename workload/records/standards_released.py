"""The service standards of the territory as they are released: by region and by month, once a quarter, of the
applications that were settled in the four whole quarters before this one.

An application belongs to the month in which it was settled, for all promises: what was counted once is never counted
otherwise later, so that no two releases differ by the few who were answered or paid in between. Every figure is held
against all that were released before (`workload/records/releases.py`); the groups are those of one region and month
to whom the same promises were made and who have the same days on record.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlmodel import Session

from workload.estimates.application_clocks import (
    PAYMENT,
    SETTLED_AFTER,
    ApplicationFacts,
    Promise,
    clocks_of,
    interval,
    settled_on,
    timeliness,
)
from workload.estimates.service_clock import Standing
from workload.estimates.waits import Clock
from workload.facts import CalendarFacts
from workload.records.applications import application_promises, decided_applications
from workload.records.calendar import calendar_facts
from workload.records.places import region_by_office
from workload.records.releases import TOTAL, Table, publish_tables, quarter_of, released, whole_quarters
from workload.tables.wellbeing import Release

LONGEST = timedelta(days=800)  # an application that took longer is counted on a calendar without its first holidays
SUBJECT = "applications"
VIEW = "standards in days"
Ends = Callable[[ApplicationFacts], tuple[date | None, date | None]]
SPANS: dict[str, Ends] = {
    "to_documents": lambda one: (one.submitted, one.documents_complete),
    "to_verified": lambda one: (one.documents_complete, one.verified),
    "submitted_to_verified": lambda one: (one.submitted, one.verified),
}
"""The days before a clock begins."""


@dataclass(frozen=True)
class Settled:
    """One application with the clock of each promise that was answered, and the group in which it is counted."""

    facts: ApplicationFacts
    place: str
    month: str
    clocks: dict[str, Clock]

    @property
    def group(self) -> str:
        days = ("d" if self.facts.documents_complete else "") + ("v" if self.facts.verified else "")
        return " | ".join((self.place, self.month, days, *sorted(self.clocks)))


def promise_key(promise: Promise) -> str:
    return f"{promise.name}, {promise.starts_when}"


def release_standards(session: Session, today: date, staff: dict[str, bool]) -> dict[str, Any]:
    """This quarter's release. Of each promise the tables «... by place» and «... by month»: the clients behind a figure
    are `shown`, the applications `answered` and those of them in time are `part`. `staff` says of which regions enough
    officers stand behind the figure. Empty, and not kept, as long as nothing was settled in these quarters."""
    kept = session.get(Release, (VIEW, quarter_of(today)))
    if kept is not None:
        return kept.figures
    months, last = whole_quarters(today), quarter_of(today) - timedelta(days=1)
    calendar = calendar_facts(session, months[0] - LONGEST, last + LONGEST, for_clocks=True)
    rows = settled_applications(session, months[0], last, calendar)
    if not rows:
        return {}
    make = partial(_figures, session, rows, calendar, months, staff)
    return released(session, VIEW, today, make, quarterly=True).figures


def settled_applications(session: Session, first: date, last: date, calendar: CalendarFacts) -> list[Settled]:
    """The applications settled between two days, with their clocks."""
    decided = decided_applications(session, first - SETTLED_AFTER, last)
    rows = [one for one in decided if (day := settled_on(one)) is not None and first <= day <= last]
    region_of = region_by_office(session)
    clocks: list[dict[str, Clock]] = [{} for _ in rows]
    for promise in application_promises(session):
        for one, found, clock in zip(rows, clocks, clocks_of(rows, promise, calendar, last), strict=True):
            if clock is not None and clock.standing in (Standing.met, Standing.missed) and _counts(one, promise):
                found[promise_key(promise)] = clock
    return [
        Settled(one, region_of[one.office], f"{settled_on(one):%Y-%m}", found)
        for one, found in zip(rows, clocks, strict=True)
    ]


def _counts(one: ApplicationFacts, promise: Promise) -> bool:
    """A payment that came after the application was settled without one is not counted: it was counted as unpaid."""
    return promise.name != PAYMENT or one.paid == settled_on(one)


def _figures(
    session: Session,
    rows: Sequence[Settled],
    calendar: CalendarFacts,
    months: Sequence[date],
    staff: dict[str, bool],
) -> dict[str, Any]:
    clients: dict[str, set[int]] = defaultdict(set)
    for one in rows:
        clients[one.group].add(one.facts.case_id)
    people = {group: len(some) for group, some in clients.items()}
    keys = {"place": list(staff), "month": [f"{month:%Y-%m}" for month in months]}
    promises = [promise_key(one) for one in application_promises(session)]
    spans = {name: [one for one in rows if None not in ends(one.facts)] for name, ends in SPANS.items()}
    made = publish_tables(
        session,
        [_table(promise, way, some, rows, people, staff) for promise in promises for way, some in keys.items()]
        + [_span_table(name, some, people) for name, some in spans.items()],
    )
    for promise in promises:
        for way in keys:
            counts = Counter(getattr(one, way) for one in rows if promise in one.clocks)
            shown = made[f"{promise} by {way}"]["shown"]
            every = {key: counts[key] for key in keys[way]} | {TOTAL: counts.total()}
            made[f"{promise} by {way}"]["answered"] = {key: every[key] for key in shown if shown[key] is not None}
        if all(made[f"{promise} by {way}"]["shown"][TOTAL] is not None for way in keys):
            made[f"{promise} days"] = timeliness(one.clocks[promise] for one in rows if promise in one.clocks).days
    for name, some in spans.items():
        if made[name]["shown"][TOTAL] is not None:
            ends = [(*SPANS[name](one.facts), one.facts.office) for one in some]
            found = interval(((a, b, office) for a, b, office in ends if a and b), calendar)
            made[name]["days"] = [found.of, found.middle, found.nine_in_ten] if found else None
    return made


def _table(
    promise: str, way: str, keys: Sequence[str], rows: Sequence[Settled], people: dict[str, int], staff: dict[str, bool]
) -> Table:
    groups: dict[str, set[str]] = {key: set() for key in keys}
    met = Counter[str](dict.fromkeys(keys, 0))
    for one in rows:
        if promise in one.clocks:
            key = getattr(one, way)
            groups[key].add(one.group)
            met[key] += one.clocks[promise].standing is Standing.met
    behind = {key: sum(people[one] for one in groups[key]) if staff.get(key) else 0 for key in keys}
    return Table(
        SUBJECT,
        {key: frozenset(some) for key, some in groups.items()},
        people,
        behind if way == "place" else None,
        f"{promise} by {way}",
        met,
    )


def _span_table(name: str, rows: Sequence[Settled], people: dict[str, int]) -> Table:
    return Table(SUBJECT, {"all": frozenset(one.group for one in rows)}, people, name=name)

"""Concerns that need somebody's attention because of the day: who is told, and who answers from now on.

Worked out in open days, once a level, for the answer and then for what the answer promised, a plan or a remedy: half
of the time used tells the owner; the due day the owner and the manager; a missed day makes the manager the owner, while
the officer keeps the file; two open days later the superintendent is told, after five headquarters. Every message says
how many hours of other work the owner logged since the promise was made, so that it reads as a lack of hours and not as
a fault.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, col, func, select

from workload.estimates.calendar import DAY, is_open, open_days
from workload.facts import CalendarFacts
from workload.records.calendar import calendar_facts
from workload.records.concern_events import add_event, concern_clock, events_of
from workload.records.concern_people import people_of_roles
from workload.records.concern_promises import Promise, Promised, promise_of, something_owed, waits_since
from workload.records.messages import write_message
from workload.tables.concerns import Concern
from workload.tables.people import Person
from workload.tables.time_log import TimeLogEntry
from workload.vocabulary import Activity, ConcernStep, MessageKind, Role

LEVELS = ("half", "due", "missed", "two_past", "five_past")
OLDEST = timedelta(days=400)
SOME = 20  # concerns
MADE = (ConcernStep.reopened, ConcernStep.second_stage, ConcernStep.planned, ConcernStep.answered)
"""Steps that make a new promise: its levels are told from the first again."""


def escalate(session: Session, today: date, *, after_some: Callable[[], None] = lambda: None) -> int:
    """Tell whoever must know today; how many concerns went further up. Nothing on closed days, nothing twice.
    `after_some` is called now and then, to keep what is done: on SQLite nobody else can write meanwhile."""
    calendar = calendar_facts(session, today - OLDEST, today, for_clocks=True)
    if not is_open(today, calendar):
        return 0
    query = select(Concern).where(something_owed(), Concern.opened_on > today - OLDEST)
    further = 0
    for at, concern in enumerate(session.exec(query.order_by(col(Concern.id))).all(), start=1):
        further += _look_at(session, concern, calendar, today)
        if at % SOME == 0:
            after_some()
    return further


def _look_at(session: Session, concern: Concern, calendar: CalendarFacts, today: date) -> bool:
    events = events_of(session, concern.id or 0)
    if waits_since(concern, events) is not None:
        return False  # the clock stands still
    promise = promise_of(concern, events, calendar, today)
    if promise is None:
        return False
    made = max((at for at, one in enumerate(events) if one.step in MADE), default=0)
    since = events[made].day if made else concern.opened_on
    level = _level(session, concern, promise, since, calendar, today)
    noted = {one.facts.get("level") for one in events[made:] if one.step is ConcernStep.escalated}
    if level is None or any(LEVELS.index(one) >= LEVELS.index(level) for one in noted if one):
        return False
    had = concern.owner_id
    told = _told(session, concern, level)
    facts: dict[str, Any] = {"level": level, "told": sorted(told)}
    managers = _ids(session, concern, Role.manager)
    if level in LEVELS[2:] and concern.stage == 1 and managers and had not in managers:
        concern.owner_id = facts["owner"] = managers[0]
    add_event(session, concern, ConcernStep.escalated, day=today, facts=facts)
    due = promise.by.isoformat()
    write_message(
        session, told, MessageKind.concern_due, href=f"/concerns/{concern.id}", urgent=level != "half",
        who=had or 0, reference=concern.reference, level=level, what=promise.what.value, first=due, last=due,
        instead=_other_hours(session, had, since, today),
    )  # fmt: skip
    return True


def _level(
    session: Session, concern: Concern, promise: Promise, since: date, calendar: CalendarFacts, today: date
) -> str | None:
    if today > promise.by:
        past = len(open_days(promise.by + DAY, today, calendar))
        return "five_past" if past > 5 else "two_past" if past > 2 else "missed"
    if today == promise.by:
        return "due"
    if promise.what is Promised.answer:
        used = concern_clock(session, concern, events_of(session, concern.id or 0), today).used
    else:
        used = len(open_days(since + DAY, today, calendar))
    return "half" if used >= max(1, len(open_days(today + DAY, promise.by, calendar))) else None


def _told(session: Session, concern: Concern, level: str) -> set[int]:
    """Owner or, while there is none, the manager; then one more desk a level."""
    told = {concern.owner_id} if concern.owner_id else set(_ids(session, concern, Role.manager))
    if level in ("due", "missed"):
        told |= set(_ids(session, concern, Role.manager))
    elif level == "two_past":
        told |= set(_ids(session, concern, Role.superintendent))
    elif level == "five_past":
        told |= set(_ids(session, concern, Role.hq))
    return told or set(_ids(session, concern, Role.superintendent)) or set(_ids(session, concern, Role.hq))


def _ids(session: Session, concern: Concern, role: Role) -> list[int]:
    """Everybody with that role, but never whom it is about."""
    people: list[Person] = people_of_roles(session, concern.office_id, (role,))
    return [one.id or 0 for one in people if one.id != concern.about_id]


def _other_hours(session: Session, person_id: int | None, first: date, last: date) -> float:
    """Hours of other work that somebody logged in these days; 0 when nothing was logged."""
    query = select(func.coalesce(func.sum(TimeLogEntry.minutes), 0)).where(
        TimeLogEntry.person_id == (person_id or 0),
        col(TimeLogEntry.day) >= first,
        col(TimeLogEntry.day) <= last,
        TimeLogEntry.activity != Activity.concern,
    )
    return round(int(session.exec(query).one()) / 60, 1)

"""What a person was told to expect next, and by when: an answer, what a plan promised, or something put right.

Worked out from the events. The day as it was told and the day at which it stands now are kept apart: while a paper is
waited for that only the person can bring, the promise moves by the open days that stand still.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlmodel import Session, and_, col, exists, or_, select

from workload.estimates.calendar import DAY, add_business_days, open_days
from workload.estimates.concern_triage import FINISH_DAYS
from workload.estimates.waits import Clock, Owner
from workload.facts import CalendarFacts
from workload.records.calendar import calendar_facts
from workload.records.concern_events import AHEAD, SECOND_STAGE_DAYS, clock_of
from workload.tables.concerns import Concern, ConcernEvent
from workload.vocabulary import ConcernStatus, ConcernStep

PLAN_DAYS = 20  # open days, ours: a plan that takes longer than a second look is no answer

TURNING = (
    ConcernStep.waiting,
    ConcernStep.resumed,
    ConcernStep.planned,
    ConcernStep.reopened,
    ConcernStep.second_stage,
)
"""Steps that begin or end a wait."""


class Promised(StrEnum):
    """What is still owed."""

    answer = "answer"
    plan = "plan"
    remedy = "remedy"


@dataclass(frozen=True)
class Promise:
    """`by` is the day as it was told last. `now` is the day at which it stands: another one only while it `waits` for
    the person, and then the one that holds if what is missing comes today."""

    what: Promised
    by: date
    now: date
    waits: bool = False


def is_unsettled(concern: Concern) -> bool:
    """Nobody has said yet what was found: there is no answer, or the answer was a plan."""
    return concern.status is ConcernStatus.received or (
        concern.status is ConcernStatus.answered and concern.finding is None
    )


def promised(concern: Concern, events: Sequence[ConcernEvent]) -> tuple[Promised, date] | None:
    """What is owed next and by which day, as it was told; None where nothing is."""
    if concern.status is ConcernStatus.received:
        return Promised.answer, concern.promised_due
    if concern.status is not ConcernStatus.answered:
        return None
    if concern.finding is None:
        plans = [one.facts["plan_by"] for one in events if "plan_by" in one.facts]
        return (Promised.plan, date.fromisoformat(plans[-1])) if plans else None
    if concern.remedy and concern.remedy_due and concern.remedy_done_on is None:
        return Promised.remedy, concern.remedy_due
    return None


def promises_of(session: Session, concerns: Collection[Concern], today: date) -> dict[int, Promise]:
    """What is owed next of each concern of which something is, by its number."""
    owed = {one.id or 0: one for one in concerns if one.status is not ConcernStatus.closed}
    events: dict[int, list[ConcernEvent]] = defaultdict(list)
    query = select(ConcernEvent).where(
        col(ConcernEvent.concern_id).in_(list(owed)),
        col(ConcernEvent.step).in_(TURNING),
    )
    for event in session.exec(query.order_by(col(ConcernEvent.day), col(ConcernEvent.id))) if owed else ():
        events[event.concern_id].append(event)
    waits = [since for number in events if (since := waits_since(owed[number], events[number])) is not None]
    calendar = calendar_facts(session, min(waits, default=today), today + AHEAD, for_clocks=True)
    found = {number: promise_of(one, events[number], calendar, today) for number, one in owed.items()}
    return {number: promise for number, promise in found.items() if promise is not None}


def promise_of(
    concern: Concern, events: Sequence[ConcernEvent], calendar: CalendarFacts, today: date
) -> Promise | None:
    """The same of one concern, after a calendar that reaches back to the wait for the person. What was late before the
    wait stays late."""
    owed = promised(concern, events)
    if owed is None:
        return None
    what, by = owed
    since = waits_since(concern, events)
    if since is None or since > by:
        return Promise(what, by, by)
    return Promise(what, by, moved_day(by, since, calendar, today), waits=True)


def waits_since(concern: Concern, events: Sequence[ConcernEvent]) -> date | None:
    """From when on the matter is with the person: a paper is waited for that only they can bring. A plan that was told
    during a wait counts with it."""
    if not is_unsettled(concern):
        return None
    last = next((one for one in reversed(events) if one.step in TURNING), None)
    return last.day if last is not None and last.facts.get("owner") == Owner.client.value else None


def moved_day(promised: date, since: date, calendar: CalendarFacts, today: date) -> date:
    """A promise that stood still since a day and goes on today: it keeps the open days that were left."""
    left = len(open_days(since, promised, calendar))
    return max(promised, add_business_days(today - DAY, left, calendar))


def finding_clock(session: Session, concern: Concern, events: Sequence[ConcernEvent], today: date) -> Clock | None:
    """The clock of what is found, where the way or the second stage gives it a limit of its own; None elsewhere."""
    days = finding_days(concern)
    if days is None:
        return None
    return clock_of(session, concern, events, today, days=days, done=finding_day(events))


def finding_days(concern: Any) -> int | None:
    """Open days in which all of it is found or done, of a concern or of a row with its way and its stage."""
    if concern.stage > 1:
        return SECOND_STAGE_DAYS
    return FINISH_DAYS.get(concern.route) if concern.route else None


def finding_day(events: Sequence[Any]) -> date | None:
    """When it was first said what was found, since the second stage where there is one."""
    begun = max((at for at, one in enumerate(events) if one.step is ConcernStep.second_stage), default=0)
    return next((one.day for one in events[begun:] if one.step is ConcernStep.answered), None)


def something_owed() -> Any:
    """As a condition of a query: no answer yet, a plan to be carried out, or something to be put right."""
    of_it = col(ConcernEvent.concern_id) == col(Concern.id)
    plan = exists().where(of_it, col(ConcernEvent.step) == ConcernStep.planned)
    remedy = and_(col(Concern.remedy_due).is_not(None), col(Concern.remedy_done_on).is_(None))
    return or_(
        col(Concern.status) == ConcernStatus.received,
        and_(
            col(Concern.status) == ConcernStatus.answered,
            or_(and_(col(Concern.finding).is_(None), plan), and_(col(Concern.finding).is_not(None), remedy)),
        ),
    )

"""What happened to a concern, event by event; rows are added, never changed."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, col, select

from workload.estimates.calendar import add_business_days
from workload.estimates.waits import Clock, Owner, Turn, run_clock
from workload.facts import CalendarFacts
from workload.records.calendar import ANSWER_DAYS, calendar_facts, service_standard
from workload.tables.concerns import Concern, ConcernEvent
from workload.vocabulary import ConcernCategory, ConcernRoute, ConcernStatus, ConcernStep

FOR_THE_PERSON = (
    ConcernStep.received,
    ConcernStep.acknowledged,
    ConcernStep.waiting,
    ConcernStep.resumed,
    ConcernStep.progress_told,
    ConcernStep.planned,
    ConcernStep.answered,
    ConcernStep.remedy_offered,
    ConcernStep.remedy_done,
    ConcernStep.person_wrote,
    ConcernStep.closed,
    ConcernStep.reopened,
    ConcernStep.second_stage,
    ConcernStep.shared,
)
"""What the person sees with their code; the rest is our own work."""

SECOND_STAGE_DAYS = 20  # business days
PROGRESS_DAYS = 5  # ours: nobody waits longer than a week of open days without hearing from us
AHEAD = timedelta(days=120)


def add_event(
    session: Session,
    concern: Concern,
    step: ConcernStep,
    *,
    day: date,
    by: int | None = None,
    text: str = "",
    facts: dict[str, Any] | None = None,
) -> ConcernEvent:
    """One more event. The concern must have its number already."""
    event = ConcernEvent(concern_id=concern.id or 0, day=day, step=step, by_id=by, text=text, facts=facts or {})
    session.add(event)
    return event


def events_of(session: Session, concern_id: int) -> list[ConcernEvent]:
    """Everything that happened, in order."""
    query = select(ConcernEvent).where(ConcernEvent.concern_id == concern_id)
    return list(session.exec(query.order_by(col(ConcernEvent.day), col(ConcernEvent.id))))


def events_for_person(session: Session, concern: Concern) -> list[ConcernEvent]:
    """What the person who told us may read."""
    return [one for one in events_of(session, concern.id or 0) if one.step in FOR_THE_PERSON]


def turns_of(events: Sequence[ConcernEvent]) -> list[Turn]:
    """Whose each day was. From an answer until the person comes back the matter is with the person."""
    turns = []
    for one in events:
        if one.step is ConcernStep.waiting:
            turns.append(Turn(one.day, Owner(one.facts["owner"]), one.facts.get("item", "")))
        elif one.step is ConcernStep.resumed:
            turns.append(Turn(one.day, Owner.office))
        elif one.step is ConcernStep.reopened and one.facts.get("first_answered"):
            answered = date.fromisoformat(one.facts["first_answered"])
            turns += [Turn(answered, Owner.client, f"answer of {answered}"), Turn(one.day, Owner.office)]
    return turns


def held_items(events: Sequence[ConcernEvent]) -> set[str]:
    """Papers that were here from the beginning, or came since: nobody may be asked for them."""
    return {item for one in events for item in one.facts.get("held", [])}


def appeal_of(events: Sequence[ConcernEvent]) -> str:
    """The appeal with which it came; blank for most."""
    return next((one.facts["appeal"] for one in events if one.facts.get("appeal")), "")


def is_appealable(concern: Concern, events: Sequence[ConcernEvent]) -> bool:
    """Whether a decision or an amount is in it, whichever way leads: the right to appeal is owed beside help today,
    conduct or privacy too. Once issues were split off, the one about the decision says it."""
    if concern.route is ConcernRoute.decision or concern.category is ConcernCategory.decision:
        return True
    split = any("split" in one.facts for one in events)
    return ConcernCategory.decision.value in concern.ticked and not split


def last_day_to_appeal(events: Sequence[ConcernEvent]) -> date | None:
    """Until when the person was told that a decision can be appealed; None when nobody has told them."""
    told = [one.facts["appeal_until"] for one in events if one.facts.get("appeal_until")]
    return date.fromisoformat(told[-1]) if told else None


def progress_owed(session: Session, concern: Concern, events: Sequence[ConcernEvent]) -> date | None:
    """By which day the person must hear from us; None once they know what was found."""
    last = max([concern.opened_on, *(one.day for one in events)])
    return progress_day(concern, events, calendar_facts(session, concern.opened_on, last + AHEAD, for_clocks=True))


def progress_day(concern: Concern, events: Sequence[ConcernEvent], calendar: CalendarFacts) -> date | None:
    """The same, after a calendar that reaches far enough. Whoever was told a plan hears on the way too."""
    planned = concern.status is ConcernStatus.answered and concern.finding is None
    if concern.status is not ConcernStatus.received and not (planned and _has_plan(events)):
        return None
    told = [one.day for one in events if one.step in FOR_THE_PERSON and one.step is not ConcernStep.person_wrote]
    return add_business_days(max([concern.opened_on, *told]), PROGRESS_DAYS, calendar)


def _has_plan(events: Sequence[ConcernEvent]) -> bool:
    return any(one.step is ConcernStep.planned for one in events)


def concern_clock(session: Session, concern: Concern, events: Sequence[ConcernEvent], today: date) -> Clock:
    """How the promise stands, worked out from the events. A second stage has its own days, from its own first day. A
    plan with a day is an answer."""
    standard = service_standard(session, "concern", concern.opened_on)
    days = standard.business_days if standard else ANSWER_DAYS
    days = SECOND_STAGE_DAYS if any(one.step is ConcernStep.second_stage for one in events) else days
    return clock_of(session, concern, events, today, days=days, done=concern.answered_on)


def clock_of(
    session: Session, concern: Concern, events: Sequence[ConcernEvent], today: date, *, days: int, done: date | None
) -> Clock:
    """A clock of so many open days, from the day of telling or of the second stage until it is done."""
    calendar = calendar_facts(session, concern.opened_on, max(concern.opened_on, today) + AHEAD, for_clocks=True)
    return run_events(concern.opened_on, events, calendar, today, days=days, done=done)


def run_events(
    opened: date, events: Sequence[Any], calendar: CalendarFacts, today: date, *, days: int, done: date | None
) -> Clock:
    """The same after a calendar that reaches from the first day to well after today."""
    begun = opened
    second = next((at for at, one in enumerate(events) if one.step is ConcernStep.second_stage), None)
    if second is not None:
        begun, events = events[second].day, events[second:]
    held_first = {item for one in events if one.step is ConcernStep.routed for item in one.facts.get("held", [])}
    return run_clock(begun, days, turns_of(events), calendar, today, answered=done, held=held_first)

"""What happened to a concern, event by event; rows are added, never changed."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, col, select

from workload.estimates.calendar import DAY, add_business_days, open_days
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


def waits_for_client(events: Sequence[ConcernEvent]) -> bool:
    """Whether the matter is with the person now: a paper is waited for that only they can bring."""
    last = next((one for one in reversed(events) if one.step in (ConcernStep.waiting, ConcernStep.resumed)), None)
    return last is not None and last.facts.get("owner") == Owner.client.value


def moved_promises(session: Session, concerns: Collection[Concern], today: date) -> dict[int, date]:
    """Of the open concerns that wait for the person, by number: the day by which the answer is due if what is missing
    comes today. The promise moves by the open days that stand still; what was late before the wait stays late."""
    still = {one.id or 0: one for one in concerns if one.status is ConcernStatus.received}
    turned: dict[int, ConcernEvent] = {}
    query = select(ConcernEvent).where(
        col(ConcernEvent.concern_id).in_(list(still)),
        col(ConcernEvent.step).in_([ConcernStep.waiting, ConcernStep.resumed]),
    )
    for event in session.exec(query.order_by(col(ConcernEvent.day), col(ConcernEvent.id))) if still else ():
        turned[event.concern_id] = event
    waits = {
        number: event.day
        for number, event in turned.items()
        if waits_for_client([event]) and event.day <= still[number].promised_due
    }
    if not waits:
        return {}
    calendar = calendar_facts(session, min(waits.values()), today + AHEAD, for_clocks=True)
    moved = {}
    for number, since in waits.items():
        promised = still[number].promised_due
        left = len(open_days(since, promised, calendar))
        moved[number] = max(promised, add_business_days(today - DAY, left, calendar))
    return moved


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
    """By which day the person must hear from us; None once there is an answer."""
    last = max([concern.opened_on, *(one.day for one in events)])
    return progress_day(concern, events, calendar_facts(session, concern.opened_on, last + AHEAD, for_clocks=True))


def progress_day(concern: Concern, events: Sequence[ConcernEvent], calendar: CalendarFacts) -> date | None:
    """The same, after a calendar that reaches far enough."""
    if concern.status is not ConcernStatus.received:
        return None
    told = [one.day for one in events if one.step in FOR_THE_PERSON and one.step is not ConcernStep.person_wrote]
    return add_business_days(max([concern.opened_on, *told]), PROGRESS_DAYS, calendar)


def concern_clock(session: Session, concern: Concern, events: Sequence[ConcernEvent], today: date) -> Clock:
    """How the promise stands, worked out from the events. A second stage has its own days, from its own first day."""
    standard = service_standard(session, "concern", concern.opened_on)
    begun, days = concern.opened_on, standard.business_days if standard else ANSWER_DAYS
    second = next((at for at, one in enumerate(events) if one.step is ConcernStep.second_stage), None)
    if second is not None:
        begun, days, events = events[second].day, SECOND_STAGE_DAYS, events[second:]
    held_first = {item for one in events if one.step is ConcernStep.routed for item in one.facts.get("held", [])}
    calendar = calendar_facts(session, begun, max(begun, today) + AHEAD, for_clocks=True)
    return run_clock(
        begun, days, turns_of(events), calendar, today, answered=concern.answered_on, held=held_first
    )  # fmt: skip

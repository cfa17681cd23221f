"""While others have a concern: what is waited for and from whom, that it came, and tries to reach the person."""

from datetime import date
from typing import Any

from sqlmodel import Session

from scheduler.concern_workflow import Refusal, Refused
from workload.estimates.waits import Owner
from workload.records.calendar import calendar_facts
from workload.records.concern_events import AHEAD, add_event, concern_clock, events_of, held_items
from workload.records.concern_promises import Promised, is_unsettled, moved_day, promised, waits_since
from workload.tables.concerns import Concern, ConcernEvent
from workload.vocabulary import ConcernStatus, ConcernStep


def wait(session: Session, concern: Concern, *, owner: Owner, item: str, text: str, by: int, today: date) -> None:
    """From today the matter is with somebody else. Only the client stops the clock, and only for a named paper that is
    not here and was not asked for before."""
    _still_wanted(concern)
    events = events_of(session, concern.id or 0)
    last = next((one for one in reversed(events) if one.step in (ConcernStep.waiting, ConcernStep.resumed)), None)
    if last is not None and last.step is ConcernStep.waiting:
        raise Refused(Refusal.waits_already)
    if owner is Owner.client:
        name = item.casefold()
        if not name:
            raise Refused(Refusal.no_item)
        asked = {one.facts.get("item", "").casefold() for one in events if one.facts.get("owner") == Owner.client.value}
        if name in asked:
            raise Refused(Refusal.asked_before)
        if name in {one.casefold() for one in held_items(events)}:
            raise Refused(Refusal.held_already)
    facts = {"owner": owner.value, "item": item}
    add_event(session, concern, ConcernStep.waiting, day=today, by=by, text=text, facts=facts)


def resume(session: Session, concern: Concern, *, by: int | None, today: date) -> ConcernEvent:
    """What was waited for is here. After a wait for the client the promise moves by the open days that stood still,
    that of an answer or that of a plan, and the event keeps both days; no other wait moves it."""
    events = events_of(session, concern.id or 0)
    last = next((one for one in reversed(events) if one.step in (ConcernStep.waiting, ConcernStep.resumed)), None)
    if last is None or last.step is ConcernStep.resumed:
        raise Refused(Refusal.waits_for_nothing)
    item = last.facts.get("item", "")
    facts: dict[str, Any] = {"held": [item] if item else []}
    event = add_event(session, concern, ConcernStep.resumed, day=today, by=by, facts=facts)
    if last.facts.get("owner") == Owner.client.value:
        event.facts = facts | _moved(session, concern, events, event, today)
    return event


def _moved(
    session: Session, concern: Concern, events: list[ConcernEvent], event: ConcernEvent, today: date
) -> dict[str, str]:
    """The day to which the promise moves, and the one before; nothing where it stays."""
    owed, since = promised(concern, events), waits_since(concern, events)
    if owed is None:
        return {}
    what, before = owed
    if what is Promised.plan:
        if since is None or since > before:
            return {}
        calendar = calendar_facts(session, since, today + AHEAD, for_clocks=True)
        due = moved_day(before, since, calendar, today)
        return {"plan_by": due.isoformat(), "plan_by_before": before.isoformat()} if due > before else {}
    clock = concern_clock(session, concern, [*events, event], today)
    if clock.due is None or clock.due <= before:
        return {}
    concern.promised_due = clock.due
    return {"due": clock.due.isoformat(), "due_before": before.isoformat()}


def tried_to_reach(session: Session, concern: Concern, *, part: str, text: str, by: int, today: date) -> None:
    _still_wanted(concern)
    add_event(session, concern, ConcernStep.tried_to_reach, day=today, by=by, text=text, facts={"part": part})


def _still_wanted(concern: Concern) -> None:
    """Nobody has said yet what was found."""
    if concern.status is ConcernStatus.closed:
        raise Refused(Refusal.closed)
    if not is_unsettled(concern):
        raise Refused(Refusal.answered_already)

"""Open concerns that need somebody today, each with the one thing that is owed first."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlmodel import Session, col, select

from workload.estimates.calendar import next_open_day
from workload.estimates.words_of_need import words_of_need
from workload.facts import CalendarFacts
from workload.records.calendar import calendar_facts
from workload.records.concern_events import AHEAD, is_appealable, last_day_to_appeal, progress_day
from workload.records.concern_promises import is_unsettled, promise_of, something_owed
from workload.records.concerns import ConcernLine, Reader, list_concerns
from workload.tables.concerns import Concern, ConcernEvent
from workload.vocabulary import ConcernStatus, ConcernStep, Handler


class Owed(StrEnum):
    """What is owed to the person first."""

    help_today = "help_today"
    first_look = "first_look"  # the words may speak of an urgent need
    answer = "answer"
    plan = "plan"
    remedy = "remedy"
    appeal_right = "appeal_right"
    owner = "owner"
    word = "word"


@dataclass(frozen=True)
class Need:
    """A concern, what is owed, and by when."""

    line: ConcernLine
    owed: Owed
    by: date


def concern_needs(
    session: Session, today: date, *, region_ids: Sequence[str] | None, reader: Reader, at_headquarters: bool = False
) -> list[Need]:
    """Of the concerns that the reader may see, those of which something is owed by the next open day: a first step, an
    answer, what a plan promised, a remedy. Those due first at the top; `at_headquarters` only those that were sent or
    went up there."""
    lines = list_concerns(session, region_ids=region_ids, such=something_owed(), reader=reader)
    events: dict[int, list[ConcernEvent]] = defaultdict(list)
    ids = [line.concern.id for line in lines]
    query = select(ConcernEvent).where(col(ConcernEvent.concern_id).in_(ids))
    for event in session.exec(query.order_by(col(ConcernEvent.day), col(ConcernEvent.id))):
        events[event.concern_id].append(event)
    first = min((line.concern.opened_on for line in lines), default=today)
    calendar = calendar_facts(session, first, today + AHEAD, for_clocks=True)
    found = []
    for line in lines:
        own = events[line.concern.id or 0]
        if at_headquarters and not _is_at_headquarters(line.concern, own):
            continue
        owed = _owed(line.concern, own, calendar, today)
        if owed is not None:
            found.append(Need(line, *owed))
    return found


def _owed(
    concern: Concern, events: Sequence[ConcernEvent], calendar: CalendarFacts, today: date
) -> tuple[Owed, date] | None:
    received = concern.status is ConcernStatus.received
    if received and concern.urgent and not any(one.step is ConcernStep.acknowledged for one in events):
        return Owed.help_today, concern.opened_on
    if received and unread_need(concern, events):
        return Owed.first_look, concern.opened_on
    if is_unsettled(concern) and is_appealable(concern, events) and last_day_to_appeal(events) is None:
        return Owed.appeal_right, concern.opened_on
    promise = promise_of(concern, events, calendar, today)
    if promise is not None and not promise.waits and promise.by <= next_open_day(today, calendar):
        return Owed(promise.what.value), promise.by
    named = next_open_day(concern.opened_on, calendar)
    if received and concern.owner_id is None and named <= today:
        return Owed.owner, named
    word = progress_day(concern, events, calendar)
    return (Owed.word, word) if word is not None and word <= today else None


def unread_need(concern: Concern, events: Sequence[ConcernEvent]) -> tuple[str, ...]:
    """Words that may speak of an urgent need, while nobody has confirmed where the concern goes and none was ticked."""
    looked = any(one.step is ConcernStep.routed and "route" in one.facts for one in events)
    return () if concern.urgent or looked else words_of_need(concern.what_happened)


def _is_at_headquarters(concern: Concern, events: Sequence[ConcernEvent]) -> bool:
    """Sent there, about no office, or late for so long that it went up."""
    went_up = any(one.facts.get("level") == "five_past" for one in events if one.step is ConcernStep.escalated)
    return concern.office_id is None or concern.handler is Handler.headquarters or went_up

"""Open concerns that need somebody today, each with the one thing that is owed first."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlmodel import Session, col, select

from workload.estimates.calendar import next_open_day
from workload.facts import CalendarFacts
from workload.records.calendar import calendar_facts
from workload.records.concern_events import AHEAD, is_appealable, last_day_to_appeal, progress_day, waits_for_client
from workload.records.concerns import ConcernLine, Reader, list_concerns
from workload.tables.concerns import Concern, ConcernEvent
from workload.vocabulary import ConcernStatus, ConcernStep, Handler


class Owed(StrEnum):
    """What is owed to the person first."""

    help_today = "help_today"
    answer = "answer"
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
    """Of the open concerns that the reader may see, those of which something is owed by the next open day, those due
    first at the top; `at_headquarters` only those that were sent or went up there."""
    lines = list_concerns(session, region_ids=region_ids, status=ConcernStatus.received, reader=reader)
    events: dict[int, list[ConcernEvent]] = defaultdict(list)
    ids = [line.concern.id for line in lines]
    for event in session.exec(select(ConcernEvent).where(col(ConcernEvent.concern_id).in_(ids))):
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
    steps = {one.step for one in events}
    acknowledged = ConcernStep.acknowledged in steps
    if concern.urgent and not acknowledged:
        return Owed.help_today, concern.opened_on
    if is_appealable(concern, events) and last_day_to_appeal(events) is None:
        return Owed.appeal_right, concern.opened_on
    if concern.promised_due <= next_open_day(today, calendar) and not waits_for_client(events):
        return Owed.answer, concern.promised_due
    named = next_open_day(concern.opened_on, calendar)
    if concern.owner_id is None and named <= today:
        return Owed.owner, named
    word = progress_day(concern, events, calendar)
    return (Owed.word, word) if word is not None and word <= today else None


def _is_at_headquarters(concern: Concern, events: Sequence[ConcernEvent]) -> bool:
    """Sent there, about no office, or late for so long that it went up."""
    went_up = any(one.facts.get("level") == "five_past" for one in events if one.step is ConcernStep.escalated)
    return concern.office_id is None or concern.handler is Handler.headquarters or went_up

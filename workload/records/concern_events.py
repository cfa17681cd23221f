"""What happened to a concern, event by event; rows are added, never changed."""

from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from workload.tables.concerns import Concern, ConcernEvent
from workload.vocabulary import ConcernStep

FOR_THE_PERSON = (
    ConcernStep.received,
    ConcernStep.acknowledged,
    ConcernStep.waiting,
    ConcernStep.progress_told,
    ConcernStep.answered,
    ConcernStep.remedy_offered,
    ConcernStep.remedy_done,
    ConcernStep.person_wrote,
    ConcernStep.closed,
    ConcernStep.reopened,
    ConcernStep.second_stage,
)
"""What the person sees with their code; the rest is our own work."""


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

"""What follows an answer: the remedy, the change, the person's view, the record shared, the way read again."""

from datetime import date

from sqlmodel import Session

from scheduler.concern_workflow import Refusal, Refused
from workload.records.concern_events import add_event, events_of
from workload.records.concern_quarter import way_to_audit
from workload.tables.concerns import Concern
from workload.vocabulary import ConcernStep, Said


def finish_remedy(session: Session, concern: Concern, *, by: int, today: date) -> None:
    if not concern.remedy or concern.remedy_done_on is not None:
        raise Refused(Refusal.nothing_to_do)
    concern.remedy_done_on = today
    add_event(session, concern, ConcernStep.remedy_done, day=today, by=by)


def tag_systemic(concern: Concern, *, change: str, owner_id: int | None) -> None:
    """What should change so that it does not come again, and who sees to it; an empty change takes the tag away."""
    if change and owner_id is None:
        raise Refused(Refusal.systemic_needs_owner)
    concern.systemic, concern.systemic_owner_id = change, owner_id if change else None
    concern.systemic_done_on = None


def finish_systemic(concern: Concern, *, today: date) -> None:
    if not concern.systemic or concern.systemic_done_on is not None:
        raise Refused(Refusal.nothing_to_do)
    concern.systemic_done_on = today


def note_view(
    session: Session, concern: Concern, *, heard: Said | None, understood: Said | None, by: int | None, today: date
) -> None:
    """What the person says of the answer; `by` None is the person, with their code. What is not said stays."""
    if not any(one.step in (ConcernStep.planned, ConcernStep.answered) for one in events_of(session, concern.id or 0)):
        raise Refused(Refusal.no_answer_yet)
    concern.heard, concern.understood = heard or concern.heard, understood or concern.understood
    add_event(session, concern, ConcernStep.view_given, day=today, by=by)


def share(session: Session, concern: Concern, *, reader: str, by: int, today: date) -> None:
    """The person wants somebody else to read the record: an advocate or the Ombud. The consent is an event."""
    add_event(session, concern, ConcernStep.shared, day=today, by=by, facts={"reader": reader})


def audit_way(session: Session, concern: Concern, *, agreed: bool, by: int, today: date) -> bool:
    """A second reader says whether the way that was chosen last is right; False when there is nothing to be read, or
    when the reader chose it."""
    changed = way_to_audit(session, concern.id or 0)
    if changed is None or changed.by_id == by:
        return False
    add_event(session, concern, ConcernStep.audited, day=today, by=by, facts={"of": changed.id, "agreed": agreed})
    return True

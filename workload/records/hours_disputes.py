"""Disputes of a case's hours: said in one action, answered by a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from workload.records.audit import note_action
from workload.tables.cases import Case
from workload.tables.hours_disputes import HoursDispute
from workload.tables.people import Person
from workload.tables.places import Community, Office
from workload.vocabulary import Tier


@dataclass(frozen=True)
class DisputeLine:
    """A dispute as a list shows it: the case, who said it, and the office that serves the case."""

    dispute: HoursDispute
    case: Case
    person: str
    office: Office


def dispute_hours(
    session: Session, *, case_id: int, person_id: int, hours: float, tier: Tier, reason: str, today: date, due_on: date
) -> HoursDispute:
    """Say that the hours do not fit. While the same person waits for an answer on the case there is one dispute: a
    reason given later is added to it."""
    waiting = select(HoursDispute).where(
        HoursDispute.case_id == case_id,
        HoursDispute.person_id == person_id,
        col(HoursDispute.answered_on).is_(None),
    )
    row = session.exec(waiting).first()
    if row is not None:
        row.reason = reason or row.reason
    else:
        row = HoursDispute(
            case_id=case_id, person_id=person_id, said_on=today, due_on=due_on, hours=hours, tier=tier, reason=reason
        )
    session.add(row)
    session.flush()
    note_action(
        session, person_id=person_id, action="dispute_hours", subject="case", subject_id=case_id,
        after={"hours": round(hours, 3), "due_on": row.due_on.isoformat()}, why=reason,
    )  # fmt: skip
    return row


def answer_dispute(session: Session, dispute: HoursDispute, *, by: int, answer: str, today: date) -> bool:
    """Answer with words. The first answer stands: False when there was one already."""
    if dispute.answered_on is not None:
        return False
    dispute.answered_on, dispute.answered_by, dispute.answer = today, by, answer
    session.add(dispute)
    note_action(session, person_id=by, action="answer_dispute", subject="case", subject_id=dispute.case_id, why=answer)
    return True


def disputes(
    session: Session,
    *,
    region_ids: Sequence[str] | None = None,
    person_id: int | None = None,
    case_id: int | None = None,
    dispute_id: int | None = None,
    open_only: bool = False,
) -> list[DisputeLine]:
    """Disputes, those without an answer first by the day it is owed, then the newest answers."""
    query = (
        select(HoursDispute, Case, Person, Office)
        .join(Case, col(Case.id) == col(HoursDispute.case_id))
        .join(Person, col(Person.id) == col(HoursDispute.person_id))
        .join(Community, col(Community.id) == col(Case.community_id))
        .join(Office, col(Office.id) == col(Community.office_id))
    )
    if region_ids is not None:
        query = query.where(col(Office.region_id).in_(list(region_ids)))
    for column, value in (
        (HoursDispute.person_id, person_id),
        (HoursDispute.case_id, case_id),
        (HoursDispute.id, dispute_id),
    ):
        if value is not None:
            query = query.where(col(column) == value)
    if open_only:
        query = query.where(col(HoursDispute.answered_on).is_(None))
    lines = [DisputeLine(row, case, person.name, office) for row, case, person, office in session.exec(query)]
    waiting = sorted((one for one in lines if one.dispute.answered_on is None), key=lambda one: one.dispute.due_on)
    answered = [one for one in lines if one.dispute.answered_on is not None]
    return waiting + sorted(answered, key=lambda one: str(one.dispute.answered_on), reverse=True)

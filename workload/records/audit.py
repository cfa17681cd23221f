"""The audit trail: who did what, when and why."""

from typing import Any

from sqlmodel import Session, col, select

from workload.tables.audit import AuditEntry


def note_action(
    session: Session,
    *,
    person_id: int | None,
    action: str,
    subject: str,
    subject_id: str | int | None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    why: str = "",
) -> AuditEntry:
    """Add a line to the trail. `before` and `after` hold plain values that JSON can carry."""
    entry = AuditEntry(
        person_id=person_id,
        action=action,
        subject=subject,
        subject_id=str(subject_id),
        before=before or {},
        after=after or {},
        why=why,
    )
    session.add(entry)
    return entry


def actions_on(session: Session, subject: str, subject_id: str | int) -> list[AuditEntry]:
    """What was done to one thing, newest first."""
    query = (
        select(AuditEntry)
        .where(AuditEntry.subject == subject, AuditEntry.subject_id == str(subject_id))
        .order_by(col(AuditEntry.at).desc(), col(AuditEntry.id).desc())
    )
    return list(session.exec(query))

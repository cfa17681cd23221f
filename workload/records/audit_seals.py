"""Sealing the audit trail, and finding what was changed after it was sealed.

Every entry gets a seal, in a chain: whoever changes, removes or slips in an entry would have to make every later seal
anew. The digest of the last seal, written down elsewhere, guards the end of the chain too.
"""

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, timedelta

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from workload.tables.audit import AuditEntry, AuditSeal

BATCH = 1000
LONGEST_WAIT = timedelta(days=1)  # from writing an entry to its commit and seal; our judgement


@dataclass(frozen=True)
class ChainReport:
    """What a walk along the chain found. `faults` are sentences; `waiting` entries are not sealed yet."""

    sealed: int
    waiting: int
    last_digest: str
    faults: tuple[str, ...]


def seal_entries(session: Session) -> list[AuditSeal]:
    """Seal the entries that have no seal yet, oldest number first. One process at a time: the clock."""
    last = session.exec(select(AuditSeal).order_by(col(AuditSeal.number).desc()).limit(1)).first()
    number, digest = (last.number, last.digest) if last else (0, "")
    new = []
    for entry in session.exec(_unsealed()).all():
        number, digest = number + 1, link(digest, entry)
        new.append(AuditSeal(number=number, entry_id=entry.id or 0, digest=digest))
    session.add_all(new)
    return new


def walk_chain(session: Session) -> ChainReport:
    """Recompute every seal from the entries."""
    faults: list[str] = []
    digest, number, before = "", 0, None
    rows = (
        select(AuditSeal, AuditEntry)
        .join(AuditEntry, col(AuditEntry.id) == col(AuditSeal.entry_id), isouter=True)
        .order_by(col(AuditSeal.number))
        .execution_options(yield_per=BATCH)
    )
    for seal, entry in session.exec(rows):
        number += 1
        if seal.number != number:
            faults.append(f"seal {number} is missing")
            number = seal.number
        if entry is None:
            faults.append(f"entry {seal.entry_id} was taken away after seal {seal.number}")
        elif link(digest, entry) != seal.digest:
            faults.append(f"entry {seal.entry_id} or the chain before seal {seal.number} was changed")
        elif before is not None and entry.at < before - LONGEST_WAIT:
            faults.append(
                f"entry {seal.entry_id} says {entry.at:%Y-%m-%d} and was sealed after one of {before:%Y-%m-%d}: it was "
                "slipped in later, or the clock of the machine was wrong"
            )
        digest, before = seal.digest, entry.at if entry is not None else before
    return ChainReport(number, len(session.exec(_unsealed()).all()), digest, tuple(faults))


def sealed_after(
    session: Session, number: int, limit: int, *, subject: str, actions: Collection[str]
) -> list[tuple[int, AuditEntry]]:
    """Sealed entries about `subject` with one of these actions, after seal `number`, each with its own number."""
    query = (
        select(AuditSeal.number, AuditEntry)
        .join(AuditEntry, col(AuditEntry.id) == col(AuditSeal.entry_id))
        .where(AuditSeal.number > number, AuditEntry.subject == subject, col(AuditEntry.action).in_(list(actions)))
    )
    return [(at, entry) for at, entry in session.exec(query.order_by(col(AuditSeal.number)).limit(limit))]


def link(before: str, entry: AuditEntry) -> str:
    """The digest that seals an entry behind the digest `before`."""
    content = entry.model_dump(mode="json", exclude={"at"}) | {"at": entry.at.astimezone(UTC).isoformat()}
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{before}\n{text}".encode()).hexdigest()


def has_digest(session: Session, digest: str) -> bool:
    """Is there still a seal with a digest that was noted elsewhere?"""
    return session.exec(select(AuditSeal.number).where(AuditSeal.digest == digest)).first() is not None


def _unsealed() -> SelectOfScalar[AuditEntry]:
    return (
        select(AuditEntry)
        .where(~select(AuditSeal.number).where(AuditSeal.entry_id == AuditEntry.id).exists())
        .order_by(col(AuditEntry.id))
    )

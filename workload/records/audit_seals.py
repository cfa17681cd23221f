"""Sealing the audit trail, and finding what was changed after it was sealed.

Every entry gets a seal, in a chain: whoever changes, removes or slips in an entry would have to make every later seal
anew. The digest of the last seal, written down elsewhere, guards the end of the chain too.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from workload.tables.audit import AuditEntry, AuditSeal

BATCH = 1000


@dataclass(frozen=True)
class ChainReport:
    """What a walk along the chain found. `faults` are sentences; `waiting` entries are not sealed yet."""

    sealed: int
    waiting: int
    last_digest: str
    faults: tuple[str, ...]


def seal_entries(session: Session) -> int:
    """Seal the entries that have no seal yet, oldest number first; how many. One process at a time: the clock."""
    last = session.exec(select(AuditSeal).order_by(col(AuditSeal.number).desc()).limit(1)).first()
    number, digest = (last.number, last.digest) if last else (0, "")
    new = session.exec(_unsealed()).all()
    for entry in new:
        number, digest = number + 1, link(digest, entry)
        session.add(AuditSeal(number=number, entry_id=entry.id or 0, digest=digest))
    return len(new)


def walk_chain(session: Session) -> ChainReport:
    """Recompute every seal from the entries."""
    faults: list[str] = []
    digest, number = "", 0
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
        digest = seal.digest
    return ChainReport(number, len(session.exec(_unsealed()).all()), digest, tuple(faults))


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

"""What was decided about leave, one after the other: the feed that personnel systems follow.

The trail numbers its entries as they are written, and on PostgreSQL a later number can be there before an earlier one:
whoever asked in between would never hear of the earlier. Seals are given by one process to entries that are there for
good, without a gap, so the feed counts by them. An entry is sealed within a minute.
"""

from dataclasses import dataclass
from typing import Literal

from sqlmodel import Session, col, select

from workload.records.audit_seals import sealed_after
from workload.tables.audit import AuditEntry
from workload.tables.leave import LeaveRequest
from workload.vocabulary import LeaveKind

What = Literal["leave_granted", "leave_refused", "leave_cancelled", "leave_shortened", "decision_undone"]

TOLD: dict[str, What] = {
    "leave_granted": "leave_granted",
    "sick_called": "leave_granted",  # nobody reads from the feed that somebody is sick
    "leave_refused": "leave_refused",
    "leave_cancelled": "leave_cancelled",
    "leave_recalled": "leave_shortened",
    "leave_returned": "leave_shortened",
    "decision_undone": "decision_undone",
}
"""Actions of the trail that are decisions -> what they are called outside. That leave was asked for, or who was asked
to cover, is nobody else's."""


@dataclass(frozen=True)
class LeaveNews:
    """One decision; `number` counts upwards without end."""

    number: int
    what: What
    entry: AuditEntry
    leave: LeaveRequest


def leave_news(session: Session, after: int, limit: int) -> tuple[list[LeaveNews], int | None]:
    """Decisions after number `after`, of at most `limit` entries; where to go on, or None at the end for now."""
    rows = sealed_after(session, after, limit, subject="leave_request", actions=TOLD)
    numbers = [int(entry.subject_id) for _number, entry in rows]
    leave = {one.id: one for one in session.exec(select(LeaveRequest).where(col(LeaveRequest.id).in_(numbers)))}
    news = [
        LeaveNews(number, TOLD[entry.action], entry, one)
        for number, entry in rows
        if (one := leave.get(int(entry.subject_id))) is not None and one.kind is not LeaveKind.course
    ]
    return news, rows[-1][0] if len(rows) == limit else None

"""What the page of a request shows of changes: what can be done with it now, and what became of it."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from scheduler.leave_changes import can_be_undone
from web.access import may
from web.edge import me, settings
from workload.records.leave import NO_DECISION
from workload.records.officers import person_names
from workload.tables.base import now
from workload.tables.leave import LeaveChange, LeaveRequest
from workload.vocabulary import LeaveStatus


@dataclass(frozen=True)
class Changes:
    """`history` newest first, with who made each change; `in_place_of` is the manager for whom a deputy decided."""

    may_cancel: bool
    may_recall: bool
    may_undo: bool
    may_arrange: bool
    history: tuple[tuple[LeaveChange, str], ...]
    in_place_of: str


def changes_of(session: Session, request: LeaveRequest, today: date) -> Changes:
    names = person_names(session)
    own = request.person_id == me().person_id
    decides = not own and may("leave.decide", person_id=request.person_id)
    granted = request.status is LeaveStatus.granted and request.last_day >= today
    planned = granted and request.kind not in NO_DECISION
    zone = ZoneInfo(settings().timezone)
    rows = session.exec(
        select(LeaveChange).where(LeaveChange.request_id == request.id).order_by(col(LeaveChange.id).desc())
    )
    return Changes(
        may_cancel=own and planned and request.first_day > today and may("leave.withdraw"),
        may_recall=decides and planned,
        may_undo=decides and can_be_undone(request, today=today, at=now(), zone=zone),
        may_arrange=granted and not own and may("cover.arrange", person_id=request.person_id),
        history=tuple((row, names.get(row.by or 0, "")) for row in rows),
        in_place_of=names.get(request.decided_for or 0, ""),
    )

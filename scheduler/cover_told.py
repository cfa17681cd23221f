"""Who is told what when cover is asked for, declined or not needed any more. Written with what happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from scheduler.deputies import deciders
from workload.records.leave import NEVER_REFUSED
from workload.records.messages import write_message
from workload.tables.leave import LeaveRequest
from workload.tables.people import Person
from workload.vocabulary import MessageKind

DAY = timedelta(days=1)
COVER_PAGE = "/cover/"


@dataclass(frozen=True)
class Mended:
    """Who is asked now, and the days for which nobody could be asked."""

    asked: tuple[int, ...]
    days_left_open: tuple[date, ...]


def tell_coverers(session: Session, request: LeaveRequest, cover: Sequence[dict[str, Any]], *, today: date) -> None:
    """Ask everybody who is named in planned cover."""
    for person_id in sorted({row["person_id"] for row in cover}):
        days = sorted(date.fromisoformat(row["day"]) for row in cover if row["person_id"] == person_id)
        tell_coverer(session, request, person_id, days, today=today)


def tell_coverer(
    session: Session,
    request: LeaveRequest,
    person_id: int,
    days: Sequence[date],
    *,
    today: date,
    named_by: int | None = None,
) -> None:
    """Asked, or named by a manager. Urgent when somebody off sick is to be covered today or tomorrow."""
    kind = MessageKind.cover_asked if named_by is None else MessageKind.cover_assigned
    urgent = request.kind in NEVER_REFUSED and days[0] <= today + DAY
    values = _values(session, request, days) | ({} if named_by is None else {"who": named_by})
    write_message(session, [person_id], kind, href=COVER_PAGE, urgent=urgent, **values)


def tell_released(session: Session, request: LeaveRequest, person_id: int, days: Sequence[date]) -> None:
    write_message(session, [person_id], MessageKind.cover_ended, href=COVER_PAGE, **_values(session, request, days))


def tell_deciders(
    session: Session, request: LeaveRequest, gone: int, days: Sequence[date], mended: Mended, *, today: date
) -> None:
    """The managers read who is asked instead of somebody, or that days are left without anybody."""
    left = mended.days_left_open
    write_message(
        session,
        deciders(session, session.get_one(Person, request.person_id).office_id, today),
        MessageKind.cover_missing if left else MessageKind.cover_replanned,
        href=f"{COVER_PAGE}leave/{request.id}",
        urgent=bool(left) and min(left) <= today + DAY,
        who=gone,
        next=list(mended.asked),
        **_values(session, request, left or days),
    )


def _values(session: Session, request: LeaveRequest, days: Sequence[date]) -> dict[str, Any]:
    """What every message about cover says: for whom, where, from when to when, and how many days."""
    office = session.get_one(Person, request.person_id).office_id
    first, last = days[0].isoformat(), days[-1].isoformat()
    return {"away": request.person_id, "office": office, "first": first, "last": last, "days": len(days)}

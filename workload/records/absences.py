"""Who is away: granted leave and booked courses, and nothing of the reason."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from workload.facts import Absence
from workload.tables.leave import LeaveRequest
from workload.tables.training import TrainingBooking
from workload.vocabulary import BookingState, LeaveKind, LeaveStatus


def granted_absences(
    session: Session,
    first_day: date,
    last_day: date,
    *,
    person_ids: Collection[int] | None = None,
    courses: bool = True,
) -> list[Absence]:
    """Granted leave and (with `courses`) booked courses that touch the period, whole (they may reach beyond), by person
    and first day."""
    query = (
        columns(
            col(LeaveRequest.person_id), col(LeaveRequest.first_day), col(LeaveRequest.last_day), col(LeaveRequest.part)
        )
        .where(
            col(LeaveRequest.status) == LeaveStatus.granted,
            col(LeaveRequest.kind) != LeaveKind.course,  # a booking says it
            col(LeaveRequest.first_day) <= last_day,
            col(LeaveRequest.last_day) >= first_day,
        )
        .order_by(col(LeaveRequest.person_id), col(LeaveRequest.first_day))
    )
    if person_ids is not None:
        query = query.where(col(LeaveRequest.person_id).in_(list(person_ids)))
    leave = [Absence(*row) for row in session.execute(query)]
    if not courses:
        return leave
    booked = _on_courses(session, first_day, last_day, person_ids)
    return sorted([*leave, *booked], key=lambda one: (one.person, one.first_day))


def _on_courses(session: Session, first_day: date, last_day: date, person_ids: Collection[int] | None) -> list[Absence]:
    query = select(TrainingBooking).where(
        col(TrainingBooking.state).in_((BookingState.booked, BookingState.done)),
        col(TrainingBooking.first_day) <= last_day,
        col(TrainingBooking.last_day) >= first_day,
    )
    if person_ids is not None:
        query = query.where(col(TrainingBooking.person_id).in_(list(person_ids)))
    return [Absence(row.person_id, row.first_day, row.last_day, course=True) for row in session.exec(query)]


def annual_leave(
    session: Session, first_day: date, last_day: date, *, person_ids: Collection[int] | None = None
) -> list[tuple[int, date, date]]:
    """Granted annual leave that touches the period: whose it is, its first and its last day."""
    query = select(col(LeaveRequest.person_id), col(LeaveRequest.first_day), col(LeaveRequest.last_day)).where(
        LeaveRequest.status == LeaveStatus.granted,
        LeaveRequest.kind == LeaveKind.annual,
        col(LeaveRequest.first_day) <= last_day,
        col(LeaveRequest.last_day) >= first_day,
    )
    if person_ids is not None:
        query = query.where(col(LeaveRequest.person_id).in_(list(person_ids)))
    return list(session.exec(query))


def next_leave(session: Session, person_id: int, today: date) -> LeaveRequest | None:
    """The person's granted leave that is running or comes next."""
    query = (
        select(LeaveRequest)
        .where(
            LeaveRequest.person_id == person_id,
            LeaveRequest.status == LeaveStatus.granted,
            LeaveRequest.kind != LeaveKind.course,
            col(LeaveRequest.last_day) >= today,
        )
        .order_by(col(LeaveRequest.first_day))
    )
    return session.exec(query).first()

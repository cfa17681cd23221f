"""Cover that waits for its coverer's answer, and what became of cover before."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_
from sqlmodel import Session, col, select

from workload.records.leave import NO_DECISION
from workload.tables.leave import CoverAnswer, LeaveRequest, ReliefCover
from workload.tables.people import Person
from workload.tables.places import Office
from workload.vocabulary import CoverStatus, LeaveStatus


@dataclass(frozen=True)
class AskedCover:
    """The days from today on for which one person covers, or is asked to cover, one leave; all of one status."""

    request: LeaveRequest
    person_id: int
    rows: tuple[ReliefCover, ...]

    @property
    def status(self) -> CoverStatus:
        return self.rows[0].status

    @property
    def first(self) -> ReliefCover:
        return self.rows[0]


def cover_ahead(
    session: Session,
    today: date,
    *,
    person_id: int | None = None,
    request_id: int | None = None,
    region_ids: Collection[str] | None = None,
    status: CoverStatus | None = None,
) -> list[AskedCover]:
    """Cover from today on by leave, coverer and status, first day first; `region_ids` of the absent person's office."""
    query = (
        select(ReliefCover, LeaveRequest)
        .join(LeaveRequest, col(LeaveRequest.id) == col(ReliefCover.request_id))
        .join(Person, col(Person.id) == col(LeaveRequest.person_id))
        .join(Office, col(Office.id) == col(Person.office_id))
        .where(col(ReliefCover.day) >= today)
        .order_by(col(ReliefCover.day), col(ReliefCover.id))
    )
    for column, value in (
        (ReliefCover.person_id, person_id),
        (ReliefCover.request_id, request_id),
        (ReliefCover.status, status),
    ):
        if value is not None:
            query = query.where(col(column) == value)
    if region_ids is not None:
        query = query.where(col(Office.region_id).in_(list(region_ids)))
    if request_id is None:
        query = query.where(LeaveRequest.status == LeaveStatus.granted)
    grouped: dict[tuple[int, int, CoverStatus], list[ReliefCover]] = {}
    requests: dict[int, LeaveRequest] = {}
    for row, request in session.exec(query):
        grouped.setdefault((row.request_id, row.person_id, row.status), []).append(row)
        requests[row.request_id] = request
    return [AskedCover(requests[number], person, tuple(rows)) for (number, person, _), rows in grouped.items()]


def absences_to_mend(session: Session, today: date, *, region_ids: Collection[str] | None = None) -> list[LeaveRequest]:
    """Absences that may lack cover and go on today or later: sick or special leave, courses, and leave that somebody
    does not cover after all."""
    let_down = select(CoverAnswer.request_id).where(CoverAnswer.answer != CoverStatus.agreed)
    query = (
        select(LeaveRequest)
        .join(Person, col(Person.id) == col(LeaveRequest.person_id))
        .join(Office, col(Office.id) == col(Person.office_id))
        .where(
            LeaveRequest.status == LeaveStatus.granted,
            col(LeaveRequest.last_day) >= today,
            or_(col(LeaveRequest.kind).in_(NO_DECISION), col(LeaveRequest.id).in_(let_down)),
        )
        .order_by(col(LeaveRequest.first_day), col(LeaveRequest.id))
    )
    if region_ids is not None:
        query = query.where(col(Office.region_id).in_(list(region_ids)))
    return list(session.exec(query))


def answers_on(session: Session, request_id: int) -> list[CoverAnswer]:
    """What people answered about the cover of one leave, newest first."""
    query = select(CoverAnswer).where(CoverAnswer.request_id == request_id)
    return list(session.exec(query.order_by(col(CoverAnswer.at).desc(), col(CoverAnswer.id).desc())))

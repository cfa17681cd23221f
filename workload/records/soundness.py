"""What must be true of the stored data whatever happened: a walk that names everything that is not."""

from datetime import datetime, timedelta

from sqlalchemy import and_, func, text
from sqlmodel import Session, col, select

from workload.migrations import newest_revision
from workload.records.audit_seals import walk_chain
from workload.tables.cases import Case
from workload.tables.leave import LeaveRequest, ReliefCover
from workload.tables.people import Person
from workload.tables.plans import Plan
from workload.vocabulary import CoverStatus, LeaveStatus, PlanStatus

STUCK = timedelta(minutes=10)
STANDING = (CoverStatus.proposed, CoverStatus.agreed)


def unsound(session: Session, *, at: datetime) -> list[str]:
    """Sentences, one a fault, naming the row; empty when all is well. `at` is the present time, with its zone."""
    return [
        *_file_faults(session),
        *_revision_faults(session),
        *walk_chain(session).faults,
        *_overlapping_leave(session),
        *_cover_faults(session),
        *_stuck_plans(session, at),
        *_cases_of_nobody(session),
    ]


def _file_faults(session: Session) -> list[str]:
    if session.get_bind().dialect.name != "sqlite":
        return []  # PostgreSQL keeps its own files sound
    faults = [str(row[0]) for row in session.execute(text("PRAGMA integrity_check")) if row[0] != "ok"]
    for table, row, parent, _key in session.execute(text("PRAGMA foreign_key_check")):
        faults.append(f"row {row} of {table} points to a row of {parent} that is not there")
    return faults


def _revision_faults(session: Session) -> list[str]:
    stored = session.execute(text("SELECT version_num FROM alembic_version")).scalar()
    newest = newest_revision()
    return [] if stored == newest else [f"the tables are of revision {stored}, not {newest}: run `fairload setup`"]


def _overlapping_leave(session: Session) -> list[str]:
    second = LeaveRequest.__table__.alias("second")  # type: ignore[attr-defined]
    query = select(LeaveRequest.id, second.c.id).join(
        second,
        and_(
            second.c.person_id == LeaveRequest.person_id,
            second.c.id > LeaveRequest.id,
            second.c.status == LeaveStatus.granted,
            second.c.first_day <= LeaveRequest.last_day,
            second.c.last_day >= LeaveRequest.first_day,
            second.c.part == LeaveRequest.part,
        ),
    )
    rows = session.exec(query.where(LeaveRequest.status == LeaveStatus.granted))
    return [f"granted leave requests {one} and {other} of one person overlap" for one, other in rows]


def _cover_faults(session: Session) -> list[str]:
    standing = col(ReliefCover.status).in_(STANDING)
    gone = select(ReliefCover.id, ReliefCover.request_id).join(
        LeaveRequest, col(LeaveRequest.id) == ReliefCover.request_id
    )
    loose = session.exec(gone.where(standing, LeaveRequest.status != LeaveStatus.granted))
    faults = [f"relief cover {cover} stands for leave request {leave}, which is not granted" for cover, leave in loose]
    own = select(ReliefCover.id, LeaveRequest.id).join(
        LeaveRequest,
        and_(
            col(LeaveRequest.person_id) == ReliefCover.person_id,
            col(LeaveRequest.status) == LeaveStatus.granted,
            col(LeaveRequest.first_day) <= ReliefCover.day,
            col(LeaveRequest.last_day) >= ReliefCover.day,
        ),
    )
    return faults + [
        f"relief cover {cover} is given by somebody who is on leave that day (leave request {leave})"
        for cover, leave in session.exec(own.where(standing))
    ]


def _stuck_plans(session: Session, at: datetime) -> list[str]:
    query = select(Plan.id).where(Plan.status == PlanStatus.solving, col(Plan.claimed_at) < at - STUCK)
    return [f"plan {plan} was claimed more than 10 minutes ago: is the clock running?" for plan in session.exec(query)]


def _cases_of_nobody(session: Session) -> list[str]:
    query = (
        select(Person.id, func.count())
        .join(Case, col(Case.officer_id) == Person.id)
        .where(col(Case.closed_on).is_(None), col(Person.works_until).is_not(None))
        .where(col(Person.works_until) < func.current_date())
        .group_by(col(Person.id))
    )
    return [f"person {who} has left and still carries {count} open cases" for who, count in session.exec(query)]

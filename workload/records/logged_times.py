"""Logged time as measurements of activities and as where the hours go, for everybody together."""

from datetime import date

from sqlalchemy import func
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from workload.estimates.calibration import LoggedTime
from workload.estimates.job_as_it_is import WorkedTime
from workload.tables.cases import Case
from workload.tables.people import Person
from workload.tables.places import Community
from workload.tables.time_log import TimeLogEntry


def logged_times(session: Session, first_day: date, last_day: date) -> list[LoggedTime]:
    """Every measured line between two days, both included, in one query. The office is that of the case where one is
    named, else the person's. Lines of an ordinary day repeat earlier days and measure nothing: they are left out."""
    office = func.coalesce(col(Community.office_id), col(Person.office_id))
    entry = TimeLogEntry
    query = (
        columns(col(entry.activity), col(entry.tier), office, col(entry.person_id), col(entry.minutes))
        .join(Person, col(Person.id) == col(TimeLogEntry.person_id))
        .outerjoin(Case, col(Case.id) == col(TimeLogEntry.case_id))
        .outerjoin(Community, col(Community.id) == col(Case.community_id))
        .where(col(TimeLogEntry.day) >= first_day, col(TimeLogEntry.day) <= last_day)
        .where(col(TimeLogEntry.ordinary_day).is_(False))
        .order_by(col(TimeLogEntry.id))
    )
    return [LoggedTime(*row) for row in session.execute(query)]


def worked_times(session: Session, first_day: date, last_day: date) -> list[WorkedTime]:
    """All logged minutes between two days by person and activity, ordinary days included: where the hours go."""
    query = (
        select(
            col(Person.kind), col(TimeLogEntry.person_id), col(TimeLogEntry.activity), func.sum(TimeLogEntry.minutes)
        )
        .join(Person, col(Person.id) == col(TimeLogEntry.person_id))
        .where(col(TimeLogEntry.day) >= first_day, col(TimeLogEntry.day) <= last_day)
        .group_by(col(Person.kind), col(TimeLogEntry.person_id), col(TimeLogEntry.activity))
        .order_by(col(TimeLogEntry.person_id), col(TimeLogEntry.activity))
    )
    return [WorkedTime(*row) for row in session.exec(query)]

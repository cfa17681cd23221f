"""Logged time as measurements of activities and as where the hours go, for everybody together."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from workload.estimates.calibration import Calibration, LoggedTime, calibrate
from workload.estimates.job_as_it_is import JobAsItIs, WorkedTime, job_as_it_is
from workload.records.activity_table import activity_times, office_multipliers
from workload.records.daily_figures import Daily
from workload.records.time_log import calls_counted
from workload.tables.cases import Case
from workload.tables.people import Person
from workload.tables.places import Community
from workload.tables.time_log import TimeLogEntry

LOOK_BACK = timedelta(days=365)  # lines of one year measure the table and the job


@dataclass(frozen=True)
class WhereHoursGo:
    """The job as it is, kind of post by kind of post, and calls counted by tap on so many days of work."""

    jobs: tuple[JobAsItIs, ...]
    calls: int
    call_days: int


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


def learned(session: Session, today: date) -> Calibration:
    """What a year of logged time says of the table and the office factors in force today."""
    logs = logged_times(session, today - LOOK_BACK, today)
    return calibrate(logs, activity_times(session, today), office_multipliers(session, today))


LEARNED_OF_THE_DAY = Daily("logged time", Calibration, learned)


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


def where_hours_go(session: Session, today: date) -> WhereHoursGo:
    """Of a year of logged time."""
    since = today - LOOK_BACK
    return WhereHoursGo(tuple(job_as_it_is(worked_times(session, since, today))), *calls_counted(session, since, today))


HOURS_OF_THE_DAY = Daily("where hours go", WhereHoursGo, where_hours_go)

"""The year strip: which weeks a person could be away, as it was computed ahead."""

from datetime import date, timedelta

from sqlmodel import Session, col, select

from workload.tables.leave_year import CoverableWeek
from workload.vocabulary import WeekState

WORKING_DAYS = timedelta(days=4)
COVERABLE = (WeekState.open, WeekState.tight)


def coverable_weeks(session: Session, person_id: int, first_day: date, last_day: date) -> list[CoverableWeek]:
    """The weeks whose Monday to Friday touch the days, in order; none before the first night of the service."""
    query = (
        select(CoverableWeek)
        .where(
            CoverableWeek.person_id == person_id,
            col(CoverableWeek.week) >= first_day - WORKING_DAYS,
            col(CoverableWeek.week) <= last_day,
        )
        .order_by(col(CoverableWeek.week))
    )
    return list(session.exec(query))


def coverable_weeks_left(session: Session, person_id: int, *, today: date, until: date) -> list[CoverableWeek]:
    """The whole weeks after `today` and up to `until` in which the person's leave can still be covered."""
    return [
        row
        for row in coverable_weeks(session, person_id, today, until)
        if row.state in COVERABLE and row.week > today and row.week + WORKING_DAYS <= until
    ]

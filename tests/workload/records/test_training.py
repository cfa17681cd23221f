"""Refreshers every two years."""

from datetime import date, timedelta

from sqlmodel import Session, select

from tests.fixtures.territory import MONDAY
from workload.estimates.training import refresher_due
from workload.records.training import training_due
from workload.tables.training import TrainingRecord
from workload.vocabulary import Course

CELINE = 17


def clear(session: Session) -> None:
    for row in session.exec(select(TrainingRecord).where(TrainingRecord.person_id == CELINE)):
        session.delete(row)


def due_of_celine(session: Session) -> list[date | None]:
    rows = training_due(session, region_ids=["north-slave"], today=MONDAY, until=MONDAY + timedelta(days=90))
    return [row.due_on for row in rows if row.person_id == CELINE]


def test_a_refresher_is_due_two_years_after_the_last(session: Session) -> None:
    clear(session)
    session.add(TrainingRecord(person_id=CELINE, course=Course.initial, completed_on=date(2018, 5, 7)))
    session.add(TrainingRecord(person_id=CELINE, course=Course.refresher, completed_on=date(2024, 11, 30)))
    session.flush()
    assert due_of_celine(session) == [date(2026, 11, 30)]


def test_a_fresh_refresher_is_not_listed(session: Session) -> None:
    clear(session)
    session.add(TrainingRecord(person_id=CELINE, course=Course.refresher, completed_on=date(2026, 3, 2)))
    session.flush()
    assert due_of_celine(session) == []


def test_other_courses_do_not_count_as_refresher(session: Session) -> None:
    clear(session)
    session.add(TrainingRecord(person_id=CELINE, course=Course.csp, completed_on=date(2026, 3, 2)))
    session.flush()
    assert due_of_celine(session) == [None]


def test_a_leap_day_falls_due_on_the_28th() -> None:
    assert refresher_due(date(2024, 2, 29)) == date(2026, 2, 28)

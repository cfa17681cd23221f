from datetime import date, timedelta

from sqlmodel import Session

from tests.fixtures.territory import MONDAY
from workload.estimates.calibration import calibrate, proposals
from workload.estimates.job_as_it_is import job_as_it_is
from workload.records.activity_table import activity_times, office_multipliers
from workload.records.logged_times import logged_times, worked_times
from workload.tables.time_log import TimeLogEntry
from workload.vocabulary import Activity


def test_logged_time_of_the_territory_makes_proposals(session: Session) -> None:
    logs = logged_times(session, MONDAY - timedelta(days=60), MONDAY)
    assert len(logs) > 2000
    learned = calibrate(logs, activity_times(session, MONDAY), office_multipliers(session, MONDAY))
    assert sum(cell.logs for cell in learned.cells) <= len(logs)
    assert all(one.people >= 3 and one.logs >= 10 for one in proposals(learned))


def test_an_ordinary_day_measures_nothing(session: Session) -> None:
    person = logged_times(session, MONDAY - timedelta(days=60), MONDAY)[0].person
    day = date(2026, 1, 5)
    for ordinary in (True, False):
        session.add(
            TimeLogEntry(person_id=person, day=day, activity=Activity.meeting, minutes=61, ordinary_day=ordinary)
        )
    session.flush()
    assert [one.minutes for one in logged_times(session, day, day)] == [61]


def test_hours_of_a_kind_of_post_are_all_that_was_logged(session: Session) -> None:
    first = MONDAY - timedelta(days=60)
    [job, *_] = job_as_it_is(worked_times(session, first, MONDAY))
    logged = sum(one.minutes for one in worked_times(session, first, MONDAY) if one.kind is job.kind)
    assert job.hours == logged / 60 > 100
    assert 0 < job.left_out < 0.5

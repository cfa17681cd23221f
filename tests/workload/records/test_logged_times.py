from datetime import date, timedelta

from sqlmodel import Session

from tests.fixtures.territory import MONDAY
from workload.estimates.calibration import calibrate, proposals
from workload.records.activity_table import activity_times, office_multipliers
from workload.records.logged_times import logged_times
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

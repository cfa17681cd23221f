"""A long trip is followed by a day of rest, and nobody is away from home all the time."""

from datetime import date, timedelta

from sqlmodel import Session

from scheduler.cover_rest import MOST_AWAY, days_of_rest, days_too_far
from scheduler.relief_question import gather_question, problem_for
from scheduler.solver.relief_problem import Assignment
from tests.fixtures.territory import MONDAY
from tests.scheduler.cast import ask, person_id
from workload.codes import person_code
from workload.tables.leave import LeaveRequest, ReliefCover
from workload.vocabulary import CoverMode, LeaveStatus

OPEN = [date(2027, 2, 1) + timedelta(days=n) for n in range(40) if (date(2027, 2, 1) + timedelta(days=n)).weekday() < 5]
HOME = {"joe": "yellowknife"}


def away(count: int, office: str = "whati", mode: str = "site") -> list[Assignment]:
    return [Assignment(day, office, "joe", mode, 12) for day in OPEN[:count]]


def test_a_day_of_rest_follows_a_long_trip() -> None:
    assert days_of_rest(away(6), HOME, OPEN) == {("joe", OPEN[6])}
    assert days_of_rest(away(5), HOME, OPEN) == frozenset()
    assert days_of_rest(away(6, office="yellowknife"), HOME, OPEN) == frozenset()
    assert days_of_rest(away(6, mode="remote"), HOME, OPEN) == frozenset()


def test_nobody_is_away_sixteen_days_of_sixteen() -> None:
    assert ("joe", OPEN[MOST_AWAY]) in days_too_far(away(MOST_AWAY), HOME, OPEN)
    assert days_too_far(away(MOST_AWAY - 1), HOME, OPEN) == frozenset()


def test_a_plan_leaves_the_day_after_a_long_trip_free(session: Session) -> None:
    joseph = person_id(session, "Joseph")
    days = [date(2027, 3, 1) + timedelta(days=n) for n in (0, 1, 2, 3, 4, 7)]  # Monday to Monday
    trip = LeaveRequest(
        person_id=person_id(session, "Lorraine"), kind="annual", first_day=days[0], last_day=days[-1], hours=20,
        status=LeaveStatus.granted,
    )  # fmt: skip
    session.add(trip)
    session.flush()
    for day in days:
        session.add(
            ReliefCover(
                request_id=trip.id or 0, person_id=joseph, office_id="lutselke", day=day, mode=CoverMode.site, hours=3
            )
        )
    number = ask(session, "Céline", date(2027, 3, 8), date(2027, 3, 12))
    question = gather_question(session, session.get_one(LeaveRequest, number), today=MONDAY)
    removed = problem_for(question, date(2027, 3, 8), date(2027, 3, 12)).removed
    tuesday, wednesday = date(2027, 3, 9), date(2027, 3, 10)
    code = person_code(joseph)
    assert (code, "whati", "remote", tuesday) in removed
    assert (code, "whati", "remote", wednesday) not in removed

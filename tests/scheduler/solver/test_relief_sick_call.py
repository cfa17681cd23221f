"""A sick call this morning and a coverer who declines: who steps in, what it does to them, and nothing else moves."""

import time
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

from benchmarks.relief.instances import SIZES, write_instance
from scheduler.solver.relief_check import check_plan
from scheduler.solver.relief_from_tables import problem_from_tables
from scheduler.solver.relief_problem import Assignment, CoverPair, Leave, ReliefProblem
from scheduler.solver.relief_sick_call import cover_again, sick_call
from tests.scheduler.solver.relief_cases import calendar, cso, day, itinerant, lone_post
from workload.exchange.relief_files import read_relief


def three_ways(**changes: object) -> ReliefProblem:
    """Aklavik can be reached by Ivy (a journey), by Ben from his desk, and by Pam who has no own work."""
    problem = lone_post(requests=())
    return lone_post(
        requests=(),
        people=(*problem.people, itinerant("Pam", "Inuvik", max_cover_days=2)),
        cover=(
            CoverPair("Ivy", "Aklavik", "site", 8),
            CoverPair("Ben", "Aklavik", "remote"),
            CoverPair("Pam", "Aklavik", "remote"),
        ),
        **changes,
    )


def test_three_people_are_ranked_by_breach_change_burden() -> None:
    (run,) = sick_call(three_ways(), [], "Ana", day(0), day(2))
    assert run.office_id == "Aklavik"
    assert run.days == (day(0), day(1), day(2))
    assert run.breaches == 2
    assert [(one.rank, one.person_id, one.breaches) for one in run.candidates] == [
        (1, "Ben", 0),
        (2, "Ivy", 0),
        (3, "Pam", 0),
    ]
    assert [len(one.days_left_open) for one in run.candidates] == [0, 0, 1]
    assert [one.journeys for one in run.candidates] == [0, 1, 0]


def test_each_candidate_shows_the_own_week_and_covers() -> None:
    (run,) = sick_call(three_ways(), [], "Ana", day(0), day(1), given={"Ivy": 7})
    ivy = next(one for one in run.candidates if one.person_id == "Ivy")
    (week,) = ivy.weeks
    assert (week.before, week.after, week.contract) == (5 * 4, 5 * 4 + 2 * 8 + 8, 150)
    assert ivy.cover_days == 9
    assert ivy.share == Fraction(2, 20)


def test_whoever_is_full_or_away_is_not_offered() -> None:
    problem = three_ways(approved=(Leave("Ivy", day(0), day(4)),))
    busy = [cso("Ben", "Inuvik", own_quarters=30) if p.person_id == "Ben" else p for p in problem.people]
    (run,) = sick_call(
        ReliefProblem(problem.calendar, problem.offices, tuple(busy), problem.cover, problem.approved),
        [],
        "Ana",
        day(0),
        day(0),
    )
    assert [one.person_id for one in run.candidates] == ["Pam"]


def test_cover_given_by_the_sick_person_needs_somebody_too() -> None:
    problem = three_ways(approved=(Leave("Ana", day(0), day(4)),))
    agreed = [Assignment(day(n), "Aklavik", "Ivy", "site", 8) for n in (0, 2, 4)]
    runs = sick_call(problem, agreed, "Ivy", day(2), day(2))
    assert [(run.office_id, run.days) for run in runs] == [("Aklavik", (day(2),))]
    for one in runs[0].candidates:
        assert one.person_id != "Ivy"
        assert one.breaches < runs[0].breaches


def test_days_that_a_colleague_serves_need_nobody() -> None:
    problem = three_ways()
    second = cso("Amy", "Aklavik")
    with_two = ReliefProblem(problem.calendar, problem.offices, (*problem.people, second), problem.cover)
    assert sick_call(with_two, [], "Ana", day(0), day(4)) == ()


def test_a_decline_passes_the_days_to_the_next_ones() -> None:
    problem = three_ways(
        calendar=calendar(14, delivery=(1,)), approved=(Leave("Ana", day(0), day(4)), Leave("Ivy", day(0), day(14)))
    )
    agreed = [Assignment(day(n), "Aklavik", "Ivy", "site", 8) for n in range(5)]
    again = cover_again(problem, agreed, "Aklavik", "Ivy", [day(n) for n in range(5)])
    assert again.days_left_open == ()
    assert {a.person_id for a in again.added} == {"Ben", "Pam"}
    assert [a.day for a in again.added] == [day(n) for n in range(5)]
    assert again.breaches == again.breaches_before == 0
    assert check_plan(problem, {}, again.added) == []


def test_a_decline_that_nobody_can_take_stays_open() -> None:
    problem = lone_post(requests=(), approved=(Leave("Ana", day(0), day(4)),))
    agreed = [Assignment(day(n), "Aklavik", "Ivy", "site", 8) for n in range(5)]
    again = cover_again(problem, agreed, "Aklavik", "Ivy", [day(1), day(2)])
    assert again.added == ()
    assert again.days_left_open == (day(1), day(2))
    assert again.breaches == 1


def test_a_sick_call_is_answered_in_far_less_than_two_seconds(tmp_path: Path) -> None:
    write_instance(tmp_path, SIZES["S"], seed=5)
    problem = problem_from_tables(read_relief(tmp_path))
    monday = problem.calendar[0].day
    began = time.process_time()
    for person in problem.people[:10]:
        for run in sick_call(problem, [], person.person_id, monday, monday + timedelta(days=11)):
            for one in run.candidates:
                absent = (*problem.approved, Leave(person.person_id, monday, monday + timedelta(days=11)))
                after = ReliefProblem(problem.calendar, problem.offices, problem.people, problem.cover, absent)
                assert check_plan(after, {}, one.assignments) == []
    assert time.process_time() - began < 10

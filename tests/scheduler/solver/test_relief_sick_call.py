"""A sick call this morning or a coverer who declines: who could step in, and what it does to them."""

import time
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from benchmarks.relief.instances import SIZES, write_instance
from scheduler.solver.relief_check import check_plan
from scheduler.solver.relief_from_tables import problem_from_tables
from scheduler.solver.relief_problem import CoverPair, Leave, ReliefProblem
from scheduler.solver.relief_sick_call import candidates
from tests.scheduler.solver.relief_cases import calendar, day, itinerant, lone_post
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


def sick(problem: ReliefProblem, *days: int) -> ReliefProblem:
    """Ana is away on these days."""
    return replace(problem, approved=(*problem.approved, *(Leave("Ana", day(n), day(n)) for n in days)))


def test_three_people_are_ranked_by_breach_change_burden() -> None:
    offered = candidates(sick(three_ways(), 0, 1, 2), [], "Aklavik", [day(0), day(1), day(2)])
    assert [(one.rank, one.person_id, one.breaches) for one in offered] == [(1, "Ben", 0), (2, "Ivy", 0), (3, "Pam", 0)]
    assert [len(one.days_left_open) for one in offered] == [0, 0, 1]
    assert [one.journeys for one in offered] == [0, 1, 0]


def test_each_candidate_shows_the_own_week_and_covers() -> None:
    offered = candidates(sick(three_ways(), 0, 1), [], "Aklavik", [day(0), day(1)], given={"Ivy": 7})
    ivy = next(one for one in offered if one.person_id == "Ivy")
    (week,) = ivy.weeks
    assert (week.before, week.after, week.contract) == (5 * 4, 5 * 4 + 2 * 8 + 8, 150)
    assert ivy.cover_days == 9
    assert ivy.share == Fraction(2, 20)


def test_whoever_is_full_or_away_is_not_offered() -> None:
    problem = sick(three_ways(approved=(Leave("Ivy", day(0), day(4)),)), 0)
    busy = tuple(replace(p, own_quarters=30) if p.person_id == "Ben" else p for p in problem.people)
    offered = candidates(replace(problem, people=busy), [], "Aklavik", [day(0)])
    assert [one.person_id for one in offered] == ["Pam"]


def test_whoever_declined_is_not_asked_again() -> None:
    offered = candidates(sick(three_ways(), 0), [], "Aklavik", [day(0)], but={"Ben", "Pam"})
    assert [one.person_id for one in offered] == ["Ivy"]


def test_most_days_within_the_persons_own_limits_are_taken() -> None:
    week = range(5)
    problem = sick(three_ways(calendar=calendar(14, delivery=(1,))), *week)
    offered = {one.person_id: one for one in candidates(problem, [], "Aklavik", [day(n) for n in week])}
    assert [a.day for a in offered["Ivy"].assignments] == [day(n) for n in week]
    assert day(1) in offered["Ben"].days_left_open
    assert len(offered["Pam"].assignments) == 2
    for one in offered.values():
        assert check_plan(problem, {}, one.assignments) == []


def test_a_sick_call_is_answered_in_far_less_than_two_seconds(tmp_path: Path) -> None:
    write_instance(tmp_path, SIZES["S"], seed=5)
    problem = problem_from_tables(read_relief(tmp_path))
    fortnight = [c.day for c in problem.calendar[:12] if c.kind != "closed"]
    began = time.process_time()
    for person in problem.people[:10]:
        absent = (*problem.approved, Leave(person.person_id, fortnight[0], fortnight[-1]))
        after = replace(problem, approved=absent)
        for one in candidates(after, [], person.office_id, fortnight):
            assert check_plan(after, {}, one.assignments) == []
    assert time.process_time() - began < 10

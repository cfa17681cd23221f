"""The entitlement guarantee on problems small enough to see through."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest

from scheduler.solver.relief_problem import CalendarDay, CoverPair, Leave, Office, Person, ReliefProblem, Request
from scheduler.solver.year_check import check_year, measure_year
from scheduler.solver.year_dependability import simulate_year
from scheduler.solver.year_problem import Block, Entitlement, YearProblem
from scheduler.solver.year_solve import solve_year

MONDAY = date(2027, 4, 5)
FULL = (30, 30, 30, 30, 30)


def calendar(weeks: int, delivery: frozenset[date] = frozenset()) -> tuple[CalendarDay, ...]:
    days = (MONDAY + timedelta(days=n) for n in range(7 * weeks))
    return tuple(CalendarDay(d, "closed" if d.weekday() > 4 else "delivery" if d in delivery else "open") for d in days)


def cso(name: str, office: str, cover_days: int = 0, own: int = 20) -> Person:
    return Person(name, office, "cso", FULL, own, own, Fraction(5), True, cover_days)


def lone_offices(weeks: int, names: str, days: int, block: int, *cover: CoverPair, helpers: int = 0) -> YearProblem:
    """An office with one officer for each letter, and a base with so many itinerants who cover everywhere."""
    people = [cso(name, f"office-{name}") for name in names]
    people += [Person(f"I{n}", "base", "itinerant", FULL, 2, 2, Fraction(9), True, 200) for n in range(helpers)]
    offices = [Office(p.office_id, "north", 12, Fraction(1, 2)) for p in people[: len(names)]]
    offices += [Office("base", "north", 12, Fraction(1, 2))] * bool(helpers)
    pairs = [CoverPair(f"I{n}", f"office-{name}", "remote") for n in range(helpers) for name in names]
    relief = ReliefProblem(calendar(weeks), tuple(offices), tuple(people), (*pairs, *cover))
    return YearProblem(relief, tuple(Entitlement(name, days, block) for name in names))


def test_alone_and_without_cover_only_a_day_at_a_time_is_free() -> None:
    """Two weeks, five days wanted: one part of a week can be taken, and of it one day, since two running breach."""
    answer = solve_year(lone_offices(2, "A", 5, 5), pool_max=1, seconds=8)
    alone, helped = answer.points
    assert (alone.not_placed, alone.worst, alone.breaches, alone.proven) == (4, 4, 0, True)
    assert (helped.not_placed, helped.breaches, helped.proven) == (0, 0, True)
    assert {a.person_id for a in answer.plans[1].assignments} == {"extra-1"}


def test_two_at_once_need_two_relievers_one_after_the_other_one() -> None:
    crowded = solve_year(lone_offices(2, "ABC", 10, 10), pool_max=3, seconds=20)
    assert [p.not_placed for p in crowded.points][2:] == [0, 0]  # every second day: one serves two offices in turn
    assert crowded.points[0].not_placed == 27
    roomy = solve_year(lone_offices(12, "ABC", 10, 10), pool_max=1, seconds=10)
    assert [p.not_placed for p in roomy.points] == [27, 0]


def test_the_curve_never_contradicts_itself() -> None:
    problem = lone_offices(6, "ABCDE", 15, 10, helpers=1)
    points = solve_year(problem, pool_max=3, seconds=5).points
    for one, more in pairwise(points):
        assert (more.not_placed, more.worst, more.breaches) <= (one.not_placed, one.worst, one.breaches)
        assert more.worst <= one.worst
        assert more.breaches <= one.breaches
    for point in points:
        assert point.bound_not_placed <= point.not_placed
        assert point.proven == (point.bound_not_placed == point.not_placed and point.bound_worst == point.worst)


def test_nobody_is_away_for_more_than_five_weeks_running() -> None:
    answer = solve_year(lone_offices(9, "A", 35, 25, helpers=1), pool_max=0, seconds=10)
    blocks = answer.plans[0].blocks
    assert answer.points[0].not_placed == 0
    assert max((b.last_day - b.first_day).days for b in blocks) < 35
    assert max(b.days for b in blocks) >= 25


def test_half_of_the_year_holds_its_share_and_weeks_are_whole() -> None:
    problem = lone_offices(30, "AB", 22, 10, helpers=1)
    answer = solve_year(problem, pool_max=0, seconds=15)
    assert answer.points[0].not_placed == answer.plans[0].below_band == 0
    for name in "AB":
        parts = [b for b in answer.plans[0].blocks if b.person_id == name and b.days % 5]
        assert len(parts) <= 1


def test_approved_leave_stands_and_counts() -> None:
    problem = lone_offices(8, "A", 10, 5, helpers=1)
    stands = Leave("A", MONDAY, MONDAY + timedelta(days=4))
    problem = replace(problem, relief=replace(problem.relief, approved=(stands,)))
    plan = solve_year(problem, pool_max=0, seconds=8).plans[0]
    assert sum(b.days for b in plan.blocks) == 5
    assert all(b.first_day > stands.last_day for b in plan.blocks)


def test_plain_arithmetic_sees_what_a_plan_breaks() -> None:
    problem = lone_offices(8, "A", 10, 10)
    long = [Block("A", MONDAY, MONDAY + timedelta(days=39), 30)]
    said = "\n".join(check_year(problem, long, (), 0))
    assert "gets 30 days of 10" in said
    assert "more than five weeks" in said
    split = [Block("A", MONDAY + n * timedelta(weeks=2), MONDAY + n * timedelta(weeks=2, days=0), 1) for n in range(4)]
    split += [Block("A", MONDAY + timedelta(days=1 + 14 * n), MONDAY + timedelta(days=1 + 14 * n), 1) for n in range(4)]
    assert measure_year(problem, split, (), 0).breaches == 4
    assert measure_year(problem, [], (), 0).not_placed == 10


def test_more_relievers_cover_more_of_a_simulated_year() -> None:
    problem = lone_offices(26, "ABCD", 15, 10, helpers=1)
    answer = solve_year(problem, pool_max=2, seconds=10)
    found = simulate_year(problem, answer.plans[-1], answer.points, seed=3, draws=60)
    again = simulate_year(problem, answer.plans[-1], answer.points, seed=3, draws=60)
    shares = [point.share for point in found.points]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > shares[-1]
    assert found.points[0].absence_days > 60  # four times fifteen days of leave, and illness beside it
    assert found == again
    assert found.dependable is not None
    assert found.points[found.dependable].share <= 0.05


@pytest.mark.parametrize("relievers", [0, 2])
def test_a_proposed_year_breaks_no_rule(relievers: int) -> None:
    problem = lone_offices(20, "ABCD", 20, 10, CoverPair("A", "office-B", "site", 8), helpers=1)
    answer = solve_year(problem, pool_max=relievers, seconds=12)
    plan = answer.plans[relievers]
    assert check_year(problem, plan.blocks, plan.assignments, relievers) == []
    assert measure_year(problem, plan.blocks, plan.assignments, relievers).not_placed == 0


def test_wishes_come_after_the_reserve_and_in_the_agreements_order() -> None:
    """Both lone officers of a pair ask for the same weeks; one itinerant serves one office a day: service decides."""
    problem = lone_offices(12, "AB", 10, 5, helpers=1)
    junior, senior = problem.relief.people[0], replace(problem.relief.people[1], service_years=Fraction(20))
    itinerant = replace(problem.relief.people[2], pattern=(12, 12, 12, 12, 12), own_quarters=0, own_quarters_delivery=0)
    week = (MONDAY + timedelta(weeks=4), MONDAY + timedelta(weeks=4, days=4))
    later = (MONDAY + timedelta(weeks=8), MONDAY + timedelta(weeks=8, days=4))
    wishes = tuple(Request(f"R-{name}", name, "planned", False, (week, later)) for name in "AB")
    delivery = frozenset(week[0] + timedelta(days=n) for n in range(5))
    relief = replace(
        problem.relief, people=(junior, senior, itinerant), requests=wishes, calendar=calendar(12, delivery)
    )
    answer = solve_year(replace(problem, relief=relief), pool_max=0, seconds=10)
    assert answer.points[0].not_placed == 0
    assert answer.plans[0].wishes == {("R-B", 1), ("R-A", 2)}
    assert any((b.first_day, b.last_day) == week for b in answer.plans[0].blocks if b.person_id == "B")


def test_nobody_entitled_and_no_open_day_are_answered() -> None:
    """Wishes of people without an entitlement, a calendar without a working day, a territory without offices."""
    problem = lone_offices(4, "AB", 5, 5, helpers=1)
    wish = Request("R1", "A", "planned", False, ((MONDAY, MONDAY + timedelta(days=4)),))
    nobody = replace(problem, relief=replace(problem.relief, requests=(wish,)), entitlements=())
    closed = replace(
        problem, relief=replace(problem.relief, calendar=tuple(CalendarDay(c.day, "closed") for c in calendar(4)))
    )
    empty = YearProblem(ReliefProblem(calendar(4), (), (), ()), ())
    for year, lacking in ((nobody, 0), (closed, 10), (empty, 0)):
        answer = solve_year(year, pool_max=1, seconds=5)
        assert [point.not_placed for point in answer.points] == [lacking, lacking]
        assert simulate_year(year, answer.plans[-1], answer.points, draws=5).points[0].share == 0.0

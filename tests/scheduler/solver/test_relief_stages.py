"""The stages against every plan there is, listed by brute force on three offices and five days."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

import pytest

from scheduler.solver.relief_check import Measures, check_plan, measure
from scheduler.solver.relief_objectives import MOST
from scheduler.solver.relief_problem import (
    Assignment,
    ReliefProblem,
)
from scheduler.solver.relief_solve import solve_relief
from tests.scheduler.solver.relief_cases import random_problem

MEASURES = [
    "breaches",
    "refused_before",
    "left_with_nothing",
    "granted",
    "service",
    "options",
    "unmet",
    "worst_cover_share",
    "cover_days",
    "travel",
]


def grants(problem: ReliefProblem) -> Iterator[dict[str, int]]:
    """Every choice of options that rule b allows."""
    for options in product(*(range(len(r.options) + 1) for r in problem.requests)):
        granted = {r.request_id: o for r, o in zip(problem.requests, options, strict=True) if o}
        if not check_plan(problem, granted, []):
            yield granted


def covers(problem: ReliefProblem, granted: dict[str, int]) -> Iterator[list[Assignment]]:
    """Every cover that the rules allow; the rules of a coverer concern that person alone."""
    each = []
    for person in problem.people:
        pairs = [p for p in problem.cover if p.person_id == person.person_id]
        if not pairs:
            continue
        mine = []
        open_days = [c.day for c in problem.calendar if c.kind != "closed"]
        ways = [[None, *((p, q) for p in pairs for q in range(1, max(person.pattern) + 1))] for _ in open_days]
        for week in product(*ways):
            plan = [
                Assignment(when, way[0].office_id, person.person_id, way[0].mode, way[1])
                for when, way in zip(open_days, week, strict=True)
                if way
            ]
            if not check_plan(problem, granted, plan):
                mine.append(plan)
        each.append(mine)
    for parts in product(*each):
        yield [a for part in parts for a in part]


def rank(m: Measures) -> tuple[Fraction, ...]:
    """Smaller is better, objective by objective, after the breaches."""
    signs = [-1 if name in MOST else 1 for name in MEASURES]
    return tuple(sign * Fraction(getattr(m, name)) for sign, name in zip(signs, MEASURES, strict=True))[1:]


def best_by_listing(problem: ReliefProblem) -> tuple[int, tuple[Fraction, ...]]:
    stands = {r.request_id: 1 for r in problem.requests if r.kind == "protected"}
    allowed = min(measure(problem, stands, cover).breaches for cover in covers(problem, stands))
    best = None
    for granted in grants(problem):
        for cover in covers(problem, granted):
            m = measure(problem, granted, cover)
            if m.breaches <= allowed and (best is None or rank(m) < best):
                best = rank(m)
    assert best is not None
    return allowed, best


@pytest.mark.parametrize("seed", range(12))
def test_the_answer_is_the_best_of_all_plans(seed: int) -> None:
    problem = random_problem(seed, tiny=True)
    answer = solve_relief(problem, seconds=60, workers=1)
    allowed, best = best_by_listing(problem)
    granted = {d.request_id: d.option for d in answer.decisions if d.granted}
    found = measure(problem, granted, answer.assignments)
    assert answer.status == "optimal"
    assert answer.stages[0].value == allowed
    assert rank(found) == best

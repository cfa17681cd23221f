"""The fairest utilisations: pools, their order, and that nothing fairer exists."""

import itertools

import numpy as np
import pytest

from scheduler.solver.balance_eligibility import build_problem
from scheduler.solver.balance_tiers import class_hours, fairest_utilisation
from tests.scheduler.solver.balance_instances import officer, random_problem, some_cases


def test_a_closed_pool_keeps_its_own_load() -> None:
    cases = some_cases(30, "tulita", 1.0) + some_cases(10, "inuvik", 1.0)
    people = [officer("ana", "tulita", 10), officer("ben", "tulita", 10), officer("cam", "tulita inuvik", 5)]
    leximin = fairest_utilisation(build_problem(cases, people))
    assert leximin.utilisation == pytest.approx([1.5, 1.5, 2.0])
    assert [tier.officers for tier in leximin.tiers] == [(2,), (0, 1)]


def test_an_even_territory_is_one_pool() -> None:
    people = [officer("ana", "tulita", 10), officer("ben", "tulita", 30)]
    leximin = fairest_utilisation(build_problem(some_cases(60, "tulita", 1.0), people))
    assert leximin.utilisation == pytest.approx([1.5, 1.5])
    assert len(leximin.tiers) == 1


@pytest.mark.parametrize("seed", range(12))
def test_every_group_is_as_loaded_as_it_must_be(seed: int) -> None:
    """Hall's condition by hand: over all groups of officers, the most pressed one gives the highest utilisation."""
    problem = random_problem(seed, officers=5, cases=25)
    hours = class_hours(problem)
    tied = []
    for size in range(1, 6):
        for group in itertools.combinations(range(5), size):
            own = sum(
                hours[c]
                for c in range(problem.classes)
                if set(problem.class_officers[problem.class_start[c] : problem.class_start[c + 1]]) <= set(group)
            )
            tied.append((own, group))
    leximin = fairest_utilisation(problem)
    worst = max(own / problem.capacity[list(group)].sum() for own, group in tied)
    assert leximin.utilisation.max() == pytest.approx(worst)
    for own, group in tied:
        assert (leximin.utilisation * problem.capacity)[list(group)].sum() >= own - 1e-6
    least = max([0.0, *(own - problem.capacity[list(group)].sum() for own, group in tied)])
    over = np.maximum(leximin.utilisation - 1, 0) @ problem.capacity
    assert over == pytest.approx(least, abs=1e-6)

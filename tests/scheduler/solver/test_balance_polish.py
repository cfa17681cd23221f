"""Dividing cases between two officers, and in groups: exact, never worse when cold, and honest about what is wasted."""

import itertools

import numpy as np
import pytest

from scheduler.solver.balance_anneal import anneal, harden
from scheduler.solver.balance_bounds import band_of, moved_weight_bound, prices_of
from scheduler.solver.balance_case_prices import CasePrices, best_case_prices
from scheduler.solver.balance_clock import Clock
from scheduler.solver.balance_flow import cheapest_in_band, network
from scheduler.solver.balance_groups import improve_groups, mend
from scheduler.solver.balance_knapsack import grain_of, knapsack, taken
from scheduler.solver.balance_plan import breach_of, loads_of, moved_weight_of, neighbours
from scheduler.solver.balance_polish import Polish
from scheduler.solver.balance_problem import BalanceProblem
from scheduler.solver.balance_rounding import round_flow, stay_put
from scheduler.solver.balance_tiers import fairest_utilisation
from tests.scheduler.solver.balance_instances import random_problem


def begun(problem: BalanceProblem, *, quiet: bool = False) -> tuple[Polish, float]:
    band = band_of(problem, fairest_utilisation(problem), 0.01)
    net = network(problem)
    relaxed = cheapest_in_band(net, band.cap, band.overload_cap)
    start = stay_put(problem) if quiet else round_flow(net, relaxed.flow)
    bound = moved_weight_bound(problem, band, prices_of(relaxed.price, relaxed.mu))
    return Polish(problem, band, relaxed.price, relaxed.mu, start, 1), bound


def priced(work: Polish) -> CasePrices:
    return best_case_prices(work.problem, work.band, work.price, work.mu, steps=40, used=lambda: 0.0)


@pytest.mark.parametrize("seed", range(5))
def test_the_table_holds_the_cheapest_of_all_subsets(seed: int) -> None:
    dice = np.random.default_rng(seed)
    units, extra = dice.integers(1, 9, 8).tolist(), dice.uniform(-1, 1, 8).round(3).tolist()
    low, high = 10, 25
    rows = knapsack(units, extra, low, high)
    first, costs = rows[-1]
    assert (first, len(costs)) == (low, high - low + 1)
    for load in range(low, high + 1):
        subsets = [s for k in range(9) for s in itertools.combinations(range(8), k) if sum(units[i] for i in s) == load]
        if not subsets:
            assert np.isinf(costs[load - low])
            continue
        assert costs[load - low] == pytest.approx(min(sum(extra[i] for i in s) for s in subsets))
        chosen = np.flatnonzero(taken(units, rows, load))
        assert sum(units[i] for i in chosen) == load
        assert sum(extra[i] for i in chosen) == pytest.approx(costs[load - low])


def test_waste_is_the_distance_from_the_bound() -> None:
    work, bound = begun(random_problem(4, officers=8, cases=160, load=1.1))
    harden(work, neighbours(work.problem), rounds=20, used=lambda: 0.0)
    idle = work.mu * (work.band.overload_cap - work.overload)
    assert work.key()[0] == 0.0
    assert work.waste().sum() + idle == pytest.approx(work.moved_weight - bound, abs=1e-3)


def test_a_cold_division_is_never_worse() -> None:
    work, _ = begun(random_problem(6, officers=8, cases=160, load=1.1), quiet=True)
    for a, b in zip(*neighbours(work.problem), strict=True):
        breach, moved = work.key()
        work.divide(int(a), int(b), 0.0, 1e4)
        after = work.key()
        assert after[0] <= breach + 1e-6
        assert after[0] < breach or after[1] <= moved + 1e-9


def test_running_totals_stay_true() -> None:
    work, _ = begun(random_problem(6, officers=8, cases=160, load=1.1))
    anneal(work, neighbours(work.problem), divisions=500, warmth=0.3, used=lambda: 0.0)
    assert work.load == pytest.approx(loads_of(work.problem, work.officer))
    assert work.moved_weight == pytest.approx(moved_weight_of(work.problem, work.officer))
    load = loads_of(work.problem, work.best)
    assert work.best_key[0] == round(breach_of(work.problem, work.band, load), 7)


def improve(work: Polish, enough: float) -> list[float]:
    told: list[float] = []
    improve_groups(
        work,
        neighbours(work.problem),
        priced(work),
        enough=enough,
        first=6,
        effort=0.5,
        workers=1,
        seed=1,
        clock=Clock(60),
        on_group=told.append,
    )
    return told


def test_groups_only_improve() -> None:
    work, bound = begun(random_problem(6, officers=8, cases=160, load=1.1))
    harden(work, neighbours(work.problem), rounds=20, used=lambda: 0.0)
    before = work.key()
    assert improve(work, bound)
    assert work.best_key < before
    assert work.best_key[1] >= bound - 1e-6


def test_groups_stop_at_a_plan_that_is_good_enough() -> None:
    work, _ = begun(random_problem(6, officers=8, cases=160, load=1.1))
    harden(work, neighbours(work.problem), rounds=20, used=lambda: 0.0)
    assert improve(work, work.best_key[1]) == []


def test_mending_brings_a_plan_inside_the_band() -> None:
    work, _ = begun(random_problem(9, officers=8, cases=160, load=1.1))
    assert work.key()[0] > 0
    mend(work, neighbours(work.problem), priced(work), first=6, effort=5.0, seed=1, clock=Clock(60))
    assert work.best_key[0] == 0.0


@pytest.mark.parametrize(
    ("hours", "grain", "exact"),
    [([1.5, 2.25], 0.25, True), ([1.0, 7.0], 1.0, True), ([1.01], 0.01, True), ([2**0.5, 3**0.5], None, False)],
)
def test_the_grain_of_the_hours_is_found(hours: list[float], grain: float | None, exact: bool) -> None:
    found, is_exact = grain_of(np.array(hours))
    assert is_exact == exact
    assert grain is None or found == grain

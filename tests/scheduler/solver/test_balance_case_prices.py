"""Prices of cases: what they prove is true for any prices, knows that cases are whole, and is shared out rightly."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.solver.balance_bounds import band_of, moved_weight_bound, prices_of, up_to_weights
from scheduler.solver.balance_case_prices import CasePrices, best_case_prices, lost_by_officer
from scheduler.solver.balance_check_knapsacks import knapsack_bound
from scheduler.solver.balance_eligibility import build_problem
from scheduler.solver.balance_flow import cheapest_in_band, network
from scheduler.solver.balance_model import solve_balance
from scheduler.solver.balance_plan import loads_of, moved_weight_of, overload_of
from scheduler.solver.balance_problem import BalanceProblem, Band
from scheduler.solver.balance_tiers import fairest_utilisation
from tests.scheduler.solver.balance_instances import officer, random_problem, some_cases


def priced(problem: BalanceProblem, steps: int) -> tuple[Band, CasePrices, float]:
    """The band, the prices of cases after so many steps, and what the prices of hours prove."""
    band = band_of(problem, fairest_utilisation(problem), 0.01)
    relaxed = cheapest_in_band(network(problem), band.cap, band.overload_cap)
    linear = moved_weight_bound(problem, band, prices_of(relaxed.price, relaxed.mu))
    return band, best_case_prices(problem, band, relaxed.price, relaxed.mu, steps=steps, used=lambda: 0.0), linear


def added_up(problem: BalanceProblem, band: Band, price: list[float], mu: float) -> float:
    """The bound as an outsider works it out."""
    names = list(problem.officer_ids)
    return knapsack_bound(
        [frozenset(names[j] for j in problem.eligible(i).tolist()) for i in range(len(problem.hours))],
        problem.hours.tolist(),
        problem.weight.tolist(),
        [names[j] if j >= 0 else "" for j in problem.current.tolist()],
        dict(zip(names, band.cap.tolist(), strict=True)),
        dict(zip(names, problem.capacity.tolist(), strict=True)),
        band.overload_cap,
        {"case_prices": price, "step_hours": 0.01, "mu": mu},
    )


@given(seed=st.integers(0, 10_000), load=st.sampled_from([0.9, 1.1]), mu=st.sampled_from([0.0, 0.4, 3.0]))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_prices_prove_more_than_the_best_plan(seed: int, load: float, mu: float) -> None:
    problem = random_problem(seed, officers=4, cases=14, load=load)
    answer = solve_balance(problem, effort=0.1)
    if answer.status != "optimal" or answer.band_breach_hours > 0:
        return
    price = np.random.default_rng(seed).uniform(0, 4, 14).tolist()
    assert added_up(problem, answer.band, price, mu) <= answer.moved_weight + 1e-6
    _, best, _ = priced(problem, 60)
    assert best.bound <= answer.moved_weight + 1e-6


@pytest.mark.parametrize("load", [0.92, 1.08])
def test_an_outsider_finds_the_same_bound(load: float) -> None:
    problem = random_problem(11, officers=8, cases=300, load=load)
    band, best, linear = priced(problem, 60)
    assert added_up(problem, band, best.price.tolist(), best.mu) >= best.bound - 1e-6
    assert best.bound > linear


@pytest.mark.parametrize("mu", [0.0, 0.05, 0.5])
@pytest.mark.parametrize("seed", range(5))
def test_an_outsider_leaves_no_choice_out(seed: int, mu: float) -> None:
    """One officer who may hold ten cases: the bound counts the best of all 1,024 choices, settled or open.

    Ben, who may hold nothing, could be overloaded too: so overload needs its price.
    """
    dice = np.random.default_rng(seed)
    hours, price = dice.integers(1, 12, 10), dice.uniform(0.05, 3, 10).round(2)
    room, full = int(hours.sum() * 0.7), int(hours.sum() * 0.5)
    best = 0.0
    for chosen in itertools.product((False, True), repeat=10):
        load = int(hours[list(chosen)].sum())
        if load <= room:
            best = max(best, float(price[list(chosen)].sum()) - mu * max(load - full, 0))
    found = knapsack_bound(
        [frozenset({"ana"})] * 10, hours.tolist(), [1.0] * 10, ["ana"] * 10, {"ana": room, "ben": 1},
        {"ana": full, "ben": 0}, room - full, {"case_prices": price.tolist(), "step_hours": 1.0, "mu": mu},
    )  # fmt: skip
    assert found == pytest.approx(max(0.0, float(price.sum()) - best - mu * (room - full)))


def test_the_only_overload_there_is_needs_no_price() -> None:
    """Ana may be two hours above her ten and holds thirteen cases of an hour and a half: five must go, at any mu."""
    cases = some_cases(13, "tulita", 1.5, "ana")
    problem = build_problem(cases, [officer("ana", "tulita", 10), officer("ben", "tulita", 100)])
    band = Band(np.array([1.2, 0.1]), 2.0, np.array([15.0, 100.0]), 2.0, 0.01)
    best = best_case_prices(problem, band, np.array([1.0, 0.0]), 5.0, steps=60, used=lambda: 0.0)
    assert best.bound == pytest.approx(5.0, abs=0.01)
    assert added_up(problem, band, best.price.tolist(), 5.0) == pytest.approx(best.bound, abs=0.01)


def test_more_steps_never_prove_less() -> None:
    problem = random_problem(12, officers=8, cases=200, load=1.08)
    bounds = [priced(problem, steps)[1].bound for steps in (1, 20, 100)]
    assert bounds == sorted(bounds)


def test_whole_cases_are_seen_where_fractions_are_not() -> None:
    """Ana must shed two hours and has cases of three hours only: fractions would move two thirds of one."""
    cases = some_cases(4, "tulita", 3.0, "ana")
    problem = build_problem(cases, [officer("ana", "tulita", 10), officer("ben", "tulita", 100)])
    _, best, linear = priced(problem, 60)
    assert linear == pytest.approx(2 / 3, rel=0.01)
    assert best.bound == pytest.approx(1.0, abs=0.01)
    assert solve_balance(problem).moved_weight_bound == 1.0


def test_the_losses_of_the_officers_are_the_gap() -> None:
    problem = random_problem(4, officers=8, cases=160, load=1.1)
    answer = solve_balance(problem, effort=0.1)
    band, best, _ = priced(problem, 60)
    load = loads_of(problem, answer.officer)
    idle = best.mu * (band.overload_cap - overload_of(problem, load))
    lost = lost_by_officer(problem, best, answer.officer, load)
    assert lost.sum() + idle == pytest.approx(moved_weight_of(problem, answer.officer) - best.bound, abs=1e-6)


@pytest.mark.parametrize(("weight", "bound", "raised"), [(0.25, 1.01, 1.25), (0.25, 1.0, 1.0), (2**0.5, 1.01, 1.01)])
def test_a_bound_is_raised_to_a_sum_of_weights(weight: float, bound: float, raised: float) -> None:
    problem = build_problem(some_cases(3, "tulita", 1.0, "ana"), [officer("ana", "tulita", 5)])
    assert up_to_weights(replace(problem, weight=np.full(3, weight)), bound) == pytest.approx(raised)

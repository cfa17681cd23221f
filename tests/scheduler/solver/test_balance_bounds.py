"""The bound on moved weight: true for any prices, and tight for the flow's."""

import numpy as np
import pytest

from scheduler.solver.balance_bounds import band_of, moved_weight_bound, prices_of
from scheduler.solver.balance_eligibility import build_problem
from scheduler.solver.balance_flow import cheapest_in_band, network
from scheduler.solver.balance_model import solve_balance
from scheduler.solver.balance_tiers import fairest_utilisation
from tests.scheduler.solver.balance_instances import officer, random_problem, some_cases


@pytest.mark.parametrize("seed", range(8))
def test_no_prices_prove_more_than_the_best_plan(seed: int) -> None:
    problem = random_problem(seed, officers=4, cases=20, load=1.1)
    answer = solve_balance(problem, effort=0.1)
    assert answer.status == "optimal"
    dice = np.random.default_rng(seed)
    for mu in (0.0, 0.3, 2.0):
        prices = prices_of(dice.uniform(0, 1.5, 4), mu)
        if answer.band_breach_hours == 0:
            assert moved_weight_bound(problem, answer.band, prices) <= answer.moved_weight + 1e-9


def test_the_flow_prices_prove_what_the_flow_costs() -> None:
    problem = random_problem(3, officers=8, cases=200, load=0.9)
    band = band_of(problem, fairest_utilisation(problem), 0.5)
    net = network(problem)
    relaxed = cheapest_in_band(net, band.cap, 1e9)
    cost = float((relaxed.flow.leaving[net.stayer] * net.unit_price).sum())
    assert cost > 0
    assert moved_weight_bound(problem, band, prices_of(relaxed.price, 0.0)) == pytest.approx(cost, rel=1e-4)


def test_overload_has_a_price_when_it_is_short() -> None:
    """Ana may stand at 101 %, but the overload in all allows less: mu says so."""
    cases = some_cases(40, "tulita", 0.25, "ana") + some_cases(40, "tulita", 0.25, "ben", start=40)
    cases += some_cases(20, "tulita", 0.25, start=80)
    people = [officer("ana", "tulita", 8), officer("ben", "tulita", 8), officer("cam", "tulita inuvik", 20)]
    answer = solve_balance(build_problem(cases, people))
    assert answer.overload == 0
    assert answer.moved_weight == pytest.approx(16.0)
    assert answer.moved_weight_bound == pytest.approx(16.0, rel=0.02)

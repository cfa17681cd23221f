"""A price for every case, and the knapsack of every officer at these prices: a bound that knows cases are whole.

The prices of `balance_flow` prove what fractions of cases would have to move. Give instead every case i a price l_i for
being placed. An officer then earns `l_i - w_i [j != cur_i]` for each case held, within the cap of the band and with no
more overload than there may be in all, and no choice of whole cases earns more than the best knapsack K_j. Hence for
any prices (Lagrange; Geoffrion 1974)

    moved weight >= sum_i l_i - sum_j K_j - mu Omax,     K_j less mu for each hour above the officer's capacity.

Where these rooms alone keep the overload in all (only one officer can have any), it needs no price: mu is 0.

The prices start half way between staying and leaving and follow the subgradient: a case that two knapsacks take becomes
cheaper, a case that none takes becomes dearer.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.solver.balance_problem import BalanceProblem, Band, Floats, Ints
from scheduler.solver.balance_shelves import Shelves, best_knapsack, cost_of_taking

AMBITION = 0.075  # the steps aim so much above the best bound so far: times the typical weight, for every officer
STEP, SHRINK, PATIENCE, MOMENTUM = 0.1, 0.6, 10, 0.6


@dataclass(frozen=True)
class CasePrices:
    """`price[i]` of every case, `mu` for an hour of overload, and the moved weight that they prove.

    `hour_price[j]` is officer j's own price of an hour at these prices, `earned[j]` the knapsack K_j.
    """

    price: Floats
    mu: float
    bound: float
    hour_price: Floats
    earned: Floats


def best_case_prices(
    problem: BalanceProblem, band: Band, hour_price: Floats, mu: float, *, steps: int, used: Callable[[], float]
) -> CasePrices:
    """Prices of cases that prove a high bound, from the flow's prices of hours, in at most `steps` steps."""
    shelves = Shelves(problem, band)
    mu = 0.0 if shelves.rooms_suffice else mu
    least, price = shelves.to_start(hour_price)
    short = [shelves.nearest(officer, least, hour) for officer, hour in enumerate(hour_price.tolist()) if steps]
    mu_step = mu * shelves.grain
    placed = problem.case_class >= 0
    best, chosen, theta, idle = -np.inf, price, STEP, 0
    way, ambition = np.zeros(len(price)), AMBITION * len(short) * float(np.median(problem.weight))
    for _ in range(steps):
        earned, surplus = 0.0, placed.astype(np.float64)
        for shelf in short:
            worth, cases, _ = best_knapsack(shelf, price, mu_step)
            earned += worth
            surplus[cases] -= 1.0
        value = float(price[placed].sum()) - earned - mu * band.overload_cap
        if value > best:
            idle = 0 if value > best + 2e-5 * abs(best) else idle + 1
            best, chosen = value, price
        else:
            idle += 1
        if not surplus.any() or used() >= 1.0:
            break
        if idle >= PATIENCE:
            theta, idle, price, way = theta * SHRINK, 0, chosen, np.zeros(len(price))
            continue
        way = (1 - MOMENTUM) * surplus + MOMENTUM * way
        aim = best + ambition - value
        price = price + theta * max(aim, 1e-9) / max(float(way @ way), 1e-9) * way
    # The bound of these prices counts every pair that is allowed, also those that the steps left out.
    found = [best_knapsack(shelves[officer], chosen, mu_step) for officer in range(len(problem.capacity))]
    earnings = np.array([worth for worth, _, _ in found])
    bound = float(chosen[placed].sum()) - float(earnings.sum()) - mu * band.overload_cap
    return CasePrices(chosen, mu, bound, np.array([hour / shelves.grain for _, _, hour in found]), earnings)


def regrets(problem: BalanceProblem, prices: CasePrices, officer: int, cases: Ints | NDArray[np.int64]) -> Floats:
    """How much dearer each case is with this officer than its price: small or negative where it may well sit."""
    hours = prices.hour_price[officer] * problem.hours[cases]
    return hours + cost_of_taking(problem, officer, np.asarray(cases, np.int64)) - prices.price[cases]


def lost_by_officer(problem: BalanceProblem, prices: CasePrices, plan: Ints, load: Floats) -> Floats:
    """How far each officer's cases stay behind the best knapsack; with unused overload, together the plan's gap."""
    placed = plan >= 0
    at = plan[placed]
    moved = (problem.current[placed] >= 0) & (problem.current[placed] != at)
    gain = prices.price[placed] - np.where(moved, problem.weight[placed], 0.0)
    earned = np.bincount(at, gain, len(load)) - prices.mu * np.maximum(load - problem.capacity, 0.0)
    return np.maximum(prices.earned - earned, 0.0)

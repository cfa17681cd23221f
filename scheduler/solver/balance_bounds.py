"""The band a plan must keep to, and lower bounds that anyone can add up again without a solver."""

import numpy as np

from scheduler.solver.balance_flow import may_stay
from scheduler.solver.balance_knapsack import grain_of
from scheduler.solver.balance_problem import BalanceProblem, Band, Floats, Prices
from scheduler.solver.balance_tiers import Leximin

OVERLOAD_SHARE = 0.0001  # of the demand, allowed on top of the band's overload: whole cases need a little room


def band_of(problem: BalanceProblem, leximin: Leximin, width: float) -> Band:
    """`L_j <= max(1, (1 + width) u*_j) C_j` for everyone and `O <= (1 + width) O* + 0.0001 x demand`."""
    demand = float(problem.hours[problem.case_class >= 0].sum())
    least = float((np.maximum(leximin.utilisation - 1.0, 0.0) * problem.capacity).sum())
    cap = np.maximum(1.0, (1.0 + width) * leximin.utilisation) * problem.capacity
    return Band(leximin.utilisation, least, cap, (1.0 + width) * least + OVERLOAD_SHARE * demand, width)


def prices_of(price: Floats, mu: float) -> Prices:
    """A price per officer split into the part for the cap and the part for the overload."""
    return Prices(np.maximum(price - mu, 0.0), np.minimum(price, mu), mu)


def moved_weight_bound(problem: BalanceProblem, band: Band, prices: Prices) -> float:
    """What any prices prove: no plan inside the band moves less weight than this.

    `sum_i min_j (w_i [j != cur_i] + (pi_j + rho_j) h_i) - sum_j pi_j cap_j - sum_j rho_j C_j - mu Omax` over the cases
    that somebody may hold; `w_i` counts only where a current officer is named.
    """
    if problem.classes == 0:
        return 0.0
    price = prices.pi + prices.rho
    cheapest = np.minimum.reduceat(price[problem.class_officers], problem.class_start[:-1])
    placed = problem.case_class >= 0
    group, hours = problem.case_class[placed], problem.hours[placed]
    held = problem.current[placed] >= 0
    going = cheapest[group] * hours + np.where(held, problem.weight[placed], 0.0)
    stays = may_stay(problem)[placed]
    staying = price[np.maximum(problem.current[placed], 0)] * hours
    total = float(np.where(stays, np.minimum(going, staying), going).sum())
    return total - float(prices.pi @ band.cap) - float(prices.rho @ problem.capacity) - prices.mu * band.overload_cap


def up_to_weights(problem: BalanceProblem, bound: float) -> float:
    """The bound raised to the next sum that weights can have: all are multiples of a step, so every sum is."""
    step, exact = grain_of(problem.weight)
    if not exact or bound <= 0:
        return max(bound, 0.0)
    return round(float(np.ceil(bound / step - 1e-6)) * step, 9)

"""A price for every case, and the knapsack of every officer at these prices: a bound that knows cases are whole.

The prices of `balance_flow` prove what fractions of cases would have to move. Give instead every case i a price l_i for
being placed. An officer then earns `l_i - w_i [j != cur_i]` for each case held, within the cap of the band, and no
choice of whole cases earns more than the best knapsack K_j. Hence for any prices (Lagrange; Geoffrion 1974)

    moved weight >= sum_i l_i - sum_j K_j - mu Omax,     K_j less mu for each hour above the officer's capacity.

The prices start half way between staying and leaving and follow the subgradient: a case that two knapsacks take becomes
cheaper, a case that none takes becomes dearer.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.solver.balance_flow import may_stay
from scheduler.solver.balance_knapsack import grain_of, knapsack, taken
from scheduler.solver.balance_plan import TOLERANCE, cases_of_officers
from scheduler.solver.balance_problem import BalanceProblem, Band, Bools, Floats, Ints

CORE = 24  # cases of a knapsack that are decided exactly; the others lie further from the officer's price of an hour
NEAR = 2.0  # times the typical weight: pairs dearer than this are left out until the bound is worked out at the end
AMBITION = 0.03  # the steps aim this share above the best bound so far
STEP, SHRINK, PATIENCE, MOMENTUM = 0.1, 0.6, 10, 0.6
LONE = 1e3  # times the dearest weight: a case that one officer alone may hold is always taken


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


@dataclass(frozen=True)
class Shelf:
    """What one officer may hold: cases, what each costs the officer to take, hours in whole steps; the room."""

    cases: NDArray[np.int64]
    cost: Floats
    units: NDArray[np.int64]
    room: int  # the cap of the band
    full: float  # the capacity, in steps


def cost_of_taking(problem: BalanceProblem, officer: int, cases: NDArray[np.int64]) -> Floats:
    """The weight moved when the officer holds these cases."""
    current = problem.current[cases]
    return np.where((current >= 0) & (current != officer), problem.weight[cases], 0.0)


def best_case_prices(
    problem: BalanceProblem, band: Band, hour_price: Floats, mu: float, *, steps: int, used: Callable[[], float]
) -> CasePrices:
    """Prices of cases that prove a high bound, from the flow's prices of hours, in at most `steps` steps."""
    grain, exact = grain_of(problem.hours)
    units = np.rint(problem.hours / grain) if exact else np.floor(problem.hours / grain)
    shelves, price = _shelves(problem, band, hour_price, units.astype(np.int64), grain)
    near = NEAR * float(np.median(problem.weight))
    short = [_nearest(shelf, price[0], hour_price[officer] * grain, near) for officer, shelf in enumerate(shelves)]
    placed = problem.case_class >= 0
    spent = mu * band.overload_cap
    now = price[1]
    best, chosen, theta, idle = -np.inf, now, STEP, 0
    way = np.zeros(len(now))
    for _ in range(steps):
        earned, surplus = 0.0, placed.astype(np.float64)
        for shelf in short:
            worth, cases, _ = best_knapsack(shelf, now, mu * grain)
            earned += worth
            surplus[cases] -= 1.0
        value = float(now[placed].sum()) - earned - spent
        if value > best:
            idle = 0 if value > best + 2e-5 * abs(best) else idle + 1
            best, chosen = value, now
        else:
            idle += 1
        if not surplus.any() or used() >= 1.0:
            break
        if idle >= PATIENCE:
            theta, idle, now, way = theta * SHRINK, 0, chosen, np.zeros(len(now))
            continue
        way = (1 - MOMENTUM) * surplus + MOMENTUM * way
        aim = best + AMBITION * abs(best) - value
        now = now + theta * max(aim, 1e-9) / max(float(way @ way), 1e-9) * way
    return _proven(shelves, chosen, mu, grain, placed, spent)


def best_knapsack(shelf: Shelf, price: Floats, mu: float) -> tuple[float, NDArray[np.int64], float]:
    """(an upper bound of K_j, cases of a best choice, price of a step of hours); `mu` is for a step of hours.

    The cases nearest to the price of an hour are decided exactly, all together; whoever decides one of the others
    differently loses at least what that case lies from the price, so the result is a bound whichever cases are near.
    """
    gain = price[shelf.cases] - shelf.cost
    wanted = gain > 0
    total = int(shelf.units[wanted].sum())
    if total <= shelf.room and (mu == 0 or total <= shelf.full):
        return float(gain[wanted].sum()), shelf.cases[wanted], 0.0
    hour = _price_of_hour(gain, shelf, mu)
    lean = gain - hour * shelf.units
    at_most = float(np.maximum(lean, 0.0).sum()) + max(hour - mu, 0.0) * shelf.room + min(hour, mu) * shelf.full
    inside, core, beyond = lean > 0, np.arange(len(gain)), np.inf
    distance = np.abs(lean)
    for size in (CORE, 3 * CORE, len(gain)):
        if size < len(gain):
            order = np.argpartition(distance, size)
            core, beyond = order[:size], float(distance[order[size]])
        else:
            core, beyond = np.arange(len(gain)), np.inf
        inside = lean > 0
        inside[core] = False
        left = shelf.room - int(shelf.units[inside].sum())
        if left >= 0:
            break
    sizes = shelf.units[core].tolist()
    rows = knapsack(sizes, (-gain[core]).tolist(), 0, min(left, sum(sizes)))
    first, row = rows[-1]
    value = -row
    if mu > 0:
        load = shelf.room - left + first + np.arange(len(row))
        value = value - mu * np.maximum(load - shelf.full, 0.0)
    pick = int(value.argmax())
    worth = float(value[pick]) + float(gain[inside].sum())
    inside[core[taken(sizes, rows, first + pick)]] = True
    return min(at_most, max(worth, at_most - beyond)), shelf.cases[inside], hour


def _price_of_hour(gain: Floats, shelf: Shelf, mu: float) -> float:
    """What one more step of room would earn if cases could be divided."""
    density = gain / shelf.units
    order = np.argsort(-density, kind="stable")
    filled = np.cumsum(shelf.units[order])

    def at(room: float) -> float:
        k = int(np.searchsorted(filled, room, side="right"))
        return max(float(density[order[k]]), 0.0) if k < len(order) else 0.0

    above = at(shelf.room)
    return above if above >= mu else min(at(shelf.full), mu)


def _proven(shelves: list[Shelf], price: Floats, mu: float, grain: float, placed: Bools, spent: float) -> CasePrices:
    """The bound of these prices with every pair that is allowed."""
    found = [best_knapsack(shelf, price, mu * grain) for shelf in shelves]
    earned = np.array([worth for worth, _, _ in found])
    bound = float(price[placed].sum()) - float(earned.sum()) - spent
    return CasePrices(price, mu, bound, np.array([hour / grain for _, _, hour in found]), earned)


def _shelves(
    problem: BalanceProblem, band: Band, hour_price: Floats, units: NDArray[np.int64], grain: float
) -> tuple[list[Shelf], tuple[Floats, Floats]]:
    """The shelf of every officer; the least cost of placing each case, and prices to start from."""
    cases = len(problem.hours)
    least, leaving = np.full(cases, np.inf), np.full(cases, np.inf)
    shelves = []
    for officer, mine in enumerate(cases_of_officers(problem)):
        cost = cost_of_taking(problem, officer, mine)
        all_in = cost + hour_price[officer] * problem.hours[mine]
        least[mine] = np.minimum(least[mine], all_in)
        others = problem.current[mine] != officer
        leaving[mine[others]] = np.minimum(leaving[mine[others]], all_in[others])
        room = int(np.floor(band.cap[officer] * (1 + TOLERANCE) / grain + 1e-6))
        shelves.append(Shelf(mine, cost, units[mine], room, float(problem.capacity[officer] / grain)))
    dearest = LONE * float(problem.weight.max(initial=1.0))
    stays, placed = may_stay(problem), problem.case_class >= 0
    start = np.where(stays, 0.5 * (least + np.where(np.isinf(leaving), dearest, leaving)), least)
    start[~placed] = least[~placed] = 0.0
    return shelves, (least, start)


def _nearest(shelf: Shelf, least: Floats, hour: float, near: float) -> Shelf:
    """The shelf without the cases that could only be had for much more than elsewhere."""
    keep = shelf.cost + hour * shelf.units - least[shelf.cases] <= near
    return Shelf(shelf.cases[keep], shelf.cost[keep], shelf.units[keep], shelf.room, shelf.full)


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

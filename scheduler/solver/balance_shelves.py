"""What one officer may hold, and the best choice of it at given prices of cases: a knapsack, decided exactly."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from scheduler.solver.balance_flow import may_stay
from scheduler.solver.balance_knapsack import grain_of, knapsack, taken
from scheduler.solver.balance_plan import TOLERANCE, CasesOfOfficers
from scheduler.solver.balance_problem import BalanceProblem, Band, Floats

CORE = 24  # cases of a knapsack that are decided exactly; the others lie further from the officer's price of an hour
NEAR = 0.6  # times the typical weight: pairs dearer than this are left out of the steps, not of the bound
TIE = 1e-11  # of the largest gain: nearer than this to the price of an hour is at it
LONE = 1e3  # times the dearest weight: a case that one officer alone may hold is always taken


@dataclass(frozen=True)
class Shelf:
    """What one officer may hold: cases, what each costs the officer to take, hours in whole steps; the room."""

    cases: NDArray[np.int64]
    cost: Floats
    units: NDArray[np.int64]
    room: int  # the cap of the band, or all the overload there may be
    full: float  # the capacity, in steps


def cost_of_taking(problem: BalanceProblem, officer: int, cases: NDArray[np.int64]) -> Floats:
    """The weight moved when the officer holds these cases."""
    current = problem.current[cases]
    return np.where((current >= 0) & (current != officer), problem.weight[cases], 0.0)


class Shelves:
    """What every officer may hold, put together one officer at a time."""

    def __init__(self, problem: BalanceProblem, band: Band) -> None:
        self.problem = problem
        # Nobody's overload can be more than there may be in all.
        self.room = np.minimum(band.cap, problem.capacity + band.overload_cap)
        most = float(np.maximum(self.room - problem.capacity, 0.0).sum())
        self.rooms_suffice = most <= band.overload_cap * (1 + TOLERANCE)  # to keep the overload in all: one officer's
        self.grain, exact = grain_of(problem.hours)
        units = problem.hours / self.grain
        # Hours between two steps count as fewer, which can only lower the bound.
        self.units = (np.rint(units) if exact else np.floor(units)).astype(np.int64)
        self.may_hold = CasesOfOfficers(problem)

    def __getitem__(self, officer: int) -> Shelf:
        cases = self.may_hold[officer]
        cost = cost_of_taking(self.problem, officer, cases)
        room = int(np.floor(self.room[officer] * (1 + TOLERANCE) / self.grain + 1e-6))
        return Shelf(cases, cost, self.units[cases], room, float(self.problem.capacity[officer] / self.grain))

    def to_start(self, hour_price: Floats) -> tuple[Floats, Floats]:
        """What each case costs where it is cheapest, and prices to start from: half way between staying and leaving."""
        problem = self.problem
        least, leaving = np.full(len(problem.hours), np.inf), np.full(len(problem.hours), np.inf)
        for officer in range(len(problem.capacity)):
            cases = self.may_hold[officer]
            all_in = cost_of_taking(problem, officer, cases) + hour_price[officer] * problem.hours[cases]
            least[cases] = np.minimum(least[cases], all_in)
            others = problem.current[cases] != officer
            leaving[cases[others]] = np.minimum(leaving[cases[others]], all_in[others])
        dearest = LONE * float(problem.weight.max(initial=1.0))
        start = np.where(may_stay(problem), 0.5 * (least + np.where(np.isinf(leaving), dearest, leaving)), least)
        start[problem.case_class < 0] = 0.0
        return least, start

    def nearest(self, officer: int, least: Floats, hour_price: float) -> Shelf:
        """The officer's shelf without the cases that are to be had for much less elsewhere."""
        shelf = self[officer]
        dearer = shelf.cost + hour_price * self.grain * shelf.units - least[shelf.cases]
        keep = dearer <= NEAR * float(np.median(self.problem.weight))
        return replace(shelf, cases=shelf.cases[keep], cost=shelf.cost[keep], units=shelf.units[keep])


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
    distance = np.abs(lean)
    core, beyond = np.arange(len(gain)), np.inf
    if len(gain) > CORE:
        order = np.argpartition(distance, CORE)
        core, beyond = order[:CORE], float(distance[order[CORE]])
    inside = lean > TIE * float(gain.max())
    inside[core] = False
    left = shelf.room - int(shelf.units[inside].sum())
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

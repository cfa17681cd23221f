"""Improving a plan two officers at a time: the best division of their shared cases, found exactly.

For two officers, every case that both may hold sits with one or the other. A table over the load of the first
(a knapsack in steps of the hours' own grain) gives the least moved weight of each division, all exchanges of many
against many at once. Only the cases whose price difference is small take part: the prices of the flow say that the
others sit where they belong. Some warmth early, accepting a little worse now and then, carries slack to the officers
who can use it; as it cools the plan settles.
"""

from collections.abc import Mapping

import numpy as np

from scheduler.solver.balance_flow import may_stay
from scheduler.solver.balance_knapsack import grain_of, knapsack, taken
from scheduler.solver.balance_plan import (
    TOLERANCE,
    breach_of,
    holders,
    loads_of,
    moved_weight_of,
    overload_of,
)
from scheduler.solver.balance_problem import BalanceProblem, Band, Bools, Floats, Ints

CORE = 22  # cases of a pair that take part


class Polish:
    """The plan being improved. `price` is the flow's price of an hour on every officer."""

    def __init__(self, problem: BalanceProblem, band: Band, price: Floats, mu: float, officer: Ints, seed: int) -> None:
        self.problem, self.band, self.price, self.mu = problem, band, price, mu
        self.officer = officer.copy()
        self.dice = np.random.default_rng(seed)
        self.able = np.ascontiguousarray(holders(problem).T)
        self.grain, self.exact = grain_of(problem.hours)
        self.units = np.maximum(1, np.rint(problem.hours / self.grain)).astype(np.int64)
        self.weight_grain, _ = grain_of(problem.weight)
        self._count()
        self.cap = band.cap * (1 + TOLERANCE)
        self.overload_cap = band.overload_cap * (1 + TOLERANCE)
        self.typical_weight = float(np.median(problem.weight)) if len(problem.weight) else 1.0
        self.typical = float(np.median(price[price > 0])) if (price > 0).any() else 1.0
        self.worth = np.maximum(price, self.typical)
        self.best = self.officer.copy()
        self.best_key = self.key()
        cheapest = np.minimum.reduceat(price[problem.class_officers], problem.class_start[:-1])
        going = cheapest[problem.case_class] * problem.hours + np.where(problem.current >= 0, problem.weight, 0.0)
        staying = price[np.maximum(problem.current, 0)] * problem.hours
        self.least = np.where(may_stay(problem), np.minimum(going, staying), going)

    def waste(self) -> Floats:
        """By officer, what the plan costs more than the flow: cases that sit dearly, priced hours left unused.

        The sum over the officers is the distance of the plan from the bound, but for unused overload in all.
        """
        problem, officers = self.problem, len(self.problem.capacity)
        placed = self.officer >= 0
        at = self.officer[placed]
        cost = self.price[at] * problem.hours[placed] - self.least[placed]
        cost += np.where((problem.current[placed] >= 0) & (problem.current[placed] != at), problem.weight[placed], 0.0)
        above = np.maximum(self.load - problem.capacity, 0.0)
        pi, rho = np.maximum(self.price - self.mu, 0.0), np.minimum(self.price, self.mu)
        unused = pi * (self.band.cap - self.load) + rho * (problem.capacity - self.load) + self.mu * above
        found: Floats = np.bincount(at, cost, officers).astype(np.float64) + np.abs(unused)
        return found

    def key(self) -> tuple[float, float]:
        """What is best: least breach, then least moved weight."""
        return round(breach_of(self.problem, self.band, self.load), 7), self.moved_weight

    def keep_if_best(self) -> bool:
        key = self.key()
        if key >= self.best_key:
            return False
        self.best_key = key
        self.best = self.officer.copy()
        return True

    def restart_from_best(self) -> None:
        self.officer = self.best.copy()
        self._count()

    def take(self, plan: Mapping[int, int]) -> bool:
        """Give the cases to these officers unless that is worse; whether it is better."""
        before, key = self.officer.copy(), self.key()
        self.officer[list(plan)] = list(plan.values())
        self._count()
        after = self.key()
        if after > (key[0], key[1] + 1e-9):
            self.officer = before
            self._count()
            return False
        self.keep_if_best()
        return after < (key[0], key[1] - 1e-9)

    def _count(self) -> None:
        """Loads and measures anew from `officer`."""
        self.held = [np.flatnonzero(self.officer == j) for j in range(len(self.problem.capacity))]
        self.load = loads_of(self.problem, self.officer)
        self.overload = overload_of(self.problem, self.load)
        self.moved_weight = moved_weight_of(self.problem, self.officer)

    def divide(self, a: int, b: int, warmth: float, firmness: float) -> bool:
        """Divide the shared cases of two officers anew; an hour out of the band costs `firmness` times its price."""
        cases, on_a, lean = self._core(a, b, warmth)
        if not len(cases):
            return False
        units = self.units[cases]
        now = int(units[on_a].sum())
        low, high = self._window(a, b, now, int(units.sum()), warmth, firmness)
        rows = knapsack(units.tolist(), lean.tolist(), low, high)
        cost = rows[-1][1]
        shift: Floats = np.arange(low - now, high - now + 1, dtype=np.float64) * self.grain
        value: Floats = np.add(cost, self._out_of_band(a, b, shift, firmness))
        before = float(lean[on_a].sum()) + float(value[now - low] - cost[now - low])
        if warmth > 0:
            pick = int((value + self.dice.exponential(warmth, len(value))).argmin())
            if value[pick] > before + self.dice.exponential(warmth):
                return False
        else:
            pick = int(value.argmin())
            if value[pick] > before - 1e-9:
                return False
        to_a = taken(units.tolist(), rows, low + pick)
        return self._give(a, b, cases[to_a & ~on_a], cases[on_a & ~to_a])

    def _core(self, a: int, b: int, warmth: float) -> tuple[Ints, Bools, Floats]:
        """The shared cases that take part, which of them are on a, and what a costs more than b for each."""
        problem = self.problem
        from_a, from_b = self.held[a], self.held[b]
        from_a = from_a[self.able[b][problem.case_class[from_a]]]
        from_b = from_b[self.able[a][problem.case_class[from_b]]]
        cases = np.concatenate([from_a, from_b])
        on_a = np.zeros(len(cases), bool)
        on_a[: len(from_a)] = True
        current = problem.current[cases]
        weight = problem.weight[cases]
        extra = weight * (current == b) - weight * (current == a)
        if len(cases) > CORE:
            lean = extra + (self.price[a] - self.price[b]) * problem.hours[cases]
            rank = np.abs(lean)
            rank[(lean > 0) == on_a] -= 1e6  # sits on the dearer side
            if warmth > 0:
                rank += self.dice.exponential(warmth, len(rank))
            core = np.argpartition(rank, CORE)[:CORE]
            cases, on_a, extra = cases[core], on_a[core], extra[core]
        return cases, on_a, extra

    def _window(self, a: int, b: int, now: int, most: int, warmth: float, firmness: float) -> tuple[int, int]:
        """The loads of a, in units of the core on it, that are worth looking at: beyond, the breach costs too much."""
        up = max(self.cap[a] - self.load[a], 0.0) + 8 * warmth / (firmness * self.worth[a])
        down = max(self.cap[b] - self.load[b], 0.0) + 8 * warmth / (firmness * self.worth[b])
        up = max(up, self.load[b] - self.cap[b])
        down = max(down, self.load[a] - self.cap[a])
        return max(0, now - int(down / self.grain) - 1), min(most, now + int(up / self.grain) + 1)

    def _out_of_band(self, a: int, b: int, shift: Floats, firmness: float) -> Floats:
        """The price of each shift of load from b to a in hours beyond the two caps and the overload cap."""
        load_a, load_b = self.load[a] + shift, self.load[b] - shift
        full_a, full_b = self.problem.capacity[a], self.problem.capacity[b]
        over = np.maximum(load_a - full_a, 0.0) + np.maximum(load_b - full_b, 0.0)
        over += self.overload - max(self.load[a] - full_a, 0.0) - max(self.load[b] - full_b, 0.0) - self.overload_cap
        return firmness * (
            self.worth[a] * np.maximum(load_a - self.cap[a], 0.0)
            + self.worth[b] * np.maximum(load_b - self.cap[b], 0.0)
            + max(self.mu, self.typical) * np.maximum(over, 0.0)
        )

    def _give(self, a: int, b: int, to_a: Ints, to_b: Ints) -> bool:
        if not len(to_a) and not len(to_b):
            return False
        problem, both = self.problem, [a, b]
        going = np.concatenate([to_a, to_b])
        was = moved_weight_here(problem, self.officer, going)
        overload = float(np.maximum(self.load[both] - problem.capacity[both], 0.0).sum())
        self.officer[to_a], self.officer[to_b] = a, b
        for officer, gained in ((a, to_a), (b, to_b)):
            kept = self.held[officer]
            self.held[officer] = np.concatenate([kept[self.officer[kept] == officer], gained])
            self.load[officer] = problem.hours[self.held[officer]].sum()
        self.moved_weight += moved_weight_here(problem, self.officer, going) - was
        self.overload += float(np.maximum(self.load[both] - problem.capacity[both], 0.0).sum()) - overload
        return True


def moved_weight_here(problem: BalanceProblem, officer: Ints, cases: Ints) -> float:
    current = problem.current[cases]
    return float(problem.weight[cases][(current >= 0) & (current != officer[cases])].sum())

"""Improving a plan two officers at a time: the best division of their shared cases, found exactly.

For two officers, every case that both may hold sits with one or the other. A table over the load of the first
(a knapsack in steps of the hours' own grain) gives the least moved weight of each division, all exchanges of many
against many at once. Only the cases whose price difference is small take part: the prices of the flow say that the
others sit where they belong. Some warmth early, accepting a little worse now and then, carries slack to the officers
who can use it; as it cools the plan settles.
"""

from collections.abc import Callable

import numpy as np

from scheduler.solver.balance_plan import (
    TOLERANCE,
    breach_of,
    holders,
    loads_of,
    moved_weight_of,
    overload_of,
)
from scheduler.solver.balance_problem import BalanceProblem, Band, Floats, Ints

GRAINS = (1.0, 0.5, 0.25, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001)
CORE = 22  # cases of a pair that take part


class Polish:
    """The plan being improved. `price` is the flow's price of an hour on every officer."""

    def __init__(self, problem: BalanceProblem, band: Band, price: Floats, officer: Ints, seed: int) -> None:
        self.problem, self.band, self.price = problem, band, price
        self.officer = officer.copy()
        self.dice = np.random.default_rng(seed)
        self.able = holders(problem)
        self.grain, self.exact = grain_of(problem.hours)
        self.units = np.maximum(1, np.rint(problem.hours / self.grain)).astype(np.int64)
        self.held = [np.flatnonzero(officer == j) for j in range(len(problem.capacity))]
        self.load = loads_of(problem, officer)
        self.cap = band.cap * (1 + TOLERANCE)
        self.overload_cap = band.overload_cap * (1 + TOLERANCE)
        self.overload = overload_of(problem, self.load)
        self.moved_weight = moved_weight_of(problem, officer)
        typical = float(np.median(price[price > 0])) if (price > 0).any() else 1.0
        self.worth = np.maximum(price, typical)
        self.best = self.officer.copy()
        self.best_key = self.key()

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

    def divide(self, a: int, b: int, warmth: float, firmness: float) -> bool:
        """Divide the shared cases of two officers anew; an hour out of the band costs `firmness` times its price."""
        problem = self.problem
        cases = np.concatenate([self.held[a], self.held[b]])
        on_a = np.zeros(len(cases), bool)
        on_a[: len(self.held[a])] = True
        shared = self.able[problem.case_class[cases]]
        shared = shared[:, a] & shared[:, b]
        cases, on_a = cases[shared], on_a[shared]
        if not len(cases):
            return False
        current, weight, hours = problem.current[cases], problem.weight[cases], problem.hours[cases]
        named = current >= 0
        cost_a = np.where(named & (current != a), weight, 0.0)
        cost_b = np.where(named & (current != b), weight, 0.0)
        if len(cases) > CORE:
            lean = cost_a - cost_b + (self.price[a] - self.price[b]) * hours
            rank = np.abs(lean)
            rank[(lean > 0) == on_a] -= 1e6  # sits on the dearer side
            if warmth > 0:
                rank += self.dice.exponential(warmth, len(rank))
            core = np.argpartition(rank, CORE)[:CORE]
            cases, on_a, cost_a, cost_b = cases[core], on_a[core], cost_a[core], cost_b[core]
        units = self.units[cases]
        cost, took = _knapsack(units.tolist(), cost_a.tolist(), cost_b.tolist())
        now = int(units[on_a].sum())
        shift: Floats = (np.arange(len(cost), dtype=np.float64) - now) * self.grain
        value: Floats = cost + self._out_of_band(a, b, shift, firmness)
        before = float(cost_a[on_a].sum() + cost_b[~on_a].sum() + value[now] - cost[now])
        if warmth > 0:
            pick = int((value + self.dice.exponential(warmth, len(value))).argmin())
            if value[pick] > before + self.dice.exponential(warmth):
                return False
        else:
            pick = int(value.argmin())
            if value[pick] > before - 1e-9:
                return False
        to_a = np.zeros(len(cases), bool)
        at = pick
        for k in range(len(cases) - 1, -1, -1):
            if took[k][at]:
                to_a[k] = True
                at -= int(units[k])
        return self._give(a, b, cases[to_a & ~on_a], cases[on_a & ~to_a])

    def _out_of_band(self, a: int, b: int, shift: Floats, firmness: float) -> Floats:
        """The price of each shift of load from b to a in hours beyond the two caps and the overload cap."""
        load_a, load_b = self.load[a] + shift, self.load[b] - shift
        full_a, full_b = self.problem.capacity[a], self.problem.capacity[b]
        over = np.maximum(load_a - full_a, 0.0) + np.maximum(load_b - full_b, 0.0)
        over += self.overload - max(self.load[a] - full_a, 0.0) - max(self.load[b] - full_b, 0.0) - self.overload_cap
        return firmness * (
            self.worth[a] * np.maximum(load_a - self.cap[a], 0.0)
            + self.worth[b] * np.maximum(load_b - self.cap[b], 0.0)
            + max(self.worth[a], self.worth[b]) * np.maximum(over, 0.0)
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


def _knapsack(units: list[int], cost_a: list[float], cost_b: list[float]) -> tuple[Floats, list[np.ndarray]]:
    """Least cost of every load of a, and which case is on a there: `took[k][load]` after the first k + 1 cases."""
    cost = np.zeros(1)
    took = []
    for size, on_a, on_b in zip(units, cost_a, cost_b, strict=True):
        top = len(cost)
        with_a = np.full(top + size, np.inf)
        with_b = np.full(top + size, np.inf)
        np.add(cost, on_a, out=with_a[size:])
        np.add(cost, on_b, out=with_b[:top])
        took.append(np.less(with_a, with_b))
        cost = np.minimum(with_a, with_b)
    return cost, took


def grain_of(hours: Floats) -> tuple[float, bool]:
    """The coarsest step that all hours are multiples of; where there is none, a fine one, and that it is not exact."""
    for grain in GRAINS:
        steps = hours / grain
        if np.all(np.abs(steps - np.rint(steps)) < 1e-6):
            return grain, True
    return float(np.mean(hours)) / 500 if len(hours) else 1.0, False


def polish(
    work: Polish,
    pairs: tuple[Ints, Ints],
    *,
    rounds: int,
    warmth: float,
    spent: Callable[[], float],
    on_round: Callable[[int], None] | None = None,
) -> None:
    """`rounds` times every pair, cooling from `warmth` to nothing; `spent` (0..1) hurries it when time runs out."""
    first, second = (side.tolist() for side in pairs)
    for number in range(rounds):
        order = work.dice.permutation(len(first))
        cold = number < 2 or number >= rounds - 2
        for step, pair in enumerate(order.tolist()):
            if step % 64 == 0:
                used = max(number / rounds, spent())
                if used >= 1.0:
                    work.keep_if_best()
                    return
            heat = 0.0 if cold else warmth * (1 - used) ** 2
            work.divide(first[pair], second[pair], heat, 1e4 if cold or used > 0.9 else 3.0 / (1 - used))
            if len(first) < 2_000 and step % 8 == 7:
                work.keep_if_best()
        work.keep_if_best()
        if on_round is not None:
            on_round(number)

"""The best choice of whole cases for every load at once: a table over the load, in steps of the hours' own grain."""

import numpy as np

from scheduler.solver.balance_problem import Bools, Floats

GRAINS = (1.0, 0.5, 0.25, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001)


def knapsack(units: list[int], extra: list[float], low: int, high: int) -> list[tuple[int, Floats]]:
    """Least cost of every load of a from `low` to `high`, after each case: rows of (first load, costs).

    Loads that cannot end inside the window are left out on the way.
    """
    rest = sum(units)
    first, costs = 0, np.zeros(1)
    rows = []
    top = 0
    for size, cost in zip(units, extra, strict=True):
        rest -= size
        top += size
        start, end = low - rest if low > rest else 0, top if top < high else high
        row = np.empty(end - start + 1)  # np.full takes five times as long, and this is what large territories spend on
        last = first + len(costs) - 1
        kept = (last if last < end else end) - start + 1
        if kept > 0:
            row[:kept] = costs[start - first : start - first + kept]
            row[kept:] = np.inf
        else:
            row.fill(np.inf)
        added_from, added_to = max(start, first + size), min(end, last + size)
        if added_to >= added_from:
            part = row[added_from - start : added_to - start + 1]
            np.minimum(part, costs[added_from - size - first : added_to - size - first + 1] + cost, out=part)
        rows.append((start, row))
        first, costs = start, row
    return rows


def taken(units: list[int], rows: list[tuple[int, Floats]], load: int) -> Bools:
    """Which cases are on a in the cheapest way to the load."""
    on_a = np.zeros(len(units), bool)
    for k in range(len(units) - 1, -1, -1):
        value = rows[k][1][load - rows[k][0]]
        start, before = rows[k - 1] if k else (0, np.zeros(1))
        if not (0 <= load - start < len(before) and before[load - start] == value):
            on_a[k] = True
            load -= units[k]
    return on_a


def grain_of(hours: Floats) -> tuple[float, bool]:
    """The coarsest step that all hours are multiples of; where there is none, a fine one, and that it is not exact."""
    for grain in GRAINS:
        steps = hours / grain
        if np.all(np.abs(steps - np.rint(steps)) < 1e-6):
            return grain, True
    return float(np.mean(hours)) / 500 if len(hours) else 1.0, False

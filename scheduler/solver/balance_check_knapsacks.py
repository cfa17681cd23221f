"""The bound that prices of cases prove, added up again from the files: one plain knapsack an officer.

For any prices l_i, the moved weight of every plan inside the band is at least
`sum_i l_i - sum_j K_j - mu Omax`, where K_j is the most that officer j can earn with whole cases inside the cap: l_i
for a case held, less w_i when it is somebody else's now, less mu for each hour above the capacity. Anyone with a
knapsack solver can add this up; here it is a table over the load in steps of `step_hours` (hours between two steps
are rounded down, which can only lower the bound).
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from scheduler.solver.balance_problem import Floats


def knapsack_bound(
    may: Sequence[frozenset[str]],
    hours: Sequence[float],
    weight: Sequence[float],
    current: Sequence[str],
    cap: Mapping[str, float],
    capacity: Mapping[str, float],
    overload_cap: float,
    certificate: Mapping[str, Any],
) -> float:
    """The moved weight that `case_prices` of the certificate prove; 0 where it has none."""
    prices, step, mu = certificate.get("case_prices"), certificate.get("step_hours", 0.0), certificate["mu"]
    if not prices or step <= 0 or mu < 0 or len(prices) != len(hours):
        return 0.0
    units = np.floor(np.array(hours, np.float64) / step + 1e-6).astype(np.int64).tolist()
    shelves: dict[str, list[tuple[int, float]]] = {name: [] for name in cap}
    total = -mu * overload_cap
    for able, price, size, moving, now in zip(may, prices, units, weight, current, strict=True):
        if not able:
            continue
        total += price
        for name in able:
            gain = price - moving if now and name != now else price
            if gain > 0:
                shelves[name].append((size, gain))
    for name, shelf in shelves.items():
        room = int(np.floor(cap[name] * (1 + 1e-9) / step + 1e-6))
        total -= _most(shelf, room, capacity[name] / step, mu * step)
    return max(0.0, total)


def _most(shelf: Sequence[tuple[int, float]], room: int, full: float, mu: float) -> float:
    """The best knapsack: sizes and gains, the room, and mu for each step above `full`."""
    if sum(size for size, _ in shelf) <= min(room, full):
        return sum(gain for _, gain in shelf)
    earned: Floats = np.zeros(room + 1)
    for size, gain in shelf:
        if size <= room:
            np.maximum(earned[size:], earned[: room + 1 - size] + gain, out=earned[size:])
    return float((earned - mu * np.maximum(np.arange(room + 1) - full, 0.0)).max())

"""The bound that prices of cases prove, added up again from the files: one plain knapsack an officer.

For any prices l_i, the moved weight of every plan inside the band is at least
`sum_i l_i - sum_j K_j - mu Omax`, where K_j is the most that officer j can earn with whole cases inside the cap and
no further above the capacity than Omax: l_i for a case held, less w_i when it is somebody else's now, less mu for
each hour above the capacity. Anyone with a knapsack solver can add this up; here it is a table over the load in steps
of `step_hours` (hours between two steps are rounded down, which can only lower the bound).
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scheduler.solver.balance_problem import Bools, Floats

Integers = NDArray[np.int64]
FILLERS = 60  # cases tried in the room that is left, for a choice at hand


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
    value, moving = np.array(prices, np.float64), np.array(weight, np.float64)
    units = np.floor(np.array(hours, np.float64) / step + 1e-6).astype(np.int64)
    number = {name: j for j, name in enumerate(cap)}
    now = np.array([number[name] if name else -1 for name in current], np.int64)
    together: dict[frozenset[str], list[int]] = {}
    for case, able in enumerate(may):
        if able:
            together.setdefault(able, []).append(case)
    shelves: dict[str, list[Integers]] = {name: [] for name in cap}
    rooms = {name: min(limit, capacity[name] + overload_cap) for name, limit in cap.items()}
    if sum(max(0.0, rooms[name] - capacity[name]) for name in cap) <= overload_cap * (1 + 1e-9):
        mu = 0.0  # the rooms alone keep the overload in all
    total = -mu * overload_cap
    for able, members in together.items():
        cases = np.array(members, np.int64)
        total += float(value[cases].sum())
        for name in able:
            shelves[name].append(cases)
    for name, parts in shelves.items():  # one at a time: all of a province's would fill its memory
        cases = np.concatenate(parts) if parts else np.zeros(0, np.int64)
        elsewhere = (now[cases] >= 0) & (now[cases] != number[name])
        gain = value[cases] - np.where(elsewhere, moving[cases], 0.0)
        room = int(np.floor(rooms[name] * (1 + 1e-9) / step + 1e-6))
        total -= _most(units[cases][gain > 0], gain[gain > 0], room, capacity[name] / step, mu * step)
    return max(0.0, total)


def _most(sizes: Integers, gains: Floats, room: int, full: float, mu: float) -> float:
    """The best knapsack: sizes and gains, the room, and mu for each step above `full`."""
    if sizes.sum() <= min(room, full):
        return float(gains.sum())
    sure, rest = _settled(sizes, gains, room, full, mu)
    taken = int(sizes[sure].sum())
    earned: Floats = np.full(room + 1 - taken, float(gains[sure].sum()))
    for size, gain in zip(sizes[rest].tolist(), gains[rest].tolist(), strict=True):
        if size < len(earned):
            np.maximum(earned[size:], earned[: len(earned) - size] + gain, out=earned[size:])
    return float((earned - mu * np.maximum(np.arange(taken, room + 1) - full, 0.0)).max())


def _settled(sizes: Integers, gains: Floats, room: int, full: float, mu: float) -> tuple[Bools, Bools]:
    """Which cases every best choice has, and which are open.

    At any price of an hour, what each case gains beyond its hours, with the room at that price, is at least what can be
    earned; deciding a case against its own sign loses what it lies from the price. Where that is more than a choice
    at hand (the best gains an hour first) falls short, the case is settled.
    """
    order = np.argsort(-gains / sizes, kind="stable")
    filled, density = np.cumsum(sizes[order]), np.append((gains / sizes)[order], 0.0)
    limit = float(room)
    price = float(density[np.searchsorted(filled, room, side="right")])
    if price < mu:
        limit = min(limit, full)
        price = min(mu, float(density[np.searchsorted(filled, full, side="right")]))
    lean = gains - price * sizes
    most = float(np.maximum(lean, 0.0).sum()) + max(price - mu, 0.0) * room + min(price, mu) * full
    whole = int(np.searchsorted(filled, limit, side="right"))
    load, at_hand = int(sizes[order[:whole]].sum()), float(gains[order[:whole]].sum())
    for case in order[whole : whole + FILLERS].tolist():
        if load + sizes[case] <= limit:
            load, at_hand = load + int(sizes[case]), at_hand + float(gains[case])
    short = most - (at_hand - mu * max(load - full, 0.0)) + 1e-6
    return lean > short, np.abs(lean) <= short

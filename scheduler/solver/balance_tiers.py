"""The fairest utilisations that fractions of cases could reach (leximin), and the closed pools behind them.

Fujishige 1980, *Lexicographically optimal base of a polymatroid with respect to a weight vector*: try one
utilisation for all; a max-flow either carries every hour, and the pool is settled, or its min-cut names the cases
and officers that must be above average, and both sides are settled separately. Those loads are least in total
overload, in highest utilisation and in every separable convex sum at once.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.solver.balance_problem import BalanceProblem, Floats, Ints, Tier

GRAINS = 2.0**50  # whole units in which a max-flow counts all hours together


@dataclass(frozen=True)
class Leximin:
    """`utilisation[j]` of every officer, the pools from the most loaded down, and the pool of every class."""

    utilisation: Floats
    tiers: tuple[Tier, ...]
    class_tier: Ints


def class_hours(problem: BalanceProblem) -> Floats:
    placed = problem.case_class >= 0
    return np.bincount(problem.case_class[placed], problem.hours[placed], problem.classes).astype(np.float64)


def fairest_utilisation(problem: BalanceProblem) -> Leximin:
    """Leximin utilisations of the fractional problem; officers that no case can reach stand at 0."""
    hours = class_hours(problem)
    officers = len(problem.officer_ids)
    pair_class = np.repeat(np.arange(problem.classes, dtype=np.int32), np.diff(problem.class_start))
    pair_officer = problem.class_officers
    found: list[tuple[float, NDArray[np.int64], NDArray[np.int64]]] = []
    waiting = [(np.arange(problem.classes), np.arange(officers))]
    while waiting:
        classes, pool = waiting.pop()
        total, capacity = float(hours[classes].sum()), float(problem.capacity[pool].sum())
        if len(pool) == 0:
            continue
        level = total / capacity
        over = _above(level, classes, pool, hours, problem.capacity, pair_class, pair_officer) if total > 0 else None
        if over is None:
            found.append((level, classes, pool))
            continue
        waiting.append((_without(classes, over[0]), _without(pool, over[1])))
        waiting.append(over)
    return _settled(found, problem, hours)


def _above(
    level: float,
    classes: NDArray[np.int64],
    pool: NDArray[np.int64],
    hours: Floats,
    capacity: Floats,
    pair_class: Ints,
    pair_officer: Ints,
) -> tuple[NDArray[np.int64], NDArray[np.int64]] | None:
    """The classes and officers that must stand above `level`, or None when all of the pool can stand at it."""
    if len(pool) == 1:
        return None
    from ortools.graph.python import max_flow

    here_class = np.full(int(pair_class.max(initial=0)) + 1, -1, np.int32)
    here_class[classes] = np.arange(len(classes))
    here_officer = np.full(len(capacity), -1, np.int32)
    here_officer[pool] = np.arange(len(pool))
    keep = (here_class[pair_class] >= 0) & (here_officer[pair_officer] >= 0)
    first_officer, source, sink = len(classes), len(classes) + len(pool), len(classes) + len(pool) + 1
    grain = GRAINS / float(hours[classes].sum())
    supply = np.floor(hours[classes] * grain).astype(np.int64)
    # Rounded up, so that rounding alone never splits a pool that is even.
    room = np.ceil(capacity[pool] * (level * grain)).astype(np.int64) + 1
    flow = max_flow.SimpleMaxFlow()
    tails = here_class[pair_class[keep]]
    flow.add_arcs_with_capacity(
        np.concatenate([np.full(len(classes), source), tails, first_officer + np.arange(len(pool))]).astype(np.int32),
        np.concatenate(
            [np.arange(len(classes)), first_officer + here_officer[pair_officer[keep]], np.full(len(pool), sink)]
        ).astype(np.int32),
        np.concatenate([supply, supply[tails], room]),
    )
    if flow.solve(source, sink) != flow.OPTIMAL:
        raise RuntimeError("the max-flow behind the tiers did not finish")
    # A shortfall of this little is rounding: 2^-50 of the hours a class and an officer.
    if int(supply.sum()) - flow.optimal_flow() <= len(classes) + len(pool):
        return None
    cut = np.array(flow.get_source_side_min_cut())
    over_classes = classes[cut[cut < first_officer]]
    over_pool = pool[cut[(cut >= first_officer) & (cut < source)] - first_officer]
    if len(over_pool) in (0, len(pool)):
        return None
    return over_classes, over_pool


def _without(these: NDArray[np.int64], those: NDArray[np.int64]) -> NDArray[np.int64]:
    """As `np.setdiff1d`, which would load all of masked arrays for it."""
    keep = np.ones(int(these.max(initial=-1)) + 1, bool)
    keep[those] = False
    return these[keep[these]]


def _settled(
    found: list[tuple[float, NDArray[np.int64], NDArray[np.int64]]], problem: BalanceProblem, hours: Floats
) -> Leximin:
    """Pools in the order of their utilisation; a pool that is no higher than the one before it stays a pool."""
    found.sort(key=lambda pool: (-pool[0], pool[2][0]))
    utilisation = np.zeros(len(problem.officer_ids))
    class_tier = np.full(problem.classes, -1, np.int32)
    tiers = []
    for number, (level, classes, pool) in enumerate(found):
        utilisation[pool] = level
        class_tier[classes] = number
        tiers.append(
            Tier(level, tuple(pool.tolist()), float(hours[classes].sum()), float(problem.capacity[pool].sum()))
        )
    return Leximin(utilisation, tuple(tiers), class_tier)

"""Improving a plan a handful of officers at a time: the best division of their cases, by CP-SAT (`balance_core`).

Pairs alone leave a plan where three or more would have to trade at once. The prices of cases share the distance between
the plan and its bound out among the officers: a group of neighbours is picked where most of it lies, everybody else
stays as is. Groups grow while they are solved to the end without a gain, and shrink when they are not.
"""

from collections.abc import Callable

import numpy as np

from scheduler.solver.balance_case_prices import CasePrices, lost_by_officer
from scheduler.solver.balance_clock import Clock
from scheduler.solver.balance_core import Candidates, best_division
from scheduler.solver.balance_polish import Polish
from scheduler.solver.balance_problem import Floats, Ints

SMALLEST = 3
NEAR, FAR = 0.15, 1.5  # regret of the pairs that take part, in times the typical weight; FAR to mend a plan
WIDE, FARTHER = 0.7, 1.6  # where groups of most officers bring nothing more, dearer pairs take part as well
GROUP_EFFORT = 0.1, 0.3  # CP-SAT's deterministic time a group: with little effort in all and with much
SHARE = 0.1  # of all the effort that one group may take, between these
MUCH = 2.0  # effort, above which groups are solved with linear relaxations
OVERHEAD = 0.02  # deterministic time counted for setting a group up
EVEN = 0.05  # in times the typical weight: what an officer without any loss still counts when groups are drawn
MENDING_EFFORT = 0.15  # a group that is to bring a plan inside the band
MENDINGS, FEWER = 200, 0.7  # groups tried to bring a plan inside the band; where one was too large to be solved


def improve_groups(
    work: Polish,
    pairs: tuple[Ints, Ints],
    prices: CasePrices,
    *,
    enough: float,
    first: float,
    effort: float,
    workers: int,
    seed: int,
    clock: Clock,
    on_group: Callable[[float], None],
) -> None:
    """Solve groups until `effort` (deterministic time of CP-SAT) or the time is spent, or `enough` is reached."""
    beside = _beside(pairs, len(work.load))
    reach = NEAR
    near = Candidates(work.problem, prices, reach * work.typical_weight)
    first = min(first, WIDE * len(work.load) - 1.0)
    size, spent, each = first, 0.0, float(np.clip(SHARE * effort, *GROUP_EFFORT))
    while spent < effort and clock.used() < 1.0 and work.best_key > (0.0, enough):
        if size >= WIDE * len(work.load) and reach < FAR:
            reach, size = reach * FARTHER, first
            near = Candidates(work.problem, prices, reach * work.typical_weight)
        group = _group(work, beside, round(size), lost_by_officer(work.problem, prices, work.officer, work.load))
        spent += OVERHEAD
        division = best_division(
            work, near, group, effort=each, relaxed=effort > MUCH, clock=clock, workers=workers, seed=seed
        )
        better = division is not None and work.take(division.plan)
        if division is not None:
            spent += division.effort
        if division is not None and not division.finished:
            size = max(SMALLEST, size - 0.5)
        elif not better:
            size = min(len(work.load), size + 0.25)
        on_group(min(1.0, spent / effort))


def mend(
    work: Polish,
    pairs: tuple[Ints, Ints],
    prices: CasePrices,
    *,
    first: float,
    effort: float,
    seed: int,
    clock: Clock,
) -> None:
    """Bring the last hours outside the band inside it, by groups around the officers who are above their caps.

    `first` is the number of officers in the first groups. Pairs near the prices are tried before dearer ones: a group
    over them is soon solved to the end, and most often they are enough.
    """
    beside = _beside(pairs, len(work.load))
    reach = NEAR
    near = Candidates(work.problem, prices, reach * work.typical_weight)
    size, spent = first, 0.0
    for _ in range(MENDINGS):
        outside = np.flatnonzero(work.load > work.cap)
        if work.key()[0] == 0.0 or clock.used() >= 1.0 or spent >= effort:
            return
        start = int(work.dice.choice(outside)) if len(outside) else None
        lost = lost_by_officer(work.problem, prices, work.officer, work.load)
        group = _group(work, beside, round(size), lost, start)
        division = best_division(work, near, group, effort=MENDING_EFFORT, relaxed=False, clock=clock, seed=seed)
        spent += OVERHEAD
        better = division is not None and work.take(division.plan)
        if division is not None:
            spent += division.effort
        if better:
            continue
        if division is not None and not division.finished:
            size = max(SMALLEST, size * FEWER)
        elif reach < FAR:
            reach *= FARTHER
            near = Candidates(work.problem, prices, reach * work.typical_weight)


def _beside(pairs: tuple[Ints, Ints], officers: int) -> list[list[int]]:
    beside: list[list[int]] = [[] for _ in range(officers)]
    for a, b in zip(pairs[0].tolist(), pairs[1].tolist(), strict=True):
        beside[a].append(b)
        beside[b].append(a)
    return beside


def _group(work: Polish, beside: list[list[int]], size: int, lost: Floats, start: int | None = None) -> list[int]:
    """A connected handful of officers, drawn in proportion to what the plan loses on them."""
    weight = lost + EVEN * work.typical_weight
    group = {int(work.dice.choice(len(weight), p=weight / weight.sum())) if start is None else start}
    while len(group) < size:
        around = sorted({other for officer in group for other in beside[officer]} - group)
        if not around:
            break
        share = weight[around] / weight[around].sum()
        group.add(around[int(work.dice.choice(len(around), p=share))])
    return sorted(group)

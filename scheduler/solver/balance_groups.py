"""Improving a plan a handful of officers at a time: the best division of their cases, by CP-SAT.

Pairs alone leave a plan where three or more would have to trade at once. A group of neighbours is picked where the
plan wastes most, its cases may go to whoever in the group is near the cheapest for them, everybody else stays as is.
Groups grow while they are solved to the end without a gain, and shrink when they are not.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from scheduler.solver.balance_polish import Polish
from scheduler.solver.balance_problem import Ints

SMALLEST, FIRST, LARGEST = 4, 7, 16
WEIGHT_UNITS = 1_000
BREACH_PRICE = 1_000  # of a unit of hours outside the band, in times the dearest case
GROUP_EFFORT = 0.5  # CP-SAT's deterministic time a group
MENDINGS = 200  # groups tried to bring a plan inside the band
OVERHEAD = 0.02  # deterministic time counted for setting a group up


@dataclass(frozen=True)
class Choice:
    """A case of the group: the officers it may go to, and the weight moved with each."""

    case: int
    officers: list[int]
    moved: list[float]


def improve_groups(
    work: Polish,
    pairs: tuple[Ints, Ints],
    *,
    effort: float,
    seed: int,
    used: Callable[[], float],
    on_group: Callable[[float], None] | None = None,
) -> None:
    """Solve groups until `effort` (deterministic time of CP-SAT) is spent or the time is."""
    beside = _beside(pairs, len(work.load))
    near = 0.6 * work.typical_weight
    size, spent, idle = float(FIRST), 0.0, 0
    while spent < effort and used() < 1.0:
        group = _group(work, beside, round(size))
        choices = _choices(work, group, near)
        spent += OVERHEAD
        if choices:
            plan, finished, cost = _solve(work, group, choices, seed)
            spent += cost
            better = plan is not None and work.take(plan)
            idle = 0 if better else idle + 1
            if not finished:
                size = max(SMALLEST, size - 1)
            elif not better:
                size = min(LARGEST, len(work.load), size + 0.1)
        if on_group is not None:
            on_group(min(1.0, spent / effort))
        if len(group) >= len(work.load) and idle > 3:
            return


def mend(work: Polish, pairs: tuple[Ints, Ints], *, effort: float, seed: int, used: Callable[[], float]) -> None:
    """Bring the last hours outside the band inside it, by groups around the officers who are above their caps."""
    beside = _beside(pairs, len(work.load))
    near = 1.5 * work.typical_weight
    attempt, spent = 0, 0.0
    while attempt < MENDINGS and spent < effort:
        attempt += 1
        outside = np.flatnonzero(work.load > work.cap)
        if work.key()[0] == 0.0 or used() >= 1.0:
            return
        start = int(work.dice.choice(outside)) if len(outside) else None
        group = _group(work, beside, min(LARGEST, FIRST + attempt // 40), start)
        choices = _choices(work, group, near)
        if choices:
            plan, _, cost = _solve(work, group, choices, seed)
            spent += cost
            if plan is not None:
                work.take(plan)


def _beside(pairs: tuple[Ints, Ints], officers: int) -> list[list[int]]:
    beside: list[list[int]] = [[] for _ in range(officers)]
    for a, b in zip(pairs[0].tolist(), pairs[1].tolist(), strict=True):
        beside[a].append(b)
        beside[b].append(a)
    return beside


def _group(work: Polish, beside: list[list[int]], size: int, start: int | None = None) -> list[int]:
    """A connected handful of officers, drawn in proportion to what the plan wastes on them."""
    waste = work.waste() + 1e-3 * work.typical_weight
    group = {int(work.dice.choice(len(waste), p=waste / waste.sum())) if start is None else start}
    while len(group) < size:
        around = sorted({other for officer in group for other in beside[officer]} - group)
        if not around:
            break
        share = waste[around] / waste[around].sum()
        group.add(around[int(work.dice.choice(len(around), p=share))])
    return sorted(group)


def _choices(work: Polish, group: list[int], near: float) -> list[Choice]:
    """The cases that could go to another of the group for little: within `near` of the cheapest officer there is."""
    problem = work.problem
    members = np.array(group)
    found = []
    for case in np.concatenate([work.held[officer] for officer in group]).tolist():
        able = members[work.able[members, problem.case_class[case]]]
        current = problem.current[case]
        moved = np.where((able != current) & (current >= 0), problem.weight[case], 0.0)
        regret = moved + work.price[able] * problem.hours[case] - work.least[case]
        near_enough = (regret <= near) | (able == work.officer[case])
        if near_enough.sum() > 1:
            found.append(Choice(case, able[near_enough].tolist(), moved[near_enough].tolist()))
    return found


def _solve(
    work: Polish, group: list[int], choices: list[Choice], seed: int
) -> tuple[dict[int, int] | None, bool, float]:
    """New officers for the cases of the group, whether they are proven best, and the effort it took."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    held: dict[int, list[tuple[Any, int]]] = {officer: [] for officer in group}
    fixed = {officer: work.load[officer] for officer in group}
    price: list[tuple[Any, int]] = []
    picks: list[list[Any]] = []
    for choice in choices:
        row = [model.new_bool_var("") for _ in choice.officers]
        model.add_exactly_one(row)
        picks.append(row)
        at = int(work.officer[choice.case])
        fixed[at] -= work.problem.hours[choice.case]
        for pick, officer, moved in zip(row, choice.officers, choice.moved, strict=True):
            model.add_hint(pick, officer == at)
            held[officer].append((pick, int(work.units[choice.case])))
            if moved:
                price.append((pick, round(moved * WEIGHT_UNITS)))
    dear = BREACH_PRICE * max([1, *(cost for _, cost in price)])
    overload, now = [], 0.0
    for officer, cases in held.items():
        if not cases:
            continue
        load: Any = sum(pick * units for pick, units in cases)
        full = work.problem.capacity[officer]
        above = _room(work, work.load[officer] - work.cap[officer]) + 1 if work.load[officer] > work.cap[officer] else 0
        breach = model.new_int_var(0, above, "")
        model.add(load - breach <= _room(work, work.cap[officer] - fixed[officer]))
        price.append((breach, dear))
        over = model.new_int_var(0, sum(units for _, units in cases) + abs(_room(work, full - fixed[officer])), "")
        model.add(over >= load - _room(work, full - fixed[officer]))
        overload.append(over)
        now += max(0.0, work.load[officer] - full)
    spare = work.overload_cap - work.overload
    beyond = model.new_int_var(0, _room(work, max(0.0, -spare)) + 1 if spare < 0 else 0, "")
    model.add(sum(overload) - beyond <= _room(work, now + spare) + (1 if spare < 0 else 0))
    price.append((beyond, dear))
    model.minimize(sum(pick * cost for pick, cost in price))
    solver = cp_model.CpSolver()
    solver.parameters.max_deterministic_time = GROUP_EFFORT
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed % (2**31 - 1)
    solver.parameters.linearization_level = 2
    solver.parameters.catch_sigint_signal = False
    status = solver.solve(model)
    cost = float(solver.response_proto.deterministic_time)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None, False, cost
    plan = {
        choice.case: next(
            officer for officer, pick in zip(choice.officers, row, strict=True) if solver.boolean_value(pick)
        )
        for choice, row in zip(choices, picks, strict=True)
    }
    return plan, bool(status == cp_model.OPTIMAL), cost


def _room(work: Polish, hours: float) -> int:
    return int(np.floor(hours / work.grain + 1e-6))

"""Small problems solved to the end: least breach of the band first, then least moved weight, by CP-SAT."""

from typing import Any

import numpy as np

from scheduler.solver.balance_clock import Clock, watching
from scheduler.solver.balance_plan import TOLERANCE
from scheduler.solver.balance_problem import NOBODY, BalanceProblem, Band, Ints

PAIRS = 250  # cases times officers who may hold them, up to which a solve to the end takes a second or two
HOUR_UNITS = 10_000
WEIGHT_UNITS = 10_000

Choices = dict[int, list[tuple[int, Any]]]  # case -> (officer, yes or no)


def is_small(problem: BalanceProblem) -> bool:
    groups = problem.case_class[problem.case_class >= 0]
    sizes = np.diff(problem.class_start)[groups]
    return int(sizes[sizes > 1].sum()) <= PAIRS


def solve_exactly(
    problem: BalanceProblem,
    band: Band,
    hint: Ints,
    *,
    seed: int,
    workers: int,
    clock: Clock,
    effort: float = 20.0,
) -> tuple[Ints, bool]:
    """The best plan and whether both stages were solved to the end. `effort` is CP-SAT's deterministic time a stage."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    choices = _choices(model, problem)
    out_of_band = _out_of_band(model, problem, band, choices)
    solver = cp_model.CpSolver()
    solver.parameters.max_deterministic_time = effort
    solver.parameters.num_workers = workers
    solver.parameters.catch_sigint_signal = False
    solver.parameters.random_seed = seed % (2**31 - 1)
    solved = (cp_model.OPTIMAL, cp_model.FEASIBLE)

    def solve(plan: Ints, objective: Any) -> int:
        model.clear_hints()
        for case, picks in choices.items():
            for officer, pick in picks:
                model.add_hint(pick, bool(plan[case] == officer))
        model.minimize(objective)
        with watching(clock, solver.stop_search):
            return int(solver.solve(model))

    first = solve(hint, out_of_band)
    if first not in solved:
        return hint, False
    plan = _chosen(problem, choices, solver)
    model.add(out_of_band <= round(solver.objective_value))
    second = solve(plan, _moved_weight(problem, choices))
    if second in solved:
        plan = _chosen(problem, choices, solver)
    return plan, bool(first == cp_model.OPTIMAL and second == cp_model.OPTIMAL)


def _choices(model: Any, problem: BalanceProblem) -> Choices:
    """One yes or no for each case and officer who may hold it; exactly one yes a case."""
    choices: Choices = {}
    for case in np.flatnonzero(problem.case_class >= 0).tolist():
        able = problem.eligible(case).tolist()
        picks = [model.new_bool_var("") for _ in able]
        model.add_exactly_one(picks)
        choices[case] = list(zip(able, picks, strict=True))
    return choices


def _out_of_band(model: Any, problem: BalanceProblem, band: Band, choices: Choices) -> Any:
    """Hours above the officers' caps, and above the overload cap in all, in units."""
    on: list[list[Any]] = [[] for _ in problem.capacity]
    size: list[list[int]] = [[] for _ in problem.capacity]
    for case, picks in choices.items():
        for officer, pick in picks:
            on[officer].append(pick)
            size[officer].append(round(problem.hours[case] * HOUR_UNITS))
    breach: list[Any] = []
    overload: list[Any] = []
    for officer, picks in enumerate(on):
        for limit, found in ((band.cap[officer], breach), (problem.capacity[officer], overload)):
            most, room = sum(size[officer]), _units(limit)
            if most > room:
                above = model.new_int_var(0, most - room, "")
                load: Any = sum(pick * hours for pick, hours in zip(picks, size[officer], strict=True))
                model.add(load - above <= room)
                found.append(above)
    in_all = model.new_int_var(0, sum(map(sum, size)), "")
    model.add(sum(overload) - in_all <= _units(band.overload_cap))
    return sum(breach) + in_all


def _moved_weight(problem: BalanceProblem, choices: Choices) -> Any:
    return sum(
        pick * max(1, round(problem.weight[case] * WEIGHT_UNITS))
        for case, picks in choices.items()
        for officer, pick in picks
        if problem.current[case] not in (NOBODY, officer)
    )


def _chosen(problem: BalanceProblem, choices: Choices, solver: Any) -> Ints:
    plan = np.full(len(problem.hours), NOBODY, np.int32)
    for case, picks in choices.items():
        plan[case] = next(officer for officer, pick in picks if solver.boolean_value(pick))
    return plan


def _units(hours: float) -> int:
    return int(np.floor(hours * (1 + TOLERANCE) * HOUR_UNITS))

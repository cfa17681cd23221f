"""A plan while it is being improved: who holds what, the loads, what it moves, and how far out of the band it is."""

import numpy as np
from numpy.typing import NDArray

from scheduler.solver.balance_problem import BalanceProblem, Band, Bools, Floats, Ints

TOLERANCE = 1e-9  # of a load or a cap: adding the same hours in another order may differ by this much


def loads_of(problem: BalanceProblem, officer: Ints) -> Floats:
    placed = officer >= 0
    return np.bincount(officer[placed], problem.hours[placed], len(problem.capacity)).astype(np.float64)


def overload_of(problem: BalanceProblem, load: Floats) -> float:
    return float(np.maximum(load - problem.capacity, 0.0).sum())


def is_moved(problem: BalanceProblem, officer: Ints) -> Bools:
    """A move is a case whose officer differs from a named current officer."""
    return (officer >= 0) & (problem.current >= 0) & (officer != problem.current)


def moved_weight_of(problem: BalanceProblem, officer: Ints) -> float:
    return float(problem.weight[is_moved(problem, officer)].sum())


def breach_of(problem: BalanceProblem, band: Band, load: Floats) -> float:
    """Hours by which the loads are out of the band: above the officers' caps, and above the overload cap in all."""
    above = load - band.cap
    above[above <= TOLERANCE * np.maximum(band.cap, 1.0)] = 0.0
    in_all = overload_of(problem, load) - band.overload_cap
    return float(above.sum()) + (in_all if in_all > TOLERANCE * max(band.overload_cap, 1.0) else 0.0)


def holders(problem: BalanceProblem) -> NDArray[np.bool_]:
    """Who may hold the cases of each class, as a table of class by officer."""
    table = np.zeros((problem.classes, len(problem.capacity)), bool)
    table[np.repeat(np.arange(problem.classes), np.diff(problem.class_start)), problem.class_officers] = True
    return table


class CasesOfOfficers:
    """The cases that an officer may hold, put together when asked: all at once would fill the memory of a province."""

    def __init__(self, problem: BalanceProblem) -> None:
        self.by_class = np.argsort(problem.case_class, kind="stable")
        self.first_case = np.searchsorted(problem.case_class[self.by_class], np.arange(problem.classes + 1))
        pair_class = np.repeat(np.arange(problem.classes), np.diff(problem.class_start))
        by_officer = np.argsort(problem.class_officers, kind="stable")
        self.classes = pair_class[by_officer]
        asked = np.arange(len(problem.capacity) + 1)
        self.first_class = np.searchsorted(problem.class_officers[by_officer], asked)

    def __getitem__(self, officer: int) -> NDArray[np.int64]:
        groups = self.classes[self.first_class[officer] : self.first_class[officer + 1]].tolist()
        parts = [self.by_class[self.first_case[group] : self.first_case[group + 1]] for group in groups]
        return np.concatenate(parts) if parts else self.by_class[:0]


def neighbours(problem: BalanceProblem) -> tuple[Ints, Ints]:
    """The pairs of officers who may hold a case in common, the lower number first, in ascending order."""
    officers = len(problem.capacity)
    found: set[int] = set()
    for group in range(problem.classes):
        able = problem.class_officers[problem.class_start[group] : problem.class_start[group + 1]].astype(np.int64)
        if len(able) > 1:
            first, second = np.triu_indices(len(able), 1)
            found.update((able[first] * officers + able[second]).tolist())
    keys = np.sort(np.fromiter(found, np.int64, len(found)))
    return (keys // max(officers, 1)).astype(np.int32), (keys % max(officers, 1)).astype(np.int32)

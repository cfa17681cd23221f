"""From hours to whole cases: the flow says which cases leave and how many hours each officer takes in."""

import numpy as np

from scheduler.solver.balance_flow import Flow, Network, may_stay
from scheduler.solver.balance_plan import holders
from scheduler.solver.balance_problem import NOBODY, BalanceProblem, Bools, Floats, Ints


def round_flow(net: Network, flow: Flow) -> Ints:
    """An officer for every case: a case leaves when most of its hours do, the longest first to the largest hole."""
    problem = net.problem
    leaves = flow.leaving > problem.hours * 0.5
    leaves |= (problem.case_class >= 0) & ~may_stay(problem)
    return fill(problem, leaves, flow.into.copy())


def stay_put(problem: BalanceProblem) -> Ints:
    """The plan that moves nothing it need not: cases without a possible holder today go where most room is."""
    leaves = (problem.case_class >= 0) & ~may_stay(problem)
    officer = np.where(problem.case_class >= 0, problem.current, NOBODY).astype(np.int32)
    load = np.bincount(problem.current[may_stay(problem)], problem.hours[may_stay(problem)], len(problem.capacity))
    for case in _longest_first(problem, leaves):
        able = problem.eligible(case)
        best = int(able[np.argmin((load[able] + problem.hours[case]) / problem.capacity[able])])
        officer[case] = best
        load[best] += problem.hours[case]
    return officer


def begin(problem: BalanceProblem, start: Ints, otherwise: Ints) -> Ints:
    """The plan to start from, and `otherwise` for each case that its officer there may not hold."""
    table = holders(problem)
    held = (start >= 0) & (problem.case_class >= 0)
    held[held] = table[problem.case_class[held], start[held]]
    return np.where(held, start, otherwise).astype(np.int32)


def fill(problem: BalanceProblem, leaves: Bools, room: Floats) -> Ints:
    """Place the leaving cases, longest first, each on the officer of its class with the most `room` (hours) left."""
    officer = np.where(problem.case_class >= 0, problem.current, NOBODY).astype(np.int32)
    for case in _longest_first(problem, leaves):
        group = problem.case_class[case]
        start, end = problem.class_start[group], problem.class_start[group + 1]
        pair = int(start) + int(room[start:end].argmax())
        room[pair] -= problem.hours[case]
        officer[case] = problem.class_officers[pair]
    return officer


def _longest_first(problem: BalanceProblem, leaves: Bools) -> list[int]:
    cases = np.flatnonzero(leaves)
    order: list[int] = cases[np.argsort(-problem.hours[cases], kind="stable")].tolist()
    return order

"""The price of balance: ten plans from moving nothing to perfect balance, the recommended one among them."""

from collections.abc import Callable, Mapping

import numpy as np

from scheduler.caseload_answer import Point
from scheduler.solver.balance_frontier import frontier
from scheduler.solver.balance_problem import NOBODY, BalanceAnswer, BalanceProblem, Ints, Progress
from scheduler.solver.balance_rounding import stay_put

EFFORT = 0.02  # of the search for the plan itself: alternatives are to be compared, not to be proven


def curve_of(
    problem: BalanceProblem, recommended: BalanceAnswer, *, seconds: float, on_progress: Callable[[Progress], None]
) -> tuple[Point, ...]:
    """Ten plans, the one that moves nothing first; the recommended one stands for the band nearest to its own."""
    found = frontier(problem, seconds=seconds, effort=EFFORT, on_progress=on_progress)
    widths = np.array([max(point.width, 1e-4) for point in found])
    widths[0] = np.inf  # the plan that moves nothing stays
    here = int(np.argmin(np.abs(np.log(widths / recommended.band.width))))
    points = [Point(number + 1, point.width, point.answer.officer) for number, point in enumerate(found)]
    points[0] = Point(1, points[0].width, stay_put(problem))
    points[here] = Point(0, recommended.band.width, recommended.officer)
    return in_order(points)


def carried_over(
    problem: BalanceProblem,
    recommended: BalanceAnswer,
    widths: Mapping[int, float],
    moves: Mapping[int, dict[str, str]],
) -> tuple[Point, ...]:
    """The curve of the plan before, for a question in which a case or two has been pinned or excluded since.

    `moves[number]` says who gets which case. A move that may no longer be is left out; the others stand as they were.
    """
    points = [Point(0, recommended.band.width, recommended.officer)]
    points += [
        Point(number, width, with_moves(problem, moves.get(number, {}))) for number, width in widths.items() if number
    ]
    return in_order(points)


def with_moves(problem: BalanceProblem, moves: Mapping[str, str]) -> Ints:
    """Everybody keeps what they hold, but for the moves (case to officer) that may still be."""
    place = {case: i for i, case in enumerate(problem.case_ids)}
    number_of = {officer: j for j, officer in enumerate(problem.officer_ids)}
    officer = stay_put(problem)
    for case, receiver in moves.items():
        i, j = place.get(case, NOBODY), number_of.get(receiver, NOBODY)
        if i != NOBODY and j in problem.eligible(i):
            officer[i] = j
    return officer


def in_order(points: list[Point]) -> tuple[Point, ...]:
    """From the widest band to none: what is moved grows, though not always the number of cases."""
    return tuple(sorted(points, key=lambda point: (-point.width, point.number)))

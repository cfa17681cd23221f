"""The price of balance: ten plans from moving nothing to perfect balance, the recommended one among them."""

from collections.abc import Callable, Mapping

import numpy as np

from scheduler.caseload_answer import Point
from scheduler.solver.balance_bounds import band_of
from scheduler.solver.balance_frontier import frontier
from scheduler.solver.balance_plan import is_moved, loads_of, moved_weight_of
from scheduler.solver.balance_problem import NOBODY, BalanceAnswer, BalanceProblem, Band, Ints, Progress
from scheduler.solver.balance_rounding import stay_put
from scheduler.solver.balance_tiers import fairest_utilisation

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
    return in_order([*points[here:], *_no_dearer(problem, points[: here + 1])])


def _no_dearer(problem: BalanceProblem, points: list[Point]) -> list[Point]:
    """The points before the last, none dearer than what is left of the one after it when moves that its wider band
    does not need are undone: the last one, the recommended plan, was searched for longer."""
    fairest = fairest_utilisation(problem)
    found, after = [], points[-1]
    for point in reversed(points[1:-1]):
        lighter = _undone(problem, after.officer, band_of(problem, fairest, point.width))
        if moved_weight_of(problem, lighter) < moved_weight_of(problem, point.officer):
            point = Point(point.number, point.width, lighter)
        found.append(point)
        after = point
    return [points[0], *found]


def _undone(problem: BalanceProblem, officer: Ints, band: Band) -> Ints:
    """A plan without the moves that a band does not need: first those that disturb most for their hours."""
    officer, there = officer.copy(), problem.capacity
    load = loads_of(problem, officer)
    over = float(np.maximum(0.0, load - there).sum())
    moved = [i for i in is_moved(problem, officer).nonzero()[0].tolist() if problem.current[i] in problem.eligible(i)]
    for i in sorted(moved, key=lambda one: -problem.weight[one] / problem.hours[one]):
        pair = [problem.current[i], officer[i]]
        changed = load[pair] + np.array([problem.hours[i], -problem.hours[i]])
        more = float((np.maximum(0.0, changed - there[pair]) - np.maximum(0.0, load[pair] - there[pair])).sum())
        if changed[0] <= band.cap[pair[0]] and over + more <= band.overload_cap:
            officer[i], load[pair], over = pair[0], changed, over + more
    return officer


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

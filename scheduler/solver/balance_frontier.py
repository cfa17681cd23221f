"""The price of balance: ten plans from "move nothing" to "perfect balance", each with the fewest moves of its band."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from scheduler.solver.balance_bounds import band_of
from scheduler.solver.balance_clock import Clock
from scheduler.solver.balance_model import solve_in_band
from scheduler.solver.balance_plan import loads_of, overload_of
from scheduler.solver.balance_problem import BalanceAnswer, BalanceProblem, Band, Progress
from scheduler.solver.balance_rounding import stay_put
from scheduler.solver.balance_tiers import Leximin, fairest_utilisation

POINTS = 10
NEARLY = (0.002, 0.004)
EFFORT = 0.15  # of the search for the plan itself: ten points should not take ten times as long


@dataclass(frozen=True)
class FrontierPoint:
    """One band and the plan with the fewest moves in it."""

    width: float
    answer: BalanceAnswer


def frontier(
    problem: BalanceProblem,
    *,
    seconds: float = 300.0,
    workers: int = 1,
    seed: int = 0,
    on_progress: Callable[[Progress], None] | None = None,
    stop: threading.Event | None = None,
    effort: float = EFFORT,
) -> tuple[FrontierPoint, ...]:
    """Ten plans, from the widest band (the current plan is inside it) to the most even that whole cases reach.

    Widths fall geometrically, since the last percents are the dear ones. The overload a point may have falls from that
    of the current plan to the least there can be in the same proportion. Whole cases seldom meet a band of no width:
    the last point then has the narrowest of `NEARLY` in which a plan was found.
    """
    leximin = fairest_utilisation(problem)
    now = loads_of(problem, stay_put(problem))
    level = np.maximum(leximin.utilisation, 1e-12)
    over = now > problem.capacity
    widest = max(0.01, float((now / problem.capacity / level - 1.0)[over].max(initial=0.0)))
    perfect = band_of(problem, leximin, 0.0)
    extra = max(0.0, overload_of(problem, now) - perfect.overload)
    began = time.monotonic()

    def solve(band: Band, points_left: int) -> FrontierPoint:
        clock = Clock(max(0.01, (seconds - (time.monotonic() - began)) / points_left), stop)
        answer = solve_in_band(
            problem, leximin, band, clock, workers=workers, seed=seed, tell=lambda progress: None, effort=effort
        )
        return FrontierPoint(band.width, answer)

    points: list[FrontierPoint] = []
    for number, width in enumerate(_widths(widest)):
        if on_progress is not None:
            on_progress(Progress(f"frontier, point {number + 1} of {POINTS}", time.monotonic() - began))
        left = POINTS - 1 + len(NEARLY) - number
        point = solve(_band(problem, leximin, width, perfect.overload + extra * width / widest), left)
        for nearly in NEARLY if number == POINTS - 1 else ():
            if point.answer.band_breach_hours > 0 and nearly < points[-1].width:
                point = solve(_band(problem, leximin, nearly, perfect.overload), 1)
        points.append(point)
    return _nested(points)


def _band(problem: BalanceProblem, leximin: Leximin, width: float, overload: float) -> Band:
    """The band of this width with as much overload, and the little more that whole cases need."""
    band = band_of(problem, leximin, width)
    spare = band.overload_cap - (1 + width) * band.overload
    return replace(band, overload_cap=overload + min(width, 0.01) * band.overload + spare)


def _nested(points: list[FrontierPoint]) -> tuple[FrontierPoint, ...]:
    """Every band lies inside the one before: what is proven there holds here, and a plan of the inner is one there."""
    bound = 0.0
    for number, point in enumerate(points):
        bound = max(bound, point.answer.moved_weight_bound)
        points[number] = replace(point, answer=replace(point.answer, moved_weight_bound=bound))
    for number in range(len(points) - 2, -1, -1):
        outer, inner = points[number].answer, points[number + 1].answer
        if inner.band_breach_hours == 0 and (outer.band_breach_hours > 0 or inner.moved_weight < outer.moved_weight):
            taken = replace(inner, band=outer.band, moved_weight_bound=outer.moved_weight_bound)
            points[number] = replace(points[number], answer=taken)
    return tuple(points)


def _widths(widest: float) -> list[float]:
    """From the widest down to 0.5 % in equal ratios, then 0."""
    least = min(0.005, widest / 2)
    return [*np.geomspace(widest, least, POINTS - 1).tolist(), 0.0]

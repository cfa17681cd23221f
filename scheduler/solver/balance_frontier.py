"""The price of balance: ten plans from "move nothing" to "perfect balance", each with the fewest moves of its band."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from scheduler.solver.balance_bounds import OVERLOAD_SHARE, band_of
from scheduler.solver.balance_clock import Clock
from scheduler.solver.balance_model import solve_in_band
from scheduler.solver.balance_plan import loads_of, overload_of
from scheduler.solver.balance_problem import BalanceAnswer, BalanceProblem, Band, Progress
from scheduler.solver.balance_rounding import stay_put
from scheduler.solver.balance_tiers import fairest_utilisation

POINTS = 10
EFFORT = 0.1  # of the search for the plan itself: ten points should not take ten times as long


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
    """Ten plans, from the widest band (the current plan is inside it) to a band of no width.

    Widths fall geometrically, since the last percents are the dear ones. The overload a point may have falls from that
    of the current plan to the least there can be in the same proportion.
    """
    leximin = fairest_utilisation(problem)
    perfect = band_of(problem, leximin, 0.0)
    now = loads_of(problem, stay_put(problem))
    level = np.maximum(leximin.utilisation, 1e-12)
    over = now > problem.capacity
    widest = float((now / problem.capacity / level - 1.0)[over].max(initial=0.0))
    widest = max(widest, 0.01)
    extra = max(0.0, overload_of(problem, now) - perfect.overload)
    demand = float(now.sum())
    points = []
    began = time.monotonic()
    for number, width in enumerate(_widths(widest)):
        share = width / widest
        cap = np.maximum(1.0, (1.0 + width) * leximin.utilisation) * problem.capacity
        room = (1 + 0.01 * min(1.0, width / 0.01)) * perfect.overload + extra * share + OVERLOAD_SHARE * demand
        band = Band(leximin.utilisation, perfect.overload, cap, room, width)
        if on_progress is not None:
            on_progress(Progress(f"frontier, point {number + 1} of {POINTS}", time.monotonic() - began))
        clock = Clock(max(0.01, (seconds - (time.monotonic() - began)) / (POINTS - number)), stop)
        answer = solve_in_band(
            problem, leximin, band, clock, workers=workers, seed=seed, tell=lambda progress: None, effort=effort
        )
        points.append(FrontierPoint(width, answer))
    return tuple(points)


def _widths(widest: float) -> list[float]:
    """From the widest down to 0.5 % in equal ratios, then 0."""
    least = min(0.005, widest / 2)
    return [*np.geomspace(widest, least, POINTS - 1).tolist(), 0.0]

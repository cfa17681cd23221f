"""Even caseloads with the fewest and least painful moves: the whole solve, from a problem to an answer.

1. Leximin utilisations in fractions (`balance_tiers`) fix the band. 2. A min-cost flow in hours (`balance_flow`) says
how little weight must move, and proves it. 3. Whole cases follow the flow (`balance_rounding`). 4. Pairs of officers
divide their shared cases again and again (`balance_polish`); small problems are solved to the end (`balance_exact`).
"""

import threading
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from scheduler.solver.balance_bounds import band_of, moved_weight_bound, prices_of, up_to_weights
from scheduler.solver.balance_case_prices import CasePrices, best_case_prices
from scheduler.solver.balance_clock import Clock
from scheduler.solver.balance_exact import is_small, solve_exactly
from scheduler.solver.balance_flow import cheapest_in_band, network
from scheduler.solver.balance_plan import breach_of, is_moved, loads_of, moved_weight_of, overload_of
from scheduler.solver.balance_polish import Polish
from scheduler.solver.balance_problem import BalanceAnswer, BalanceProblem, Band, Ints, Prices, Progress
from scheduler.solver.balance_reasons import moves_of, unplaceable_of
from scheduler.solver.balance_rounding import begin, round_flow, stay_put
from scheduler.solver.balance_search import GROUPED, effort_for, improve
from scheduler.solver.balance_tiers import Leximin, fairest_utilisation

STEPS = 150  # towards better prices of cases
CHECKED = 20_000_000  # pairs of case and officer, up to which an outsider adds the knapsacks up in seconds


def solve_balance(
    problem: BalanceProblem,
    *,
    seconds: float = 300.0,
    workers: int = 1,
    seed: int = 0,
    band: float = 0.01,
    on_progress: Callable[[Progress], None] | None = None,
    stop: threading.Event | None = None,
    effort: float = 1.0,
    start: Ints | None = None,
) -> BalanceAnswer:
    """The plan with the least moved weight inside the balance band, and the bounds that prove how good it is.

    The same problem and seed give the same answer with one worker, as long as `seconds` does not cut a stage short.
    Setting `stop` ends the search with the best plan so far. `effort` scales how long the search goes on.
    Pins and excluded pairs are part of the problem (`build_problem`). `start`, an officer for every case, is a plan to
    begin from, such as the one before a pin: with a small `effort` a region is then planned again in a second.
    """
    clock = Clock(seconds, stop)
    tell = on_progress or (lambda progress: None)
    tell(Progress("finding the fairest utilisations", clock.elapsed()))
    leximin = fairest_utilisation(problem)
    return solve_in_band(
        problem,
        leximin,
        band_of(problem, leximin, band),
        clock,
        workers=workers,
        seed=seed,
        tell=tell,
        effort=effort,
        start=start,
    )


def solve_in_band(
    problem: BalanceProblem,
    leximin: Leximin,
    band: Band,
    clock: Clock,
    *,
    workers: int,
    seed: int,
    tell: Callable[[Progress], None],
    effort: float = 1.0,
    start: Ints | None = None,
) -> BalanceAnswer:
    """As `solve_balance`, for a band of one's own."""
    tell(Progress("finding how little must move", clock.elapsed()))
    net = network(problem)
    relaxed = cheapest_in_band(net, band.cap, band.overload_cap)
    prices = prices_of(relaxed.price, relaxed.mu)
    bound = max(0.0, moved_weight_bound(problem, band, prices))
    quiet = stay_put(problem)
    if _key(problem, band, quiet) <= (0.0, bound + 1e-9):
        return answer_of(problem, leximin, band, prices, None, quiet, clock, proven=True)
    effort = effort_for(problem, bound, effort)
    case_prices = best_case_prices(
        problem,
        band,
        relaxed.price,
        relaxed.mu,
        steps=int(STEPS * min(1.0, 4 * effort)) if len(problem.capacity) <= GROUPED else 0,
        used=clock.used,
    )
    enough = up_to_weights(problem, max(bound, case_prices.bound))
    rounded = round_flow(net, relaxed.flow)
    plan = improve(
        Polish(
            problem, band, relaxed.price, relaxed.mu, rounded if start is None else begin(problem, start, rounded), seed
        ),
        case_prices,
        enough=enough,
        warm=start is not None,
        effort=effort,
        clock=clock,
        workers=workers,
        seed=seed,
        tell=tell,
    )
    plan = min((plan, quiet), key=lambda found: _key(problem, band, found))
    proven = False
    if is_small(problem) and clock.used() < 1 and _key(problem, band, plan) > (0.0, enough):
        plan, proven = solve_exactly(problem, band, plan, seed=seed, workers=workers, clock=clock, effort=3 * effort)
    told = case_prices if _pairs(problem) <= CHECKED else None
    return answer_of(problem, leximin, band, prices, told, plan, clock, proven=proven)


def _pairs(problem: BalanceProblem) -> int:
    """Cases times the officers who may hold them."""
    return int(np.diff(problem.class_start)[problem.case_class[problem.case_class >= 0]].sum())


def _key(problem: BalanceProblem, band: Band, plan: Ints) -> tuple[float, float]:
    return round(breach_of(problem, band, loads_of(problem, plan)), 7), moved_weight_of(problem, plan)


def answer_of(
    problem: BalanceProblem,
    leximin: Leximin,
    band: Band,
    prices: Prices,
    case_prices: CasePrices | None,
    plan: Ints,
    clock: Clock,
    *,
    proven: bool,
) -> BalanceAnswer:
    """The plan with its measures, bounds, moves and the cases that nobody may hold."""
    load = loads_of(problem, plan)
    moved_weight = moved_weight_of(problem, plan)
    breach = breach_of(problem, band, load)
    linear = max(0.0, moved_weight_bound(problem, band, prices))
    bound, proof = linear, "prices"
    if case_prices is not None and breach == 0.0 and case_prices.bound > linear:
        bound, proof = case_prices.bound, "knapsacks"
    bound = up_to_weights(problem, bound)
    if breach == 0.0 and moved_weight <= bound * (1 + 1e-9):
        proven, bound = True, moved_weight
    elif breach == 0.0 and proven:
        bound, proof = moved_weight, "search"
    unplaceable = unplaceable_of(problem)
    answer = BalanceAnswer(
        status="infeasible" if unplaceable else ("optimal" if proven else "feasible"),
        officer=plan,
        load=load,
        unplaceable=unplaceable,
        band=band,
        tiers=leximin.tiers,
        prices=prices,
        overload=overload_of(problem, load),
        overload_bound=band.overload,
        max_utilisation=float((load / problem.capacity).max(initial=0.0)),
        max_utilisation_bound=float(band.utilisation.max(initial=0.0)),
        band_breach_hours=breach,
        moved_cases=int(is_moved(problem, plan).sum()),
        moved_weight=moved_weight,
        moved_weight_bound=bound,
        moved_weight_bound_linear=linear,
        bound_proof=proof,
        case_prices=case_prices.price if case_prices is not None and proof == "knapsacks" else None,
        moves=moves_of(problem, plan),
        seconds=0.0,
        stopped_early=clock.used() >= 1.0,
    )
    return replace(answer, seconds=clock.elapsed())

"""Even caseloads with the fewest and least painful moves: the whole solve, from a problem to an answer.

1. Leximin utilisations in fractions (`balance_tiers`) fix the band. 2. A min-cost flow in hours (`balance_flow`) says
how little weight must move, and proves it. 3. Whole cases follow the flow (`balance_rounding`). 4. Pairs of officers
divide their shared cases again and again (`balance_polish`); small problems are solved to the end (`balance_exact`).
"""

import threading
from collections.abc import Callable
from dataclasses import replace

from scheduler.solver.balance_anneal import anneal, harden
from scheduler.solver.balance_bounds import band_of, moved_weight_bound, prices_of
from scheduler.solver.balance_clock import Clock
from scheduler.solver.balance_exact import is_small, solve_exactly
from scheduler.solver.balance_flow import Relaxed, cheapest_in_band, network
from scheduler.solver.balance_groups import improve_groups, mend
from scheduler.solver.balance_plan import (
    breach_of,
    is_moved,
    loads_of,
    moved_weight_of,
    neighbours,
    overload_of,
)
from scheduler.solver.balance_polish import Polish
from scheduler.solver.balance_problem import BalanceAnswer, BalanceProblem, Band, Ints, Prices, Progress
from scheduler.solver.balance_reasons import moves_of, unplaceable_of
from scheduler.solver.balance_rounding import round_flow, stay_put
from scheduler.solver.balance_tiers import Leximin, fairest_utilisation

WARMEST = 0.3  # in times the typical weight
LEAST_EFFORT, MUCH = 0.1, 10.0  # full effort when a tenth of all weight must move
GRACE = 2.0  # seconds to bring a plan inside the band when the search was stopped early
GROUPED = 120  # officers, up to which groups are worth their effort
GROUP_EFFORT = 4.0  # CP-SAT's deterministic time for all groups


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
) -> BalanceAnswer:
    """The plan with the least moved weight inside the balance band, and the bounds that prove how good it is.

    The same problem and seed give the same answer with one worker, as long as `seconds` does not cut a stage short.
    Setting `stop` ends the search with the best plan so far. `effort` scales how long the search goes on.
    Pins and excluded pairs are part of the problem (`build_problem`).
    """
    clock = Clock(seconds, stop)
    tell = on_progress or (lambda progress: None)
    tell(Progress("finding the fairest utilisations", clock.elapsed()))
    leximin = fairest_utilisation(problem)
    return solve_in_band(
        problem, leximin, band_of(problem, leximin, band), clock, workers=workers, seed=seed, tell=tell, effort=effort
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
) -> BalanceAnswer:
    """As `solve_balance`, for a band of one's own."""
    tell(Progress("finding how little must move", clock.elapsed()))
    net = network(problem)
    relaxed = cheapest_in_band(net, band.cap, band.overload_cap)
    prices = prices_of(relaxed.price, relaxed.mu)
    bound = max(0.0, moved_weight_bound(problem, band, prices))
    rounded, quiet = round_flow(net, relaxed.flow), stay_put(problem)
    proven = False
    if _key(problem, band, quiet) <= (0.0, bound + 1e-9):
        plan, proven = quiet, True
    else:
        plan = _improve(problem, band, relaxed, rounded, bound, clock, seed, tell, effort)
        if is_small(problem) and clock.used() < 1:
            plan, proven = solve_exactly(
                problem, band, plan, seed=seed, workers=workers, clock=clock, effort=3 * effort
            )
        plan = min((plan, quiet), key=lambda found: _key(problem, band, found))
    return answer_of(problem, leximin, band, prices, plan, clock, proven)


def _improve(
    problem: BalanceProblem,
    band: Band,
    relaxed: Relaxed,
    start: Ints,
    bound: float,
    clock: Clock,
    seed: int,
    tell: Callable[[Progress], None],
    effort: float,
) -> Ints:
    """Pairs first; then groups, where the territory is small enough that they reach everybody."""
    # In the usual month little has to move, and the search need not be long.
    effort *= min(1.0, max(LEAST_EFFORT, MUCH * bound / float(problem.weight.sum())))
    work = Polish(problem, band, relaxed.price, relaxed.mu, start, seed)
    pairs = neighbours(problem)
    officers, small = len(problem.capacity), is_small(problem)
    grouped = officers <= GROUPED and not small
    divisions = int(effort * (0.2 if small else 1.0) * (800 * officers if grouped else max(110_000, 260 * officers)))
    warmth = 0.06 * (max(divisions, 1) / (10 * max(1, len(pairs[0])))) ** 0.4
    last = [0.0]

    def say(stage: str, way: float) -> None:
        if clock.elapsed() - last[0] > 0.5:
            last[0] = clock.elapsed()
            breach, moved = work.best_key
            tell(Progress(f"{stage}, {way:.0%} of the way", last[0], moved, bound, breach))

    share = 0.5 if grouped else 1.0  # of the time that is left
    begun = clock.used()

    def used() -> float:
        return (clock.used() - begun) / max(share * (1.0 - begun), 1e-9)

    anneal(
        work,
        pairs,
        divisions=divisions,
        warmth=min(warmth, WARMEST) * work.typical_weight,
        used=used,
        on_round=lambda way: say("improving pairs", way),
    )
    work.restart_from_best()
    if work.best_key[0] > 0 and not small:
        late = Clock(max(GRACE, clock.seconds - clock.elapsed()) if clock.used() < 1 else GRACE)
        harden(work, pairs, rounds=20, used=late.used)
        work.restart_from_best()
        mend(work, pairs, effort=max(0.5, effort * GROUP_EFFORT), seed=seed, used=late.used)
    if grouped and clock.used() < 1:
        improve_groups(
            work,
            pairs,
            effort=effort * GROUP_EFFORT,
            seed=seed,
            used=clock.used,
            on_group=lambda way: say("improving groups", way),
        )
    return work.best


def _key(problem: BalanceProblem, band: Band, plan: Ints) -> tuple[float, float]:
    return round(breach_of(problem, band, loads_of(problem, plan)), 7), moved_weight_of(problem, plan)


def answer_of(
    problem: BalanceProblem,
    leximin: Leximin,
    band: Band,
    prices: Prices,
    plan: Ints,
    clock: Clock,
    proven: bool,
) -> BalanceAnswer:
    """The plan with its measures, bounds, moves and the cases that nobody may hold."""
    load = loads_of(problem, plan)
    moved_weight = moved_weight_of(problem, plan)
    bound = max(0.0, moved_weight_bound(problem, band, prices))
    breach = breach_of(problem, band, load)
    unplaceable = unplaceable_of(problem)
    proven = proven or (breach == 0.0 and moved_weight <= bound * (1 + 1e-9))
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
        moved_weight_bound=min(bound, moved_weight) if breach == 0.0 else bound,
        moves=moves_of(problem, plan),
        seconds=0.0,
        stopped_early=clock.used() >= 1.0,
    )
    return replace(answer, seconds=clock.elapsed())

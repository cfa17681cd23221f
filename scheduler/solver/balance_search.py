"""The search for whole cases: pairs of officers first, a plan out of the band mended, then groups of officers."""

from collections.abc import Callable

import numpy as np

from scheduler.solver.balance_anneal import anneal, harden
from scheduler.solver.balance_case_prices import CasePrices
from scheduler.solver.balance_clock import Clock
from scheduler.solver.balance_exact import is_small
from scheduler.solver.balance_groups import improve_groups, mend
from scheduler.solver.balance_plan import neighbours
from scheduler.solver.balance_polish import Polish
from scheduler.solver.balance_problem import BalanceProblem, Ints, Progress

WARMEST = 0.3  # in times the typical weight
LEAST_EFFORT = 0.04  # full effort when a tenth of all weight must move, less than in proportion below
FALL = 1.5  # power of the share that must move
GRACE = 2.0  # seconds to bring a plan inside the band when the search was stopped early
GROUPED = 120  # officers, up to which groups and better prices of cases are worth their effort
SIZES = 5, 26, 60  # officers, for the next two lines
GROUP_EFFORT = 0.8, 8.0, 10.5  # CP-SAT's deterministic time for all groups
LEAST_GROUPS = 0.5  # of it at least
LITTLE_AND_MUCH = 0.02, 0.1  # of all weight
FIRST_GROUPS = 14, 6  # officers in the first groups, where little must move and where much must
FEW_DIVISIONS = 30, 30, 400  # an officer, where groups follow
LITTLE_DIVISIONS = 40  # an officer, where groups follow and little must move
LARGE = 400, 2_500
MANY_DIVISIONS = 230, 300  # an officer, where pairs do all the work: of four hundred officers and of 2,500
LEAST_DIVISIONS = 90_000  # of them in all
ATTEMPTS, AGAIN = 3, 400  # searches by pairs for a plan inside the band; divisions an officer in the second
MENDING = 1.0, 5.0  # CP-SAT's deterministic time to bring a plan inside the band: at least, and with full effort


def effort_for(problem: BalanceProblem, bound: float, effort: float) -> float:
    """In the usual month little has to move, and the search need not be long."""
    share = min(1.0, bound / float(problem.weight.sum()) / LITTLE_AND_MUCH[1])
    return max(min(effort, LEAST_EFFORT), effort * share**FALL)


def improve(
    work: Polish,
    prices: CasePrices,
    *,
    enough: float,
    warm: bool,
    effort: float,
    clock: Clock,
    workers: int,
    seed: int,
    tell: Callable[[Progress], None],
) -> Ints:
    """The best plan found from `work`, until nothing better than `enough` can be or effort and time are spent.

    Groups need a territory small enough that they reach everybody; a `warm` plan goes to them as it is.
    """
    problem = work.problem
    pairs = neighbours(problem)
    officers, small = len(problem.capacity), is_small(problem)
    grouped = officers <= GROUPED and not small
    last = [0.0]

    def say(stage: str, way: float) -> None:
        if clock.elapsed() - last[0] > 0.5:
            last[0] = clock.elapsed()
            breach, moved = work.best_key
            tell(Progress(f"{stage}, {way:.0%} of the way", last[0], moved, enough, breach))

    begun = clock.used()

    def used() -> float:
        """Of the time that was left: what went before must not hurry the search, or the plan would depend on it."""
        return (clock.used() - begun) / max(1.0 - begun, 1e-9)

    must_move = enough / float(problem.weight.sum())
    first = float(np.interp(must_move, LITTLE_AND_MUCH, FIRST_GROUPS))
    few = max(effort, 0.5) * float(np.interp(officers, SIZES, FEW_DIVISIONS))
    many = officers * float(np.interp(must_move, LITTLE_AND_MUCH, (LITTLE_DIVISIONS, few)))
    if not grouped:
        many = effort * max(LEAST_DIVISIONS, officers * float(np.interp(officers, LARGE, MANY_DIVISIONS)))
    many = max(1.0, 0.05 * many if small else many)
    for attempt in range(ATTEMPTS):
        if attempt or not warm:
            # Where the first plan cannot be mended, slack has to be carried further: more and warmer divisions.
            divisions = int(many) if attempt == 0 else max(int(many), AGAIN * officers * attempt)
            warmth = 0.06 * (divisions / (10 * max(1, len(pairs[0])))) ** 0.4
            anneal(
                work,
                pairs,
                divisions=divisions,
                warmth=min(warmth, WARMEST) * work.typical_weight,
                used=used,
                on_round=lambda way: say("improving pairs", way),
            )
            work.restart_from_best()
        if work.best_key[0] == 0 or small:
            break
        late = Clock(max(GRACE, clock.left()))
        harden(work, pairs, rounds=20, used=late.used)
        work.restart_from_best()
        most = max(MENDING[0], effort * MENDING[1])
        mend(work, pairs, prices, first=first, effort=most, seed=seed, clock=late)
        if work.best_key[0] == 0 or clock.used() >= 1.0:
            break
    if grouped:
        improve_groups(
            work,
            pairs,
            prices,
            enough=enough,
            first=first,
            effort=max(LEAST_GROUPS, effort * float(np.interp(officers, SIZES, GROUP_EFFORT))),
            workers=workers,
            seed=seed,
            clock=clock,
            on_group=lambda way: say("improving groups", way),
        )
    return work.best

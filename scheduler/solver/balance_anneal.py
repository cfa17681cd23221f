"""Which pairs of officers divide their cases anew, in which order and how warm: the search around `balance_polish`.

The plan begins as the rounded flow, near the least weight but out of the band; an hour outside costs little more than
its price at first and ever more towards the end, while the warmth goes. Pairs where the plan wastes most against the
flow's prices come up most often.
"""

from collections.abc import Callable

import numpy as np

from scheduler.solver.balance_polish import Polish
from scheduler.solver.balance_problem import Ints

SOFT, FIRM, HARD = 1.2, 40.0, 1e4  # price of an hour outside the band, in times the officer's own
COLD_END = 0.2  # share of the divisions at the end, without warmth: the band hardens by degrees, which costs least
HARDENED = 0.75  # of the cold end, after which the band is hard
SHARE = 0.3  # of the pairs in a round, on average
FEW = 2_000  # pairs, up to which every eighth division asks whether this is the best plan so far


def anneal(
    work: Polish,
    pairs: tuple[Ints, Ints],
    *,
    divisions: int,
    warmth: float,
    used: Callable[[], float],
    on_round: Callable[[float], None] | None = None,
) -> None:
    """About `divisions` divisions of a pair; `used` (0..1 of the time) hurries the schedule when time runs short.

    As long as the time's share stays behind the divisions' share, the clock has no influence on the plan.
    """
    first, second = pairs
    done = 0
    while len(first):
        waste = work.waste()
        score = waste[first] + waste[second]
        likely = SHARE * score / max(float(score.mean()), 1e-12)
        chosen = work.dice.permutation(np.flatnonzero(work.dice.random(len(first)) < np.minimum(1.0, likely)))
        done += 1  # a round without any pair counts too, so that there is an end
        for a, b in zip(first[chosen].tolist(), second[chosen].tolist(), strict=True):
            if done % 32 == 0 or done < 32:
                at = max(done / divisions, used())
                if at >= 1.0:
                    work.keep_if_best()
                    return
            heat, firmness = _schedule(at, warmth)
            work.divide(a, b, heat, firmness)
            done += 1
            if len(first) < FEW and done % 8 == 0:
                work.keep_if_best()
        work.keep_if_best()
        at = max(done / divisions, used())
        if at >= 1.0:
            return
        if on_round is not None:
            on_round(at)


def harden(work: Polish, pairs: tuple[Ints, Ints], *, rounds: int, used: Callable[[], float]) -> None:
    """Bring a plan that was still soft towards the band, by the pairs around whoever is outside it."""
    first, second = pairs
    for _ in range(rounds):
        outside = work.load > work.cap
        if work.overload > work.overload_cap:
            outside |= work.load > work.problem.capacity
        near = np.flatnonzero(outside[first] | outside[second])
        if not len(near) or used() >= 1.0:
            break
        for a, b in zip(first[near].tolist(), second[near].tolist(), strict=True):
            work.divide(a, b, 0.0, HARD)
            if used() >= 1.0:
                break
        work.keep_if_best()


def _schedule(at: float, warmth: float) -> tuple[float, float]:
    """Warmth and firmness at a share of the way."""
    if at > 1.0 - COLD_END:
        way = min(1.0, (at - 1.0 + COLD_END) / COLD_END / HARDENED)
        return 0.0, FIRM * (HARD / FIRM) ** way
    way = at / (1.0 - COLD_END)
    return warmth * (1.0 - way) ** 2, SOFT * (FIRM / SOFT) ** way

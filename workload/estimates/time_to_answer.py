"""How long an answer takes, when some still wait: the estimate of Kaplan and Meier (1958).

Those who wait still are not left out and not counted as answered today: each counts among the waiting as long as it has
waited. The interval of the middle follows Brookmeyer and Crowley (1982) on the log-log scale of the curve.
"""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

NORMAL_95 = 1.959963984540054


@dataclass(frozen=True)
class Step:
    """After so many days: how many waited until then, how many got their answer that day, the share that waits on."""

    days: int
    waiting: int
    answered: int
    open_share: float


@dataclass(frozen=True)
class TimeToAnswer:
    """Of `of`, so many were `answered`. `middle` is the day by which half have an answer, None while the curve has not
    come down to a half; `low` and `high` its 95 % interval, None where the curve does not reach so far."""

    of: int
    answered: int
    middle: int | None
    low: int | None
    high: int | None
    steps: tuple[Step, ...]


def time_to_answer(waits: Iterable[tuple[int, bool]]) -> TimeToAnswer | None:
    """The curve of waits, each the days waited (0 or more) and whether it ended in an answer; None without waits."""
    every = Counter(waits)
    if not every:
        return None
    if min(days for days, _ in every) < 0:
        raise ValueError("Nobody waits less than 0 days.")
    left = sum(every.values())
    steps: list[Step] = []
    bounds: list[tuple[int, float, float]] = []
    share, spread = 1.0, 0.0
    for days in sorted({days for days, _ in every}):
        answered = every[(days, True)]
        if answered:
            share *= 1 - answered / left
            spread += answered / (left * (left - answered)) if left > answered else 0.0
            steps.append(Step(days, left, answered, share))
            bounds.append((days, *_bounds(share, spread)))
        left -= answered + every[(days, False)]
    return TimeToAnswer(
        of=sum(every.values()),
        answered=sum(count for (_, answered), count in every.items() if answered),
        middle=next((one.days for one in steps if one.open_share <= 0.5), None),
        low=next((days for days, low, _ in bounds if low <= 0.5), None),
        high=next((days for days, _, high in bounds if high <= 0.5), None),
        steps=tuple(steps),
    )


def _bounds(share: float, spread: float) -> tuple[float, float]:
    """The 95 % interval of the share that waits on; `spread` is the sum of Greenwood's formula."""
    if share <= 0.0:
        return 0.0, 0.0
    if share >= 1.0:
        return 1.0, 1.0
    away = NORMAL_95 * math.sqrt(spread) / math.log(share)
    return share ** math.exp(-away), share ** math.exp(away)

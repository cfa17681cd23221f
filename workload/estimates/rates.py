"""Rates per 100 case-months with their exact interval, so that small numbers say how little they say."""

from collections.abc import Sequence
from dataclasses import dataclass

from scipy.special import bdtr, gammaincinv, pdtr

CHANCE = 0.05
OUTSIDE = 0.00135  # on each side: what the three standard errors of a control chart leave outside
TRIAL_MONTHS = 12  # whole months that one is held against
RARE = 2  # a month: what comes less often is only looked at six months at a time


@dataclass(frozen=True)
class Rate:
    """Events per 100 case-months and the 95 % interval of that rate."""

    events: int
    case_months: float
    rate: float
    low: float
    high: float


def rate_per_100(events: int, case_months: float) -> Rate | None:
    """The rate of events over open cases summed by month; None where there were no cases to speak of."""
    if case_months <= 0:
        return None
    low, high = poisson_interval(events)
    each = 100 / case_months
    return Rate(events, case_months, events * each, low * each, high * each)


def poisson_interval(events: int, confidence: float = 0.95) -> tuple[float, float]:
    """The exact interval of a Poisson count (Garwood 1936), from the quantiles of the gamma distribution."""
    if events < 0:
        raise ValueError(f"A count cannot be negative: {events}.")
    tail = (1 - confidence) / 2
    low = 0.0 if events == 0 else float(gammaincinv(events, tail))
    return low, float(gammaincinv(events + 1, 1 - tail))


def tells_apart(one: Rate, other: Rate) -> bool:
    """Whether two rates differ by more than chance would explain: the exact test of two Poisson counts, given their sum
    (Przyborowski and Wilenski 1940), which is wrong one time in twenty at most."""
    total, share = one.events + other.events, one.case_months / (one.case_months + other.case_months)
    at_most = float(bdtr(one.events, total, share))
    at_least = 1 - float(bdtr(one.events - 1, total, share)) if one.events else 1.0
    return 2 * min(at_most, at_least) < CHANCE


def unusual_months(counts: Sequence[int], case_months: Sequence[float]) -> set[int]:
    """Which of these whole months, by place, lie outside the exact limits of chance around the others (a u-chart with
    Poisson limits). The furthest one is named first and then left out of what the others are held against. None before
    there are twelve others, and none of what comes less than twice a month."""
    unusual: set[int] = set()
    while True:
        steady = [at for at in range(len(counts)) if at not in unusual and case_months[at] > 0]
        events, cases = sum(counts[at] for at in steady), sum(case_months[at] for at in steady)
        if len(steady) <= TRIAL_MONTHS or events < RARE * len(steady):
            return unusual
        chances = {}
        for at in steady:
            mean = (events - counts[at]) / (cases - case_months[at]) * case_months[at]
            at_least = 1 - float(pdtr(counts[at] - 1, mean)) if counts[at] else 1.0
            chances[at] = min(float(pdtr(counts[at], mean)), at_least)
        furthest = min(chances, key=lambda at: chances[at])
        if chances[furthest] > OUTSIDE:
            return unusual
        unusual.add(furthest)

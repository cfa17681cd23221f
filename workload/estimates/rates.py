"""Rates per 100 case-months with their exact interval, so that small numbers say how little they say."""

from dataclasses import dataclass

from scipy.special import bdtr, gammaincinv

CHANCE = 0.05


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

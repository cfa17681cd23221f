"""Rates per 100 case-months with their exact interval, so that small numbers say how little they say."""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, lgamma, log


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
    """The exact interval of a Poisson count (Garwood 1936), by bisection."""
    if events < 0:
        raise ValueError(f"A count cannot be negative: {events}.")
    tail = (1 - confidence) / 2
    low = 0.0 if events == 0 else _where(lambda mean: 1 - _at_most(events - 1, mean) < tail, events)
    return low, _where(lambda mean: _at_most(events, mean) > tail, events)


def tells_apart(one: Rate, other: Rate) -> bool:
    """Whether two rates differ by more than chance would explain: their intervals share nothing. Careful on purpose."""
    return one.low > other.high or other.low > one.high


def _at_most(events: int, mean: float) -> float:
    """Chance of at most so many events."""
    if mean <= 0:
        return 1.0
    return min(1.0, sum(exp(k * log(mean) - mean - lgamma(k + 1)) for k in range(events + 1)))


def _where(too_low: Callable[[float], bool], events: int) -> float:
    """The mean at which `too_low` turns from True to False."""
    low, high = 0.0, events + 10 * (events + 1) ** 0.5 + 10
    for _ in range(80):
        middle = (low + high) / 2
        if too_low(middle):
            low = middle
        else:
            high = middle
    return (low + high) / 2

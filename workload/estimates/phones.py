"""How many people answer the phones in time: Erlang C, calls by chance, calls of chance length, nobody hangs up.

With `a` erlangs offered (calls x minutes each, over the minutes in which they come) and `n` people:
`B(0) = 1`, `B(n) = a B(n-1) / (n + a B(n-1))`, chance of waiting `C = B / (1 - (a/n)(1 - B))`, and the share answered
within t is `1 - C exp(-(n - a) t / h)`. The recurrence has no factorials, so that it holds for thousands of people.
People who hang up make true waits shorter than this; calls that come in bursts make them longer.
"""

from dataclasses import dataclass
from math import ceil, exp, floor

MOST_ERLANGS = 1_000_000.0
LEAST_DIFFERENCE = 1e-9  # people; less is arithmetic, not a person


@dataclass(frozen=True)
class PhoneLine:
    """Calls that come in an interval, seconds in all: its length, the talk and notes of a call, the wait promised."""

    calls: float
    interval: float
    handle: float
    answer_in: float

    @property
    def erlangs(self) -> float:
        """People who would be busy on average."""
        return self.calls * self.handle / self.interval


@dataclass(frozen=True)
class PhonePeople:
    """What so many people at the phones achieve: shares between 0 and 1, the mean wait of all callers in seconds.

    `roster` is how many must be employed for that, breaks, leave and training taken off.
    """

    people: int
    waits: float
    level: float
    occupancy: float
    mean_wait: float
    roster: int


def chance_of_waiting(people: int, erlangs: float) -> float:
    """Erlang C: the chance that a caller waits at all. 1.0 when there are not more people than erlangs."""
    if people <= erlangs:
        return 1.0 if erlangs > 0 else 0.0
    blocked = _blocked(people, erlangs)
    return blocked / (1 - erlangs / people * (1 - blocked))


def share_answered(people: int, line: PhoneLine) -> float:
    """Share of callers answered within the promised wait; 0.0 when the queue only grows."""
    if line.erlangs > 0 and people <= line.erlangs:
        return 0.0
    return 1 - chance_of_waiting(people, line.erlangs) * exp(-(people - line.erlangs) * line.answer_in / line.handle)


def phone_people(
    line: PhoneLine, target: float, shrinkage: float = 0.0, max_occupancy: float = 1.0, largest: float = MOST_ERLANGS
) -> PhonePeople:
    """The smallest number of people that truly meets the target share and is not busier than `max_occupancy`.

    `target`, `shrinkage` below 1. Raises ValueError, with the field named, for what cannot be answered.
    """
    if not 0 < target < 1:
        raise ValueError("target must be between 0 and 1: no number of people answers every call in time")
    if not 0 <= shrinkage < 1:
        raise ValueError("shrinkage must be at least 0 and below 1")
    if not 0 < max_occupancy <= 1:
        raise ValueError("max-occupancy must be above 0 and at most 1")
    if line.calls < 0 or line.interval <= 0 or line.handle <= 0 or line.answer_in < 0:
        raise ValueError("calls and answer-in must not be negative, interval and handle must be above 0")
    if line.erlangs / max_occupancy > largest:
        raise ValueError(f"calls: {line.erlangs:,.0f} people busy at once is more than this can count")
    if line.erlangs == 0:
        return PhonePeople(0, 0.0, 1.0, 0.0, 0.0, 0)
    people = max(floor(line.erlangs) + 1, ceil(line.erlangs / max_occupancy - LEAST_DIFFERENCE))
    blocked = _blocked(people, line.erlangs)
    while True:
        waits = blocked / (1 - line.erlangs / people * (1 - blocked))
        level = 1 - waits * exp(-(people - line.erlangs) * line.answer_in / line.handle)
        if level >= target:
            break
        people += 1
        blocked = _one_more(blocked, people, line.erlangs)
    mean_wait = waits * line.handle / (people - line.erlangs)
    return PhonePeople(people, waits, level, line.erlangs / people, mean_wait, to_roster(people, shrinkage))


def to_roster(people: float, shrinkage: float) -> int:
    """People to employ so that so many are at the phones."""
    return ceil(people / (1 - shrinkage) - LEAST_DIFFERENCE)


def _blocked(people: int, erlangs: float) -> float:
    """Erlang B."""
    blocked = 1.0
    for number in range(1, people + 1):
        blocked = _one_more(blocked, number, erlangs)
    return blocked


def _one_more(blocked: float, number: int, erlangs: float) -> float:
    return erlangs * blocked / (number + erlangs * blocked)

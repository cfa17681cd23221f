"""The desk to come back to: hours of work that wait on the day of return.

Of each day's hours due, those who cover do as many as they have hours. Where nobody is named and colleagues of the
office are at work, they do what cannot wait, the office's urgent share. Everything else waits: it is the share that can
be put off, and it does not go away. The range is that of the hours due; the hours of cover are agreed and certain.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class DayAway:
    """A working day of the leave: hours due on the own cases, hours of cover, and whether colleagues are there."""

    day: date
    due: float
    covered: float
    colleagues: bool


@dataclass(frozen=True)
class Backlog:
    """Hours that wait, with their 80 % range; `arrives` and `done` say where they come from."""

    waits: float
    low: float
    high: float
    arrives: float
    done: float


def backlog(days: Iterable[DayAway], urgent_share: float, low: float = 1.0, high: float = 1.0) -> Backlog:
    """`low` and `high` are factors on the hours due (0.8 and 1.2 for a range of a fifth to both sides)."""
    days = tuple(days)
    waits = _waiting(days, urgent_share, 1.0)
    arrives = sum(one.due for one in days)
    return Backlog(
        waits, _waiting(days, urgent_share, low), _waiting(days, urgent_share, high), arrives, arrives - waits
    )


def _waiting(days: Iterable[DayAway], urgent_share: float, factor: float) -> float:
    total = 0.0
    for one in days:
        due = one.due * factor
        done = one.covered
        if done <= 0 and one.colleagues:
            done = urgent_share * due
        total += max(0.0, due - done)
    return total

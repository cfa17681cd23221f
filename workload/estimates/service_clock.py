"""When a promise falls due, and the steps that explain it.

The day of receipt is day 0 at whatever hour; the answer is due at the end of the Nth open day after it. A closed day is
never counted. An office that is shut because its only officer is away is not a closed day: the clock runs.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workload.estimates.calendar import DAY, is_open
from workload.facts import CalendarFacts


class NotCounted(StrEnum):
    """Why a day on the way is not one of the counted days."""

    received = "received"
    weekend = "weekend"
    closed = "closed"  # a holiday or a territory-wide closure
    office_closed = "office_closed"


class Standing(StrEnum):
    """How a promise stands. Open is neither met nor missed, and never counted as either."""

    met = "met"
    missed = "missed"
    open = "open"
    overdue = "overdue"


@dataclass(frozen=True)
class ClockStep:
    """One day on the way: the number it counts as, or why it does not count."""

    day: date
    number: int | None
    why_not: NotCounted | None


@dataclass(frozen=True)
class Due:
    """The day by whose end the answer is due, and every day from receipt to then."""

    received: date
    day: date
    steps: tuple[ClockStep, ...]


def due(received: date, business_days: int, calendar: CalendarFacts, office: str | None = None) -> Due:
    """The due day of a promise of so many business days (at least 1). `office` adds that office's own closed days."""
    if business_days < 1:
        raise ValueError(f"A promise takes at least 1 business day, not {business_days}.")
    steps = [ClockStep(received, None, NotCounted.received)]
    day, number = received, 0
    while number < business_days:
        day += DAY
        why_not = _why_not(day, calendar, office)
        number += why_not is None
        steps.append(ClockStep(day, number if why_not is None else None, why_not))
    return Due(received, day, tuple(steps))


def standing(due_day: date, answered: date | None, today: date) -> Standing:
    """How a promise due on `due_day` stands `today`."""
    if answered is not None:
        return Standing.met if answered <= due_day else Standing.missed
    return Standing.open if today <= due_day else Standing.overdue


def _why_not(day: date, calendar: CalendarFacts, office: str | None) -> NotCounted | None:
    if day.weekday() >= 5:
        return NotCounted.weekend
    if day in calendar.closed:
        return NotCounted.closed
    return None if is_open(day, calendar, office) else NotCounted.office_closed

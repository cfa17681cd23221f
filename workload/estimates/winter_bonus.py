"""The winter bonus: a day of leave for five vacation days in a row between 1 October and 31 March, four at most.

Holidays may complete the five (GNWT human resources pages on vacation leave). Our reading where the pages are silent:
days of the mandatory December leave neither count nor break the row, half a day of leave breaks it, and for a
part-time post the five are days on which the person is paid.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from workload.estimates.calendar import DAY, fiscal_year
from workload.facts import Absence
from workload.vocabulary import DayPart

ROW = 5
MOST = 4


@dataclass(frozen=True)
class BonusDay:
    """A day of leave earned, on the last day of the five that earn it; `hours` are those of a usual day."""

    day: date
    hours: float


def usual_day(pattern: Sequence[float]) -> float:
    """Hours of a working day of this pattern, on average; 7.5 for somebody without hours."""
    days = [hours for hours in pattern if hours]
    return sum(days) / len(days) if days else 7.5


def winter_of(begins: int) -> tuple[date, date]:
    """The winter inside the fiscal year that begins in that year: 1 October to 31 March."""
    return date(begins, 10, 1), fiscal_year(begins)[1]


def winter_bonus(
    vacation: Iterable[Absence],
    pattern: Sequence[float],
    holidays: Collection[date],
    neutral: Collection[date],
    begins: int,
) -> list[BonusDay]:
    """The bonus days that vacation in one winter earns, in order.

    `vacation` is annual leave that is granted; `holidays` are designated holidays on their working day; `neutral` are
    other closed days. Only days with hours in `pattern` count.
    """
    first, last = winter_of(begins)
    off = {
        leave.first_day + n * DAY
        for leave in vacation
        if leave.part is DayPart.whole
        for n in range((leave.last_day - leave.first_day).days + 1)
    }
    found: list[BonusDay] = []
    row: list[date] = []
    day = first
    while day <= last and len(found) < MOST:
        if _hours_on(pattern, day) > 0 and day not in neutral:
            if day in off or day in holidays:
                row.append(day)
            else:
                row = []
        if len(row) == ROW:
            if any(one in off and one not in holidays for one in row):
                found.append(BonusDay(row[-1], usual_day(pattern)))
                row = []
            else:
                row = row[1:]
        day += DAY
    return found


def _hours_on(pattern: Sequence[float], day: date) -> float:
    return pattern[day.weekday()] if day.weekday() < len(pattern) else 0.0

"""When a month's case hours fall due: monthly reports on the delivery days, everything else evenly over working days.

At delivery everyone reports and cheques have a deadline (NWT Ombud 2022); that all reports fall on the delivery days
and nothing else does is our simplification. A person's hours are spread over the person's own working days, so
part-time officers meet the peak on fewer days.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workload.estimates.calendar import months_between, open_days
from workload.facts import CalendarFacts


@dataclass(frozen=True)
class DayHours:
    """Own hours due on an ordinary working day and on a delivery day."""

    ordinary: float
    delivery: float


def in_quarters(hours: float) -> float:
    """To the nearest quarter of an hour, as plans and forms count."""
    return round(hours * 4) / 4


def day_hours(
    month_hours: float,
    report_hours: float,
    pattern: Sequence[float],
    calendar: CalendarFacts,
    month: date,
    office: str | None = None,
) -> DayHours:
    """Hours due on a working day in the month of `month`. `report_hours` are part of `month_hours`; where the person
    works on no delivery day of the month, reports are spread evenly too, and both figures are the same."""
    begin, end = months_between(month, month)[0]
    days = _own_days(pattern, calendar, begin, end, office)
    at_delivery = sum(day in calendar.delivery for day in days)
    if not days:
        return DayHours(0.0, 0.0)
    if not at_delivery:
        return DayHours(month_hours / len(days), month_hours / len(days))
    ordinary = (month_hours - report_hours) / len(days)
    return DayHours(ordinary, ordinary + report_hours / at_delivery)


def due_hours_by_day(
    month_hours: float,
    report_hours: float,
    pattern: Sequence[float],
    calendar: CalendarFacts,
    first: date,
    last: date,
    office: str | None = None,
) -> dict[date, float]:
    """Hours due on each of the person's own working days from `first` to `last`; leave is not looked at. Over a whole
    month they come to `month_hours`."""
    due: dict[date, float] = {}
    for begin, end in months_between(first, last):
        each = day_hours(month_hours, report_hours, pattern, calendar, begin, office)
        for day in _own_days(pattern, calendar, max(begin, first), min(end, last), office):
            due[day] = each.delivery if day in calendar.delivery else each.ordinary
    return due


def _own_days(
    pattern: Sequence[float], calendar: CalendarFacts, first: date, last: date, office: str | None
) -> list[date]:
    return [day for day in open_days(first, last, calendar, office) if pattern[day.weekday()] > 0]

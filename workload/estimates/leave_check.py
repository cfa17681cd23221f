"""What is wrong with a request for leave, as codes with values; whoever shows it makes the sentence and says what to
do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from workload.estimates.calendar import open_days
from workload.estimates.leave_ledger import leave_hours
from workload.facts import Absence, CalendarFacts
from workload.vocabulary import DayPart

LONGEST = timedelta(weeks=5)  # GNWT-UNW collective agreement, art. 18.02: up to five consecutive weeks
FURTHEST = timedelta(days=730)  # our judgement: no calendar and no plan reaches further than two years


class LeaveFaultCode(StrEnum):
    last_before_first = "last_before_first"
    in_the_past = "in_the_past"
    too_far = "too_far"
    no_post = "no_post"
    part_of_several_days = "part_of_several_days"
    no_hours = "no_hours"  # holidays, closures and days off only
    overlaps = "overlaps"
    too_long = "too_long"
    beyond_balance = "beyond_balance"


@dataclass(frozen=True)
class LeaveFault:
    """One fault. `values` holds what a sentence needs: dates, and numbers of hours or weeks."""

    code: LeaveFaultCode
    values: Mapping[str, date | float | int | None] = field(default_factory=dict)


def faults_of_request(
    *,
    first: date,
    last: date,
    part: DayPart,
    today: date,
    pattern: Sequence[float] | None,
    calendar: CalendarFacts,
    office: str | None,
    own_leave: Sequence[Absence],
    available: float,
    enough_from: date | None = None,
) -> list[LeaveFault]:
    """Every fault of a request, in the order in which to mend them; none when it may be asked.

    `pattern` is None for a person without a post. `own_leave` are asked and granted absences of the same person.
    `available` are hours that leave beginning on `first` may take, `enough_from` the day from which it could begin
    (`leave_ledger.available_on`, `leave_ledger.day_with_enough`).
    """
    if last < first:
        return [LeaveFault(LeaveFaultCode.last_before_first, {"first": first, "last": last})]
    if pattern is None or not any(pattern):
        return [LeaveFault(LeaveFaultCode.no_post)]
    if first < today:
        return [LeaveFault(LeaveFaultCode.in_the_past, {"first": first, "today": today})]
    if last > today + FURTHEST:
        return [LeaveFault(LeaveFaultCode.too_far, {"last": last, "latest": today + FURTHEST})]
    faults = []
    if part is not DayPart.whole and first != last:
        faults.append(LeaveFault(LeaveFaultCode.part_of_several_days, {"first": first, "last": last}))
    hours = leave_hours(first, last, part, pattern, calendar, office)
    if hours == 0:
        faults.append(LeaveFault(LeaveFaultCode.no_hours, {"first": first, "last": last}))
    for leave in _overlapping(first, last, part, own_leave):
        faults.append(LeaveFault(LeaveFaultCode.overlaps, {"first": leave.first_day, "last": leave.last_day}))
    too_long = _too_long(first, last, pattern, calendar, office)
    if too_long:
        faults.append(too_long)
    if hours > available + 0.005:
        faults.append(
            LeaveFault(
                LeaveFaultCode.beyond_balance,
                {"hours": hours, "available": available, "short": hours - available, "enough_from": enough_from},
            )
        )
    return faults


def _overlapping(first: date, last: date, part: DayPart, own_leave: Sequence[Absence]) -> list[Absence]:
    """Leave that shares a half-day with the request."""
    return [
        leave
        for leave in own_leave
        if leave.first_day <= last
        and first <= leave.last_day
        and (part is DayPart.whole or leave.part is DayPart.whole or part is leave.part)
    ]


def _too_long(
    first: date, last: date, pattern: Sequence[float], calendar: CalendarFacts, office: str | None
) -> LeaveFault | None:
    """More than five weeks from the first working day to the last; weekends at either end do not count."""
    days = [day for day in open_days(first, last, calendar, office) if pattern[day.weekday()] > 0]
    if not days or days[-1] - days[0] < LONGEST:
        return None
    latest_last = days[0] + LONGEST - timedelta(days=1)
    return LeaveFault(LeaveFaultCode.too_long, {"weeks": LONGEST.days // 7, "latest_last": latest_last})

"""Hours that a person has for cases, by calendar day.

`C = sum over days of h x (1 - away) x (1 - rho) - F`: `h` hours of the work pattern on open days; away is leave, by
day, and expected sickness and training; `rho` is the share of hours present that belongs to no case; `F` are hours a
month that every post takes, full-time or not. F is spread over the person's own working days of the month, and a day
away loses its part, so that the hours of a month are those of its days. Of a newcomer's hours for cases only a share
counts in the first months (`newcomer_share`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from workload.estimates.activity_minutes import fixed_hours as fixed_hours_of
from workload.estimates.activity_minutes import training_hours as training_hours_of
from workload.estimates.calendar import months_between, open_days
from workload.estimates.newcomer_share import share_on
from workload.facts import Absence, ActivityTime, CalendarFacts, OfficerFacts
from workload.vocabulary import DayPart


@dataclass(frozen=True)
class CapacityRules:
    """What is taken off hours present. The two shares are illustrative: with 10 fixed hours a month, 10 % of hours
    present makes 18 % of a full-time post's time that belongs to no case. Sickness: 13 days a year, all public-sector
    (Statistics Canada 71-211-X, 2007-2008), over about 248 open days."""

    fixed_hours: float = 10.0  # a month
    variable_share: float = 0.10
    expected_sick_share: float = 13 / 248
    training_hours: float = 4.375  # a month


@dataclass(frozen=True)
class Capacity:
    """Hours of a period, from the work pattern down to cases; `days_present` counts days with hours at work.

    `hours_of_newcomer` are hours that would be there for cases but for the first months after the appointment.
    """

    hours_of_pattern: float
    hours_on_leave: float
    hours_expected_away: float
    hours_present: float
    hours_of_duties: float
    hours_for_cases: float
    days_present: int
    hours_of_newcomer: float = 0.0


def rules_from(activity_times: Iterable[ActivityTime]) -> CapacityRules:
    """The rules with fixed and training hours of this activity table."""
    rows = tuple(activity_times)
    return CapacityRules(fixed_hours=fixed_hours_of(rows), training_hours=training_hours_of(rows))


def hours_for_cases(present: float, fixed_hours: float, variable_share: float) -> float:
    """Hours for cases out of hours present; never below 0. A half-time post keeps less than half."""
    return max(0.0, present * (1 - variable_share) - fixed_hours)


def hours_by_day(
    officer: OfficerFacts, absences: Iterable[Absence], calendar: CalendarFacts, first: date, last: date
) -> dict[date, float]:
    """Paid hours at work on each open day of the person's pattern, 0.0 on days of leave.

    Only absences of this person count. A day away twice is away once; a morning and an afternoon make a whole day.
    """
    away = _share_away(officer.id, absences, first, last)
    return {
        day: hours * (1 - away.get(day, 0.0)) for day, hours in _pattern_hours(officer, calendar, first, last).items()
    }


def case_hours_by_day(
    officer: OfficerFacts,
    absences: Iterable[Absence],
    calendar: CalendarFacts,
    first: date,
    last: date,
    rules: CapacityRules | None = None,
) -> dict[date, float]:
    """Hours for cases on each open day of the person's pattern. 0.0 throughout for someone who may not carry cases;
    nothing before the appointment, and a growing share after it."""
    if not officer.appointed and not officer.steps:
        return dict.fromkeys(hours_by_day(officer, absences, calendar, first, last), 0.0)
    full = _full_hours_by_day(officer, absences, calendar, first, last, rules or CapacityRules())
    return {day: hours * share_on(day, officer.steps) for day, hours in full.items()}


def _full_hours_by_day(
    officer: OfficerFacts,
    absences: Iterable[Absence],
    calendar: CalendarFacts,
    first: date,
    last: date,
    rules: CapacityRules,
) -> dict[date, float]:
    """The same of somebody who carries a full caseload."""
    known = tuple(absences)
    at_work = hours_by_day(officer, known, calendar, first, last)
    fixed, training = _by_day(officer, known, calendar, first, last, rules)
    return {
        day: _for_cases(hours, fixed[day], training[day], rules) if hours > 0 else 0.0 for day, hours in at_work.items()
    }


def month_capacity(
    officer: OfficerFacts,
    absences: Iterable[Absence],
    calendar: CalendarFacts,
    first: date,
    last: date,
    rules: CapacityRules | None = None,
) -> Capacity:
    """What the hours of a month, or of any days, come to."""
    rules = rules or CapacityRules()
    absences = tuple(absences)
    pattern = sum(_pattern_hours(officer, calendar, first, last).values())
    at_work = {day: hours for day, hours in hours_by_day(officer, absences, calendar, first, last).items() if hours > 0}
    _, training = _by_day(officer, tuple(absences), calendar, first, last, rules)
    there = sum(at_work.values())
    away = sum(min(hours, hours * rules.expected_sick_share + training[day]) for day, hours in at_work.items())
    for_cases = sum(case_hours_by_day(officer, absences, calendar, first, last, rules).values())
    present, held_back = there - away, 0.0
    if officer.steps:  # without an appointment all hours at work are other duties
        held_back = sum(_full_hours_by_day(officer, absences, calendar, first, last, rules).values()) - for_cases
    duties = present - for_cases - held_back
    return Capacity(pattern, pattern - there, away, present, duties, for_cases, len(at_work), held_back)


def _for_cases(hours: float, fixed: float, training: float, rules: CapacityRules) -> float:
    present = max(0.0, hours * (1 - rules.expected_sick_share) - training)
    return hours_for_cases(present, fixed, rules.variable_share)


def _pattern_hours(officer: OfficerFacts, calendar: CalendarFacts, first: date, last: date) -> dict[date, float]:
    """Hours of the pattern on its open days, while the person holds the post."""
    first = max(first, officer.works_from or first)
    last = min(last, officer.works_until or last)
    return {day: officer.pattern[day.weekday()] for day in _pattern_days(officer, calendar, first, last)}


def _pattern_days(officer: OfficerFacts, calendar: CalendarFacts, first: date, last: date) -> list[date]:
    return [day for day in open_days(first, last, calendar, officer.office) if officer.pattern[day.weekday()] > 0]


def _share_away(person: int, absences: Iterable[Absence], first: date, last: date) -> dict[date, float]:
    """Share of each day away, 0.5 or 1.0: absences are united by half-day, never added."""
    halves: dict[date, set[DayPart]] = {}
    for absence in absences:
        if absence.person != person:
            continue
        parts = {DayPart.morning, DayPart.afternoon} if absence.part is DayPart.whole else {absence.part}
        begin, end = max(absence.first_day, first), min(absence.last_day, last)
        for ordinal in range(begin.toordinal(), end.toordinal() + 1):
            halves.setdefault(date.fromordinal(ordinal), set()).update(parts)
    return {day: len(parts) / 2 for day, parts in halves.items()}


def _by_day(
    officer: OfficerFacts,
    absences: tuple[Absence, ...],
    calendar: CalendarFacts,
    first: date,
    last: date,
    rules: CapacityRules,
) -> tuple[dict[date, float], dict[date, float]]:
    """Fixed and training hours of each working day: the month's hours over the pattern's days of that month, whether or
    not the post was held on all of them. Hours of courses booked in the month are days away already and come off the
    training that is expected on average, so that none counts twice."""
    courses = [one for one in absences if one.course and one.person == officer.id]
    fixed: dict[date, float] = {}
    training: dict[date, float] = {}
    for begin, end in months_between(first, last):
        days = _pattern_days(officer, calendar, begin, end)
        booked = sum(
            officer.pattern[day.weekday()]
            for day in days
            if any(one.first_day <= day <= one.last_day for one in courses)
        )
        expected = max(0.0, rules.training_hours - booked)
        for day in days:
            if first <= day <= last:
                fixed[day] = rules.fixed_hours / len(days)
                training[day] = expected / len(days)
    return fixed, training

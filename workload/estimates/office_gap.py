"""What an office lacks in a week: hours due that exceed the hours there, and hours due that nobody answers for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workload.estimates.delivery_peak import due_hours_by_day
from workload.estimates.officer_capacity import CapacityRules, case_hours_by_day, hours_by_day
from workload.facts import Absence, CalendarFacts, OfficerFacts

FULL_TIME = (7.5, 7.5, 7.5, 7.5, 7.5)
LEAST = 0.005  # hours; less is arithmetic, not work


class GapCause(StrEnum):
    """Why an office is short, in the order in which a manager would look."""

    vacancy = "vacancy"
    leave = "leave"
    delivery = "delivery"
    load = "load"


@dataclass(frozen=True)
class PersonDay:
    """Case hours of one person on one working day: due, and there to do them. `away` is the share of the day on leave;
    `person` None stands for a vacant post or for cases without an officer."""

    person: int | None
    day: date
    due: float
    there: float
    away: float = 0.0


@dataclass(frozen=True)
class OfficeGap:
    """Hours over the days given. `there` counts cover that comes, not cover that is lent; `short` is what exceeds it.

    `uncovered` are hours due of people away and of vacant posts, less the cover of the same day: nobody answers for
    them, so they are said in hours and never as a percentage. `nobody` is True when no one is there on any of the
    days.
    """

    needed: float
    there: float
    short: float
    uncovered: float
    causes: tuple[GapCause, ...]

    @property
    def nobody(self) -> bool:
        return self.needed > LEAST and self.there <= LEAST


def person_days(
    officer: OfficerFacts,
    month_hours: float,
    report_hours: float,
    absences: Iterable[Absence],
    calendar: CalendarFacts,
    first: date,
    last: date,
    rules: CapacityRules | None = None,
) -> list[PersonDay]:
    """A person's working days; before and after the contract they count as those of a vacant post. `month_hours` are
    needed by the cases held, `report_hours` are the part of these that falls on delivery days."""
    absences = tuple(absences)
    due = due_hours_by_day(month_hours, report_hours, officer.pattern, calendar, first, last, officer.office)
    at_work = hours_by_day(officer, absences, calendar, first, last)
    for_cases = case_hours_by_day(officer, absences, calendar, first, last, rules)
    return [
        PersonDay(
            officer.id if _holds_post(officer, day) else None,
            day,
            hours,
            for_cases.get(day, 0.0),
            1 - at_work.get(day, 0.0) / officer.pattern[day.weekday()],
        )
        for day, hours in due.items()
    ]


def _holds_post(officer: OfficerFacts, day: date) -> bool:
    return (officer.works_from or day) <= day <= (officer.works_until or day)


def vacant_days(
    month_hours: float,
    report_hours: float,
    calendar: CalendarFacts,
    first: date,
    last: date,
    office: str | None = None,
) -> list[PersonDay]:
    """The days of cases that no one holds: due on every open day, nobody there."""
    due = due_hours_by_day(month_hours, report_hours, FULL_TIME, calendar, first, last, office)
    return [PersonDay(None, day, hours, 0.0, 1.0) for day, hours in due.items()]


def office_gap(
    days: Iterable[PersonDay],
    cover: Mapping[date, float] | None = None,
    lent: Mapping[date, float] | None = None,
    delivery: frozenset[date] = frozenset(),
) -> OfficeGap:
    """The gap of one office over some days, usually a week. `cover` are hours that others work for it, by day, and
    `lent` those that its own people give to other offices (journeys in), of the same days; `delivery` marks the peak.
    """
    days = list(days)
    cover, lent = cover or {}, lent or {}
    needed = sum(entry.due for entry in days)
    there = max(0.0, sum(entry.there for entry in days) + sum(cover.values()) - sum(lent.values()))
    unanswered: dict[date, float] = {}
    for entry in days:
        unanswered[entry.day] = unanswered.get(entry.day, 0.0) + entry.due * entry.away
    uncovered = sum(max(0.0, hours - cover.get(day, 0.0)) for day, hours in unanswered.items())
    short = max(0.0, needed - there)
    peak = any(entry.day in delivery for entry in days)
    return OfficeGap(needed, there, short, uncovered, _causes(days, short, uncovered, peak))


def _causes(days: list[PersonDay], short: float, uncovered: float, peak: bool) -> tuple[GapCause, ...]:
    if short <= LEAST and uncovered <= LEAST:
        return ()
    vacant = sum(entry.due for entry in days if entry.person is None)
    on_leave = sum(entry.due * entry.away for entry in days if entry.person is not None)
    causes = []
    if vacant > LEAST:
        causes.append(GapCause.vacancy)
    if on_leave > LEAST:
        causes.append(GapCause.leave)
    if short > vacant + on_leave + LEAST:  # those who are there have more due than they can do
        causes.append(GapCause.delivery if peak else GapCause.load)
    return tuple(causes)

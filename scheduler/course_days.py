"""The days on which a course fits: not on leave or delivery days, and the office covered by people who are free.

The weeks in which somebody can be away are those of the year strip (`scheduler/coverable_weeks.py`): a course takes
people from their desks just as leave does. Days that are proposed are also held against everybody's leave, cover and
full weeks of this moment, as booking does: what is proposed can be booked.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

from sqlmodel import Session

from scheduler.cover_finding import CoverDesk
from workload.estimates.calendar import monday_of
from workload.estimates.training import TERMS
from workload.facts import CalendarFacts
from workload.records.absences import granted_absences
from workload.records.calendar import calendar_facts
from workload.records.cover_links import covers_given
from workload.records.coverable_weeks import coverable_weeks
from workload.tables.leave import LeaveRequest
from workload.tables.people import Person
from workload.vocabulary import Course, LeaveKind, LeaveStatus, PersonKind, WeekState

AHEAD = timedelta(weeks=52)
NOTICE = timedelta(days=14)  # between today and a day that is proposed; ours
MOST_LOOKED = 15  # days found without anybody free, after which no later one is tried
DAY = timedelta(days=1)


class CourseFault(StrEnum):
    """Why a course cannot be on those days; the last two only say why days were passed over."""

    past = "past"
    no_working_days = "no_working_days"
    away = "away"
    delivery = "delivery"
    covers = "covers"
    not_covered = "not_covered"
    nobody_free = "nobody_free"
    tight = "tight"
    too_few = "too_few"


@dataclass(frozen=True)
class FreeDays:
    """A person's coming year: the days they could be on a course, and of the others why not."""

    working: tuple[date, ...]
    faults: Mapping[date, CourseFault]
    tight: frozenset[date]

    def runs(self, days: int, after: date, avoided: Collection[date]) -> Iterator[tuple[date, ...]]:
        """So many working days in a row without any fault, from `after` on, the earliest first. Up to five days stay
        within one week."""
        for at in range(len(self.working) - days + 1):
            run = self.working[at : at + days]
            if run[0] < after or any(day in self.faults or day in avoided for day in run):
                continue
            if days > 5 or monday_of(run[0]) == monday_of(run[-1]):
                yield run


@dataclass(frozen=True)
class PassedOver:
    """Working days in a row that are earlier than those proposed, and why it is not these."""

    first: date
    last: date
    why: CourseFault


@dataclass(frozen=True)
class Proposal:
    """The earliest days that fit (None: the year has none), and the earlier ones that do not."""

    days: tuple[date, date] | None
    passed: tuple[PassedOver, ...]


def proposals(session: Session, person: Person, courses: Collection[Course], today: date) -> dict[Course, Proposal]:
    """For each course the earliest days on which it takes nobody's desk away uncovered; weeks that can only just be
    covered come last."""
    look = _Look(session, person, today)
    lengths = {TERMS[course].days for course in courses}
    found = {days: look.first_run(days) for days in sorted(lengths, reverse=True)}
    return {
        course: Proposal((run[0], run[-1]) if run else None, look.passed(run))
        for course in courses
        for run in (found[TERMS[course].days],)
    }


class _Look:
    """A look at one person's year: no day is asked about twice, and days within a longer run that can be covered can be
    covered too, so the longest courses come first."""

    def __init__(self, session: Session, person: Person, today: date) -> None:
        self._session, self._person, self._today = session, person, today
        self._year = free_days(session, person, today)
        self._nobody: dict[date, CourseFault] = {}
        self._covered: list[frozenset[date]] = []

    def first_run(self, days: int) -> tuple[date, ...] | None:
        for avoided in (self._year.tight, frozenset[date]()):
            for run in self._year.runs(days, self._today + NOTICE, avoided):
                if any(longer.issuperset(run) for longer in self._covered):
                    return run
                if any(day in self._nobody for day in run):
                    continue
                if len(self._nobody) >= MOST_LOOKED:
                    return None
                uncovered = left_open(self._session, self._person, run[0], run[-1], self._today)
                if not uncovered:
                    self._covered.append(frozenset(run))
                    return run
                self._nobody |= dict.fromkeys(uncovered, CourseFault.nobody_free)
        return None

    def passed(self, run: tuple[date, ...] | None) -> tuple[PassedOver, ...]:
        """Why it is none of the days before, days in a row with the same reason together."""
        year = self._year
        left_for_last = frozenset() if run and set(run) <= year.tight else year.tight
        faults = {**dict.fromkeys(left_for_last, CourseFault.tight), **self._nobody, **year.faults}
        before = [day for day in year.working if self._today + NOTICE <= day and (run is None or day < run[0])]
        groups = groupby(before, key=lambda day: faults.get(day, CourseFault.too_few))
        return tuple(PassedOver((some := list(days))[0], some[-1], why) for why, days in groups)


def left_open(session: Session, person: Person, first: date, last: date, today: date) -> tuple[date, ...]:
    """The days of an absence that is only thought of on which nobody who may cover the office would be free."""
    desk = CoverDesk(session, as_absence(person.id or 0, first, last), today=today)
    _cover, uncovered = desk.fill(desk.open_days())
    return uncovered


def as_absence(person_id: int, first: date, last: date) -> LeaveRequest:
    """A course as an absence: it takes no hours, and its cover is asked for like that of leave."""
    return LeaveRequest(
        person_id=person_id, kind=LeaveKind.course, first_day=first, last_day=last, hours=0.0,
        status=LeaveStatus.granted,
    )  # fmt: skip


def free_days(session: Session, person: Person, today: date) -> FreeDays:
    """The coming year of one person, by the calendar, granted leave, booked courses, cover given and the year strip.
    Somebody who is not appointed yet, or who carries no cases, needs no cover; before the first night of the service
    nobody's is known.
    """
    first, last = today, today + AHEAD
    calendar = calendar_facts(session, first, last)
    number = person.id or 0
    weeks = {row.week: row.state for row in coverable_weeks(session, number, first, last)}
    needs_cover = person.kind is PersonKind.cso and person.appointed_on is not None and person.appointed_on <= today
    away = granted_absences(session, first, last, person_ids=[number])
    covers = {row.day for row in covers_given(session, first, last, person_id=number)}
    working = tuple(day for day in _days(first, last) if _works(person, day, calendar))
    faults: dict[date, CourseFault] = {}
    for day in working:
        if any(one.first_day <= day <= one.last_day for one in away):
            faults[day] = CourseFault.away
        elif day in covers:
            faults[day] = CourseFault.covers
        elif day in calendar.delivery and person.kind is not PersonKind.staff:
            faults[day] = CourseFault.delivery
        elif needs_cover and weeks.get(monday_of(day)) is WeekState.not_coverable:
            faults[day] = CourseFault.not_covered
    tight = frozenset(day for day in working if needs_cover and weeks.get(monday_of(day)) is WeekState.tight)
    return FreeDays(working, faults, tight)


def _days(first: date, last: date) -> list[date]:
    return [first + number * DAY for number in range((last - first).days + 1)]


def _works(person: Person, day: date, calendar: CalendarFacts) -> bool:
    closed = calendar.closed | calendar.office_closed.get(person.office_id, frozenset())
    return day.weekday() < 5 and day not in closed and person.pattern[day.weekday()] > 0

"""Courses that fit: days on which the office stays covered, asked for, booked, and done.

The weeks in which somebody can be away are those of the year strip (`scheduler/coverable_weeks.py`): a course takes
people from their desks just as leave does. Everything is written in the caller's transaction; the edge commits.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlmodel import Session

from scheduler.cover_answers import ask_for_open_days, hold_coverers, release_cover
from scheduler.leave_decisions import one_at_a_time
from workload.estimates.calendar import monday_of
from workload.estimates.training import TERMS
from workload.facts import CalendarFacts
from workload.records.absences import granted_absences
from workload.records.audit import note_action
from workload.records.calendar import calendar_facts
from workload.records.cover_links import covers_given
from workload.records.coverable_weeks import coverable_weeks
from workload.records.messages import write_message
from workload.records.training import course_absence
from workload.tables.base import now
from workload.tables.leave import LeaveRequest
from workload.tables.people import Person
from workload.tables.training import TrainingBooking, TrainingRecord
from workload.vocabulary import BookingState, Course, LeaveKind, LeaveStatus, MessageKind, PersonKind, WeekState

AHEAD = timedelta(weeks=52)
NOTICE = timedelta(days=14)  # between today and a day that is proposed; ours
DAY = timedelta(days=1)


class CourseFault(StrEnum):
    """Why a course cannot be on those days."""

    past = "past"
    no_working_days = "no_working_days"
    away = "away"
    delivery = "delivery"
    covers = "covers"
    not_covered = "not_covered"
    nobody_free = "nobody_free"


class CannotBook(Exception):
    """Nothing was stored; `fault` says why, `day` is the first day it speaks of."""

    def __init__(self, fault: CourseFault, day: date) -> None:
        super().__init__(fault)
        self.fault, self.day = fault, day


@dataclass(frozen=True)
class FreeDays:
    """A person's coming year: the days they could be on a course, and of the others why not."""

    working: tuple[date, ...]
    faults: Mapping[date, CourseFault]
    tight: frozenset[date]

    def fitting(self, days: int, after: date) -> tuple[date, date] | None:
        """First and last of the earliest working days in a row without any fault, from `after` on; weeks that can only
        just be covered come last. Up to five days stay within one week."""
        for avoided in (self.tight, frozenset[date]()):
            for at in range(len(self.working) - days + 1):
                run = self.working[at : at + days]
                if run[0] < after or any(day in self.faults or day in avoided for day in run):
                    continue
                if days > 5 or monday_of(run[0]) == monday_of(run[-1]):
                    return run[0], run[-1]
        return None


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


def proposed_days(session: Session, person: Person, course: Course, today: date) -> tuple[date, date] | None:
    """The earliest days on which the course takes nobody's desk away uncovered; None when the year has none."""
    return free_days(session, person, today).fitting(TERMS[course].days, today + NOTICE)


def ask_for_course(
    session: Session, person: Person, course: Course, first_day: date, *, why: str, today: date
) -> TrainingBooking:
    """An officer's own request. CannotBook where the days do not fit."""
    one_at_a_time(session, [person.id or 0])
    last_day = _fits(session, person, course, first_day, today)
    row = TrainingBooking(
        person_id=person.id or 0, course=course, first_day=first_day, last_day=last_day, why=why, asked_on=today
    )
    session.add(row)
    session.flush()
    _note(session, row, by=person.id or 0, action="training_asked")
    return row


def book_course(
    session: Session, person: Person, course: Course, first_day: date, *, by: int, today: date
) -> TrainingBooking:
    """The manager books days, and whoever covers is asked for consent. CannotBook where they do not fit, or where for
    one of them nobody could be asked."""
    hold_coverers(session, [person.id or 0])
    last_day = _fits(session, person, course, first_day, today)
    row = TrainingBooking(
        person_id=person.id or 0, course=course, first_day=first_day, last_day=last_day, asked_on=today,
        state=BookingState.booked, decided_on=today, decided_by=by,
    )  # fmt: skip
    session.add(row)
    session.flush()
    _ask_coverers(session, row, by=by, today=today)
    _tell(session, row, MessageKind.training_booked)
    _note(session, row, by=by, action="training_booked")
    return row


def decide_course(session: Session, row: TrainingBooking, *, grant: bool, reason: str, by: int, today: date) -> None:
    """Book what was asked for, held against the present, or decline it with a reason."""
    hold_coverers(session, [row.person_id])
    if grant:
        _fits(session, session.get_one(Person, row.person_id), row.course, row.first_day, today)
    row.state = BookingState.booked if grant else BookingState.declined
    row.decided_by, row.decided_on, row.reason = by, today, reason
    session.add(row)
    session.flush()
    if grant:
        _ask_coverers(session, row, by=by, today=today)
    _tell(session, row, MessageKind.training_booked if grant else MessageKind.training_declined)
    _note(session, row, by=by, action=f"training_{row.state}")


def course_done(session: Session, row: TrainingBooking, *, by: int) -> None:
    """The course has ended and the person was there."""
    row.state = BookingState.done
    key = (row.person_id, row.course, row.last_day)
    if session.get(TrainingRecord, key) is None:
        session.add(TrainingRecord(person_id=row.person_id, course=row.course, completed_on=row.last_day))
    session.add(row)
    _note(session, row, by=by, action="training_done")


def cancel_course(session: Session, row: TrainingBooking, *, by: int, today: date) -> None:
    """The days are days at work again, and nobody needs to cover them."""
    hold_coverers(session, [row.person_id])
    absence = course_absence(session, row)
    if absence is not None:
        release_cover(session, absence.id or 0, today, by=by)
        absence.status = LeaveStatus.cancelled
        session.add(absence)
    row.state = BookingState.cancelled
    session.add(row)
    _note(session, row, by=by, action="training_cancelled")


def _ask_coverers(session: Session, row: TrainingBooking, *, by: int, today: date) -> None:
    """The course as an absence, for which cover is asked, answered, passed on and arranged like that of leave."""
    absence = LeaveRequest(
        person_id=row.person_id, kind=LeaveKind.course, first_day=row.first_day, last_day=row.last_day, hours=0.0,
        status=LeaveStatus.granted, decided_at=now(), decided_by=by,
    )  # fmt: skip
    session.add(absence)
    session.flush()
    left = ask_for_open_days(session, absence, today=today).days_left_open
    if left:
        raise CannotBook(CourseFault.nobody_free, left[0])


def _fits(session: Session, person: Person, course: Course, first_day: date, today: date) -> date:
    """The last day of a course that begins then; CannotBook otherwise."""
    year = free_days(session, person, today)
    if first_day <= today:
        raise CannotBook(CourseFault.past, first_day)
    days = [day for day in year.working if day >= first_day][: TERMS[course].days]
    if len(days) < TERMS[course].days or days[0] != first_day:
        raise CannotBook(CourseFault.no_working_days, first_day)
    wrong = next((day for day in days if day in year.faults), None)
    if wrong is not None:
        raise CannotBook(year.faults[wrong], wrong)
    return days[-1]


def _tell(session: Session, row: TrainingBooking, kind: MessageKind) -> None:
    first, last = row.first_day.isoformat(), row.last_day.isoformat()
    write_message(session, [row.person_id], kind, href="/training/", first=first, last=last)


def _note(session: Session, row: TrainingBooking, *, by: int, action: str) -> None:
    note_action(
        session, person_id=by, action=action, subject="training_booking", subject_id=row.id,
        after={"person": row.person_id, "course": row.course.value, "first_day": row.first_day.isoformat()},
        why=row.reason,
    )  # fmt: skip


def _days(first: date, last: date) -> list[date]:
    return [first + number * DAY for number in range((last - first).days + 1)]


def _works(person: Person, day: date, calendar: CalendarFacts) -> bool:
    closed = calendar.closed | calendar.office_closed.get(person.office_id, frozenset())
    return day.weekday() < 5 and day not in closed and person.pattern[day.weekday()] > 0

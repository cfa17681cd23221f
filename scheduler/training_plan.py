"""Courses on days that fit (`scheduler/course_days.py`): asked for, booked, and done.

Everything is written in the caller's transaction; the edge commits.
"""

from datetime import date

from sqlmodel import Session

from scheduler.course_days import CourseFault, as_absence, free_days, left_open
from scheduler.cover_answers import ask_for_open_days, hold_coverers, release_cover
from scheduler.leave_decisions import one_at_a_time
from workload.estimates.training import TERMS
from workload.records.audit import note_action
from workload.records.messages import write_message
from workload.records.training import course_absence
from workload.tables.base import now
from workload.tables.people import Person
from workload.tables.training import TrainingBooking, TrainingRecord
from workload.vocabulary import BookingState, Course, LeaveStatus, MessageKind


class CannotBook(Exception):
    """Nothing was stored; `fault` says why, `day` is the first day it speaks of."""

    def __init__(self, fault: CourseFault, day: date) -> None:
        super().__init__(fault)
        self.fault, self.day = fault, day


def ask_for_course(
    session: Session, person: Person, course: Course, first_day: date, *, why: str, today: date
) -> TrainingBooking:
    """An officer's own request. CannotBook where the days do not fit."""
    one_at_a_time(session, [person.id or 0])
    last_day = _fits(session, person, course, first_day, today)
    uncovered = left_open(session, person, first_day, last_day, today)
    if uncovered:
        raise CannotBook(CourseFault.nobody_free, uncovered[0])
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
    absence = as_absence(row.person_id, row.first_day, row.last_day)
    absence.decided_at, absence.decided_by = now(), by
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

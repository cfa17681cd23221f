"""Courses that were asked for, booked and declined."""

from sqlmodel import Session

from seed_data.csv_files import read_rows
from seed_data.shift import Shift
from workload.tables.training import TrainingBooking
from workload.vocabulary import BookingState, Course


def add_training_bookings(session: Session, people: dict[str, int], shift: Shift) -> None:
    for row in read_rows("training_bookings"):
        session.add(
            TrainingBooking(
                person_id=people[row["person"]],
                course=Course(row["course"]),
                first_day=shift.day(row["first_day"]),
                last_day=shift.day(row["last_day"]),
                state=BookingState(row["state"]),
                why=row["why"],
                asked_on=shift.day(row["asked_on"]),
                decided_on=shift.optional(row["decided_on"]),
                decided_by=people.get(row["decided_by"]),
                reason=row["reason"],
            )
        )
    session.flush()

"""Training done, asked for and booked."""

from datetime import date

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from workload.tables.base import word_type
from workload.vocabulary import BookingState, Course


class TrainingRecord(SQLModel, table=True):
    """A person completed a course on a day."""

    __tablename__ = "training_record"

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    course: Course = Field(sa_type=word_type(Course), primary_key=True)
    completed_on: date = Field(primary_key=True)


class TrainingBooking(SQLModel, table=True):
    """A course for one person. While it is booked, its days are days away: nobody carries or covers on a course.

    `why` is what the person wrote when they asked, `reason` what whoever decided answered.
    """

    __tablename__ = "training_booking"
    __table_args__ = (CheckConstraint("last_day >= first_day", name="days"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    course: Course = Field(sa_type=word_type(Course))
    first_day: date = Field(index=True)
    last_day: date
    state: BookingState = Field(default=BookingState.asked, sa_type=word_type(BookingState), index=True)
    why: str = Field(default="", max_length=400)
    asked_on: date
    decided_on: date | None = None
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    reason: str = Field(default="", max_length=400)

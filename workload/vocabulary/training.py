"""Courses asked for, booked and done."""

from enum import StrEnum


class BookingState(StrEnum):
    """Where a place on a course stands. Only what is booked takes days from work."""

    asked = "asked"
    booked = "booked"
    declined = "declined"
    done = "done"
    cancelled = "cancelled"


class TrainingGround(StrEnum):
    """Why a course is due."""

    starting = "starting"
    two_years = "two_years"
    back_from_leave = "back_from_leave"
    one_time = "one_time"
    tailored = "tailored"

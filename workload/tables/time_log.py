"""Logged time: what an activity really took."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from workload.tables.base import now, word_type
from workload.vocabulary import Activity, Tier


class TimeLogEntry(SQLModel, table=True):
    """Minutes of one person on one day for one activity, with the tier of the case where there is one.

    `ordinary_day` marks the rows of a whole day confirmed in one action. They repeat earlier days, so they count for
    where the hours go and never as new measurements of an activity.
    """

    __tablename__ = "time_log_entry"
    __table_args__ = (
        CheckConstraint("minutes > 0", name="minutes"),
        Index("ix_time_log_summed", "day", "activity", "person_id", "minutes"),  # hours of a period from this alone
    )

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    day: date = Field(index=True)
    activity: Activity = Field(sa_type=word_type(Activity))
    tier: Tier | None = Field(default=None, sa_type=word_type(Tier))
    case_id: int | None = Field(default=None, foreign_key="case.id")
    minutes: int
    entered_at: datetime = Field(default_factory=now)
    ordinary_day: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})


class PhoneTally(SQLModel, table=True):
    """Calls that one person answered on one day, counted one tap at a time."""

    __tablename__ = "phone_tally"
    __table_args__ = (CheckConstraint("calls >= 0", name="calls"),)

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    day: date = Field(primary_key=True)
    calls: int = 0

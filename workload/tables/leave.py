"""Leave: the ledger in hours, requests, and who covers on which day."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from workload.tables.base import json_list, now, word_type
from workload.vocabulary import (
    CoverMode,
    CoverRefusal,
    CoverStatus,
    DayPart,
    LeaveChangeKind,
    LeaveKind,
    LeaveStatus,
    LedgerReason,
)


class LeaveRequest(SQLModel, table=True):
    """A request and its decision. `hours` is what it takes from the ledger; `note` is read by approvers only.

    `version` counts changes: a decision is written only on the version that was looked at. `decided_for` is the manager
    in whose place a deputy decided.
    """

    __tablename__ = "leave_request"
    __table_args__ = (CheckConstraint("last_day >= first_day", name="days"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    kind: LeaveKind = Field(sa_type=word_type(LeaveKind))
    first_day: date
    last_day: date
    part: DayPart = Field(default=DayPart.whole, sa_type=word_type(DayPart))
    hours: float
    note: str = Field(default="", max_length=600)
    status: LeaveStatus = Field(default=LeaveStatus.asked, sa_type=word_type(LeaveStatus), index=True)
    refused_before: bool = False
    lacked_cover: bool = False  # refused because nobody could cover: HQ counts these
    asked_at: datetime = Field(default_factory=now)
    decided_at: datetime | None = None
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_for: int | None = Field(default=None, foreign_key="person.id")
    decision_reason: str = Field(default="", max_length=600)
    version: int = 1


class LeaveEntry(SQLModel, table=True):
    """A signed line of the ledger, in hours: plus earns, minus takes."""

    __tablename__ = "leave_entry"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    kind: LeaveKind = Field(default=LeaveKind.annual, sa_type=word_type(LeaveKind))
    day: date
    hours: float
    reason: LedgerReason = Field(sa_type=word_type(LedgerReason))
    request_id: int | None = Field(default=None, foreign_key="leave_request.id")
    entered_at: datetime = Field(default_factory=now)


class AccrualRate(SQLModel, table=True):
    """Leave earned per paid hour between two numbers of completed years, from a day on. It stands beside the rates of
    the agreement that the service knows: of two that fit, the one that began last holds."""

    __tablename__ = "accrual_rate"
    __table_args__ = (
        CheckConstraint("per_paid_hour > 0 AND per_paid_hour < 1", name="per_paid_hour"),
        CheckConstraint("years_from >= 0", name="years_from"),
        UniqueConstraint("kind", "years_from", "valid_from"),
    )

    id: int | None = Field(default=None, primary_key=True)
    kind: LeaveKind = Field(default=LeaveKind.annual, sa_type=word_type(LeaveKind))
    years_from: int
    years_below: int | None = None
    per_paid_hour: float
    valid_from: date
    source: str = Field(max_length=300)
    entered_by: int | None = Field(default=None, foreign_key="person.id")


class CarryOver(SQLModel, table=True):
    """A wish to take leave hours of one fiscal year (named by the year in which it begins) in the next one."""

    __tablename__ = "carry_over"
    __table_args__ = (CheckConstraint("hours > 0", name="hours"),)

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    fiscal_year: int = Field(primary_key=True)
    hours: float
    asked_on: date


class CalendarFeed(SQLModel, table=True):
    """A person's private calendar address. Only a hash of its secret part is kept; a new one replaces the old."""

    __tablename__ = "calendar_feed"

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    token_hash: str = Field(max_length=64, unique=True)
    with_cover: bool = False  # also the days on which the person covers elsewhere
    made_at: datetime = Field(default_factory=now)


class ReliefCover(SQLModel, table=True):
    """One person answers for an office on a day while a colleague is on leave.

    Proposed until the person has answered; what was declined or is not needed any more is deleted, and a `CoverAnswer`
    keeps it. `assigned_by` is the manager who named the coverer without asking, and `reason` why.
    """

    __tablename__ = "relief_cover"
    __table_args__ = (
        UniqueConstraint("person_id", "day"),
        CheckConstraint("hours >= 0 AND travel_hours >= 0", name="hours"),
    )

    id: int | None = Field(default=None, primary_key=True)
    request_id: int = Field(foreign_key="leave_request.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    office_id: str = Field(foreign_key="office.id", index=True)
    day: date
    mode: CoverMode = Field(sa_type=word_type(CoverMode))
    hours: float
    travel_hours: float = 0.0
    status: CoverStatus = Field(default=CoverStatus.agreed, sa_type=word_type(CoverStatus))
    asked_at: datetime | None = None
    answered_at: datetime | None = None
    assigned_by: int | None = Field(default=None, foreign_key="person.id")
    reason: str = Field(default="", max_length=300, sa_column_kwargs={"server_default": ""})


class CoverAnswer(SQLModel, table=True):
    """What became of cover that somebody was asked for: agreed, declined with a reason, or ended because it is not
    needed any more. `days` are ISO dates. Rows are added, never changed."""

    __tablename__ = "cover_answer"

    id: int | None = Field(default=None, primary_key=True)
    request_id: int = Field(foreign_key="leave_request.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    answer: CoverStatus = Field(sa_type=word_type(CoverStatus))
    days: list[str] = json_list()
    reason: CoverRefusal | None = Field(default=None, sa_type=word_type(CoverRefusal))
    at: datetime = Field(default_factory=now)
    by: int | None = Field(default=None, foreign_key="person.id")


class LeaveChange(SQLModel, table=True):
    """Granted leave that was cancelled, cut short or undone, with what it cost. Rows are added, never changed.

    `from_day` is the first day that is no leave any more; `hours_back` went back to the ledger; `costs_cents` are costs
    of the person that cannot be got back and are reimbursed, and `time_and_a_half_hours` the hours of the first day
    back that are paid time and a half (agreement art. 17.05).
    """

    __tablename__ = "leave_change"
    __table_args__ = (
        CheckConstraint("hours_back >= 0 AND costs_cents >= 0 AND time_and_a_half_hours >= 0", name="not_negative"),
    )

    id: int | None = Field(default=None, primary_key=True)
    request_id: int = Field(foreign_key="leave_request.id", index=True)
    kind: LeaveChangeKind = Field(sa_type=word_type(LeaveChangeKind))
    from_day: date
    hours_back: float = 0.0
    costs_cents: int = 0
    time_and_a_half_hours: float = 0.0
    reason: str = Field(default="", max_length=600)
    at: datetime = Field(default_factory=now)
    by: int | None = Field(default=None, foreign_key="person.id")

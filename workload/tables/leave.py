"""Leave: the ledger in hours, requests, and who covers on which day."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from workload.tables.base import now, word_type
from workload.vocabulary import CoverMode, CoverStatus, DayPart, LeaveKind, LeaveStatus, LedgerReason


class LeaveRequest(SQLModel, table=True):
    """A request and its decision. `hours` is what it takes from the ledger; `note` is read by approvers only.

    `version` counts changes: a decision is written only on the version that was looked at.
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


class ReliefCover(SQLModel, table=True):
    """One person answers for an office on a day while a colleague is on leave."""

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

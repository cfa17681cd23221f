"""The activity table and what adjusts it, each row with its source and the day from which it holds."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from workload.tables.base import json_list, now, word_type
from workload.vocabulary import Activity, Evidence, ProposalStatus, Tier


class ActivityStandard(SQLModel, table=True):
    """How often a month a case of a tier needs an activity, and minutes each time, from a day on.

    Without a tier the row is a duty of the post: times a month per person.
    """

    __tablename__ = "activity_standard"
    __table_args__ = (
        CheckConstraint("frequency >= 0 AND minutes >= 0", name="not_negative"),
        UniqueConstraint("activity", "tier", "valid_from"),
    )

    id: int | None = Field(default=None, primary_key=True)
    activity: Activity = Field(sa_type=word_type(Activity))
    tier: Tier | None = Field(default=None, sa_type=word_type(Tier))
    frequency: float
    minutes: float
    source: str = Field(max_length=300)
    evidence: Evidence = Field(sa_type=word_type(Evidence))
    valid_from: date


class OfficeFactor(SQLModel, table=True):
    """A multiplier on an office's case hours, such as for travel or for having no administrative support."""

    __tablename__ = "office_factor"
    __table_args__ = (CheckConstraint("multiplier > 0", name="multiplier"),)

    id: int | None = Field(default=None, primary_key=True)
    office_id: str = Field(foreign_key="office.id", index=True)
    reason: str = Field(max_length=200)
    multiplier: float
    source: str = Field(max_length=300)
    valid_from: date
    valid_until: date | None = None


class WorkloadProposal(SQLModel, table=True):
    """A change to the activity table (`activity` and `rows`), or a factor (`reason` and `multiplier`) for one office
    or, without `office_id`, for all of them, which a second person approves before it holds. `factor_id` is the
    factor that it takes the place of; a multiplier of 1 then only ends that one.

    `rows` are objects with tier (null for a duty of the post), frequency and minutes. `from_logs` says that logged time
    suggested it. `why` is the reason of the change; `source` and `evidence` are stored with the new rows.
    """

    __tablename__ = "workload_proposal"
    __table_args__ = (
        CheckConstraint("activity IS NULL OR multiplier IS NULL", name="one_subject"),
        CheckConstraint("multiplier > 0", name="multiplier"),
    )

    id: int | None = Field(default=None, primary_key=True)
    activity: Activity | None = Field(default=None, sa_type=word_type(Activity))
    rows: list[dict[str, Any]] = json_list()
    office_id: str | None = Field(default=None, foreign_key="office.id")
    reason: str = Field(default="", max_length=200)
    multiplier: float | None = None
    factor_id: int | None = Field(default=None, foreign_key="office_factor.id")
    evidence: Evidence = Field(default=Evidence.estimate, sa_type=word_type(Evidence))
    source: str = Field(max_length=300)
    valid_from: date
    valid_until: date | None = None
    why: str = Field(max_length=600)
    from_logs: bool = False
    status: ProposalStatus = Field(default=ProposalStatus.waiting, sa_type=word_type(ProposalStatus), index=True)
    proposed_by: int = Field(foreign_key="person.id")
    proposed_at: datetime = Field(default_factory=now)
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime | None = None
    answer: str = Field(default="", max_length=600)

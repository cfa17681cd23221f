"""The activity table and what adjusts it, each row with its source and the day from which it holds."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from workload.tables.base import word_type
from workload.vocabulary import Activity, Evidence, Tier


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

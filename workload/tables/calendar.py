"""Days that are not ordinary, and the published service standards, both dated and with their source."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from workload.tables.base import now, word_type
from workload.vocabulary import DayKind


class CalendarDay(SQLModel, table=True):
    """A day with a meaning, for the whole territory or (with `office_id`) for one office."""

    __tablename__ = "calendar_day"
    __table_args__ = (UniqueConstraint("day", "kind", "office_id"),)

    id: int | None = Field(default=None, primary_key=True)
    day: date = Field(index=True)
    kind: DayKind = Field(sa_type=word_type(DayKind))
    office_id: str | None = Field(default=None, foreign_key="office.id")
    name: str = Field(default="", max_length=120)
    name_fr: str = Field(default="", max_length=120)
    source: str = Field(default="", max_length=300)
    entered_at: datetime = Field(default_factory=now)


class ServiceStandard(SQLModel, table=True):
    """A published promise: so many business days, from a start that is named."""

    __tablename__ = "service_standard"
    __table_args__ = (CheckConstraint("business_days > 0", name="business_days"),)

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=40, index=True)  # application, payment, concern
    business_days: int
    starts_when: str = Field(max_length=120)
    source: str = Field(max_length=300)
    valid_from: date

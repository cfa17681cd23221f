"""Who decides in whose place, and for how long."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from workload.tables.base import now


class Deputy(SQLModel, table=True):
    """A person decides on leave and cover of a region in a manager's place, from a first to a last day."""

    __tablename__ = "deputy"
    __table_args__ = (CheckConstraint("last_day >= first_day", name="days"),)

    id: int | None = Field(default=None, primary_key=True)
    manager_id: int = Field(foreign_key="person.id", index=True)
    deputy_id: int = Field(foreign_key="person.id", index=True)
    region_id: str = Field(foreign_key="region.id")
    first_day: date
    last_day: date
    named_by: int = Field(foreign_key="person.id")
    named_at: datetime = Field(default_factory=now)
    ended_at: datetime | None = None

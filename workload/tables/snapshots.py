"""What the gap of each office looked like on the night it was taken."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from workload.tables.base import now


class GapSnapshot(SQLModel, table=True):
    """Hours needed, there, short and uncovered of an office in the week that begins on `week` (a Monday)."""

    __tablename__ = "gap_snapshot"

    office_id: str = Field(foreign_key="office.id", primary_key=True)
    week: date = Field(primary_key=True)
    taken_on: date = Field(primary_key=True)
    hours_needed: float
    hours_there: float
    hours_short: float
    hours_uncovered: float
    taken_at: datetime = Field(default_factory=now)

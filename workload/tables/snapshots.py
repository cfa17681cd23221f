"""What was reckoned on a night: the gap of each office, and figures of a large service that take long."""

from datetime import date, datetime
from typing import Any

from sqlmodel import Field, SQLModel

from workload.tables.base import json_object, now


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


class DailyFigures(SQLModel, table=True):
    """Figures of a page that take seconds in a large service, as the clock reckoned them on `day`. One row a page."""

    __tablename__ = "daily_figures"

    name: str = Field(max_length=40, primary_key=True)
    day: date
    figures: dict[str, Any] = json_object()

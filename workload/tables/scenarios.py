"""What-ifs of staffing that somebody keeps under a name, and the calendar of program changes."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from workload.tables.base import json_list, now


class Scenario(SQLModel, table=True):
    """A scenario under a name. `changes` is what differs from today, in order: each an object with the kind of change
    and its values."""

    __tablename__ = "scenario"

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=80, unique=True)
    changes: list[dict[str, Any]] = json_list()
    saved_by: int = Field(foreign_key="person.id")
    saved_at: datetime = Field(default_factory=now)


class ProgramChange(SQLModel, table=True):
    """A change of the program with its day, for the whole territory or (with `region_id`) for one region.

    Everybody concerned trains `training_hours` of paid time between `training_from` and the day before `go_live`. From
    `go_live` on every minute is multiplied by `friction`, which fades to 1 over `friction_weeks`.
    """

    __tablename__ = "program_change"
    __table_args__ = (
        CheckConstraint("friction >= 1", name="friction"),
        CheckConstraint("training_hours >= 0 AND friction_weeks >= 0", name="not_negative"),
        CheckConstraint("training_from <= go_live", name="training_first"),
    )

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=120)
    region_id: str | None = Field(default=None, foreign_key="region.id")
    go_live: date = Field(index=True)
    training_from: date
    training_hours: float = 0.0
    friction: float = 1.0
    friction_weeks: float = 0.0
    major: bool = True
    why: str = Field(default="", max_length=600)
    entered_by: int | None = Field(default=None, foreign_key="person.id")
    entered_at: datetime = Field(default_factory=now)
    withdrawn_on: date | None = None

"""That the clock is alive: one row, written by whichever clock process holds the lock."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from workload.tables.base import now


class ClockBeat(SQLModel, table=True):
    __tablename__ = "clock_beat"

    id: int = Field(default=1, primary_key=True)
    at: datetime = Field(default_factory=now)
    by: str = Field(max_length=120)

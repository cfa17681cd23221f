"""Figures that take seconds in a large service: kept once a day by the clock; elsewhere reckoned at each look."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from pydantic import TypeAdapter
from sqlmodel import Session

from workload.tables.snapshots import DailyFigures

T = TypeVar("T")


@dataclass(frozen=True)
class Daily(Generic[T]):
    """A frozen value under its `name`, and how to reckon it from what is stored on a day."""

    name: str
    kind: type[T]
    reckon: Callable[[Session, date], T]

    def keep(self, session: Session, today: date) -> None:
        """Reckon it and keep it instead of what was kept before. The caller commits."""
        found = TypeAdapter(self.kind).dump_python(self.reckon(session, today), mode="json")
        row = session.get(DailyFigures, self.name) or DailyFigures(name=self.name, day=today)
        row.day, row.figures = today, found
        session.add(row)
        session.flush()

    def look(self, session: Session, today: date) -> tuple[T, bool]:
        """What was kept today, and True; where nothing was, as things stand now, and False."""
        row = session.get(DailyFigures, self.name)
        if row is None or row.day != today:
            return self.reckon(session, today), False
        return TypeAdapter(self.kind).validate_python(row.figures), True

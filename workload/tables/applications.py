"""Applications for assistance: their days, and what was waited for, as the case system tells them."""

from datetime import date
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from workload.tables.base import json_list


class Application(SQLModel, table=True):
    """One application of a case. `waits` are rows of owner, first, last (none while it lasts) and item.

    The clock of a promise is computed when it is read, from these days and the standard in force when it began.
    """

    __tablename__ = "application"
    __table_args__ = (
        UniqueConstraint("case_id", "submitted"),
        Index("ix_application_unpaid", "paid", "submitted"),  # what waits, among many that are long paid
    )

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case.id")
    office_id: str = Field(foreign_key="office.id", index=True)
    submitted: date = Field(index=True)
    documents_complete: date | None = None
    verified: date | None = None
    decided: date | None = None
    paid: date | None = None
    waits: list[dict[str, Any]] = json_list()

"""Who did what, when and why. Rows are added, never changed."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from workload.tables.base import json_object, now


class AuditEntry(SQLModel, table=True):
    __tablename__ = "audit_entry"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(default_factory=now, index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    action: str = Field(max_length=60)
    subject: str = Field(max_length=40)
    subject_id: str = Field(max_length=60)
    before: dict[str, Any] = json_object()
    after: dict[str, Any] = json_object()
    why: str = Field(default="", max_length=600)

"""Who did what, when and why. Rows are added, never changed; seals make a change that was made all the same visible."""

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


class AuditSeal(SQLModel, table=True):
    """One link of the chain over the trail: `digest` is SHA-256 over the digest before it and the entry's content."""

    __tablename__ = "audit_seal"

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    entry_id: int = Field(unique=True)  # no foreign key: a seal whose entry was taken away must be able to say so
    digest: str = Field(max_length=64)

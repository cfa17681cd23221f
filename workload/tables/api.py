"""Programs that exchange data with us: their tokens, and what they sent once already."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from workload.tables.base import json_list, json_object, now


class ApiToken(SQLModel, table=True):
    """What a program may do, until when. Only SHA-256 of the token is kept; `scopes` are values of ApiScope."""

    __tablename__ = "api_token"

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=80)
    digest: str = Field(max_length=64, unique=True)
    scopes: list[str] = json_list()
    expires_on: date
    made_by: int | None = Field(default=None, foreign_key="person.id")
    made_at: datetime = Field(default_factory=now)
    used_at: datetime | None = None
    ended_at: datetime | None = None


class ApiReceipt(SQLModel, table=True):
    """The answer to a request that carried an idempotency key: the same key again gets the same answer."""

    __tablename__ = "api_receipt"
    __table_args__ = (UniqueConstraint("token_id", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    token_id: int = Field(foreign_key="api_token.id")
    key: str = Field(max_length=100)
    digest: str = Field(max_length=64)  # SHA-256 of what was sent
    status: int
    answer: dict[str, Any] = json_object()
    at: datetime = Field(default_factory=now, index=True)

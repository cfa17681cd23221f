"""What all tables share: constraint names that migrations can rely on, and column types for words and lists."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Enum
from sqlmodel import Field, SQLModel

metadata = SQLModel.metadata
metadata.naming_convention = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


def word_type(words: type[StrEnum]) -> Any:
    """A column type for one of our words: text in the database, checked when it is written."""
    return Enum(words, native_enum=False, length=40, validate_strings=True)


def json_list(**more: Any) -> Any:
    return Field(default_factory=list, sa_type=JSON, **more)


def json_object(**more: Any) -> Any:
    return Field(default_factory=dict, sa_type=JSON, **more)


def now() -> datetime:
    return datetime.now(UTC)

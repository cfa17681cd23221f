"""Files that were uploaded to be taken in: kept between the steps, then as the history that can be undone."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from workload.tables.base import json_list, json_object, now


class TakenFile(SQLModel, table=True):
    """An uploaded file. `kind` is the file it stands for (`cases.csv`), `content` its rows as CSV until it is taken in.

    `places` says in which column of the upload each of our columns stands. `tally` counts rows added, changed and the
    same; `changes` are the rows of the database before and after, with which it can be undone.
    """

    __tablename__ = "taken_file"

    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(max_length=40)
    name: str = Field(max_length=200)
    content: str = ""
    places: dict[str, int] = json_object()
    tally: dict[str, int] = json_object()
    changes: list[dict[str, Any]] = json_list()
    uploaded_at: datetime = Field(default_factory=now)
    uploaded_by: int | None = Field(default=None, foreign_key="person.id")
    taken_at: datetime | None = None
    taken_by: int | None = Field(default=None, foreign_key="person.id")
    undone_at: datetime | None = None
    undone_by: int | None = Field(default=None, foreign_key="person.id")

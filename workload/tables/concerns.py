"""Concerns: what clients say of the service."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from workload.tables.base import json_list, json_object, now, word_type
from workload.vocabulary import (
    AboutWhen,
    Channel,
    ConcernCategory,
    ConcernRoute,
    ConcernStatus,
    ConcernStep,
    Finding,
    Handler,
    Naming,
    Said,
)


class Concern(SQLModel, table=True):
    """A concern, dated but without a time of day. `promised_due` and `promise` are what the person was told.

    `code_key` finds the row of a receipt code and `code_hash` (Argon2) proves the rest of it; the code itself is not
    kept. `form_key` is the number of the form that was sent, so that a form sent twice is one concern. `ticked`,
    `wants` and `needs` are boxes of the form. `about_id` is whom it is about: never a handler of it. An anonymous
    concern has neither `reach` nor a time of day, and `recorded_at` is the midnight of its day.
    """

    __tablename__ = "concern"
    # Counts by month, of the territory and of a few offices.
    __table_args__ = (
        Index("ix_concern_counted", "opened_on", "office_id", "category", "route"),
        Index("ix_concern_office", "office_id", "opened_on", "category", "route"),
    )

    id: int | None = Field(default=None, primary_key=True)
    reference: str = Field(max_length=40, unique=True)
    office_id: str | None = Field(default=None, foreign_key="office.id")  # some would rather not say
    opened_on: date = Field(index=True)
    category: ConcernCategory = Field(sa_type=word_type(ConcernCategory))
    channel: Channel = Field(sa_type=word_type(Channel))
    what_happened: str = Field(default="", max_length=4000)
    reach: str = Field(default="", max_length=200)  # how to answer the person; blank when not given
    status: ConcernStatus = Field(default=ConcernStatus.received, sa_type=word_type(ConcernStatus), index=True)
    promised_due: date
    promise: str = Field(default="", max_length=600)
    answered_on: date | None = None
    closed_on: date | None = None
    recorded_by: int | None = Field(default=None, foreign_key="person.id")
    recorded_at: datetime = Field(default_factory=now)
    naming: Naming = Field(
        default=Naming.named, sa_type=word_type(Naming), sa_column_kwargs={"server_default": "named"}
    )
    code_key: str | None = Field(default=None, max_length=8, index=True)
    code_hash: str = Field(default="", max_length=200, sa_column_kwargs={"server_default": ""})
    form_key: str | None = Field(default=None, max_length=40, unique=True)
    ticked: list[str] = json_list(sa_column_kwargs={"server_default": "[]"})
    wants: list[str] = json_list(sa_column_kwargs={"server_default": "[]"})
    needs: list[str] = json_list(sa_column_kwargs={"server_default": "[]"})
    language: str = Field(default="en", max_length=20, sa_column_kwargs={"server_default": "en"})
    about_when: AboutWhen | None = Field(default=None, sa_type=word_type(AboutWhen))  # None: not said
    talked_before: str = Field(default="", max_length=20, sa_column_kwargs={"server_default": ""})
    urgent: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    minutes: int = Field(default=0, sa_column_kwargs={"server_default": "0"})  # it took to write it down
    parent_id: int | None = Field(default=None, foreign_key="concern.id", index=True)  # of an issue that was split off
    about_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    route: ConcernRoute | None = Field(default=None, sa_type=word_type(ConcernRoute))
    handler: Handler | None = Field(default=None, sa_type=word_type(Handler))
    owner_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    stage: int = Field(default=1, sa_column_kwargs={"server_default": "1"})
    finding: Finding | None = Field(default=None, sa_type=word_type(Finding))
    finding_reason: str = Field(default="", max_length=2000, sa_column_kwargs={"server_default": ""})
    remedy: str = Field(default="", max_length=600, sa_column_kwargs={"server_default": ""})
    remedy_due: date | None = None
    remedy_done_on: date | None = None
    systemic: str = Field(default="", max_length=600, sa_column_kwargs={"server_default": ""})  # what should change
    systemic_owner_id: int | None = Field(default=None, foreign_key="person.id")
    systemic_done_on: date | None = None
    heard: Said | None = Field(default=None, sa_type=word_type(Said))
    understood: Said | None = Field(default=None, sa_type=word_type(Said))


class ConcernEvent(SQLModel, table=True):
    """One thing that happened to a concern. `text` of steps that the person may read is shown with their code."""

    __tablename__ = "concern_event"

    id: int | None = Field(default=None, primary_key=True)
    concern_id: int = Field(foreign_key="concern.id", index=True)
    day: date
    step: ConcernStep = Field(sa_type=word_type(ConcernStep))
    by_id: int | None = Field(default=None, foreign_key="person.id")
    text: str = Field(default="", max_length=4000)
    facts: dict[str, Any] = json_object()

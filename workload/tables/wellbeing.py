"""Strain and safety at work: facts of work, never of health. What is private to a person says so."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, text
from sqlmodel import Field, SQLModel

from workload.tables.base import json_object, now, word_type
from workload.vocabulary import IncidentKind, PrivateFact, Signal, SignalLevel


class UnpaidHours(SQLModel, table=True):
    """Minutes worked on a day that nobody pays. Private: read by the person, and by those they share with."""

    __tablename__ = "unpaid_hours"
    __table_args__ = (CheckConstraint("minutes > 0", name="minutes"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    day: date = Field(index=True)
    minutes: int


class PrivateShare(SQLModel, table=True):
    """A person lets one other read their unpaid hours, up to and including `until` or until they end it."""

    __tablename__ = "private_share"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    with_id: int = Field(foreign_key="person.id", index=True)
    since: date
    until: date
    ended_on: date | None = None


class PrivateLook(SQLModel, table=True):
    """On a day somebody (`by_id`) saw a private fact of somebody else. Rows are added, never changed; the person whose
    fact it is sees them."""

    __tablename__ = "private_look"

    by_id: int = Field(foreign_key="person.id", primary_key=True)
    day: date = Field(primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True, index=True)
    fact: PrivateFact = Field(sa_type=word_type(PrivateFact), primary_key=True)


class SignalStanding(SQLModel, table=True):
    """Since when a signal of a person stands at amber or red. The row goes when it is calm again.

    `note` is what the person says of it, for whoever may see the signal.
    """

    __tablename__ = "signal_standing"

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    signal: Signal = Field(sa_type=word_type(Signal), primary_key=True)
    level: SignalLevel = Field(sa_type=word_type(SignalLevel))
    since: date
    note: str = Field(default="", max_length=400)


class Incident(SQLModel, table=True):
    """Abuse that a person met, and the support owed for it: by which day, who gave it and when.

    `what_happened` of an off-duty incident is read by the person only.
    """

    __tablename__ = "incident"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    day: date = Field(index=True)
    kind: IncidentKind = Field(sa_type=word_type(IncidentKind))
    what_happened: str = Field(default="", max_length=2000)
    support_by: date
    support: str = Field(default="", max_length=600)
    supported_on: date | None = None
    supported_by: int | None = Field(default=None, foreign_key="person.id")
    follow_up_on: date | None = None
    followed_up: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    written_at: datetime = Field(default_factory=now)


class CheckIn(SQLModel, table=True):
    """A person who works alone said at least once that day that all is well."""

    __tablename__ = "check_in"

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    day: date = Field(primary_key=True)
    at: datetime = Field(default_factory=now)


class SupportContact(SQLModel, table=True):
    """A person talked with their buddy or manager on a day. What about is not kept."""

    __tablename__ = "support_contact"

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    day: date = Field(primary_key=True)


class Release(SQLModel, table=True):
    """A table of counts of people as it was published in the month that begins on `month`: shown unchanged until the
    next one, because the difference of two days would show what happened to one person."""

    __tablename__ = "release"

    view: str = Field(max_length=40, primary_key=True)
    month: date = Field(primary_key=True)
    figures: dict[str, Any] = json_object()
    released_on: date

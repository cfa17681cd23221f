"""Recognition notes: written thanks for good work."""

from datetime import date, datetime
from typing import Any

from sqlmodel import Field, SQLModel

from workload.tables.base import json_object, now, word_type
from workload.vocabulary import Deed, Giver, NoteFault, NoteOutcome, Value, Visibility

PARTNER_LIMIT = 120


class RecognitionNote(SQLModel, table=True):
    """A thank-you. The recipient decides who may read it; `told_on` is the day it reached them, `late_told_on` the day
    on which a manager was told that it had not. `awards_on` is the day on which the recipient agreed that it may stand
    in a nomination; they may take that back. `partner` names the organization that
    thanks, where one does."""

    __tablename__ = "recognition_note"

    id: int | None = Field(default=None, primary_key=True)
    recipient_id: int = Field(foreign_key="person.id", index=True)
    giver_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    giver: Giver = Field(sa_type=word_type(Giver))
    value: Value = Field(sa_type=word_type(Value))
    text: str = Field(max_length=600)
    visibility: Visibility = Field(default=Visibility.manager, sa_type=word_type(Visibility))
    written_on: date = Field(index=True)
    told_on: date | None = None
    concern_id: int | None = Field(default=None, foreign_key="concern.id", index=True)  # in which a client said it
    late_told_on: date | None = None
    awards_on: date | None = None
    partner: str = Field(default="", max_length=PARTNER_LIMIT, sa_column_kwargs={"server_default": ""})
    created_at: datetime = Field(default_factory=now)


class NoteReport(SQLModel, table=True):
    """Somebody finds a note wrong. Until `outcome` stands, nobody but its recipient and giver reads the note."""

    __tablename__ = "note_report"

    id: int | None = Field(default=None, primary_key=True)
    note_id: int = Field(foreign_key="recognition_note.id", index=True)
    reporter_id: int = Field(foreign_key="person.id")
    fault: NoteFault = Field(sa_type=word_type(NoteFault))
    said_on: date
    outcome: NoteOutcome | None = Field(default=None, sa_type=word_type(NoteOutcome))
    decided_on: date | None = None
    decided_by: int | None = Field(default=None, foreign_key="person.id")


class UnthankedDeed(SQLModel, table=True):
    """A fact of somebody's work that was told to the managers of their region on a day. `facts` are counts, days and
    places; never a text to send."""

    __tablename__ = "unthanked_deed"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    deed: Deed = Field(sa_type=word_type(Deed))
    since: date  # a note written from this day on thanks for it
    facts: dict[str, Any] = json_object()
    told_on: date = Field(index=True)


class DeedsMuted(SQLModel, table=True):
    """A manager who does not want to be told of such facts; the page stays open to them."""

    __tablename__ = "deeds_muted"

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    muted_on: date

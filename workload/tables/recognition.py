"""Recognition notes: written thanks for good work."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from workload.tables.base import now, word_type
from workload.vocabulary import Giver, Value, Visibility


class RecognitionNote(SQLModel, table=True):
    """A thank-you. The recipient decides who may read it; `told_on` is the day it reached them."""

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
    created_at: datetime = Field(default_factory=now)

"""Concerns: what clients say of the service."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from workload.tables.base import now, word_type
from workload.vocabulary import Channel, ConcernCategory, ConcernStatus


class Concern(SQLModel, table=True):
    """A concern, dated but without a time of day. `promised_due` and `promise` are what the person was told."""

    __tablename__ = "concern"

    id: int | None = Field(default=None, primary_key=True)
    reference: str = Field(max_length=40, unique=True)
    office_id: str = Field(foreign_key="office.id", index=True)
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

"""Bring-forwards: a written answer wanted at once."""

from datetime import date

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from workload.tables.base import word_type
from workload.vocabulary import BringForwardSource


class BringForward(SQLModel, table=True):
    """A BF, who answers it and the minutes it took."""

    __tablename__ = "bring_forward"
    __table_args__ = (CheckConstraint("minutes >= 0", name="minutes"),)

    id: int | None = Field(default=None, primary_key=True)
    reference: str = Field(max_length=40, unique=True)
    office_id: str = Field(foreign_key="office.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    source: BringForwardSource = Field(sa_type=word_type(BringForwardSource))
    asked_on: date = Field(index=True)
    needed_by: date
    answered_on: date | None = None
    minutes: int = 0
    concern_id: int | None = Field(default=None, foreign_key="concern.id")
    question: str = Field(default="", max_length=600)

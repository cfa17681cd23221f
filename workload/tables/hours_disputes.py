"""«These hours do not fit this case»: what an officer says, and the answer owed."""

from datetime import date

from sqlmodel import Field, SQLModel

from workload.tables.base import word_type
from workload.vocabulary import Tier


class HoursDispute(SQLModel, table=True):
    """An officer disputes the hours of a case. `hours` and `tier` are those on the day it was said.

    `due_on` is when an answer is owed; `answered_on` stays empty until there is one.
    """

    __tablename__ = "hours_dispute"

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    said_on: date
    due_on: date
    hours: float
    tier: Tier = Field(sa_type=word_type(Tier))
    reason: str = Field(default="", max_length=600)
    answered_on: date | None = Field(default=None, index=True)
    answered_by: int | None = Field(default=None, foreign_key="person.id")
    answer: str = Field(default="", max_length=600)

"""Bring-forwards: a written answer wanted at once."""

from datetime import date

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from workload.tables.base import json_list, word_type
from workload.vocabulary import BringForwardLane, BringForwardSource, BringForwardWork


class BringForward(SQLModel, table=True):
    """A BF, who answers it and the minutes it took.

    `spoke_to_office`, `applied` and `solved_before` are the first-contact check: None while nobody has looked.
    `clarify` is the one question back to headquarters when the BF is vague. `quoted_*` is the price that was shown
    before it was sent, in minutes, and `quoted_late` the files that would pass their standard for it.
    """

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
    case_id: int | None = Field(default=None, foreign_key="case.id")  # the file that it asks about
    question: str = Field(default="", max_length=600)
    lane: BringForwardLane | None = Field(default=None, sa_type=word_type(BringForwardLane))
    questions: list[str] = json_list(sa_column_kwargs={"server_default": "[]"})
    spoke_to_office: bool | None = None
    applied: bool | None = None
    solved_before: bool | None = None
    clarify: str = Field(default="", max_length=600, sa_column_kwargs={"server_default": ""})
    clarify_asked_on: date | None = None
    clarified_on: date | None = None
    answer: str = Field(default="", max_length=4000, sa_column_kwargs={"server_default": ""})
    sent_by: int | None = Field(default=None, foreign_key="person.id")
    quoted_minutes: int | None = None
    quoted_low: int | None = None
    quoted_high: int | None = None
    quoted_late: int | None = None


class BringForwardMinutes(SQLModel, table=True):
    """Minutes that one person spent on a BF on a day."""

    __tablename__ = "bring_forward_minutes"
    __table_args__ = (CheckConstraint("minutes > 0", name="minutes"),)

    id: int | None = Field(default=None, primary_key=True)
    bring_forward_id: int = Field(foreign_key="bring_forward.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    day: date
    minutes: int
    work: BringForwardWork = Field(sa_type=word_type(BringForwardWork))

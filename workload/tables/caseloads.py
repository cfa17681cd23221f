"""What surrounds a case that changes hands: who may not have it, who objects, what is due, how newcomers begin."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from workload.tables.base import now, word_type
from workload.vocabulary import CaseDateKind, MoveGround


class ExcludedOfficer(SQLModel, table=True):
    """A manager's word that this person is not given this case."""

    __tablename__ = "excluded_officer"

    case_id: int = Field(foreign_key="case.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True, index=True)
    ground: MoveGround = Field(sa_type=word_type(MoveGround))
    note: str = Field(default="", max_length=300)
    excluded_at: datetime = Field(default_factory=now)
    excluded_by: int | None = Field(default=None, foreign_key="person.id")


class MoveObjection(SQLModel, table=True):
    """What an officer says against an accepted move, and the manager's answer. `kept` None is not answered yet."""

    __tablename__ = "move_objection"

    id: int | None = Field(default=None, primary_key=True)
    move_id: int = Field(foreign_key="planned_move.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    note: str = Field(max_length=600)
    made_at: datetime = Field(default_factory=now)
    kept: bool | None = None
    answer: str = Field(default="", max_length=600)
    answered_at: datetime | None = None
    answered_by: int | None = Field(default=None, foreign_key="person.id")


class BalanceLook(SQLModel, table=True):
    """A case takes so many more or fewer hours than before that somebody should look at the balance again."""

    __tablename__ = "balance_look"

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case.id", index=True)
    hours_before: float
    hours_after: float
    noted_on: date
    looked_at: datetime | None = None
    looked_by: int | None = Field(default=None, foreign_key="person.id")


class NewcomerShare(SQLModel, table=True):
    """The share of an officer's hours for cases in a month of service (1 is the first), from a day on.

    A month without a row counts in full.
    """

    __tablename__ = "newcomer_share"
    __table_args__ = (
        CheckConstraint("share >= 0 AND share <= 1", name="share"),
        CheckConstraint("month >= 1", name="month"),
        UniqueConstraint("month", "valid_from"),
    )

    id: int | None = Field(default=None, primary_key=True)
    month: int
    share: float
    source: str = Field(max_length=300)
    valid_from: date


class CaseDate(SQLModel, table=True):
    """Something a case has coming on a day; whoever takes the case on must know of it. Never what it is about."""

    __tablename__ = "case_date"

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case.id", index=True)
    kind: CaseDateKind = Field(sa_type=word_type(CaseDateKind))
    day: date
    what: str = Field(max_length=200)
    settled_on: date | None = None

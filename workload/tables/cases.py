"""Cases: a reference, a place, and what makes them take time. Never a client's name."""

from datetime import date

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from workload.tables.base import json_object, word_type
from workload.vocabulary import Stream, Tier


class Case(SQLModel, table=True):
    """A case. `drivers` maps a Driver's value to true, false or null (not known).

    `tier` and `provisional` are the result of the tier rules on the drivers, stored when these change.
    """

    __tablename__ = "case"
    # Open cases are counted by place, officer, tier and stream from the first of these alone, the months in which
    # cases were open from both; the third is for the cases of a few officers.
    __table_args__ = (
        Index("ix_case_open", "closed_on", "community_id", "officer_id", "tier", "stream", "provisional"),
        Index("ix_case_opened", "community_id", "opened_on", "closed_on"),
        Index("ix_case_held", "officer_id", "closed_on", "community_id", "tier", "stream", "provisional"),
    )

    id: int | None = Field(default=None, primary_key=True)
    reference: str = Field(max_length=40, unique=True)
    community_id: str = Field(foreign_key="community.id", index=True)
    language: str = Field(default="en", max_length=20)
    stream: Stream = Field(sa_type=word_type(Stream))
    drivers: dict[str, bool | None] = json_object()
    tier: Tier = Field(sa_type=word_type(Tier))
    provisional: bool = False
    officer_id: int | None = Field(default=None, foreign_key="person.id")
    officer_since: date | None = None
    previous_officer_id: int | None = Field(default=None, foreign_key="person.id")
    opened_on: date
    closed_on: date | None = None


class ConflictOfInterest(SQLModel, table=True):
    """A declared conflict: this person may not hold or cover this case."""

    __tablename__ = "conflict_of_interest"

    case_id: int = Field(foreign_key="case.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True, index=True)
    declared_on: date

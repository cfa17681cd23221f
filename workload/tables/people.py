"""People, their posts, whom they serve and where they may cover."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from workload.tables.base import json_list, word_type
from workload.vocabulary import CoverMode, PersonKind


class Person(SQLModel, table=True):
    """Somebody who works for the program. The five `*_hours` are the weekly pattern, paid hours on each weekday."""

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint(
            "monday_hours >= 0 AND tuesday_hours >= 0 AND wednesday_hours >= 0 "
            "AND thursday_hours >= 0 AND friday_hours >= 0",
            name="pattern",
        ),
        CheckConstraint("max_cover_days >= 0", name="max_cover_days"),
    )

    id: int | None = Field(default=None, primary_key=True)
    given_name: str = Field(max_length=80)
    family_name: str = Field(max_length=80)
    sort_name: str = Field(max_length=160, index=True)  # family, given, without accents, lower case
    kind: PersonKind = Field(sa_type=word_type(PersonKind))
    title: str = Field(default="", max_length=120)
    office_id: str = Field(foreign_key="office.id", index=True)
    email: str = Field(default="", max_length=200)
    monday_hours: float = 7.5
    tuesday_hours: float = 7.5
    wednesday_hours: float = 7.5
    thursday_hours: float = 7.5
    friday_hours: float = 7.5
    service_since: date
    appointed_on: date | None = None  # as officer, after training; only then may a person carry or cover cases
    works_until: date | None = None
    max_cover_days: int = 0  # cover days a quarter
    past_cover_days: int = 0  # carried from earlier horizons, for fairness
    icm: bool = False
    buddy_id: int | None = Field(default=None, foreign_key="person.id")
    languages: list[str] = json_list()

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"

    @property
    def pattern(self) -> tuple[float, float, float, float, float]:
        """Paid hours on Monday..Friday."""
        return (self.monday_hours, self.tuesday_hours, self.wednesday_hours, self.thursday_hours, self.friday_hours)


class CommunityServed(SQLModel, table=True):
    """A person serves a community: may hold its cases."""

    __tablename__ = "community_served"

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    community_id: str = Field(foreign_key="community.id", primary_key=True, index=True)


class CoverOption(SQLModel, table=True):
    """A person may cover at an office, on site or from a distance. `travel_hours` is the round trip."""

    __tablename__ = "cover_option"
    __table_args__ = (CheckConstraint("travel_hours >= 0", name="travel_hours"),)

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    office_id: str = Field(foreign_key="office.id", primary_key=True, index=True)
    mode: CoverMode = Field(sa_type=word_type(CoverMode), primary_key=True)
    travel_hours: float = 0.0


class Post(SQLModel, table=True):
    """A funded post of an office; without a holder it is vacant."""

    __tablename__ = "post"
    __table_args__ = (
        CheckConstraint("fte > 0 AND fte <= 1", name="fte"),
        UniqueConstraint("holder_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    office_id: str = Field(foreign_key="office.id", index=True)
    title: str = Field(max_length=120)
    kind: PersonKind = Field(sa_type=word_type(PersonKind))
    fte: float = 1.0
    holder_id: int | None = Field(default=None, foreign_key="person.id")

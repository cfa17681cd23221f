"""Limits on how one person may reach an office, for a time, after abuse. Never the end of contact."""

from datetime import date

from sqlmodel import Field, SQLModel

from workload.tables.base import json_list, word_type
from workload.vocabulary import Backing, ContactWay, OpenWay


class ContactPlan(SQLModel, table=True):
    """A manager's plan for one person's contact, after an incident.

    `known_as` is a case reference or the office's own reference, never a name. `ways` holds words of ContactWay, one
    at least; `stays_open` is the way that nothing closes. The limits hold from the day on which the person was told
    (`told_on`) to `review_by`, and no day longer unless somebody renews them. `objected_on` is when the person
    objected to the last decision. `backing` is headquarters' word on that decision, blank where nobody asked for it.
    """

    __tablename__ = "contact_plan"

    id: int | None = Field(default=None, primary_key=True)
    office_id: str = Field(foreign_key="office.id", index=True)
    known_as: str = Field(max_length=20)
    incident_id: int = Field(foreign_key="incident.id")
    facts: str = Field(max_length=1000)
    ways: list[ContactWay] = json_list()
    contact_id: int | None = Field(default=None, foreign_key="person.id")
    stays_open: OpenWay = Field(sa_type=word_type(OpenWay))
    decided_on: date
    decided_by: int = Field(foreign_key="person.id")
    review_by: date
    told_on: date | None = None
    objected_on: date | None = None
    reviewed_on: date | None = None
    reviewed_by: int | None = Field(default=None, foreign_key="person.id")
    review_reason: str = Field(default="", max_length=600)
    ended_on: date | None = None
    backing: Backing | None = Field(default=None, sa_type=word_type(Backing))
    backing_on: date | None = None
    backing_by: int | None = Field(default=None, foreign_key="person.id")
    backing_reason: str = Field(default="", max_length=400, sa_column_kwargs={"server_default": ""})

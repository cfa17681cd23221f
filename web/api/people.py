"""Offices, people, and the feed of decided leave."""

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel
from sqlmodel import col, select

from web.api.blueprint import PEOPLE, blueprint
from web.api.door import scope
from web.api.paging import Page, paged
from web.edge import db
from workload.codes import person_code, request_code
from workload.records.leave_feed import LeaveNews, What, leave_news
from workload.records.places import offices
from workload.tables.people import Person
from workload.vocabulary import ApiScope, LeaveStatus, PersonKind


class OfficeOut(BaseModel):
    office: str
    name: str
    region: str


class OfficeList(BaseModel):
    items: list[OfficeOut]


class PersonOut(BaseModel):
    """`pattern`: paid hours on Monday to Friday."""

    person: str
    given_name: str
    family_name: str
    office: str
    kind: PersonKind
    title: str
    pattern: list[float]
    service_since: date
    appointed_on: date | None
    works_until: date | None


class PersonPage(BaseModel):
    items: list[PersonOut]
    next: int | None


class Away(BaseModel):
    """`change` counts upwards; `status` is how the leave stands now."""

    change: int
    action: What
    at: datetime
    leave: str
    person: str
    first_day: date
    last_day: date
    hours: float
    status: LeaveStatus


class AwayPage(BaseModel):
    items: list[Away]
    next: int | None


@blueprint.get("/offices", tags=[PEOPLE], responses={200: OfficeList})
@scope(ApiScope.people_read)
def list_offices() -> dict[str, Any]:
    """Every office, from north to south"""
    found = [OfficeOut(office=one.id, name=one.name, region=one.region_id) for one in offices(db())]
    return OfficeList(items=found).model_dump()


@blueprint.get("/people", tags=[PEOPLE], responses={200: PersonPage})
@scope(ApiScope.people_read)
def list_people(query: Page) -> dict[str, Any]:
    """Everybody, also those who have left (`works_until`)"""
    rows = (
        db().exec(select(Person).where(col(Person.id) > query.after).order_by(col(Person.id)).limit(query.limit)).all()
    )
    return paged([person_out(one) for one in rows], rows[-1].id if rows else None, query)


@blueprint.get("/leave/changes", tags=[PEOPLE], responses={200: AwayPage})
@scope(ApiScope.leave_read)
def leave_changes(query: Page) -> dict[str, Any]:
    """A feed of decided leave: each decision, cancellation and recall once, in an order that never changes.

    Keep `next` (or the `change` of the last item) and come back with it as `after`. A decision is told within a minute;
    why somebody asked is never told, nor that somebody is sick.
    """
    news, last = leave_news(db(), query.after, query.limit)
    return {"items": [away(one).model_dump(mode="json") for one in news], "next": last}


def person_out(one: Person) -> PersonOut:
    return PersonOut(
        person=person_code(one.id or 0),
        given_name=one.given_name,
        family_name=one.family_name,
        office=one.office_id,
        kind=one.kind,
        title=one.title,
        pattern=list(one.pattern),
        service_since=one.service_since,
        appointed_on=one.appointed_on,
        works_until=one.works_until,
    )


def away(news: LeaveNews) -> Away:
    leave = news.leave
    return Away(
        change=news.number,
        action=news.what,
        at=news.entry.at,
        leave=request_code(leave.id or 0),
        person=person_code(leave.person_id),
        first_day=leave.first_day,
        last_day=leave.last_day,
        hours=leave.hours,
        status=leave.status,
    )

"""Concerns: counted for others without their words, and recorded when another system took them."""

from datetime import date
from typing import Annotated, Any

from flask import Response
from pydantic import BaseModel, Field, StringConstraints
from sqlmodel import col, select

from web.api.blueprint import WORK, Day, In, Slug, Words, blueprint, unknown, unusable
from web.api.door import bearer, once, scope
from web.api.paging import Page, paged
from web.concerns.due import due_date
from web.edge import db, today
from workload.records.audit import note_action
from workload.records.concerns import record_concern
from workload.records.places import offices
from workload.tables.concerns import Concern
from workload.vocabulary import ApiScope, Channel, ConcernCategory, ConcernStatus


class ConcernIn(In):
    office: Slug
    told_on: Day
    category: ConcernCategory
    channel: Channel
    what_happened: Annotated[Words, Field(min_length=1)]
    reach: Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=200)] = ""


class ConcernOut(BaseModel):
    reference: str
    office: str | None
    told_on: date
    category: ConcernCategory
    channel: Channel
    status: ConcernStatus
    promised_due: date
    answered_on: date | None
    closed_on: date | None


class ConcernPage(BaseModel):
    items: list[ConcernOut]
    next: int | None


@blueprint.get("/concerns", tags=[WORK], responses={200: ConcernPage})
@scope(ApiScope.concerns_read)
def list_concerns(query: Page) -> dict[str, Any]:
    """Concerns by reference and day: neither their words nor who told them"""
    rows = (
        db()
        .exec(select(Concern).where(col(Concern.id) > query.after).order_by(col(Concern.id)).limit(query.limit))
        .all()
    )
    return paged([concern_out(one) for one in rows], rows[-1].id if rows else None, query)


@blueprint.post("/concerns", tags=[WORK], responses={201: ConcernOut})
@scope(ApiScope.concerns_write)
def add_concern(body: ConcernIn) -> Response:
    """Record a concern that another system took; the clock starts on the day it was told"""

    def store() -> tuple[dict[str, Any], int]:
        session = db()
        if body.office not in {one.id for one in offices(session)}:
            raise unusable(unknown("office"))
        if not date(2000, 1, 1) <= body.told_on <= today():
            errors = [{"field": "told_on", "message": "must be between 2000-01-01 and today"}]
            raise unusable(*errors)
        due = due_date(session, body.told_on)
        concern = record_concern(
            session,
            office_id=body.office,
            opened_on=body.told_on,
            category=body.category,
            channel=body.channel,
            what_happened=body.what_happened,
            reach=body.reach,
            recorded_by=None,
            promised_due=due.day,
            promise=due.sentence,
        )
        note_action(
            session, person_id=None, action="concern.record", subject="concern", subject_id=concern.id,
            why=f"from {bearer().name}",
        )  # fmt: skip
        return concern_out(concern).model_dump(mode="json"), 201

    return once(store)


def concern_out(one: Concern) -> ConcernOut:
    return ConcernOut(
        reference=one.reference,
        office=one.office_id,
        told_on=one.opened_on,
        category=one.category,
        channel=one.channel,
        status=one.status,
        promised_due=one.promised_due,
        answered_on=one.answered_on,
        closed_on=one.closed_on,
    )

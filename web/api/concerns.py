"""Concerns: counted for others without their words, and recorded when another system took them."""

from datetime import date
from typing import Annotated, Any, Literal

from flask import Response
from pydantic import BaseModel, Field, StringConstraints
from sqlmodel import col, select

from web.api.blueprint import WORK, Day, In, Slug, Words, blueprint, unknown, unusable
from web.api.door import bearer, once, scope
from web.api.paging import Page, paged
from web.concerns.due import due_date
from web.edge import db, today
from workload.records.audit import note_action
from workload.records.concern_promises import Promise, Promised, promises_of
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
    promised_due: date = Field(description="The day of the answer as it was promised and told last")
    answered_on: date | None = Field(description="The day of the answer; a plan with a day is one")
    closed_on: date | None
    owed: Promised | None = Field(
        description="What is owed next: an answer, what was found after a plan, or a remedy; null where nothing is"
    )
    owed_by: date | None = Field(description="The day of what is owed, as it was promised and told last")
    owed_now: date | None = Field(
        description="The day at which that stands now. While the client is waited for, the open days that stand still "
        "are added to it: it is the day that holds if what is missing comes today"
    )
    why_moved: Literal["waits_for_client"] | None = Field(description="Why owed_now is not owed_by; null where it is")


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
    promises = promises_of(db(), rows, today())
    return paged([concern_out(one, promises.get(one.id or 0)) for one in rows], rows[-1].id if rows else None, query)


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
        promise = promises_of(session, [concern], today())[concern.id or 0]
        return concern_out(concern, promise).model_dump(mode="json"), 201

    return once(store)


def concern_out(one: Concern, promise: Promise | None) -> ConcernOut:
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
        owed=promise.what if promise else None,
        owed_by=promise.by if promise else None,
        owed_now=promise.now if promise else None,
        why_moved="waits_for_client" if promise and promise.now != promise.by else None,
    )

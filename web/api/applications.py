"""Applications and their days, from the case system: what the clocks of the service standards run on."""

from datetime import date
from typing import Annotated, Any

from flask import Response
from pydantic import BaseModel, Field, StringConstraints
from sqlmodel import col, select

from web.api.blueprint import WORK, Day, In, Reference, Slug, blueprint, unknown, unusable
from web.api.door import bearer, once, scope
from web.api.paging import Page, paged
from web.edge import db, today
from workload.estimates.application_clocks import ApplicationFacts, Wait, day_faults
from workload.estimates.waits import Owner
from workload.records.applications import application_of, read_waits, stored_waits
from workload.records.audit import note_action
from workload.records.cases import case_by_reference
from workload.records.places import offices
from workload.tables.applications import Application
from workload.tables.cases import Case
from workload.vocabulary import ApiScope


class ApplicationPath(BaseModel):
    reference: Reference
    submitted: Day


class WaitLine(In):
    """From `first` the matter was with `owner`; on `last` it came back to the office (null while it lasts)."""

    owner: Owner
    first: Day
    last: Day | None = None
    item: Annotated[str, StringConstraints(pattern=r"^[^\x00;]*$", max_length=120, strip_whitespace=True)] = ""


class ApplicationIn(In):
    office: Slug
    documents_complete: Day | None = None
    verified: Day | None = None
    decided: Day | None = None
    paid: Day | None = None
    waits: list[WaitLine] = Field(default=[], max_length=50)


class ApplicationOut(BaseModel):
    case: str
    office: str
    submitted: date
    documents_complete: date | None
    verified: date | None
    decided: date | None
    paid: date | None
    waits: list[WaitLine]


class ApplicationPage(BaseModel):
    items: list[ApplicationOut]
    next: int | None


@blueprint.get("/applications", tags=[WORK], responses={200: ApplicationPage})
@scope(ApiScope.applications_read)
def list_applications(query: Page) -> dict[str, Any]:
    """Applications by the reference of their case: never a client's name"""
    rows = (
        db()
        .exec(
            select(Application, Case.reference)
            .join(Case, col(Case.id) == col(Application.case_id))
            .where(col(Application.id) > query.after)
            .order_by(col(Application.id))
            .limit(query.limit)
        )
        .all()
    )
    last = rows[-1][0].id if rows else None
    return paged([application_out(one, reference) for one, reference in rows], last, query)


@blueprint.put(
    "/cases/<reference>/applications/<submitted>", tags=[WORK], responses={200: ApplicationOut, 201: ApplicationOut}
)
@scope(ApiScope.applications_write)
def put_application(path: ApplicationPath, body: ApplicationIn) -> Response:
    """Store an application of a case or change its days; the case and the day of submission name it"""

    def store() -> tuple[dict[str, Any], int]:
        session = db()
        case = case_by_reference(session, path.reference)
        if case is None or case.id is None:
            raise unusable(unknown("reference"))
        if body.office not in {one.id for one in offices(session)}:
            raise unusable(unknown("office"))
        waits = tuple(Wait(one.owner, one.first, one.last, one.item) for one in body.waits)
        facts = ApplicationFacts(
            case.id, body.office, path.submitted, body.documents_complete, body.verified, body.decided, body.paid, waits
        )
        errors = [{"field": field, "message": message} for field, message in day_faults(facts, today())]
        if errors:
            raise unusable(*errors)
        one = application_of(session, case.id, path.submitted)
        status = 201 if one is None else 200
        if one is None:
            one = Application(case_id=case.id, submitted=path.submitted, office_id=body.office)
            session.add(one)
        one.office_id, one.documents_complete, one.verified = body.office, body.documents_complete, body.verified
        one.decided, one.paid, one.waits = body.decided, body.paid, stored_waits(waits)
        session.flush()
        note_action(
            session, person_id=None, action="application.store", subject="application", subject_id=one.id,
            why=f"from {bearer().name}",
        )  # fmt: skip
        return application_out(one, path.reference).model_dump(mode="json"), status

    return once(store)


def application_out(one: Application, reference: str) -> ApplicationOut:
    return ApplicationOut(
        case=reference,
        office=one.office_id,
        submitted=one.submitted,
        documents_complete=one.documents_complete,
        verified=one.verified,
        decided=one.decided,
        paid=one.paid,
        waits=[
            WaitLine(owner=wait.owner, first=wait.first, last=wait.last, item=wait.item)
            for wait in read_waits(one.waits)
        ],
    )

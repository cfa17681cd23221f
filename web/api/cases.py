"""Cases: read, opened and kept up to date by the case system."""

from datetime import date
from typing import Annotated, Any

from flask import Response
from pydantic import BaseModel, StringConstraints
from sqlmodel import col, select

from web.api.blueprint import WORK, Day, In, Reference, Slug, blueprint, unknown, unusable
from web.api.door import bearer, once, scope
from web.api.paging import Page, needed, paged
from web.edge import db
from workload.codes import person_code
from workload.exchange.languages import CODES
from workload.records.cases import case_by_reference, set_drivers
from workload.records.places import communities
from workload.tables.cases import Case
from workload.vocabulary import ApiScope, Driver, Stream, Tier


class CasePath(BaseModel):
    reference: Reference


class CaseIn(In):
    """`drivers`: true, false, or null for not known; a driver left out is not known."""

    community: Slug
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")] = "en"
    stream: Stream
    drivers: dict[Driver, bool | None] = {}
    opened_on: Day
    closed_on: Day | None = None


class CaseOut(BaseModel):
    case: str
    community: str
    language: str
    stream: Stream
    drivers: dict[str, bool | None]
    tier: Tier
    provisional: bool
    officer: str | None
    opened_on: date
    closed_on: date | None


class CasePage(BaseModel):
    items: list[CaseOut]
    next: int | None


@blueprint.get("/cases", tags=[WORK], responses={200: CasePage})
@scope(ApiScope.cases_read)
def list_cases(query: Page) -> dict[str, Any]:
    """Open and closed cases by reference: never a client's name"""
    rows = db().exec(select(Case).where(col(Case.id) > query.after).order_by(col(Case.id)).limit(query.limit)).all()
    return paged([case_out(one) for one in rows], rows[-1].id if rows else None, query)


@blueprint.get("/cases/<reference>", tags=[WORK], responses={200: CaseOut})
@scope(ApiScope.cases_read)
def one_case(path: CasePath) -> dict[str, Any]:
    """One case"""
    return case_out(needed(case_by_reference(db(), path.reference), "case")).model_dump(mode="json")


@blueprint.put("/cases/<reference>", tags=[WORK], responses={200: CaseOut, 201: CaseOut})
@scope(ApiScope.cases_write)
def put_case(path: CasePath, body: CaseIn) -> Response:
    """Open a case or change what is known of it

    Its tier follows from the rules. Who carries it is decided in the service, by people.
    """

    def store() -> tuple[dict[str, Any], int]:
        session = db()
        if body.community not in {one.id for one in communities(session)}:
            raise unusable(unknown("community"))
        spoken = {word for one in communities(session) for word in one.languages}
        if body.language not in CODES | spoken:
            raise unusable(unknown("language"))
        if body.closed_on is not None and body.closed_on < body.opened_on:
            errors = [{"field": "closed_on", "message": "is before opened_on"}]
            raise unusable(*errors)
        case = case_by_reference(session, path.reference)
        status = 201 if case is None else 200
        if case is None:
            case = Case(
                reference=path.reference,
                community_id=body.community,
                stream=body.stream,
                opened_on=body.opened_on,
                tier=Tier.standard,
            )
            session.add(case)
        case.community_id, case.language, case.stream = body.community, body.language, body.stream
        case.opened_on, case.closed_on = body.opened_on, body.closed_on
        session.flush()
        set_drivers(session, case.id or 0, drivers=dict(body.drivers), by=None, why=f"from {bearer().name}")
        session.flush()
        return case_out(case).model_dump(mode="json"), status

    return once(store)


def case_out(one: Case) -> CaseOut:
    return CaseOut(
        case=one.reference,
        community=one.community_id,
        language=one.language,
        stream=one.stream,
        drivers=one.drivers,
        tier=one.tier,
        provisional=one.provisional,
        officer=person_code(one.officer_id) if one.officer_id else None,
        opened_on=one.opened_on,
        closed_on=one.closed_on,
    )

"""What was planned: the proposed balance of caseloads, and the posts that each office needs."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel

from web.api.blueprint import PEOPLE, WORK, blueprint
from web.api.door import scope
from web.edge import db, today
from workload.codes import person_code
from workload.records.caseload_plans import current_plans, moves_of
from workload.records.places import regions
from workload.records.staffing import posts_needed
from workload.vocabulary import ApiScope, MoveState, PlanStatus


class Move(BaseModel):
    case: str
    from_person: str | None
    to_person: str
    hours: float
    state: MoveState


class PlanOut(BaseModel):
    region: str
    status: PlanStatus
    asked_at: datetime
    moves: list[Move]


class PlanList(BaseModel):
    items: list[PlanOut]


class Need(BaseModel):
    office: str
    needed: float
    there: float
    vacant: float


class NeedList(BaseModel):
    items: list[Need]


@blueprint.get("/plans/caseload", tags=[WORK], responses={200: PlanList})
@scope(ApiScope.plans_read)
def caseload_plans() -> dict[str, Any]:
    """The proposed balance of every region that has one, with each move"""
    found = []
    for region, plan in current_plans(db(), [one.id for one in regions(db())]).items():
        moves = [
            Move(
                case=case.reference,
                from_person=person_code(move.from_id) if move.from_id else None,
                to_person=person_code(move.to_id),
                hours=move.hours,
                state=move.state,
            )
            for move, case in moves_of(db(), plan.id or 0)
        ]
        found.append(PlanOut(region=region, status=plan.status, asked_at=plan.asked_at, moves=moves))
    return PlanList(items=found).model_dump(mode="json")


@blueprint.get("/staffing-need", tags=[PEOPLE], responses={200: NeedList})
@scope(ApiScope.staffing_read)
def staffing_need() -> dict[str, Any]:
    """Posts needed and posts there at each office, full-time equivalents"""
    found = [
        Need(office=one.office.id, needed=one.need.posts, there=one.there, vacant=one.vacant)
        for one in posts_needed(db(), today())
    ]
    return NeedList(items=found).model_dump()

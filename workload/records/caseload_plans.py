"""Plans of moves: the newest of a region, its moves, the pins, and the writes that hold when two people decide at once.

Every write is conditional: it changes a row only while the row is still what the page showed, and says whether it did.
"""

from collections.abc import Collection
from typing import Any, cast

from sqlalchemy import CursorResult, update
from sqlmodel import Session, col, select

from workload.tables.cases import Case
from workload.tables.people import Person
from workload.tables.places import Community, Office
from workload.tables.plans import PinnedCase, Plan, PlannedMove
from workload.vocabulary import MoveGround, MoveState, PlanKind, PlanStatus


def current_plan(session: Session, region_id: str) -> Plan | None:
    """The region's newest plan of moves that no later question has replaced."""
    query = (
        select(Plan)
        .where(Plan.kind == PlanKind.caseload, Plan.region_id == region_id, Plan.status != PlanStatus.replaced)
        .order_by(col(Plan.asked_at).desc(), col(Plan.id).desc())
    )
    return session.exec(query).first()


def current_plans(session: Session, region_ids: Collection[str]) -> dict[str, Plan]:
    """The newest plan of each region that has one."""
    query = (
        select(Plan)
        .where(
            Plan.kind == PlanKind.caseload,
            col(Plan.region_id).in_(list(region_ids)),
            Plan.status != PlanStatus.replaced,
        )
        .order_by(col(Plan.asked_at), col(Plan.id))
    )
    return {plan.region_id: plan for plan in session.exec(query) if plan.region_id is not None}


def moves_of(session: Session, plan_id: int, point: int = 0) -> list[tuple[PlannedMove, Case]]:
    """The moves of one point of the plan's curve (0: as recommended) with their cases as they are now: the hours that
    weigh most first."""
    return [(move, case) for move, case in all_moves_of(session, plan_id) if move.point == point]


def all_moves_of(session: Session, plan_id: int) -> list[tuple[PlannedMove, Case]]:
    """The moves of every point of the plan's curve."""
    query = (
        select(PlannedMove, Case)
        .join(Case, col(Case.id) == col(PlannedMove.case_id))
        .where(PlannedMove.plan_id == plan_id)
        .order_by(col(PlannedMove.hours).desc(), col(Case.reference))
    )
    return [(move, case) for move, case in session.exec(query)]


def agreed_in(session: Session, region_id: str) -> list[tuple[PlannedMove, Case]]:
    """The region's accepted moves that have not taken effect, of any plan: the next day first."""
    query = (
        select(PlannedMove, Case)
        .join(Case, col(Case.id) == col(PlannedMove.case_id))
        .join(Plan, col(Plan.id) == col(PlannedMove.plan_id))
        .where(
            Plan.region_id == region_id,
            PlannedMove.state == MoveState.accepted,
            col(PlannedMove.effective_on).is_not(None),
        )
        .order_by(col(PlannedMove.effective_on), col(Case.reference))
    )
    return [(move, case) for move, case in session.exec(query)]


def claim_move(session: Session, move_id: int, *, state: MoveState, to: MoveState, **values: Any) -> bool:
    """Change the state of a move, and other columns, while it is still `state`; False when somebody was faster."""
    statement = (
        update(PlannedMove)
        .where(col(PlannedMove.id) == move_id, col(PlannedMove.state) == state)
        .values(state=to, **values)
    )
    return _changed_one(session, statement)


def settle_plan(session: Session, plan_id: int, *, status: PlanStatus, to: PlanStatus) -> bool:
    """Change a plan's status while it is still `status`."""
    statement = update(Plan).where(col(Plan.id) == plan_id, col(Plan.status) == status).values(status=to)
    return _changed_one(session, statement)


def pins_in(session: Session, region_id: str) -> list[tuple[PinnedCase, Case, Person]]:
    """The pinned open cases of a region, with the person each stays with."""
    query = (
        select(PinnedCase, Case, Person)
        .join(Case, col(Case.id) == col(PinnedCase.case_id))
        .join(Person, col(Person.id) == col(PinnedCase.person_id))
        .join(Community, col(Community.id) == col(Case.community_id))
        .join(Office, col(Office.id) == col(Community.office_id))
        .where(Office.region_id == region_id, col(Case.closed_on).is_(None))
        .order_by(col(PinnedCase.pinned_at).desc(), col(Case.reference))
    )
    return [(pin, case, person) for pin, case, person in session.exec(query)]


def pin(
    session: Session, case_id: int, *, person_id: int, by: int, ground: MoveGround | None, reason: str
) -> PinnedCase:
    """Let plans leave the case with this person; an earlier pin is overwritten."""
    row = session.get(PinnedCase, case_id) or PinnedCase(case_id=case_id, person_id=person_id)
    row.person_id, row.pinned_by, row.ground, row.reason = person_id, by, ground, reason
    session.add(row)
    return row


def _changed_one(session: Session, statement: Any) -> bool:
    return cast(CursorResult[Any], session.execute(statement)).rowcount == 1

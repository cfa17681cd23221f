"""What officers say against agreed moves, and what lies ahead of the two officers of a move."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from workload.tables.base import now
from workload.tables.caseloads import MoveObjection
from workload.tables.cases import Case
from workload.tables.plans import Plan, PlannedMove
from workload.vocabulary import MoveState


def unanswered(session: Session) -> set[int]:
    """The moves with an objection that waits for the manager."""
    return set(session.exec(select(MoveObjection.move_id).where(col(MoveObjection.kept).is_(None))))


def settle_objections(session: Session, move_id: int, *, by: int) -> None:
    """A move that is taken back leaves nothing to answer."""
    query = select(MoveObjection).where(MoveObjection.move_id == move_id, col(MoveObjection.kept).is_(None))
    for row in session.exec(query):
        row.kept, row.answered_by, row.answered_at = False, by, now()
        session.add(row)


def objections_to(session: Session, move_ids: Collection[int]) -> dict[int, list[MoveObjection]]:
    """What was said against each of these moves, the earliest first."""
    query = select(MoveObjection).where(col(MoveObjection.move_id).in_(list(move_ids))).order_by(col(MoveObjection.id))
    found: dict[int, list[MoveObjection]] = {}
    for row in session.exec(query):
        found.setdefault(row.move_id, []).append(row)
    return found


def open_objections(
    session: Session, region_ids: Collection[str] | None
) -> list[tuple[MoveObjection, PlannedMove, Case, Plan]]:
    """Objections that wait for an answer in these regions (None: all), the longest waiting first."""
    query = (
        select(MoveObjection, PlannedMove, Case, Plan)
        .join(PlannedMove, col(PlannedMove.id) == col(MoveObjection.move_id))
        .join(Case, col(Case.id) == col(PlannedMove.case_id))
        .join(Plan, col(Plan.id) == col(PlannedMove.plan_id))
        .where(col(MoveObjection.kept).is_(None))
        .order_by(col(MoveObjection.made_at), col(MoveObjection.id))
    )
    if region_ids is not None:
        query = query.where(col(Plan.region_id).in_(list(region_ids)))
    return [(said, move, case, plan) for said, move, case, plan in session.exec(query)]


def moves_ahead(session: Session, person_id: int) -> list[tuple[PlannedMove, Case]]:
    """The agreed moves that give a case to this person or take one away, the next day first."""
    query = (
        select(PlannedMove, Case)
        .join(Case, col(Case.id) == col(PlannedMove.case_id))
        .where(
            PlannedMove.state == MoveState.accepted,
            col(PlannedMove.effective_on).is_not(None),
            (col(PlannedMove.from_id) == person_id) | (col(PlannedMove.to_id) == person_id),
        )
        .order_by(col(PlannedMove.effective_on), col(Case.reference))
    )
    return [(move, case) for move, case in session.exec(query)]

"""What managers have decided about single cases, as far as a new plan must keep to it."""

from collections import defaultdict

from sqlmodel import Session, col, select

from workload.tables.caseloads import ExcludedOfficer
from workload.tables.plans import PlannedMove
from workload.vocabulary import MoveState


def agreed_moves(session: Session) -> dict[int, PlannedMove]:
    """The accepted moves that have not taken effect yet, by case."""
    query = select(PlannedMove).where(
        PlannedMove.state == MoveState.accepted, col(PlannedMove.effective_on).is_not(None)
    )
    return {move.case_id: move for move in session.exec(query)}


def excluded_from(session: Session, case_id: int) -> list[ExcludedOfficer]:
    """Who is not given one case, with the ground, the earliest decision first."""
    query = select(ExcludedOfficer).where(ExcludedOfficer.case_id == case_id)
    return list(session.exec(query.order_by(col(ExcludedOfficer.excluded_at), col(ExcludedOfficer.person_id))))


def exclusions(session: Session) -> dict[int, frozenset[int]]:
    """Case id -> the people to whom a manager does not give it."""
    found: dict[int, set[int]] = defaultdict(set)
    for row in session.exec(select(ExcludedOfficer)):
        found[row.case_id].add(row.person_id)
    return {case_id: frozenset(people) for case_id, people in found.items()}

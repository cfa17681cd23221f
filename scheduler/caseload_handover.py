"""Agreed moves take effect on their day: the nightly job gives the cases to their new officers."""

from datetime import date

from sqlmodel import Session, col, select

from scheduler.caseload_moves import MoveResult, Refusal, why_not
from workload.records import caseload_plans
from workload.records.audit import note_action
from workload.records.move_objections import unanswered
from workload.tables.cases import Case
from workload.tables.plans import PlannedMove
from workload.vocabulary import MoveState


def hand_over_due(session: Session, today: date) -> list[MoveResult]:
    """Make every agreed move whose day has come, except those with an objection that is not answered.

    A move that can no longer be made is withdrawn, with its reason. A second run on the same day does nothing.
    """
    query = (
        select(PlannedMove, Case)
        .join(Case, col(Case.id) == col(PlannedMove.case_id))
        .where(PlannedMove.state == MoveState.accepted, col(PlannedMove.effective_on) <= today)
        .order_by(col(PlannedMove.id))
    )
    waiting = unanswered(session)
    return [
        _hand_over(session, move, case, today) for move, case in session.exec(query).all() if move.id not in waiting
    ]


def _hand_over(session: Session, move: PlannedMove, case: Case, today: date) -> MoveResult:
    assert move.id is not None
    refusal = why_not(session, move, case, today)
    if refusal is not None:
        if caseload_plans.claim_move(session, move.id, state=MoveState.accepted, to=MoveState.withdrawn):
            session.refresh(move)
            move.reason = move.reason | {"refused": refusal.value}
            session.add(move)
            _note(session, move, "withdraw_move", refusal.value)
        return MoveResult(move.id, case.reference, refusal, case.officer_id)
    given = caseload_plans.hand_over(
        session, move.case_id, held_by=move.from_id, to=move.to_id, since=today, previous=move.from_id
    )
    if not given:  # somebody moved the case between our look and our write: tomorrow's run withdraws the move
        return MoveResult(move.id, case.reference, Refusal.case_moved, case.officer_id)
    caseload_plans.claim_move(session, move.id, state=MoveState.accepted, to=MoveState.done)
    _note(session, move, "hand_over", f"plan {move.plan_id}")
    return MoveResult(move.id, case.reference)


def _note(session: Session, move: PlannedMove, action: str, why: str) -> None:
    note_action(
        session, person_id=move.decided_by, action=action, subject="case", subject_id=move.case_id,
        before={"officer": move.from_id}, after={"officer": move.to_id}, why=why,
    )  # fmt: skip

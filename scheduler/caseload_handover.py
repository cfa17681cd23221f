"""Agreed moves take effect on their day: the nightly job gives the cases to their new officers."""

from datetime import date

from sqlmodel import Session, col, select

from scheduler.caseload_moves import MoveResult, Refusal, why_not
from scheduler.caseload_told import tell_not_moving
from workload.records import caseload_plans
from workload.records.audit import note_action
from workload.records.cases import give_case
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
            tell_not_moving(session, move, case, move.effective_on or today)
            move.reason = move.reason | {"refused": refusal.value}
            session.add(move)
            note_action(
                session, person_id=move.decided_by, action="withdraw_move", subject="case", subject_id=move.case_id,
                before={"officer": move.from_id}, after={"officer": move.to_id}, why=refusal.value,
            )  # fmt: skip
        return MoveResult(move.id, case.reference, refusal, case.officer_id)
    given = give_case(
        session, move.case_id, held_by=move.from_id, to=move.to_id, by=move.decided_by, today=today,
        why=f"plan {move.plan_id}", action="hand_over",
    )  # fmt: skip
    if not given:  # somebody moved the case between our look and our write: tomorrow's run withdraws the move
        return MoveResult(move.id, case.reference, Refusal.case_moved, case.officer_id)
    caseload_plans.claim_move(session, move.id, state=MoveState.accepted, to=MoveState.done)
    return MoveResult(move.id, case.reference)

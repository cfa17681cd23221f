"""What a manager decides about a plan of moves: accept all or one, take one back.

An accepted move waits for its day. It is agreed only while the case is still with the officer the plan took it from;
whatever is refused is refused with its reason, and nothing else is lost by it.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlmodel import Session, col, select

from scheduler.caseload_dates import MoveDates
from scheduler.caseload_told import tell_agreed, tell_not_moving
from workload.records import caseload_plans, officers
from workload.records.audit import note_action
from workload.records.case_decisions import agreed_moves
from workload.records.move_objections import settle_objections
from workload.tables.base import now
from workload.tables.caseloads import ExcludedOfficer
from workload.tables.cases import Case, ConflictOfInterest
from workload.tables.plans import Plan, PlannedMove
from workload.vocabulary import MoveState, PlanStatus


class Refusal(StrEnum):
    """Why a decision about a move was not carried out."""

    plan_replaced = "plan_replaced"
    accepted_before = "accepted_before"
    answered_before = "answered_before"
    pinned_before = "pinned_before"
    case_moved = "case_moved"
    case_closed = "case_closed"
    conflict = "conflict"
    excluded = "excluded"
    excluded_before = "excluded_before"
    officer_left = "officer_left"
    may_not_hold = "may_not_hold"
    handed_over = "handed_over"
    nobody_holds_it = "nobody_holds_it"
    may_not_keep_it = "may_not_keep_it"


@dataclass(frozen=True)
class MoveResult:
    """What became of one move. `refusal` None means done; `by` is who decided before, or holds the case by now."""

    move_id: int | None
    case_reference: str
    refusal: Refusal | None = None
    by: int | None = None


@dataclass(frozen=True)
class PlanResult:
    """What became of the moves of a plan that was accepted as a whole."""

    done: tuple[MoveResult, ...]
    refused: tuple[MoveResult, ...]


def accept_plan(session: Session, plan_id: int, *, by: int, dates: MoveDates, point: int = 0) -> PlanResult:
    """Agree to every move of a point of the curve that is still proposed and possible.

    The plan is accepted when one was, or none was left.
    """
    plan = session.get(Plan, plan_id)
    if plan is None or plan.status not in (PlanStatus.ready, PlanStatus.accepted):
        return PlanResult((), (MoveResult(None, "", Refusal.plan_replaced),))
    found = caseload_plans.moves_of(session, plan_id, point)
    open_moves = [(move, case) for move, case in found if move.state is MoveState.proposed]
    results = [agree(session, move, case, by=by, dates=dates) for move, case in open_moves]
    agreed = [move for (move, _case), result in zip(open_moves, results, strict=True) if result.refusal is None]
    if agreed:
        tell_agreed(session, agreed, by=by)
    done = tuple(result for result in results if result.refusal is None)
    refused = tuple(result for result in results if result.refusal is not None)
    if done or not open_moves:
        _settle(session, plan_id, by=by, point=point, done=len(done), refused=len(refused))
    return PlanResult(done, refused)


def accept_move(session: Session, move_id: int, *, by: int, dates: MoveDates) -> MoveResult:
    """Agree to one move of a plan. The plan counts as accepted when no move is left to decide."""
    move, case, plan = found_move(session, move_id)
    if plan.status not in (PlanStatus.ready, PlanStatus.accepted):
        return MoveResult(move_id, case.reference, Refusal.plan_replaced)
    result = agree(session, move, case, by=by, dates=dates)
    if result.refusal is None:
        settle_if_decided(session, move, by=by)
        tell_agreed(session, [move], by=by)
    return result


def undo_move(session: Session, move_id: int, *, by: int, why: str = "") -> MoveResult:
    """Take an agreed move back while it has not taken effect; it is open to decide again."""
    move, case, plan = found_move(session, move_id)
    day = move.effective_on
    taken_back = day is not None and caseload_plans.claim_move(
        session, move_id, state=MoveState.accepted, to=MoveState.proposed,
        decided_at=None, decided_by=None, discuss_until=None, effective_on=None,
    )  # fmt: skip
    if day is None or not taken_back:
        return MoveResult(move_id, case.reference, Refusal.handed_over, case.officer_id)
    session.refresh(move)
    tell_not_moving(session, move, case, day)
    settle_objections(session, move_id, by=by)
    if move.proposed_id is not None:  # the plan's own officer stands there again
        move.to_id, move.proposed_id, move.ground, move.note = move.proposed_id, None, None, ""
        session.add(move)
    note_action(
        session, person_id=by, action="undo_move", subject="case", subject_id=move.case_id,
        before={"officer": move.to_id}, after={"officer": move.from_id}, why=why or f"plan {move.plan_id}",
    )  # fmt: skip
    newest = caseload_plans.current_plan(session, plan.region_id or "")
    if plan.status is PlanStatus.accepted and newest is not None and newest.id == plan.id:
        caseload_plans.settle_plan(session, move.plan_id, status=PlanStatus.accepted, to=PlanStatus.ready)
    return MoveResult(move_id, case.reference)


def agree(session: Session, move: PlannedMove, case: Case, *, by: int, dates: MoveDates) -> MoveResult:
    """Let one proposed move wait for its day; no earlier than the new officer's appointment."""
    assert move.id is not None
    refusal = why_not(session, move, case, dates.effective_on)
    if refusal is not None:
        return MoveResult(move.id, case.reference, refusal, case.officer_id)
    other = agreed_moves(session).get(move.case_id)
    if other is not None and other.id != move.id:
        return MoveResult(move.id, case.reference, Refusal.accepted_before, other.decided_by)
    receiver = officers.person(session, move.to_id)
    appointed = receiver.appointed_on if receiver is not None else None
    effective_on = max(dates.effective_on, appointed or dates.effective_on)
    if not caseload_plans.claim_move(
        session, move.id, state=MoveState.proposed, to=MoveState.accepted,
        decided_at=now(), decided_by=by, discuss_until=dates.discuss_until, effective_on=effective_on,
    ):  # fmt: skip
        return decided_before(session, move, case)
    session.refresh(move)
    note_action(
        session, person_id=by, action="accept_move", subject="case", subject_id=move.case_id,
        before={"officer": move.from_id}, after={"officer": move.to_id, "on": effective_on.isoformat()},
        why=move.note or f"plan {move.plan_id}",
    )  # fmt: skip
    return MoveResult(move.id, case.reference)


def why_not(session: Session, move: PlannedMove, case: Case, day: date) -> Refusal | None:
    """What has changed since the plan was made, so that the move may not be made on a day."""
    if case.closed_on is not None:
        return Refusal.case_closed
    if case.officer_id != move.from_id and move.state in (MoveState.proposed, MoveState.accepted):
        return Refusal.case_moved
    if session.get(ConflictOfInterest, (case.id, move.to_id)) is not None:
        return Refusal.conflict
    if session.get(ExcludedOfficer, (case.id, move.to_id)) is not None:
        return Refusal.excluded
    receiver = officers.person(session, move.to_id)
    gone = receiver is None or (receiver.works_until is not None and receiver.works_until <= day)
    return Refusal.officer_left if gone else None


def decided_before(session: Session, move: PlannedMove, case: Case) -> MoveResult:
    session.refresh(move)
    refusal = Refusal.pinned_before if move.state is MoveState.pinned else Refusal.accepted_before
    return MoveResult(move.id, case.reference, refusal, move.decided_by)


def found_move(session: Session, move_id: int) -> tuple[PlannedMove, Case, Plan]:
    """A move with its case and plan; LookupError when there is none."""
    query = (
        select(PlannedMove, Case, Plan)
        .join(Case, col(Case.id) == col(PlannedMove.case_id))
        .join(Plan, col(Plan.id) == col(PlannedMove.plan_id))
        .where(PlannedMove.id == move_id)
    )
    row = session.exec(query).first()
    if row is None:
        raise LookupError(f"there is no move {move_id}")
    return row


def settle_if_decided(session: Session, move: PlannedMove, *, by: int) -> None:
    """The plan is accepted when no move of the same point is left to decide."""
    moves = caseload_plans.moves_of(session, move.plan_id, move.point)
    if not any(one.state is MoveState.proposed for one, _case in moves):
        _settle(session, move.plan_id, by=by, point=move.point, done=1, refused=0)


def _settle(session: Session, plan_id: int, *, by: int, point: int, done: int, refused: int) -> None:
    if caseload_plans.settle_plan(session, plan_id, status=PlanStatus.ready, to=PlanStatus.accepted):
        note_action(
            session, person_id=by, action="accept_plan", subject="plan", subject_id=plan_id,
            after={"point": point, "done": done, "refused": refused},
        )  # fmt: skip

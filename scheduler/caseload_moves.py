"""What a manager decides about a plan of moves: accept all or one, take one back, pin a case, take a pin off.

A move is carried out only while the case is still with the officer the plan took it from; whatever is refused is
refused with its reason, and nothing else is lost by it.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlmodel import Session, col, select

from scheduler.plan_queue import ask_plan
from workload.records import caseload_plans, officers
from workload.records.audit import note_action
from workload.records.places import office_by_community, region_by_office
from workload.tables.base import now
from workload.tables.cases import Case, ConflictOfInterest
from workload.tables.plans import PinnedCase, Plan, PlannedMove
from workload.vocabulary import MoveState, PlanKind, PlanStatus


class Refusal(StrEnum):
    """Why a decision about a move was not carried out."""

    plan_replaced = "plan_replaced"
    accepted_before = "accepted_before"
    pinned_before = "pinned_before"
    case_moved = "case_moved"
    case_closed = "case_closed"
    conflict = "conflict"
    officer_left = "officer_left"
    moved_on = "moved_on"
    nobody_holds_it = "nobody_holds_it"


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


def accept_plan(session: Session, plan_id: int, *, by: int, today: date) -> PlanResult:
    """Carry out every move that is still proposed and possible. The plan is accepted when one was, or none was left."""
    plan = session.get(Plan, plan_id)
    if plan is None or plan.status not in (PlanStatus.ready, PlanStatus.accepted):
        return PlanResult((), (MoveResult(None, "", Refusal.plan_replaced),))
    open_moves = [
        (move, case) for move, case in caseload_plans.moves_of(session, plan_id) if move.state is MoveState.proposed
    ]
    results = [_carry_out(session, move, case, by=by, today=today) for move, case in open_moves]
    done = tuple(result for result in results if result.refusal is None)
    refused = tuple(result for result in results if result.refusal is not None)
    if done or not open_moves:
        _settle(session, plan_id, by=by, done=len(done), refused=len(refused))
    return PlanResult(done, refused)


def accept_move(session: Session, move_id: int, *, by: int, today: date) -> MoveResult:
    """Carry out one move of a plan. The plan counts as accepted when no move is left to decide."""
    move, case, plan = _found(session, move_id)
    if plan.status not in (PlanStatus.ready, PlanStatus.accepted):
        return MoveResult(move_id, case.reference, Refusal.plan_replaced)
    result = _carry_out(session, move, case, by=by, today=today)
    left = [one for one, _ in caseload_plans.moves_of(session, move.plan_id) if one.state is MoveState.proposed]
    if result.refusal is None and not left:
        _settle(session, move.plan_id, by=by, done=1, refused=0)
    return result


def undo_move(session: Session, move_id: int, *, by: int, today: date) -> MoveResult:
    """Give a case back on the day it was moved, as long as it has not moved again; the move is open to decide again."""
    move, case, plan = _found(session, move_id)
    before = move.reason.get("before", {})
    since = date.fromisoformat(before["since"]) if before.get("since") else None
    if case.officer_id != move.to_id or case.officer_since != today:
        return MoveResult(move_id, case.reference, Refusal.moved_on, case.officer_id)
    if not caseload_plans.claim_move(
        session, move_id, state=MoveState.accepted, to=MoveState.proposed, by=by, at=now()
    ):
        return MoveResult(move_id, case.reference, Refusal.moved_on, case.officer_id)
    given_back = caseload_plans.hand_over(
        session, move.case_id, held_by=move.to_id, to=move.from_id, since=since, previous=before.get("previous")
    )
    if not given_back:
        caseload_plans.claim_move(
            session, move_id, state=MoveState.proposed, to=MoveState.accepted, by=move.decided_by or by, at=now()
        )
        return MoveResult(move_id, case.reference, Refusal.moved_on, case.officer_id)
    note_action(
        session, person_id=by, action="undo_move", subject="case", subject_id=move.case_id,
        before={"officer": move.to_id}, after={"officer": move.from_id}, why=f"plan {move.plan_id}",
    )  # fmt: skip
    if plan.status is PlanStatus.accepted:
        caseload_plans.settle_plan(session, move.plan_id, status=PlanStatus.accepted, to=PlanStatus.ready)
    return MoveResult(move_id, case.reference)


def pin_case(session: Session, move_id: int, *, by: int, reason: str = "") -> MoveResult:
    """Leave the case of a proposed move with its officer, and ask for a new plan around it."""
    move, case, plan = _found(session, move_id)
    if plan.status not in (PlanStatus.ready, PlanStatus.accepted):
        return MoveResult(move_id, case.reference, Refusal.plan_replaced)
    if move.from_id is None:
        return MoveResult(move_id, case.reference, Refusal.nobody_holds_it)
    if case.officer_id != move.from_id:
        return MoveResult(move_id, case.reference, _why_gone(move, case), case.officer_id)
    if not caseload_plans.claim_move(session, move_id, state=MoveState.proposed, to=MoveState.pinned, by=by, at=now()):
        return _decided_before(session, move, case)
    caseload_plans.pin(session, move.case_id, person_id=move.from_id, by=by, reason=reason)
    note_action(
        session, person_id=by, action="pin_case", subject="case", subject_id=move.case_id,
        after={"officer": move.from_id}, why=reason,
    )  # fmt: skip
    ask_plan(session, kind=PlanKind.caseload, region_id=plan.region_id, asked_by=by)
    return MoveResult(move_id, case.reference)


def unpin_case(session: Session, case: Case, *, by: int) -> bool:
    """Let plans move the case again, and ask for a new plan; False when it was not pinned."""
    row = session.get(PinnedCase, case.id)
    if row is None:
        return False
    session.delete(row)
    note_action(
        session, person_id=by, action="unpin_case", subject="case", subject_id=case.id,
        before={"officer": row.person_id},
    )  # fmt: skip
    region = region_by_office(session)[office_by_community(session)[case.community_id]]
    ask_plan(session, kind=PlanKind.caseload, region_id=region, asked_by=by)
    return True


def _carry_out(session: Session, move: PlannedMove, case: Case, *, by: int, today: date) -> MoveResult:
    assert move.id is not None
    refusal = _why_not(session, move, case, today)
    if refusal is not None:
        return MoveResult(move.id, case.reference, refusal, case.officer_id)
    before = {"since": case.officer_since.isoformat() if case.officer_since else None}
    before |= {"previous": case.previous_officer_id}  # type: ignore[dict-item]
    if not caseload_plans.claim_move(
        session, move.id, state=MoveState.proposed, to=MoveState.accepted, by=by, at=now()
    ):
        return _decided_before(session, move, case)
    if not caseload_plans.hand_over(
        session, move.case_id, held_by=move.from_id, to=move.to_id, since=today, previous=move.from_id
    ):
        # Somebody moved the case between our look and our write: the move stays open, and is out of date.
        caseload_plans.claim_move(session, move.id, state=MoveState.accepted, to=MoveState.proposed, by=by, at=now())
        session.refresh(case)
        return MoveResult(move.id, case.reference, _why_gone(move, case), case.officer_id)
    session.refresh(move)
    move.reason = move.reason | {"before": before}
    session.add(move)
    note_action(
        session, person_id=by, action="accept_move", subject="case", subject_id=move.case_id,
        before={"officer": move.from_id}, after={"officer": move.to_id}, why=f"plan {move.plan_id}",
    )  # fmt: skip
    return MoveResult(move.id, case.reference)


def _why_not(session: Session, move: PlannedMove, case: Case, today: date) -> Refusal | None:
    """What has changed since the plan was made, so that the move may not be carried out."""
    if move.state is MoveState.proposed and (case.closed_on is not None or case.officer_id != move.from_id):
        return _why_gone(move, case)
    if session.get(ConflictOfInterest, (case.id, move.to_id)) is not None:
        return Refusal.conflict
    receiver = officers.person(session, move.to_id)
    gone = receiver is None or (receiver.works_until is not None and receiver.works_until < today + timedelta(days=1))
    return Refusal.officer_left if gone else None


def _why_gone(_move: PlannedMove, case: Case) -> Refusal:
    return Refusal.case_closed if case.closed_on is not None else Refusal.case_moved


def _decided_before(session: Session, move: PlannedMove, case: Case) -> MoveResult:
    session.refresh(move)
    refusal = Refusal.pinned_before if move.state is MoveState.pinned else Refusal.accepted_before
    return MoveResult(move.id, case.reference, refusal, move.decided_by)


def _found(session: Session, move_id: int) -> tuple[PlannedMove, Case, Plan]:
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


def _settle(session: Session, plan_id: int, *, by: int, done: int, refused: int) -> None:
    if caseload_plans.settle_plan(session, plan_id, status=PlanStatus.ready, to=PlanStatus.accepted):
        note_action(
            session, person_id=by, action="accept_plan", subject="plan", subject_id=plan_id,
            after={"done": done, "refused": refused},
        )  # fmt: skip

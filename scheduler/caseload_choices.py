"""What a manager decides otherwise than the plan: leave a case, exclude an officer, choose another, place a new case.

Every such decision has a ground and is kept with it.
"""

from datetime import date

from sqlmodel import Session

from scheduler.caseload_balancing import ask_around
from scheduler.caseload_candidates import candidates_for
from scheduler.caseload_clashes import Decision, lift
from scheduler.caseload_dates import MoveDates
from scheduler.caseload_moves import (
    MoveResult,
    Refusal,
    agree,
    decided_before,
    found_move,
    settle_if_decided,
    why_not,
)
from scheduler.caseload_told import tell_agreed, tell_given
from scheduler.plan_queue import ask_plan
from workload.records import caseload_plans
from workload.records.audit import note_action
from workload.records.case_decisions import agreed_moves
from workload.records.cases import give_case
from workload.records.places import office_by_community, region_by_office
from workload.tables.base import now
from workload.tables.caseloads import ExcludedOfficer
from workload.tables.cases import Case
from workload.tables.plans import PinnedCase, PlannedMove
from workload.vocabulary import MoveGround, MoveState, PlanKind, PlanStatus


def pin_case(
    session: Session, move_id: int, *, by: int, today: date, ground: MoveGround | None = None, note: str = ""
) -> MoveResult:
    """Leave the case of a proposed move with its officer, and ask for the plan again around it."""
    move, case, plan = found_move(session, move_id)
    if plan.status not in (PlanStatus.ready, PlanStatus.accepted):
        return MoveResult(move_id, case.reference, Refusal.plan_replaced)
    if move.from_id is None:
        return MoveResult(move_id, case.reference, Refusal.nobody_holds_it)
    if move.reason.get("code") == "leaves" or not _may_keep(session, move, case, today):
        return MoveResult(move_id, case.reference, Refusal.may_not_keep_it, move.from_id)
    gone = why_not(session, move, case, today)
    if gone in (Refusal.case_moved, Refusal.case_closed):
        return MoveResult(move_id, case.reference, gone, case.officer_id)
    pinned = caseload_plans.claim_move(
        session, move_id, state=MoveState.proposed, to=MoveState.pinned, decided_at=now(), decided_by=by
    )
    if not pinned:
        return decided_before(session, move, case)
    caseload_plans.pin(session, move.case_id, person_id=move.from_id, by=by, ground=ground, reason=note)
    note_action(
        session, person_id=by, action="pin_case", subject="case", subject_id=move.case_id,
        after={"officer": move.from_id, "ground": ground}, why=note,
    )  # fmt: skip
    ask_around(session, plan, by=by)
    return MoveResult(move_id, case.reference)


def _may_keep(session: Session, move: PlannedMove, case: Case, today: date) -> bool:
    """Whether the officer of a case may hold it on; the bar of the plan may have been lifted since."""
    if move.reason.get("code") != "must_leave":
        return True
    return any(one.holds and one.bar is None for one in candidates_for(session, case, today))


def unpin_case(session: Session, case: Case, *, by: int) -> bool:
    """Let plans move the case again, and ask for a new plan; False when it was not pinned."""
    row = session.get(PinnedCase, case.id)
    if row is None:
        return False
    lift(session, Decision(row.case_id, row.person_id, excludes=False), by=by)
    _ask_again(session, case, by)
    return True


def exclude_officer(
    session: Session, case: Case, *, person_id: int, by: int, ground: MoveGround, note: str = ""
) -> MoveResult:
    """Give the case to anybody but this person, and ask for the plan again. What another manager wrote stays."""
    assert case.id is not None
    row = session.get(ExcludedOfficer, (case.id, person_id))
    if row is None:
        row = ExcludedOfficer(case_id=case.id, person_id=person_id, ground=ground)
    elif row.excluded_by != by:
        return MoveResult(None, case.reference, Refusal.excluded_before, row.excluded_by)
    row.ground, row.note, row.excluded_by = ground, note, by
    session.add(row)
    note_action(
        session, person_id=by, action="exclude_officer", subject="case", subject_id=case.id,
        after={"officer": person_id, "ground": ground}, why=note,
    )  # fmt: skip
    _ask_again(session, case, by)
    return MoveResult(None, case.reference)


def allow_officer(session: Session, case: Case, *, person_id: int, by: int) -> bool:
    """Take an exclusion back; False when there was none."""
    if not lift(session, Decision(case.id or 0, person_id, excludes=True), by=by):
        return False
    _ask_again(session, case, by)
    return True


def choose_officer(
    session: Session,
    move_id: int,
    *,
    to: int,
    ground: MoveGround,
    note: str,
    by: int,
    today: date,
    dates: MoveDates,
) -> MoveResult:
    """Agree to a move, but to another officer than the plan's: one who may hold the case."""
    move, case, plan = found_move(session, move_id)
    if plan.status not in (PlanStatus.ready, PlanStatus.accepted):
        return MoveResult(move_id, case.reference, Refusal.plan_replaced)
    if move.state is not MoveState.proposed:
        return decided_before(session, move, case)
    if to not in {one.officer.id for one in candidates_for(session, case, today) if one.bar is None}:
        return MoveResult(move_id, case.reference, Refusal.may_not_hold, to)
    before = (move.to_id, move.proposed_id, move.ground, move.note)
    if to != move.to_id:
        move.to_id, move.proposed_id, move.ground, move.note = to, move.to_id, ground, note
        session.add(move)
        session.flush()
    result = agree(session, move, case, by=by, dates=dates)
    if result.refusal is not None:
        move.to_id, move.proposed_id, move.ground, move.note = before
        return result
    settle_if_decided(session, move, by=by)
    tell_agreed(session, [move], by=by)
    return result


def assign_case(session: Session, case: Case, *, to: int, by: int, today: date) -> MoveResult:
    """Give a case that nobody holds to one who may hold it, from today."""
    if case.closed_on is not None:
        return MoveResult(None, case.reference, Refusal.case_closed)
    if case.officer_id is not None:
        return MoveResult(None, case.reference, Refusal.case_moved, case.officer_id)
    agreed = agreed_moves(session).get(case.id or 0)
    if agreed is not None:
        return MoveResult(None, case.reference, Refusal.accepted_before, agreed.decided_by)
    if to not in {one.officer.id for one in candidates_for(session, case, today) if one.bar is None}:
        return MoveResult(None, case.reference, Refusal.may_not_hold, to)
    given = give_case(session, case.id or 0, held_by=None, to=to, by=by, today=today, why="assigned")
    session.refresh(case)
    if not given:  # somebody gave it away between our look and our write
        return MoveResult(None, case.reference, Refusal.case_moved, case.officer_id)
    tell_given(session, case, to, by=by, today=today)
    return MoveResult(None, case.reference)


def _ask_again(session: Session, case: Case, by: int) -> None:
    """The plan once more: around what stands where there is a curve to keep, else from the beginning."""
    region = region_by_office(session)[office_by_community(session)[case.community_id]]
    newest = caseload_plans.current_plan(session, region)
    if newest is not None and newest.answer.get("curve"):
        ask_around(session, newest, by=by)
    else:
        ask_plan(session, kind=PlanKind.caseload, region_id=region, asked_by=by)

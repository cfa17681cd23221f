"""The queue: one claimant wins, a dead claim runs out, a late answer is thrown away. On both databases."""

from datetime import timedelta
from typing import cast

from sqlmodel import Session, func, select

from scheduler.plan_queue import (
    LEASE,
    MOST_ATTEMPTS,
    PlanAnswer,
    ask_plan,
    claim_next,
    release,
    renew,
    store_answer,
    store_failure,
)
from workload.tables.base import now
from workload.tables.plans import Plan
from workload.tables.snapshots import GapSnapshot
from workload.vocabulary import PlanKind, PlanStatus

LATER = LEASE + timedelta(seconds=1)


def waiting_plan(session: Session, region: str = "sahtu", kind: PlanKind = PlanKind.caseload) -> int:
    plan = ask_plan(session, kind=kind, asked_by=None, region_id=region)
    session.commit()
    return cast(int, plan.id)


def snapshot_row() -> GapSnapshot:
    today = now().date()
    return GapSnapshot(
        office_id="deline", week=today, taken_on=today, hours_needed=1, hours_there=1, hours_short=0, hours_uncovered=0
    )


def test_a_plan_is_claimed_by_one_only(queue: Session) -> None:
    plan_id = waiting_plan(queue)
    first = claim_next(queue, claimant="clock 1", at=now())
    assert first is not None
    assert first.plan_id == plan_id
    assert claim_next(queue, claimant="clock 2", at=now()) is None


def test_a_claim_that_ran_out_is_claimed_again(queue: Session) -> None:
    waiting_plan(queue)
    first = claim_next(queue, claimant="killed", at=now())
    second = claim_next(queue, claimant="clock 2", at=now() + LATER)
    assert first is not None
    assert second is not None
    assert (second.plan_id, second.attempt) == (first.plan_id, 2)


def test_a_claim_that_is_renewed_stays(queue: Session) -> None:
    waiting_plan(queue)
    claim = claim_next(queue, claimant="clock 1", at=now())
    assert claim is not None
    assert renew(queue, claim, at=now() + LATER)
    assert claim_next(queue, claimant="clock 2", at=now() + LATER) is None


def test_a_late_answer_and_its_rows_are_thrown_away(queue: Session) -> None:
    waiting_plan(queue)
    slow = claim_next(queue, claimant="clock", at=now())
    quick = claim_next(queue, claimant="clock", at=now() + LATER)
    assert slow is not None
    assert quick is not None
    assert store_answer(queue, quick, PlanAnswer({"who": "quick"}, "hash", (snapshot_row(),)), at=now())
    assert not store_answer(queue, slow, PlanAnswer({"who": "slow"}, "", (snapshot_row(),)), at=now())
    queue.expire_all()
    plan = queue.get_one(Plan, quick.plan_id)
    assert (plan.status, plan.answer, plan.inputs_hash) == (PlanStatus.ready, {"who": "quick"}, "hash")
    assert queue.exec(select(func.count()).select_from(GapSnapshot)).one() == 1


def test_asking_again_replaces_the_older_question(queue: Session) -> None:
    old = waiting_plan(queue)
    claim = claim_next(queue, claimant="clock", at=now())
    new = waiting_plan(queue)
    assert claim is not None
    assert not store_answer(queue, claim, PlanAnswer({"too": "late"}), at=now())
    queue.expire_all()
    assert queue.get_one(Plan, old).status == PlanStatus.replaced
    assert queue.get_one(Plan, new).status == PlanStatus.waiting


def test_a_plan_that_kills_its_worker_is_given_up(queue: Session) -> None:
    plan_id = waiting_plan(queue)
    for _ in range(MOST_ATTEMPTS):
        claim = claim_next(queue, claimant="clock", at=now())
        assert claim is not None
        release(queue, claim)
    assert claim_next(queue, claimant="clock", at=now()) is None
    queue.expire_all()
    plan = queue.get_one(Plan, plan_id)
    assert (plan.status, plan.error) == (PlanStatus.failed, "gave_up")


def test_leave_is_answered_before_caseloads(queue: Session) -> None:
    waiting_plan(queue)
    leave = waiting_plan(queue, kind=PlanKind.relief)
    claim = claim_next(queue, claimant="clock", at=now())
    assert claim is not None
    assert claim.plan_id == leave
    assert store_failure(queue, claim, "decided", at=now())

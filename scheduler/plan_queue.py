"""The queue of plans: the table `plan` itself.

A use case stores a waiting plan; the clock claims it, a worker answers it. A claim is a conditional UPDATE, so that
of two claimants one wins on any database. A claim lasts `LEASE` and is renewed while its worker lives; when the
worker dies, the lease runs out and the plan is claimed again. The answer is written only by the present claim.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, cast

import structlog
from sqlalchemy import CursorResult, Engine, and_, or_, update
from sqlmodel import Session, SQLModel, col, select

from workload.tables.base import now
from workload.tables.plans import Plan
from workload.vocabulary import PlanKind, PlanStatus

LEASE = timedelta(seconds=30)
MOST_ATTEMPTS = 3
OPEN = (PlanStatus.waiting, PlanStatus.solving, PlanStatus.ready)

Report = Callable[[float, str], None]
"""Tells how far a solve is: a share from 0 to 1 and one word (`gathering`, `looking`, ...)."""

log = structlog.get_logger()


@dataclass(frozen=True)
class PlanAnswer:
    """What answered a plan: JSON for the page, a hash of what the solver was told, rows stored with the answer."""

    answer: dict[str, Any]
    inputs_hash: str = ""
    rows: tuple[SQLModel, ...] = ()


class CannotPlan(Exception):
    """The question makes no sense any more, such as leave that was withdrawn meanwhile."""


@dataclass(frozen=True)
class Claim:
    """The right to answer one plan. `attempt` tells this claim from earlier ones by the same claimant."""

    plan_id: int
    claimant: str
    attempt: int


def ask_plan(
    session: Session,
    *,
    kind: PlanKind,
    asked_by: int | None,
    region_id: str | None = None,
    request_id: int | None = None,
) -> Plan:
    """Put a waiting plan into the queue; earlier open plans for the same question are replaced by it."""
    session.execute(
        update(Plan)
        .where(
            col(Plan.kind) == kind,
            col(Plan.region_id) == region_id,
            col(Plan.request_id) == request_id,
            col(Plan.status).in_(OPEN),
        )
        .values(status=PlanStatus.replaced)
    )
    plan = Plan(kind=kind, asked_by=asked_by, region_id=region_id, request_id=request_id)
    session.add(plan)
    session.flush()
    return plan


def claim_next(session: Session, *, claimant: str, at: datetime) -> Claim | None:
    """Claim the plan that has waited longest, or one whose claim ran out; commits. None when nothing waits."""
    free = or_(
        col(Plan.status) == PlanStatus.waiting,
        and_(col(Plan.status) == PlanStatus.solving, col(Plan.claimed_at) < at - LEASE),
    )
    while True:
        row = session.exec(
            select(Plan.id, Plan.attempts).where(free).order_by(col(Plan.asked_at), col(Plan.id))
        ).first()
        if row is None or row[0] is None:
            session.rollback()
            return None
        plan_id, attempts = row
        here = (free, col(Plan.id) == plan_id, col(Plan.attempts) == attempts)
        if attempts >= MOST_ATTEMPTS:
            _change(session, here, {"status": PlanStatus.failed, "error": "gave_up", "answered_at": at})
            continue
        claimed = {"status": PlanStatus.solving, "claimed_by": claimant, "claimed_at": at, "attempts": attempts + 1}
        if _change(session, here, claimed | {"progress": 0.0, "progress_note": ""}):
            return Claim(plan_id, claimant, attempts + 1)


def renew(session: Session, claim: Claim, *, at: datetime) -> bool:
    """Keep the claim alive; False when somebody else holds the plan by now."""
    return _change(session, _held(claim), {"claimed_at": at})


def release(session: Session, claim: Claim) -> bool:
    """Put a claimed plan back, because its worker died; the attempt stays counted."""
    return _change(session, _held(claim), {"status": PlanStatus.waiting, "progress": 0.0, "progress_note": ""})


def store_progress(session: Session, claim: Claim, share: float, word: str, *, at: datetime) -> bool:
    return _change(session, _held(claim), {"progress": share, "progress_note": word, "claimed_at": at})


def store_answer(session: Session, claim: Claim, answer: PlanAnswer, *, at: datetime) -> bool:
    """Write the answer and its rows in one transaction; False, and nothing written, when the claim was lost."""
    values = {"status": PlanStatus.ready, "progress": 1.0, "progress_note": "", "answered_at": at, "error": ""}
    values |= {"answer": answer.answer, "inputs_hash": answer.inputs_hash}
    stored = _change(session, _held(claim), values, commit=False)
    if stored:
        session.add_all(answer.rows)
    session.commit()
    return stored


def store_failure(session: Session, claim: Claim, error: str, *, at: datetime) -> bool:
    return _change(session, _held(claim), {"status": PlanStatus.failed, "error": error[:600], "answered_at": at})


def answer_claim(engine: Engine, claim: Claim, *, today: date, seconds: float) -> bool:
    """Answer a claimed plan from beginning to end: what the worker process runs. True when the answer was stored."""
    with Session(engine) as session:
        plan = session.get(Plan, claim.plan_id)
        if plan is None:
            return False
        try:
            answer = _answerer(plan.kind)(session, plan, today=today, seconds=seconds, report=_reporter(engine, claim))
        except CannotPlan as reason:
            return _fail(engine, claim, str(reason))
        except Exception:
            log.exception("plan_failed", plan=claim.plan_id)
            return _fail(engine, claim, "internal")
    with Session(engine) as session:
        return store_answer(session, claim, answer, at=now())


def answer_waiting_plans(engine: Engine, *, today: date, seconds: float = 10.0, claimant: str = "here") -> int:
    """Claim and answer, in this process, every plan that waits; how many got an answer."""
    answered = 0
    while True:
        with Session(engine) as session:
            claim = claim_next(session, claimant=claimant, at=now())
        if claim is None:
            return answered
        answered += answer_claim(engine, claim, today=today, seconds=seconds)


def _answerer(kind: PlanKind) -> Callable[..., PlanAnswer]:
    # imported here, because only the process that solves needs the solvers
    if kind == PlanKind.relief:
        from scheduler.relief_planning import answer_plan as answer_relief

        return answer_relief
    from scheduler.caseload_balancing import answer_plan as answer_caseload

    return answer_caseload


def _reporter(engine: Engine, claim: Claim) -> Report:
    told = now() - LEASE

    def report(share: float, word: str) -> None:
        nonlocal told
        if now() - told < timedelta(seconds=0.5):
            return
        told = now()
        with Session(engine) as session:
            store_progress(session, claim, share, word, at=told)

    return report


def _fail(engine: Engine, claim: Claim, error: str) -> bool:
    with Session(engine) as session:
        store_failure(session, claim, error, at=now())
    return False


def _held(claim: Claim) -> tuple[Any, ...]:
    """The conditions under which this claim is still the present one."""
    return (
        col(Plan.id) == claim.plan_id,
        col(Plan.status) == PlanStatus.solving,
        col(Plan.claimed_by) == claim.claimant,
        col(Plan.attempts) == claim.attempt,
    )


def _change(session: Session, conditions: tuple[Any, ...], values: dict[str, Any], *, commit: bool = True) -> bool:
    """UPDATE plan under conditions; True when a row changed. Commits unless told otherwise."""
    result = cast(CursorResult[Any], session.execute(update(Plan).where(*conditions).values(**values)))
    if commit:
        session.commit()
    return result.rowcount == 1

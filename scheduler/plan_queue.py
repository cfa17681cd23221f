"""The queue of plans: the table `plan` itself.

A use case stores a waiting plan; the clock claims it, a worker answers it. A claim is a conditional UPDATE, so that
of two claimants one wins on any database. A claim lasts `LEASE` and is renewed while its worker lives; when the
worker dies, the lease runs out and the plan is claimed again. A claim from the future, made before a machine's clock
was set back, has run out too. The answer is written only by the present claim.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, and_, not_, or_, update
from sqlmodel import Session, SQLModel, col, select

from workload.tables.plans import Plan
from workload.vocabulary import PlanKind, PlanStatus

LEASE = timedelta(seconds=30)
MOST_ATTEMPTS = 3
OPEN = (PlanStatus.waiting, PlanStatus.solving, PlanStatus.ready)

IN_LINE = (col(Plan.kind) != PlanKind.relief, col(Plan.asked_at), col(Plan.id))
"""Leave goes first, because it is short and a person waits for it; then whoever has waited longest."""

Report = Callable[[float, str], None]
"""Tells how far a solve is: a share from 0 to 1 and one word (`gathering`, `looking`, ...)."""


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


def claim_next(session: Session, *, claimant: str, at: datetime, only: PlanKind | None = None) -> Claim | None:
    """Claim the plan that has waited longest, or one whose claim ran out; commits. None when nothing waits.

    With `only`, plans of other kinds are left to others.
    """
    free = or_(
        col(Plan.status) == PlanStatus.waiting,
        and_(col(Plan.status) == PlanStatus.solving, not_(col(Plan.claimed_at).between(at - LEASE, at + LEASE))),
    )
    if only is not None:
        free = and_(free, col(Plan.kind) == only)
    while True:
        row = session.exec(select(Plan.id, Plan.attempts).where(free).order_by(*IN_LINE)).first()
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

"""Answers claimed plans, each by the use case of its kind: what the worker process runs."""

import time
from collections.abc import Callable
from datetime import date

import structlog
from sqlalchemy import Engine
from sqlmodel import Session

from scheduler import caseload_balancing, relief_planning, year_planning
from scheduler.plan_queue import (
    CannotPlan,
    Claim,
    PlanAnswer,
    Report,
    store_answer,
    store_failure,
    store_progress,
)
from workload.tables.base import now
from workload.tables.plans import Plan
from workload.traces import trace_without_values
from workload.vocabulary import PlanKind

LEAST_PAUSE = 0.5  # seconds between two reports of progress

log = structlog.get_logger()


def answer_claim(engine: Engine, claim: Claim, *, today: date, seconds: float) -> bool:
    """Answer a claimed plan from beginning to end; True when the answer was stored."""
    with Session(engine) as session:
        plan = session.get(Plan, claim.plan_id)
        if plan is None:
            return False
        try:
            answer = _answerer(plan.kind)(session, plan, today=today, seconds=seconds, report=_reporter(engine, claim))
        except CannotPlan as reason:
            return _fail(engine, claim, str(reason))
        except Exception as error:
            log.error("plan_failed", plan=claim.plan_id, trace=trace_without_values(error))
            return _fail(engine, claim, "internal")
    with Session(engine) as session:
        return store_answer(session, claim, answer, at=now())


def _answerer(kind: PlanKind) -> Callable[..., PlanAnswer]:
    return {
        PlanKind.caseload: caseload_balancing.answer_plan,
        PlanKind.relief: relief_planning.answer_plan,
        PlanKind.year: year_planning.answer_plan,
        PlanKind.annual_round: year_planning.answer_plan,
    }[kind]


def _reporter(engine: Engine, claim: Claim) -> Report:
    told = -LEAST_PAUSE

    def report(share: float, word: str) -> None:
        nonlocal told
        if time.monotonic() - told < LEAST_PAUSE:
            return
        told = time.monotonic()
        with Session(engine) as session:
            store_progress(session, claim, share, word, at=now())

    return report


def _fail(engine: Engine, claim: Claim, error: str) -> bool:
    with Session(engine) as session:
        store_failure(session, claim, error, at=now())
    return False

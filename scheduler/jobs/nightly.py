"""What the clock does at night. Each job may run twice without doing anything twice."""

from sqlmodel import Session

from scheduler.caseload_balancing import ensure_plans
from scheduler.gap_snapshot import take_snapshot
from scheduler.jobs.prepare_plans import PlanDesk
from scheduler.leave_ledger import credit_earned_leave, credit_winter_bonus
from scheduler.leave_requests import ask_missing_plans
from workload.records.retention import keep_to_rules


def credit_leave(desk: PlanDesk) -> None:
    with Session(desk.engine) as session:
        credit_earned_leave(session, today=desk.settings.current_day())
        credit_winter_bonus(session, today=desk.settings.current_day())
        session.commit()


def queue_missing_plans(desk: PlanDesk) -> None:
    with Session(desk.engine) as session:
        today = desk.settings.current_day()
        ask_missing_plans(session, today=today)
        ensure_plans(session, today)
        session.commit()


def snapshot_gaps(desk: PlanDesk) -> None:
    with Session(desk.engine) as session:
        take_snapshot(session, desk.settings.current_day())
        session.commit()


def keep_retention_rules(desk: PlanDesk) -> None:
    with Session(desk.engine) as session:
        keep_to_rules(session, desk.settings, desk.settings.current_day())
        session.commit()

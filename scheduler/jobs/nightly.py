"""What the clock does at night. Each job may run twice without doing anything twice."""

from sqlmodel import Session

from scheduler.caseload_balancing import ensure_plans
from scheduler.gap_snapshot import take_snapshot
from scheduler.jobs.prepare_plans import PlanDesk
from scheduler.leave_ledger import credit_earned_leave, credit_winter_bonus
from scheduler.leave_requests import ask_missing_plans


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

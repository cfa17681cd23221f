"""What the clock does for leave through the year. Each job may run twice without doing anything twice."""

from sqlmodel import Session

from scheduler.coverable_weeks import refresh_after_decisions, refresh_coverable_weeks
from scheduler.jobs.prepare_plans import PlanDesk
from scheduler.leave_guard import look_after_leave
from scheduler.year_planning import ensure_curve


def compute_year_strips(desk: PlanDesk) -> None:
    with Session(desk.engine) as session:
        refresh_coverable_weeks(session, desk.settings.current_day())
        session.commit()


def follow_decisions(desk: PlanDesk) -> None:
    with Session(desk.engine) as session:
        refresh_after_decisions(session, desk.settings.current_day())
        session.commit()


def guard_leave(desk: PlanDesk) -> None:
    with Session(desk.engine) as session:
        look_after_leave(session, desk.settings.current_day())
        session.commit()


def queue_pool_curve(desk: PlanDesk) -> None:
    with Session(desk.engine) as session:
        ensure_curve(session, desk.settings.current_day())
        session.commit()

"""Cases change hands on the day agreed on, before anybody is at work."""

from sqlmodel import Session

from scheduler.caseload_handover import hand_over_due
from scheduler.jobs.prepare_plans import PlanDesk


def hand_over_cases(desk: PlanDesk) -> None:
    with Session(desk.engine) as session:
        hand_over_due(session, desk.settings.current_day())
        session.commit()

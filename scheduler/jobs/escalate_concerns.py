"""Concerns that are due are told to whoever answers for them, from nine in the morning on open days."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from scheduler.concern_escalation import escalate
from scheduler.jobs.prepare_plans import PlanDesk

FROM_HOUR = 9


def escalate_concerns(desk: PlanDesk) -> None:
    if datetime.now(ZoneInfo(desk.settings.timezone)).hour < FROM_HOUR:
        return
    with Session(desk.engine) as session:
        escalate(session, desk.settings.current_day(), after_some=session.commit)
        session.commit()

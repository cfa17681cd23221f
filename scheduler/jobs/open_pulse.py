"""The questions of the month, opened on its second Monday."""

from sqlmodel import Session

from scheduler.jobs.prepare_plans import PlanDesk
from workload.records.pulse import open_round


def open_pulse(desk: PlanDesk) -> None:
    with Session(desk.engine) as session:
        open_round(session, desk.settings.current_day())
        session.commit()

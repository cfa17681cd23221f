"""Seals the audit trail, minute by minute."""

from sqlmodel import Session

from scheduler.jobs.prepare_plans import PlanDesk
from workload.records.audit_seals import seal_entries


def seal_trail(desk: PlanDesk) -> None:
    with Session(desk.engine) as session:
        seal_entries(session)
        session.commit()

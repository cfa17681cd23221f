"""Seals the audit trail, minute by minute."""

import structlog
from sqlmodel import Session

from scheduler.jobs.prepare_plans import PlanDesk
from workload.records.audit_seals import seal_entries

log = structlog.get_logger()


def seal_trail(desk: PlanDesk) -> None:
    with Session(desk.engine) as session:
        new = seal_entries(session)
        session.commit()
        if new:  # the log is kept elsewhere: a digest in it guards the end of the trail
            log.info("trail_sealed", entries=len(new), digest=new[-1].digest)

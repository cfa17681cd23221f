"""The clock says that it is alive, in the database to everybody and on its desk to itself."""

import time

from sqlmodel import Session

from scheduler.jobs.prepare_plans import PlanDesk
from workload.records.running import note_beat
from workload.tables.base import now


def beat(desk: PlanDesk) -> None:
    with Session(desk.engine) as session:
        note_beat(session, by=desk.claimant, at=now())
        session.commit()
    desk.beaten = time.monotonic()

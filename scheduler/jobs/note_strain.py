"""Since when signals of strain stand is noted every night, whether or not anybody looks at a page."""

from sqlmodel import Session

from scheduler.jobs.prepare_plans import PlanDesk
from workload.records.places import region_names
from workload.records.strain import keep_standings, signals_in


def note_strain(desk: PlanDesk) -> None:
    today = desk.settings.current_day()
    with Session(desk.engine) as session:
        for region_id in region_names(session):
            keep_standings(session, signals_in(session, region_id, today), today)
            session.commit()  # region by region: while this writes, nobody else can on SQLite

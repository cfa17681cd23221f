"""Thanks that have not reached their person, every day; good work that nobody has thanked for, once a week."""

from datetime import date

from sqlmodel import Session

from scheduler.jobs.prepare_plans import PlanDesk
from workload.records.messages import write_message
from workload.records.note_care import tell_of_late_thanks
from workload.records.officers import managers
from workload.records.places import region_names
from workload.records.unthanked import muted, tell_deeds
from workload.vocabulary import MessageKind


def tell_thanks(desk: PlanDesk) -> None:
    with Session(desk.engine) as session:
        tell_managers(session, desk.settings.current_day())


def tell_managers(session: Session, today: date) -> None:
    """The managers who did not mute it are told that facts wait; the facts stand on the page only. Kept region by
    region: while this writes, nobody else can on SQLite."""
    with session.no_autoflush:  # for the same reason: all reading first
        tell_of_late_thanks(session, today)
    session.commit()
    for region_id in region_names(session):
        if not tell_deeds(session, region_id, today):
            continue
        ids = [one.id or 0 for one in managers(session, region_id)]
        told = [number for number in ids if not muted(session, number)]
        day = today.isoformat()
        write_message(session, told, MessageKind.unthanked_deeds, href="/thanks/missed", first=day, last=day)
        session.commit()

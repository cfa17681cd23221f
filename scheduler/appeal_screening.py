"""An appeal that also speaks of the service: what is no decision comes back to us as concerns, each with its own way.

So nobody hears at the end of an appeal that half of what they wrote was never looked at. The clock starts on the day on
which the appeal came to anyone in the department, whenever it is screened.
"""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, select

from workload.estimates.concern_triage import service_parts
from workload.records.concern_events import add_event, appeal_of, events_of
from workload.records.concerns import record_concern
from workload.tables.concerns import Concern
from workload.vocabulary import Channel, ConcernCategory, ConcernStep


def screened_before(session: Session, *, office_id: str, appeal: str, came_on: date) -> Concern | None:
    """The first concern that came of this appeal already."""
    query = select(Concern).where(
        Concern.channel == Channel.appeal, Concern.office_id == office_id, Concern.opened_on == came_on
    )
    return next((one for one in session.exec(query) if appeal_of(events_of(session, one.id or 0)) == appeal), None)


def screen(
    session: Session, *, office_id: str, appeal: str, came_on: date, text: str, ticked: Sequence[ConcernCategory],
    reach: str, promised: tuple[date, str], by: int, today: date,
) -> list[Concern]:  # fmt: skip
    """One concern for each part about the service, the first of them holding the others; none where all of it is about
    the decision. `promised` is the day of the answer and its explanation, counted from `came_on`."""
    made: list[Concern] = []
    for category, way in service_parts(ticked):
        concern = record_concern(
            session,
            office_id=office_id,
            opened_on=came_on,
            category=category,
            channel=Channel.appeal,
            what_happened=text,
            reach=reach,
            recorded_by=by,
            promised_due=promised[0],
            promise=promised[1],
            ticked=[category.value],
            route=way.route,
            handler=way.handler,
            parent_id=made[0].id if made else None,
        )
        add_event(session, concern, ConcernStep.received, day=came_on, by=by, facts={"appeal": appeal})
        add_event(
            session, concern, ConcernStep.routed, day=today, by=by,
            facts={"suggested": way.route.value, "route": way.route.value, "handler": way.handler.value, "held": []},
        )  # fmt: skip
        made.append(concern)
    return made

"""Who may open a concern, who works on it, and who reads its words."""

from flask import abort

from web.access import require
from web.edge import db, found, me
from workload.records.concern_people import officer_may_know
from workload.records.concerns import Reader, is_for
from workload.tables.concerns import Concern
from workload.tables.places import Office
from workload.vocabulary import Handler, Role

ABOVE = {Handler.superintendent: Role.superintendent, Handler.headquarters: Role.hq}


def reader() -> Reader:
    """The viewer as a reader of concerns."""
    return Reader(me().person_id, officer=me().role is Role.cso, manager=me().role is Role.manager)


def readable(concern_id: int) -> Concern:
    """The concern, for whoever recorded or owns it and for those who see the concerns of its office. One that is not
    for the viewer looks as if it did not exist."""
    concern = found(db().get(Concern, concern_id))
    if not is_for(concern, reader()):
        abort(404)
    if me().person_id not in (concern.recorded_by, concern.owner_id):
        if concern.office_id is None and me().role is not Role.hq:
            abort(403)
        require("concerns.see", office_id=concern.office_id)
    return concern


def works_on(concern: Concern) -> bool:
    """The owner, and whoever stands where the concern was sent: the region's manager unless it went above, and the
    office's officers too where help is needed today and the person lets them know."""
    if me().person_id == concern.about_id:
        return False
    if me().person_id == concern.owner_id:
        return True
    if concern.office_id is None:
        return me().role is Role.hq
    if me().role is Role.cso:
        on_duty = concern.handler is Handler.on_duty and officer_may_know(concern)
        return on_duty and concern.office_id == me().office_id
    wanted = ABOVE.get(concern.handler, Role.manager) if concern.handler else Role.manager
    if me().role is not wanted:
        return False
    office = db().get(Office, concern.office_id)
    return wanted is Role.hq or (office is not None and office.region_id == me().region_id)


def workable(concern_id: int) -> Concern:
    """The concern, for whoever works on it; 403 for others."""
    concern = readable(concern_id)
    if not works_on(concern):
        abort(403)
    return concern


def reads_text(concern: Concern) -> bool:
    """The words of a concern are for who wrote them down and for those who answer; others see when and what about."""
    if me().person_id in (concern.recorded_by, concern.owner_id) or works_on(concern):
        return True
    return me().role in (Role.manager, Role.superintendent)

"""The handover of a leave, made from the cases: for its own person, the manager, and who covers from the day before."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask import abort, render_template
from sqlmodel import Session

from web.access import action, may
from web.edge import db, found, me, today
from web.leave.blueprint import blueprint
from workload.records.handover import handover
from workload.records.leave import covers_for
from workload.records.officers import buddy, managers, person_names
from workload.records.places import office, office_names
from workload.tables.leave import LeaveRequest, ReliefCover
from workload.tables.people import Person
from workload.vocabulary import CoverStatus, LeaveStatus

DAY_BEFORE = timedelta(days=1)


@dataclass(frozen=True)
class Covering:
    """Who covers, and from which day to which."""

    name: str
    office: str
    first: date
    last: date


@dataclass(frozen=True)
class Call:
    """Whom to call while the person is away."""

    covering: tuple[Covering, ...]
    buddy: str
    managers: tuple[str, ...]


@blueprint.get("/requests/<int:request_id>/handover")
@action("cover.see")
def handover_pack(request_id: int) -> str:
    row = found(db().get(LeaveRequest, request_id))
    if row.status not in (LeaveStatus.asked, LeaveStatus.granted):
        abort(404)
    person = found(db().get(Person, row.person_id))
    cover = covers_for(db(), request_id)
    opens = None if _reads(row) else _opens_for_coverer(cover)
    if opens is not None and today() < opens:
        return render_template("leave/handover.html", request_=row, person=person, opens=opens)
    return render_template(
        "leave/handover.html",
        request_=row,
        person=person,
        office=office_names(db())[person.office_id],
        pack=handover(db(), row.person_id, row.first_day, row.last_day, reader_id=me().person_id),
        call=_call(db(), person, cover),
    )


def _reads(row: LeaveRequest) -> bool:
    """The person, and whoever sees the leave because they decide on it."""
    return row.person_id == me().person_id or may("leave.see", person_id=row.person_id)


def _opens_for_coverer(cover: list[ReliefCover]) -> date:
    """The day from which the reader, who covers, may open it; nobody else ever, and not after the last day."""
    mine = [one for one in cover if one.person_id == me().person_id and one.status is CoverStatus.agreed]
    if not mine or mine[-1].day < today():
        abort(403)
    return mine[0].day - DAY_BEFORE


def _call(session: Session, person: Person, cover: list[ReliefCover]) -> Call:
    names, offices = person_names(session), office_names(session)
    home = office(session, person.office_id)
    friend = buddy(session, person.id or 0)
    days: dict[int, list[ReliefCover]] = {}
    for row in cover:
        days.setdefault(row.person_id, []).append(row)
    return Call(
        covering=tuple(
            Covering(names[number], offices[session.get_one(Person, number).office_id], rows[0].day, rows[-1].day)
            for number, rows in days.items()
        ),
        buddy=friend.name if friend else "",
        managers=tuple(one.name for one in managers(session, home.region_id)) if home else (),
    )

"""Concerns told by phone or in person: record, read the due date to the person, answer, close."""

from datetime import UTC, datetime, time

from flask import Blueprint, redirect, render_template, request, url_for
from flask import session as cookie
from flask_babel import gettext as _
from sqlmodel import Session, and_
from werkzeug.wrappers import Response

from scheduler.concern_told import tell_of_urgent
from scheduler.leave_decisions import one_at_a_time
from web.access import Scope, action, regions_of, scope_of
from web.concerns.due import due_date
from web.concerns.forms import concern_form, minutes_since
from web.concerns.page import concern_page
from web.concerns.reading import readable, reader
from web.concerns.suggestion import facts_of
from web.concerns.words import PROMISED
from web.downloads import table_response, wants_file
from web.edge import Viewer, db, found, me, saving, today
from web.language import word
from web.tell_us.receipt_code import keep_code, new_code, spoken
from web.together import once
from workload.estimates.concern_triage import triage
from workload.records.audit import note_action
from workload.records.concern_events import add_event
from workload.records.concern_people import people_of_roles
from workload.records.concern_promises import Promise, promises_of, something_owed
from workload.records.concerns import (
    ConcernLine,
    list_concerns,
    record_concern,
    same_concern_today,
)
from workload.records.places import office as read_office
from workload.records.places import offices as read_offices
from workload.records.time_log import log_time
from workload.tables.concerns import Concern
from workload.vocabulary import AboutWhen, Activity, Channel, ConcernCategory, ConcernStatus, ConcernStep, Naming, Role

blueprint = Blueprint("concerns", __name__, url_prefix="/concerns")


@blueprint.route("/new", methods=["GET", "POST"])
@action("concerns.record")
@once
def record() -> str | Response | tuple[str, int]:
    viewer = me()
    form = concern_form(_offices_of(viewer), viewer.office_id)
    if not form.validate_on_submit():
        return render_template("concerns/new.html", form=form), 422 if form.is_submitted() else 200
    told = form.what_happened.data.strip()
    with saving() as session:
        one_at_a_time(session, [viewer.person_id])
        sent_twice = same_concern_today(
            session,
            recorded_by=viewer.person_id,
            office_id=form.office.data,
            opened_on=today(),
            what_happened=told,
        )
        if sent_twice is not None:
            return redirect(url_for("concerns.slip", concern_id=sent_twice.id), code=303)
        due, naming = due_date(session, today()), Naming(form.naming.data or Naming.named)
        anonymous, minutes = naming is Naming.anonymous, minutes_since(form.begun.data)
        concern = record_concern(
            session,
            office_id=form.office.data,
            opened_on=today(),
            category=ConcernCategory(form.category.data),
            channel=Channel(form.channel.data),
            what_happened=told,
            reach="" if anonymous else (form.reach.data or "").strip(),
            recorded_by=viewer.person_id,
            promised_due=due.day,
            promise=due.sentence,
            naming=naming,
            about_when=AboutWhen(form.about_when.data) if form.about_when.data else None,
            urgent=bool(form.urgent.data),
            minutes=minutes,
            **({"recorded_at": datetime.combine(today(), time(), UTC)} if anonymous else {}),
        )
        first = triage(facts_of(concern))[0]
        concern.route, concern.handler = first.route, first.handler
        code = new_code()
        keep_code(concern, code)
        told_facts = {"read_back": bool(form.read_back.data)}
        add_event(session, concern, ConcernStep.received, day=today(), by=viewer.person_id, facts=told_facts)
        if minutes and not anonymous:  # a line of the time log keeps its time of day
            log_time(
                session, person_id=viewer.person_id, day=today(), activity=Activity.concern, minutes=minutes
            )  # fmt: skip
        if concern.urgent:
            tell_of_urgent(session, concern, today(), by=viewer.person_id)
        _audit(session, "concern.record", concern)
        number = concern.id
    cookie[f"code {number}"] = spoken(code)  # shown once, on the slip
    return redirect(url_for("concerns.slip", concern_id=number), code=303)


@blueprint.get("/<int:concern_id>/slip")
@action("concerns.see")
def slip(concern_id: int) -> str:
    concern = readable(concern_id)
    code = cookie.pop(f"code {concern_id}", "")
    return render_template("concerns/slip.html", concern=concern, office=_office_name(concern), code=code)


@blueprint.post("/<int:concern_id>/new-code")
@action("concerns.record")
@once
def make_code(concern_id: int) -> Response:
    """A code for somebody who never saw theirs or lost it; the one before opens nothing any more."""
    with saving() as session:
        concern, code = readable(concern_id), new_code()
        keep_code(concern, code)
        session.add(concern)
        _audit(session, "concern.new_code", concern)
    cookie[f"code {concern_id}"] = spoken(code)  # shown once, on the slip
    return redirect(url_for("concerns.slip", concern_id=concern_id), code=303)


@blueprint.get("/not-mine")
@action("concerns.record")
def not_mine() -> str:
    """For whoever is told of themselves: to whom the person may talk instead. Nothing is stored, not even the visit."""
    role = Role.superintendent if me().role is Role.manager else Role.manager
    people = people_of_roles(db(), me().office_id, (role,))
    return render_template("concerns/not_mine.html", people=people)


@blueprint.get("/")
@action("concerns.see")
def listed() -> str | Response:
    chosen = request.args.get("status", "open")
    status = {"open": ConcernStatus.received, "answered": ConcernStatus.answered, "closed": ConcernStatus.closed}.get(
        chosen
    )
    more = and_(something_owed(), Concern.status == ConcernStatus.answered) if chosen == "promised" else None
    near = scope_of("concerns.see") is Scope.office
    lines = list_concerns(
        db(),
        region_ids=regions_of("concerns.see"),
        office_id=me().office_id if near else None,
        reader=reader(),
        status=status,
        such=more,
        newest_first=chosen not in ("open", "promised"),
    )
    promises = promises_of(db(), [line.concern for line in lines], today())
    if chosen in ("open", "promised"):
        lines.sort(key=lambda line: promises[line.concern.id or 0].now)
    if wants_file():
        return _table(lines, promises)
    return render_template("concerns/index.html", lines=lines, chosen=chosen, today=today(), promises=promises)


@blueprint.get("/<int:concern_id>")
@action("concerns.see")
def one(concern_id: int) -> str:
    concern = readable(concern_id)
    return render_template(
        "concerns/one.html", concern=concern, office=_office_name(concern), today=today(),
        **concern_page(db(), concern, today()),
    )  # fmt: skip


def _office_name(concern: Concern) -> str:
    if concern.office_id is None:
        return _("The person would rather not say")
    return found(read_office(db(), concern.office_id)).name


def _offices_of(viewer: Viewer) -> list[tuple[str, str]]:
    """The offices a concern may be about: any of the territory, the viewer's own region first."""
    every = read_offices(db())
    return [(one.id, one.name) for one in sorted(every, key=lambda one: one.region_id != viewer.region_id)]


def _audit(session: Session, deed: str, concern: Concern) -> None:
    note_action(session, person_id=me().person_id, action=deed, subject="concern", subject_id=str(concern.id))


def _table(lines: list[ConcernLine], promises: dict[int, Promise]) -> Response:
    """The list as a file: each with the promise of an answer, and what is due now: while a concern waits for the
    client, the day that holds if the paper comes today; after an answer, the day of its plan or its remedy."""
    columns = [
        _("Reference"), _("Office"), _("About"), _("Received"), _("Answer promised"), _("Answered"), _("Status"),
        _("Due now"), _("What is due"),
    ]  # fmt: skip
    rows = [
        [
            line.concern.reference,
            line.office,
            word(line.concern.category),
            line.concern.opened_on.isoformat(),
            line.concern.promised_due.isoformat(),
            line.concern.answered_on.isoformat() if line.concern.answered_on else "",
            _("waits for the client") if promise and promise.waits else word(line.concern.status),
            promise.now.isoformat() if promise else "",
            PROMISED[promise.what] if promise else "",
        ]
        for line in lines
        for promise in (promises.get(line.concern.id or 0),)
    ]
    return table_response(columns, rows, "concerns")

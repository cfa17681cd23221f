"""Clients' thanks on their way to the person, and one's own notes on paper for an appraisal."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from web.access import action, regions_of, require
from web.concerns.reading import reader
from web.edge import db, found, me, saving, today
from web.recognition.forms import TEXT_LIMIT
from web.together import once
from workload.records.audit import note_action
from workload.records.concerns import is_for
from workload.records.officers import people
from workload.records.recognition import give_thanks, read_notes
from workload.records.thanks_from_clients import TELL_DAYS, WENT_WELL, days_to_tell, waiting_thanks
from workload.tables.concerns import Concern
from workload.vocabulary import Giver, Value

MOST_NOTES = 500
blueprint = Blueprint("client_thanks", __name__, url_prefix="/thanks")


@blueprint.get("/from-clients")
@action("recognition.pass_on")
def waiting() -> str:
    """The desk check: take out what shows who the client is, choose the person, pass it on."""
    regions = regions_of("recognition.pass_on")
    lines = [one for one in waiting_thanks(db(), regions, today()) if is_for(one.concern, reader())]
    staff = {line.office.id: people(db(), today(), office_id=line.office.id) for line in lines}
    return render_template(
        "recognition/from_clients.html",
        lines=lines,
        staff=staff,
        took=days_to_tell(db(), regions, today()),
        tell_days=TELL_DAYS,
        limit=TEXT_LIMIT,
        today=today(),
    )


@blueprint.post("/from-clients/<int:concern_id>")
@action("recognition.pass_on")
@once
def pass_on(concern_id: int) -> Response | tuple[str, int]:
    concern = found(db().get(Concern, concern_id))
    require("recognition.pass_on", office_id=concern.office_id)
    if not is_for(concern, reader()):  # it thanks one person and complains of the viewer, say
        abort(404)
    text, chosen = request.form.get("text", "").strip(), request.form.get("to", "")
    staff = {str(one.id): one for one in people(db(), today(), office_id=concern.office_id)}
    line = next((one for one in waiting_thanks(db(), None, today()) if one.concern.id == concern_id), None)
    if WENT_WELL not in concern.ticked or line is None:
        flash(_("These words have been passed on already."), "problem")
        return redirect(url_for("client_thanks.waiting"), code=303)
    if chosen not in staff or not text or len(text) > TEXT_LIMIT:
        flash(_("Choose the person, and keep the words within 600 characters."), "problem")
        page = render_template(
            "recognition/from_clients.html", lines=[line], staff={line.office.id: list(staff.values())}, took=None,
            tell_days=TELL_DAYS, limit=TEXT_LIMIT, today=today(), typed=text, chosen=chosen,
        )  # fmt: skip
        return page, 422
    with saving() as session:
        note = give_thanks(
            session, recipient_id=int(chosen), giver_id=None, giver=Giver.client, value=Value.relationship, text=text,
            written_on=today(),
        )  # fmt: skip
        note.concern_id = concern_id
        note_action(
            session, person_id=me().person_id, action="recognition.pass_on", subject="recognition_note",
            subject_id=str(note.id),
        )  # fmt: skip
        name = staff[chosen].name
    flash(_("Passed on. %(name)s sees the words on their page; tell them too.", name=name))
    return redirect(url_for("client_thanks.waiting"), code=303)


@blueprint.get("/my-notes")
@action("recognition.choose")
def own_notes() -> str:
    """All notes to oneself on paper: whoever is thanked decides whether to bring them to an appraisal."""
    return render_template(
        "recognition/own_notes.html",
        lines=read_notes(db(), recipient_id=me().person_id, limit=MOST_NOTES),
        name=me().name,
        today=today(),
    )

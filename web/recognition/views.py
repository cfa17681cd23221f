"""Thanks: write one, read one's own and choose who else may read them."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from scheduler.leave_decisions import one_at_a_time
from web.access import action, regions_of
from web.edge import Viewer, db, found, me, noting, saving, today
from web.navigation import home_address
from web.recognition.colleagues import colleagues
from web.recognition.forms import readers_form, thanks_form
from web.together import once
from workload.records.audit import note_action
from workload.records.officers import buddy, person
from workload.records.recognition import (
    READABLE_BY_ALL,
    READABLE_BY_MANAGER,
    READABLE_BY_TEAM,
    NoteLine,
    choose_readers,
    give_thanks,
    mark_told,
    notes_given,
    read_notes,
    same_thanks_today,
)
from workload.tables.recognition import RecognitionNote
from workload.vocabulary import Giver, Role, Value, Visibility

blueprint = Blueprint("recognition", __name__, url_prefix="/thanks")

GIVER_OF_ROLE = {
    Role.cso: Giver.peer,
    Role.manager: Giver.manager,
    Role.superintendent: Giver.manager,
    Role.hq: Giver.headquarters,
    Role.administrator: Giver.headquarters,
}


@blueprint.route("/new", methods=["GET", "POST"])
@action("recognition.thank")
@once
def new() -> str | Response | tuple[str, int]:
    value = request.args.get("value", "")
    to = request.args.get("to", "")
    people = colleagues(
        db(),
        me().person_id,
        me().region_id,
        today(),
        name=request.args.get("name", ""),
        also=request.form.get("to", to),
    )
    form = thanks_form(
        people,
        to=to,
        value=Value(value) if value in list(Value) else Value.relationship,
    )
    if request.method == "POST" and form.to.data == str(me().person_id):
        form.validate()
        form.to.errors = [_("You cannot thank yourself. Choose a colleague.")]
        return render_template("recognition/new.html", form=form, people=people), 422
    if not form.validate_on_submit():
        page = render_template("recognition/new.html", form=form, people=people)
        return page, 422 if form.is_submitted() else 200
    recipient = found(person(db(), int(form.to.data)))
    partner = (form.partner.data or "").strip()
    if partner and form.for_client.data:
        form.partner.errors = [_("Either a client or an organization said it. Take one of the two away.")]
        return render_template("recognition/new.html", form=form, people=people), 422
    giver_id = None if form.for_client.data or partner else me().person_id
    giver = Giver.partner if partner else Giver.client if form.for_client.data else _giver(me(), recipient.id)
    value = Value(form.value.data or Value.relationship)
    _store(recipient.id or 0, giver_id, giver, value, form.text.data.strip(), partner)
    flash(_("Sent. %(name)s sees your words on their page, and decides who else may read them.", name=recipient.name))
    return redirect(home_address(), code=303)


@blueprint.get("/")
@action("recognition.see")
def thanks() -> str:
    mine = read_notes(db(), recipient_id=me().person_id)
    new = [line.note.id or 0 for line in mine if line.note.told_on is None]
    if new:
        with noting() as session:
            mark_told(session, new, today=today())
        mine = read_notes(db(), recipient_id=me().person_id)  # without one that was deleted meanwhile
    return render_template(
        "recognition/index.html",
        mine=mine,
        given=notes_given(db(), me().person_id),
        others=_notes_of_others(me()),
        viewer=me(),
    )


@blueprint.route("/<int:note_id>/readers", methods=["GET", "POST"])
@action("recognition.choose")
def readers(note_id: int) -> str | Response | tuple[str, int]:
    note = found(db().get(RecognitionNote, note_id))
    if note.recipient_id != me().person_id:
        abort(403)
    form = readers_form(note.visibility)
    if not form.validate_on_submit():
        return render_template("recognition/readers.html", form=form, note=note), 422 if form.is_submitted() else 200
    with saving() as session:
        choose_readers(session, note, Visibility(form.visibility.data))
    flash(_("Saved. Only the people you chose can read this note."))
    return redirect(url_for("recognition.thanks"), code=303)


def _store(recipient_id: int, giver_id: int | None, giver: Giver, value: Value, text: str, partner: str) -> None:
    """Keep the note, once also when the form was sent twice."""
    words: dict[str, Any] = {
        "recipient_id": recipient_id,
        "giver_id": giver_id,
        "giver": giver,
        "text": text,
        "written_on": today(),
    }
    with saving() as session:
        one_at_a_time(session, [me().person_id])
        if same_thanks_today(session, **words) is not None:
            return
        note = give_thanks(session, value=value, partner=partner, **words)
        note_action(
            session,
            person_id=me().person_id,
            action="recognition.thank",
            subject="recognition_note",
            subject_id=str(note.id),
        )


def _giver(viewer: Viewer, recipient_id: int | None) -> Giver:
    helper = buddy(db(), viewer.person_id)
    if viewer.role is Role.cso and helper is not None and helper.id == recipient_id:
        return Giver.buddy
    return GIVER_OF_ROLE[viewer.role]


def _notes_of_others(viewer: Viewer) -> list[NoteLine]:
    """Notes to other people that the viewer may read: a region's manager those shared with managers, a CSO those
    shared with the team at the same office, everybody (Headquarters too) those shared with everyone."""
    lines: list[NoteLine] = []
    if viewer.role in (Role.manager, Role.superintendent):
        lines = read_notes(db(), region_ids=regions_of("recognition.see"), visible=READABLE_BY_MANAGER)
    elif viewer.role is Role.cso:
        lines = read_notes(db(), office_id=viewer.office_id, visible=READABLE_BY_TEAM)
    shown = {line.note.id for line in lines}
    lines += [line for line in read_notes(db(), visible=READABLE_BY_ALL) if line.note.id not in shown]
    newest = sorted(lines, key=lambda line: (line.note.written_on, line.note.id or 0), reverse=True)
    return [line for line in newest if line.note.recipient_id != viewer.person_id]

"""Notes to take away: one's own as PDF, those whose recipients agreed for a nomination, and whom thanks reach."""

from html import unescape

from flask import Blueprint, abort, flash, get_template_attribute, redirect, render_template, request, url_for
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from web.access import action, regions_of
from web.downloads import table_response, wants_file
from web.edge import db, found, me, saving, today
from web.formats import day, figure, share
from web.language import word
from web.recognition.client_pages import MOST_NOTES
from web.recognition.notes_pdf import PrintedNote, notes_pdf
from workload.records.note_care import for_awards, notes_for_awards
from workload.records.places import region_names
from workload.records.recognition import NoteLine, read_notes
from workload.records.releases import released
from workload.records.thanks_reach import reach_of_thanks
from workload.tables.recognition import RecognitionNote

blueprint = Blueprint("thanks_files", __name__, url_prefix="/thanks")


@blueprint.get("/my-notes.pdf")
@action("recognition.choose")
def own_pdf() -> Response:
    lines = read_notes(db(), recipient_id=me().person_id, limit=MOST_NOTES)
    notes = [PrintedNote(line.note.text, f"{_from_whom(line)} · {day(line.note.written_on)}") for line in lines]
    count = ngettext("%(num)s note, as of %(day)s.", "%(num)s notes, as of %(day)s.", len(notes), day=day(today()))
    intro = count + " " + _("Printed by the person the notes were written to, who decides who reads them.")
    title = _("Notes of thanks to %(name)s", name=me().name)
    response = Response(notes_pdf(title, intro, notes, str(get_locale())), mimetype="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="notes-of-thanks.pdf"'
    return response


@blueprint.post("/<int:note_id>/awards")
@action("recognition.choose")
def choose_awards(note_id: int) -> Response:
    """The recipient's consent, note by note, given and taken back in one action."""
    note = found(db().get(RecognitionNote, note_id))
    if note.recipient_id != me().person_id:
        abort(403)
    agreed = request.form.get("agreed") == "yes"
    with saving() as session:
        for_awards(session, note, agreed=agreed, today=today())
    if agreed:
        flash(_("Your manager and headquarters may use this note in a nomination, until you take that back."))
    else:
        flash(_("This note is not for nominations any more."))
    return redirect(url_for("recognition.thanks"), code=303)


@blueprint.get("/awards")
@action("recognition.awards")
def awards() -> str | Response:
    """What a nomination is written from. All agreed notes at once: nobody takes away the notes of one person."""
    lines = notes_for_awards(db(), regions_of("recognition.awards"))
    columns = [
        _("Nominee"), _("Post"), _("Office"), _("What was done, and for whom it mattered"), _("What for"),
        _("Who says so"), _("Written on"), _("Agreed on"),
    ]  # fmt: skip
    rows = [
        [
            line.recipient.name, line.recipient.title, line.recipient_office.name, line.note.text,
            str(word(line.note.value)), _from_whom(line), day(line.note.written_on),
            day(line.note.awards_on) if line.note.awards_on else "",
        ]
        for line in lines
    ]  # fmt: skip
    if wants_file():
        purpose = _("For nominations only, with the person's consent. Not for appraisal and not for discipline.")
        return table_response(columns, [*rows, [purpose]], "notes-for-awards")
    return render_template("recognition/awards.html", columns=columns, rows=rows)


@blueprint.get("/reach")
@action("recognition.reach")
def reach() -> str | Response:
    """Whom thanks reach, as it was released this month."""
    with saving() as session:
        release = released(session, "thanks reach", today(), lambda: reach_of_thanks(session, today()))
        figures, on = release.figures, release.released_on
    names = {**region_names(db()), "territory": _("Territory")}
    groups = {"part_time": _("part-time"), "itinerant": _("itinerant"), "no_cases": _("staff without cases")}
    columns = [_("Whose notes"), _("People"), _("With a note from outside their office"), _("Share")]
    rows = [_reach_row(names[key], *figures["regions"][key]) for key in names]
    rows += [_reach_row(words, *figures["groups"][key]) for key, words in groups.items()]
    if wants_file():
        return table_response(columns, rows, "whom-thanks-reach")
    return render_template("recognition/reach.html", columns=columns, rows=rows, on=on)


def _reach_row(name: str, people: int, reached: int | None) -> list[str]:
    if reached is None:
        return [name, figure(people), _("too few to tell"), ""]
    return [name, figure(people), figure(reached), share(reached / people)]


def _from_whom(line: NoteLine) -> str:
    words = get_template_attribute("recognition/_notes.html", "from_whom")(line)
    return unescape(str(words))

"""Care for thanks: good work that nobody has thanked for, notes that somebody finds wrong, notes one does not want."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from web.access import action, may, regions_of, require
from web.edge import db, found, me, saving, today
from web.language import word
from web.recognition.deed_words import deed_sentence
from web.together import once, was_first
from workload.records.audit import note_action
from workload.records.note_care import CUT, decide_report, delete_note, only_cut, open_reports, report_note
from workload.records.places import office_names
from workload.records.recognition import READABLE_BY_ALL, READABLE_BY_TEAM, may_read
from workload.records.together import as_seen
from workload.records.unthanked import A_WEEK, UNTHANKED_DAYS, deeds_told, mute, muted, not_thanked
from workload.tables.people import Person
from workload.tables.recognition import NoteReport, RecognitionNote
from workload.vocabulary import NoteFault, NoteOutcome, Role

blueprint = Blueprint("thanks_care", __name__, url_prefix="/thanks")


@blueprint.get("/missed")
@action("recognition.missed")
def missed() -> str:
    regions, offices = regions_of("recognition.missed"), office_names(db())
    deeds = [
        (row, person, deed_sentence(row, person.name, offices[person.office_id], offices))
        for row, person in deeds_told(db(), regions, today())
    ]
    quiet = [(one, offices[one.office_id], last) for one, last in not_thanked(db(), regions, today())]
    return render_template(
        "recognition/missed.html",
        deeds=deeds,
        quiet=[line for line in quiet if line[0].id != me().person_id],
        a_week=A_WEEK,
        days=UNTHANKED_DAYS,
        muted=muted(db(), me().person_id),
    )


@blueprint.post("/missed/mute")
@action("recognition.missed")
def choose_mute() -> Response:
    on = request.form.get("mute") == "yes"
    with saving() as session:
        mute(session, me().person_id, on=on, today=today())
    flash(_("No message will tell you of this any more.") if on else _("A message tells you of this once a week."))
    return redirect(url_for("thanks_care.missed"), code=303)


@blueprint.route("/<int:note_id>/report", methods=["GET", "POST"])
@action("recognition.report")
@once
def report(note_id: int) -> str | Response | tuple[str, int]:
    """Whoever may read a note may say what is wrong with it; others do not read it until that is decided."""
    note = found(db().get(RecognitionNote, note_id))
    if not _shared_with_me(note):
        require("recognition.report", person_id=note.recipient_id)
    fault = request.form.get("fault", "")
    if fault in list(NoteFault):
        with saving() as session:
            row = report_note(session, note, by=me().person_id, fault=NoteFault(fault), today=today())
            _noted(session, row, "recognition.report")
        flash(_("Thank you. Others do not see the note until a manager has looked at it."))
        return redirect(url_for("recognition.thanks"), code=303)
    page = render_template("recognition/report.html", note=note, faults=list(NoteFault), tried=request.method == "POST")
    return (page, 422) if request.method == "POST" else page


@blueprint.get("/reports")
@action("recognition.moderate")
def reports() -> str:
    return _reports()


@blueprint.post("/reports/<int:report_id>")
@action("recognition.moderate")
def decide(report_id: int) -> Response | tuple[str, int]:
    row = found(db().get(NoteReport, report_id))
    note = found(db().get(RecognitionNote, row.note_id))
    require("recognition.moderate", person_id=note.recipient_id)
    outcome, text = request.form.get("outcome", ""), request.form.get("text", "").strip()
    if me().person_id in (note.recipient_id, note.giver_id):
        flash(_("You wrote or received this note: somebody else decides about it."), "problem")
    elif row.outcome is not None:
        return _decided(row, text)
    elif outcome not in list(NoteOutcome):
        flash(_("Choose what happens with the note."), "problem")
        return _reports(), 422
    elif outcome == NoteOutcome.redacted and not only_cut(note.text, text):
        words = _("Only take words out, and write %(cut)s in their place. Everything else stays as it was.", cut=CUT)
        flash(words, "problem")
        return _reports(typed={report_id: text}), 422
    else:
        with saving() as session:
            if not as_seen(session, row, "outcome"):
                return _decided(row, text)
            decide_report(session, row, NoteOutcome(outcome), by=me().person_id, today=today(), text=text)
            _noted(session, row, "recognition.moderate")
        flash(_("Decided. The recipient still reads the note."))
    return redirect(url_for("thanks_care.reports"), code=303)


@blueprint.route("/<int:note_id>/delete", methods=["GET", "POST"])
@action("recognition.choose")
def delete(note_id: int) -> str | Response:
    note = found(db().get(RecognitionNote, note_id))
    if note.recipient_id != me().person_id:
        abort(403)
    if request.method == "GET":
        return render_template("recognition/delete.html", note=note)
    with saving() as session:
        note_action(
            session, person_id=me().person_id, action="recognition.delete", subject="recognition_note",
            subject_id=str(note_id),
        )  # fmt: skip
        delete_note(session, note)
    flash(_("Deleted. Nothing of the note is kept."))
    return redirect(url_for("recognition.thanks"), code=303)


def _reports(typed: dict[int, str] | None = None) -> str:
    return render_template(
        "recognition/reports.html",
        lines=open_reports(db(), regions_of("recognition.moderate"), reader=me().person_id),
        outcomes=list(NoteOutcome),
        cut=CUT,
        typed=typed or {},
        may_thank=may("recognition.thank"),
    )


def _decided(row: NoteReport, text: str) -> tuple[str, int]:
    was_first(row.decided_by, word(row.outcome) if row.outcome else _("decided"), text)
    return _reports(), 409


def _shared_with_me(note: RecognitionNote) -> bool:
    person = db().get(Person, note.recipient_id)
    near = person is not None and me().role is Role.cso and person.office_id == me().office_id
    return may_read(db(), note, READABLE_BY_TEAM if near else READABLE_BY_ALL)


def _noted(session: Any, row: NoteReport, what: str) -> None:
    note_action(
        session, person_id=me().person_id, action=what, subject="note_report", subject_id=str(row.id),
        after={"fault": row.fault.value, "outcome": row.outcome.value if row.outcome else ""},
    )  # fmt: skip

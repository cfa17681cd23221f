"""Taking in a file in steps: upload, columns, what would change, taken in, undone. The file waits on the server."""

import tempfile
from dataclasses import asdict
from pathlib import Path

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlmodel import Session, col, select
from werkzeug.wrappers import Response
from wtforms.fields import FileField

from web.access import action
from web.downloads import table_response, wants_file
from web.edge import db, found, me, saving, today
from web.forms import Form, ListField, SubmitField, needed
from web.imports.faults_said import said
from web.imports.kinds import COLUMNS, KINDS, columns_of, likely_kind, missing_of, places_of
from web.imports.shown import change_rows, person_says
from web.together import once, was_first
from workload.exchange.faults import FileFault, FileFaults
from workload.exchange.import_changes import CannotUndo, RowChange, fingerprint, import_and_compare, undo
from workload.exchange.import_known import Tally
from workload.exchange.uploaded import Upload, from_csv, read_upload
from workload.records.audit import note_action
from workload.records.officers import person_names
from workload.records.together import as_seen
from workload.tables.base import now
from workload.tables.imports import TakenFile

blueprint = Blueprint("imports", __name__, url_prefix="/take-in")

FIND_OUT = "find_out"
SHOWN = 50  # rows of changes and of faults on a page; the file has all of them


class UploadForm(Form):
    file = FileField(_l("The file, CSV or XLSX"))
    kind = ListField(
        _l("What is in the file?"),
        choices=[(FIND_OUT, _l("Find out by its columns")), *KINDS.items()],
        validators=[needed(_l("Choose what is in the file"))],
    )
    send = SubmitField(_l("Upload"))


@blueprint.get("/")
@action("imports.run")
def index() -> str | Response:
    return _index_page(UploadForm(formdata=None))


@blueprint.post("/")
@action("imports.run")
@once
def upload() -> tuple[str | Response, int] | Response:
    """Keep the file and go on to its columns."""
    form, sent = UploadForm(), request.files.get("file")
    if sent is None or not sent.filename:
        form.file.errors = [_("Choose a CSV or XLSX file on your computer")]
    elif form.validate_on_submit():
        wanted = "" if form.kind.data == FIND_OUT else form.kind.data
        try:
            table = read_upload(sent.filename, sent.read(), wanted or "-.csv")
        except FileFaults as broken:
            form.file.errors = [_in_row(broken.faults[0])]
        else:
            kind = wanted or likely_kind(table.headings)
            if kind is not None:
                with saving() as session:
                    kept = TakenFile(
                        kind=kind,
                        name=sent.filename[:200],
                        content=table.as_csv(),
                        places=places_of(kind, table.headings),
                        uploaded_by=me().person_id,
                    )
                    session.add(kept)
                return redirect(url_for(".columns", upload_id=kept.id), code=303)
            form.kind.errors = [_("Its columns fit none of our files. Choose what is in it.")]
    return _index_page(form), 422


@blueprint.route("/<int:upload_id>/columns", methods=["GET", "POST"])
@action("imports.run")
def columns(upload_id: int) -> str | tuple[str, int] | Response:
    """See and correct which column is which."""
    kept = found(db().get(TakenFile, upload_id))
    if kept.taken_at is not None:
        return redirect(url_for(".seen", upload_id=upload_id), code=303)
    table = from_csv(kept.content)
    if request.method == "GET":
        return _columns_page(kept, table, kept.places, {})
    places = _chosen(kept.kind, len(table.headings))
    errors = {name: _("Choose its column; it is needed") for name in missing_of(kept.kind, places)}
    for name, place in places.items():
        if list(places.values()).count(place) > 1:
            errors[name] = _("This column is chosen twice. Choose another.")
    if errors:
        return _columns_page(kept, table, places, errors), 422
    with saving():
        kept.places = places
    return redirect(url_for(".seen", upload_id=upload_id), code=303)


@blueprint.get("/<int:upload_id>")
@action("imports.run")
def seen(upload_id: int) -> str | Response:
    """What the file would change, or what it did."""
    kept = found(db().get(TakenFile, upload_id))
    if kept.taken_at is not None:
        return _changes_page("imports/taken.html", kept, [RowChange(**one) for one in kept.changes])
    try:
        tally, changes = _tried(db(), kept)
    except FileFaults as broken:
        return _faults_page(kept, broken.faults)
    finally:
        db().rollback()  # nothing of a preview stays
    return _changes_page("imports/preview.html", kept, changes, tally=tally, fingerprint=fingerprint(changes))


@blueprint.post("/<int:upload_id>/take")
@action("imports.run")
def take(upload_id: int) -> tuple[str | Response, int] | Response:
    """Take the file in, if it still does what was shown; sent twice it is taken in once."""
    with saving() as session:
        kept = found(session.get(TakenFile, upload_id))
        if kept.taken_at is not None or not as_seen(session, kept, "taken_at"):
            was_first(kept.taken_by, _("taken in"))
            return redirect(url_for(".seen", upload_id=upload_id), code=303)
        try:
            tally, changes = _tried(session, kept)
        except FileFaults as broken:
            session.rollback()
            return _faults_page(kept, broken.faults), 422
        if fingerprint(changes) != request.form.get("fingerprint"):
            session.rollback()
            flash(_("Something has changed since you looked. This is what the file would do now."), "problem")
            return redirect(url_for(".seen", upload_id=upload_id), code=303)
        kept.taken_at, kept.taken_by, kept.content = now(), me().person_id, ""
        kept.tally, kept.changes = asdict(tally), [asdict(one) for one in changes]
        _note(session, "import.take", kept)
    flash(_("Taken in. You can undo it as long as nothing has changed since."))
    return redirect(url_for(".seen", upload_id=upload_id), code=303)


@blueprint.post("/<int:upload_id>/undo")
@action("imports.run")
def take_back(upload_id: int) -> Response:
    """Put everything back as it was before the file was taken in, or say why that cannot be."""
    try:
        with saving() as session:
            kept = found(session.get(TakenFile, upload_id))
            if kept.undone_at is not None or not as_seen(session, kept, "undone_at"):
                was_first(kept.undone_by, _("undone"))
            elif kept.taken_at is not None and kept.changes:
                undo(session, [RowChange(**one) for one in kept.changes])
                kept.undone_at, kept.undone_by = now(), me().person_id
                _note(session, "import.undo", kept)
                flash(_("Undone. Everything is as it was before."))
    except CannotUndo as reason:
        row = person_says(reason.change.row)
        if reason.used:
            flash(_("This cannot be undone: %(row)s is in use by now. Nothing was changed.", row=row), "problem")
        else:
            flash(_("This cannot be undone: %(row)s has changed since. Nothing was changed.", row=row), "problem")
    return redirect(url_for(".seen", upload_id=upload_id), code=303)


@blueprint.post("/<int:upload_id>/drop")
@action("imports.run")
def drop(upload_id: int) -> Response:
    """Throw away a file that was not taken in."""
    with saving() as session:
        kept = found(session.get(TakenFile, upload_id))
        if kept.taken_at is None and as_seen(session, kept, "taken_at"):
            session.delete(kept)
            flash(_("Thrown away. Nothing of the file is kept."))
    return redirect(url_for(".index"), code=303)


def _tried(session: Session, kept: TakenFile) -> tuple[Tally, list[RowChange]]:
    """Import the kept file into the session. Raises FileFaults."""
    table, kind = from_csv(kept.content), kept.kind
    with tempfile.TemporaryDirectory() as name:
        rows = [[row[place] for place in kept.places.values()] for row in table.rows]
        (Path(name) / kind).write_text(Upload(list(kept.places), rows).as_csv(), "utf-8")
        result, changes = import_and_compare(session, Path(name), today(), by=me().person_id)
    return result.tallies[kind], changes


def _chosen(kind: str, width: int) -> dict[str, int]:
    places = {}
    for column in columns_of(kind):
        place = request.form.get(column.name, "", type=str)
        if place.isdecimal() and int(place) < width:
            places[column.name] = int(place)
    return places


def _index_page(form: UploadForm) -> str | Response:
    query = select(TakenFile).order_by(col(TakenFile.uploaded_at).desc(), col(TakenFile.id).desc()).limit(200)
    rows, names = list(db().exec(query)), person_names(db())
    if wants_file():
        head = (_("File"), _("What"), _("Uploaded"), _("By"), _("State"), _("New"), _("Changed"))
        told = [
            (one.name, str(KINDS[one.kind]), one.uploaded_at.isoformat(), names.get(one.uploaded_by or 0),
             _state(one), one.tally.get("added"), one.tally.get("changed"))
            for one in rows
        ]  # fmt: skip
        return table_response(head, told, "taken-in")
    return render_template("imports/index.html", form=form, rows=rows, names=names, kinds=KINDS, state=_state)


def _state(one: TakenFile) -> str:
    if one.undone_at is not None:
        return _("undone")
    return _("waits") if one.taken_at is None else _("taken in")


def _columns_page(kept: TakenFile, table: Upload, places: dict[str, int], errors: dict[str, str]) -> str:
    examples = [next((row[at] for row in table.rows if row[at]), "") for at in range(len(table.headings))]
    return render_template(
        "imports/columns.html",
        kept=kept,
        kinds=KINDS,
        headings=list(zip(table.headings, examples, strict=True)),
        columns=[(column, COLUMNS[column.name][0]) for column in columns_of(kept.kind)],
        places=places,
        errors=errors,
        rows=len(table.rows),
    )


def _faults_page(kept: TakenFile, faults: list[FileFault]) -> str | Response:
    headings = from_csv(kept.content).headings
    faults = sorted(faults, key=lambda one: (one.row, kept.places.get(one.column, 0)))
    rows = [(one.row or "", _heading_of(one, kept, headings), said(one)) for one in faults]
    head = (_("Row"), _("Column"), _("What to mend"))
    if wants_file():
        return table_response(head, rows, "faults")
    return render_template("imports/faults.html", kept=kept, kinds=KINDS, head=head, rows=rows[:SHOWN], count=len(rows))


def _heading_of(fault: FileFault, kept: TakenFile, headings: list[str]) -> str:
    """The column as the uploaded file calls it."""
    names = [name for name in fault.column.split(",") if name]
    return ", ".join(headings[kept.places[name]] if name in kept.places else name for name in names)


def _in_row(fault: FileFault) -> str:
    return _("Row %(row)d: %(what)s", row=fault.row, what=said(fault)) if fault.row else said(fault)


def _changes_page(template: str, kept: TakenFile, changes: list[RowChange], **more: object) -> str | Response:
    rows = change_rows(changes)
    head = (_("Row"), _("What happens"), _("Column"), _("Before"), _("After"))
    if wants_file():
        return table_response(head, rows, "changes")
    return render_template(
        template,
        kept=kept,
        kinds=KINDS,
        head=head,
        rows=rows[:SHOWN],
        count=len(rows),
        names=person_names(db()),
        **more,
    )


def _note(session: Session, what: str, kept: TakenFile) -> None:
    after = {"file": kept.name, "kind": kept.kind, **kept.tally}
    note_action(session, person_id=me().person_id, action=what, subject="taken_file", subject_id=kept.id, after=after)

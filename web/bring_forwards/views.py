"""Bring-forwards: the price before one is sent, the list, minutes by tap, and the answer."""

from datetime import timedelta

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from scheduler import bring_forwards as work
from web.access import action, may, regions_of, require
from web.bring_forwards.blueprint import blueprint
from web.bring_forwards.check import checked_meanwhile, links, look_of, look_stands
from web.bring_forwards.forms import (
    ANSWER,
    AnswerForm,
    AskForm,
    ClarifyForm,
    LookForm,
    MinutesForm,
    SendForm,
    with_lists,
)
from web.bring_forwards.month_page import DESKS
from web.concerns.reading import reader
from web.downloads import table_response, wants_file
from web.edge import db, found, me, saving, today
from web.language import word
from web.together import once, was_first, who_did
from workload.records.audit import note_action
from workload.records.bring_forwards import bring_forwards, minutes_by_desk, minutes_of
from workload.records.concerns import is_for
from workload.records.officers import person_names
from workload.records.places import office_names
from workload.records.places import offices as read_offices
from workload.records.together import as_seen
from workload.tables.bring_forwards import BringForward
from workload.tables.cases import Case
from workload.tables.concerns import Concern
from workload.vocabulary import BringForwardLane, BringForwardSource, BringForwardWork, Role

__all__ = ["blueprint"]


@blueprint.get("/")
@action("bf.see")
def listed() -> str | Response:
    everything = request.args.get("show") == "all"
    own = me().person_id if me().role is Role.cso else None
    lines = bring_forwards(
        db(), region_ids=None if own else regions_of("bf.see"), person_id=own, open_only=not everything,
        asked_from=today() - timedelta(days=92) if everything else None,
    )  # fmt: skip
    if wants_file():
        columns = [_("Reference"), _("Office"), _("Asked by"), _("Asked on"), _("Needed by"), _("Answered"),
                   _("How much"), _("Minutes"), _("Minutes quoted")]  # fmt: skip
        rows = [
            [one.reference, line.office, word(one.source), one.asked_on, one.needed_by, one.answered_on,
             word(one.lane), one.minutes, one.quoted_minutes]
            for line in lines if (one := line.bring_forward)
        ]  # fmt: skip
        return table_response(columns, rows, "bring-forwards")
    form = _ask_form() if me().role is Role.hq else None
    return render_template(
        "bring_forwards/index.html", lines=lines, everything=everything, form=form, today=today(),
        waits=work.needs_clarifying,
    )  # fmt: skip


@blueprint.post("/price")
@action("bf.ask")
def price() -> str | tuple[str, int]:
    """What it would take, before anything is sent; nothing is stored."""
    asked = _ask_form()
    if not asked.validate_on_submit():
        lines = bring_forwards(db())
        page = render_template(
            "bring_forwards/index.html", lines=lines, everything=False, form=asked, today=today(),
            waits=work.needs_clarifying,
        )  # fmt: skip
        return page, 422
    form = _send_form()
    form.lane.data, form.who.data = BringForwardLane.standard_note.value, "officer"
    form.lane.errors = form.who.errors = ()
    return _price_page(form)


@blueprint.post("/send")
@action("bf.ask")
@once
def send() -> Response | tuple[str, int]:
    form = _send_form()
    if not form.validate_on_submit() or form.needed_by.data is None:
        return _price_page(form), 422
    with saving() as session:
        row = work.send(
            session, office_id=form.office.data, source=BringForwardSource(form.source.data),
            question=form.question.data.strip(), needed_by=form.needed_by.data,
            lane=BringForwardLane(form.lane.data), to_manager=form.who.data == "manager", by=me().person_id,
            today=today(),
        )  # fmt: skip
        note_action(
            session, person_id=me().person_id, action="bf.send", subject="bring_forward", subject_id=str(row.id)
        )  # fmt: skip
        sent = row.id
    flash(_("Sent. The price that you saw is kept with it."))
    return redirect(url_for("bring_forwards.one", bring_forward_id=sent), code=303)


@blueprint.get("/<int:bring_forward_id>")
@action("bf.see")
def one(bring_forward_id: int) -> str:
    return _one_page(_visible(bring_forward_id))


@blueprint.post("/<int:bring_forward_id>/look")
@action("bf.work")
def look(bring_forward_id: int) -> Response | tuple[str, int]:
    row, form = _workable(bring_forward_id), LookForm()
    if not form.validate_on_submit():
        return _one_page(row, look=form), 422
    with saving() as session:
        as_seen(session, row, "reference")  # two who check at once: the second waits, and reads what the first saved
        if request.form.get("seen", look_stands(row)) != look_stands(row) and checked_meanwhile(row, form):
            return _one_page(row, look=form), 409
        if not links(row, form):
            session.rollback()
            return _one_page(row, look=form), 422
        row.spoke_to_office = ANSWER[form.spoke_to_office.data or ""]
        row.applied = ANSWER[form.applied.data or ""]
        row.solved_before = ANSWER[form.solved_before.data or ""]
        question = (form.clarify.data or "").strip()
        if question and question != row.clarify and not work.ask_back(
            session, row, question, by=me().person_id, today=today()
        ):  # fmt: skip
            form.clarify.errors = [_("Headquarters has answered one question. Answer with what is known, or call.")]
            session.rollback()
            return _one_page(row, look=form), 422
        session.add(row)
    flash(_("The check is saved."))
    return redirect(url_for("bring_forwards.one", bring_forward_id=bring_forward_id), code=303)


@blueprint.post("/<int:bring_forward_id>/clarify")
@action("bf.ask")
@once
def clarify(bring_forward_id: int) -> Response | tuple[str, int]:
    row, form = found(db().get(BringForward, bring_forward_id)), ClarifyForm()
    if not work.needs_clarifying(row):
        was_first(None, _("answered"), form.text.data or "")
        return _one_page(row), 409
    if not form.validate_on_submit():
        return _one_page(row, clarified=form), 422
    with saving() as session:
        if not as_seen(session, row, "clarified_on"):
            was_first(None, _("answered"), form.text.data)
            return _one_page(row), 409
        work.clarify(session, row, form.text.data.strip(), today=today())
    return redirect(url_for("bring_forwards.one", bring_forward_id=bring_forward_id), code=303)


@blueprint.post("/<int:bring_forward_id>/minutes")
@action("bf.work")
@once
def minutes(bring_forward_id: int) -> Response:
    row, form = _workable(bring_forward_id), with_lists(MinutesForm(), [])
    if not form.validate_on_submit():
        flash(_("Choose what you did and one of the minutes."), "problem")
    else:
        with saving() as session:
            work.add_minutes(
                session, row, minutes=int(form.minutes.data), work=BringForwardWork(form.work.data),
                by=me().person_id, role=me().role, today=today(),
            )  # fmt: skip
    return redirect(url_for("bring_forwards.one", bring_forward_id=bring_forward_id), code=303)


@blueprint.post("/<int:bring_forward_id>/answer")
@action("bf.work")
def answer(bring_forward_id: int) -> Response | tuple[str, int]:
    row, form = _workable(bring_forward_id), AnswerForm()
    if not form.validate_on_submit():
        return _one_page(row, answered=form), 422
    text = form.text.data.strip()
    with saving() as session:
        if not as_seen(session, row, "answered_on") or not work.answer(
            session, row, text=text, by=me().person_id, today=today()
        ):
            was_first(who_did("bf.answer", "bring_forward", bring_forward_id), _("answered"), text)
            return _one_page(row), 409
        note_action(
            session, person_id=me().person_id, action="bf.answer", subject="bring_forward",
            subject_id=str(bring_forward_id),
        )  # fmt: skip
    return redirect(url_for("bring_forwards.one", bring_forward_id=bring_forward_id), code=303)


def _visible(bring_forward_id: int) -> BringForward:
    row = found(db().get(BringForward, bring_forward_id))
    if row.person_id != me().person_id:
        require("bf.see", office_id=row.office_id)
    return row


def _workable(bring_forward_id: int) -> BringForward:
    """Of those who see it: who answers it, the manager, and headquarters for its own minutes."""
    row = _visible(bring_forward_id)
    if me().role is Role.superintendent:
        abort(403)
    return row


def _offices() -> list[tuple[str, str]]:
    return [(one.id, one.name) for one in read_offices(db())]


def _ask_form() -> AskForm:
    form: AskForm = with_lists(AskForm(), _offices())
    if not form.is_submitted():
        form.source.data, form.needed_by.data = BringForwardSource.mla.value, work.usual_day(db(), today())
    return form


def _send_form() -> SendForm:
    form: SendForm = with_lists(SendForm(), _offices())
    return form


def _price_page(form: SendForm) -> str:
    office_id = form.office.data
    if office_id not in dict(_offices()):
        abort(400)
    sources = {one.value: one for one in BringForwardSource}
    source = sources.get(form.source.data, BringForwardSource.other)
    tag = work.price_tag(db(), office_id=office_id, source=source, today=today())
    return render_template(
        "bring_forwards/price.html", form=form, tag=tag, office=office_names(db())[office_id], source=source,
        call_minutes=work.CALL_MINUTES,
    )  # fmt: skip


def _one_page(
    row: BringForward, *, look: LookForm | None = None, answered: AnswerForm | None = None,
    clarified: ClarifyForm | None = None,
) -> str:  # fmt: skip
    names = person_names(db())
    about = db().get(Case, row.case_id) if row.case_id else None
    told = db().get(Concern, row.concern_id) if row.concern_id else None
    told = told if told is not None and is_for(told, reader()) else None
    return render_template(
        "bring_forwards/one.html",
        row=row,
        office=office_names(db())[row.office_id],
        answers=names.get(row.person_id or 0, ""),
        minutes=minutes_of(db(), row.id or 0),
        spent=minutes_by_desk(db(), [row])[row.id or 0],
        desks=DESKS,
        displaced=work.displaced_by(db(), row),
        sees_files=row.person_id is not None and may("cases.see", person_id=row.person_id),
        case=about,
        concern=told,
        waits=work.needs_clarifying(row),
        avoidable=work.is_avoidable(row),
        look=look or LookForm(formdata=None, **look_of(row)),
        look_seen=look_stands(row),
        taps=with_lists(MinutesForm(formdata=None, work=BringForwardWork.write.value), []),
        presets=work.PRESETS,
        answered=answered or AnswerForm(formdata=None),
        clarified=clarified or ClarifyForm(formdata=None),
        today=today(),
        owner=row.person_id == me().person_id,
    )  # fmt: skip

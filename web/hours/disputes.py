"""«These hours do not fit»: said on the case's page, answered by the manager with words by a day."""

from datetime import date, timedelta

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from scheduler.leave_decisions import one_at_a_time
from web.access import Scope, action, may, regions_of, require, scope_of
from web.downloads import table_response, wants_file
from web.edge import db, found, me, saving, settings, today
from web.formats import day as said_day
from web.forms import Form, LongTextField, SubmitField, at_most, needed
from web.hours.blueprint import blueprint
from web.together import once, was_first
from workload.estimates.service_clock import due
from workload.records.calendar import calendar_facts
from workload.records.cases import case_by_reference
from workload.records.cases_with_hours import with_hours
from workload.records.hours_disputes import DisputeLine, answer_dispute, dispute_hours, disputes
from workload.records.officers import person_names

LOOK_AHEAD = timedelta(days=120)  # holds the most business days that the setting allows
TEXT_LIMIT = 600


class AnswerForm(Form):
    answer = LongTextField(
        _l("Your answer"),
        description=_l("The officer reads this. Say whether the hours stand and why, or what you change."),
        validators=[
            needed(_l("Write your answer, so that the officer knows where the hours stand and why")),
            at_most(TEXT_LIMIT, _l("The answer must be 600 characters or less. Shorten it.")),
        ],
    )
    save = SubmitField(_l("Send this answer"))


@blueprint.post("/cases/<reference>/dispute")
@action("hours.dispute")
@once
def dispute(reference: str) -> Response:
    """The officer of a case says that its hours do not fit; the reason may stay empty."""
    one = found(case_by_reference(db(), reference))
    require("hours.dispute", person_id=one.officer_id)
    reason = request.form.get("reason", "").strip()
    if len(reason) > TEXT_LIMIT:
        flash(_("The reason must be 600 characters or less. Shorten it."), "problem")
        return redirect(url_for("caseloads.case", reference=reference), code=303)
    line = with_hours(db(), [one], today())[0]
    with saving() as session:
        one_at_a_time(session, [me().person_id])
        row = dispute_hours(
            session, case_id=found(one.id), person_id=me().person_id, hours=line.hours.hours, tier=one.tier,
            reason=reason, today=today(), due_on=answer_due(today()),
        )  # fmt: skip
        owed = row.due_on
    flash(_("Said. Your manager owes you an answer by %(day)s.", day=said_day(owed)))
    return redirect(url_for("caseloads.case", reference=reference, _anchor="dispute"), code=303)


def answer_due(said_on: date) -> date:
    """The day by which a dispute is answered."""
    calendar = calendar_facts(db(), said_on, said_on + LOOK_AHEAD)
    return due(said_on, settings().dispute_days, calendar).day


@blueprint.get("/disputes")
@action("hours.disputes")
def listed() -> str | Response:
    own = scope_of("hours.disputes") is Scope.own
    lines = disputes(
        db(),
        region_ids=None if own else regions_of("hours.disputes"),
        person_id=me().person_id if own else None,
    )
    if wants_file():
        head = (_("Case"), _("Officer"), _("Office"), _("Hours a month"), _("Said"), _("Owed by"), _("Answered"))
        told = [
            (line.case.reference, line.person, line.office.name, one.hours, one.said_on, one.due_on, one.answered_on)
            for line in lines
            for one in (line.dispute,)
        ]
        return table_response(head, told, "disputes")
    return render_template("hours/disputes.html", lines=lines, own=own, today=today(), days=settings().dispute_days)


@blueprint.route("/disputes/<int:dispute_id>", methods=["GET", "POST"])
@action("hours.disputes")
def disputed(dispute_id: int) -> str | Response | tuple[str, int]:
    """One dispute with what the hours are made of; whoever decides answers here."""
    line = _readable(dispute_id)
    form = AnswerForm()
    if request.method == "POST":
        require("hours.answer", office_id=line.office.id)
        if form.validate_on_submit():
            with saving() as session:
                one_at_a_time(session, [line.dispute.person_id])
                words = form.answer.data.strip()
                done = answer_dispute(session, line.dispute, by=me().person_id, answer=words, today=today())
            if not done:
                was_first(line.dispute.answered_by, _("answered"), words)
                return disputed_page(line, form), 409
            flash(_("Answered. %(name)s reads it on the case's page.", name=line.person))
            return redirect(url_for("hours.disputed", dispute_id=dispute_id), code=303)
    return disputed_page(line, form), 422 if form.is_submitted() else 200


def disputed_page(line: DisputeLine, form: AnswerForm) -> str:
    """The dispute, with room for the answer while there is none."""
    answers = may("hours.answer", office_id=line.office.id) and line.dispute.answered_on is None
    return render_template(
        "hours/dispute.html",
        line=line,
        now=with_hours(db(), [line.case], today())[0],
        form=form,
        answers=answers,
        names=person_names(db()),
        today=today(),
    )


def _readable(dispute_id: int) -> DisputeLine:
    line = found(next(iter(disputes(db(), dispute_id=dispute_id)), None))
    if line.dispute.person_id != me().person_id:
        require("hours.disputes", office_id=line.office.id)
    return line

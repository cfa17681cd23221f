"""«I'm off sick» in three actions, «I'm back» in one, and the same for somebody who phones their manager."""

from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from scheduler.cover_today import who_answers_today
from scheduler.leave_changes import come_back
from scheduler.sick_calls import CannotRecord, SickFault, call_sick, first_day_off
from web.access import action, regions_of, require
from web.edge import db, found, me, saving, today
from web.formats import day, days_range
from web.leave.sentences import join
from web.sick.forms import PhonedForm, SickForm, fill
from web.together import once
from workload.records.leave import NEVER_REFUSED, standing_requests
from workload.records.officers import OFFICER_KINDS, people, person_names
from workload.tables.leave import LeaveRequest
from workload.vocabulary import LeaveKind, LeaveStatus

blueprint = Blueprint("sick", __name__, url_prefix="/sick")


@blueprint.route("/", methods=["GET", "POST"])
@action("sick.call")
@once
def call() -> str | Response | tuple[str, int]:
    form = SickForm()
    fill(form, first_day_off(db(), me().person_id, today()))
    if form.validate_on_submit() and form.last_day.data:
        recorded = _record(form, me().person_id)
        if recorded is not None:
            flash(
                _(
                    "You are recorded as away until %(day)s. Your manager is told and arranges cover; you need do "
                    "nothing more.",
                    day=day(form.last_day.data),
                )
            )
            return redirect(url_for("sick.call"), code=303)
    return _page(form), 422 if form.is_submitted() else 200


@blueprint.post("/<int:request_id>/back")
@action("sick.call")
def back(request_id: int) -> Response:
    row = found(db().get(LeaveRequest, request_id))
    require("sick.call", person_id=row.person_id)
    with saving() as session:
        fault = come_back(session, request_id=request_id, from_day=today(), by=me().person_id, today=today())
    if fault is None:
        flash(_("Welcome back. The rest of your leave is given back, and whoever was to cover is told."))
    else:
        flash(_("Nothing was changed: this leave is over already."), "problem")
    return redirect(url_for("sick.call"), code=303)


@blueprint.route("/phoned", methods=["GET", "POST"])
@action("sick.record")
@once
def phoned() -> str | Response | tuple[str, int]:
    form = PhonedForm()
    regions = regions_of("sick.record") or []
    there = [one for region in regions for one in people(db(), today(), region_id=region, kinds=OFFICER_KINDS)]
    form.person.choices = [("", ""), *((str(one.id), one.name) for one in there if one.id != me().person_id)]
    fill(form, today())
    if form.validate_on_submit() and form.last_day.data:
        number = int(form.person.data)
        require("sick.record", person_id=number)
        recorded = _record(form, number)
        if recorded is not None:
            flash(_("%(name)s is recorded as away.", name=person_names(db())[number]))
            return redirect(url_for("cover.arrange", request_id=recorded), code=303)
    return render_template("sick/phoned.html", form=form), 422 if form.is_submitted() else 200


def _record(form: SickForm, person_id: int) -> int | None:
    """The number of the stored leave; None when a fault now stands beside its field."""
    last = form.last_day.data
    if last is None:
        abort(400)
    try:
        with saving() as session:
            stored = call_sick(
                session,
                person_id=person_id,
                last_day=last,
                by=me().person_id,
                today=today(),
                kind=LeaveKind(form.kind.data),
            )
            return stored.id
    except CannotRecord as refused:
        form.last_day.errors = [*form.last_day.errors, _fault(refused)]
        return None


def _fault(refused: CannotRecord) -> str:
    given = {name: day(value) for name, value in refused.values.items()}
    if refused.fault is SickFault.last_before_today:
        return _("This day has passed, or you are recorded as away on it already. Enter %(first)s or later.", **given)
    if refused.fault is SickFault.too_long:
        return _("That is very far ahead. Enter %(latest)s or earlier; it can be made longer later.", **given)
    days = days_range(refused.values["first"], refused.values["last"])
    if refused.fault is SickFault.away_already:
        return _(
            "Leave on %(days)s is granted already. Enter a day before it; during it nobody expects you.", days=days
        )
    return _("On %(days)s there is no working day, so there is nothing to record. Enter a later day.", days=days)


def _page(form: SickForm) -> str:
    away = _running(me().person_id, today())
    answering = who_answers_today(db(), today(), person_id=me().person_id).get(me().person_id)
    covering = join([one.name for one in answering.covered_by]) if answering else ""
    return render_template("sick/call.html", form=form, away=away, covering=covering)


def _running(person_id: int, now: date) -> LeaveRequest | None:
    """Sick or special leave that runs today."""
    rows = standing_requests(db(), person_id, now, now)
    return next((row for row in rows if row.kind in NEVER_REFUSED and row.status is LeaveStatus.granted), None)

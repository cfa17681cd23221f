"""Leave that is not taken as granted: cancelled by the person, called back by the employer, a decision undone."""

from zoneinfo import ZoneInfo

from flask import Blueprint, flash, render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from scheduler.leave_changes import ChangeFault, cancel_leave, recall_costs, recall_leave, undo_decision
from web.access import action, require
from web.edge import db, found, me, saving, settings, today
from web.formats import days_range
from web.forms import DayField, Form, LongTextField, SubmitField, TextField, at_most, needed
from web.leave.one_request import request_to_decide, to_request
from web.together import once
from workload.tables.base import now
from workload.tables.leave import LeaveRequest
from workload.tables.people import Person
from workload.vocabulary import LeaveStatus

blueprint = Blueprint("changes", __name__, url_prefix="/leave/changes")

TEXT_LIMIT = 600
MOST_CENTS = 10_000_000


class CancelForm(Form):
    reason = LongTextField(
        _l("Why do you not take this leave?"),
        description=_l("A few words for your manager."),
        validators=[
            needed(_l("Write in a few words why you do not take this leave")),
            at_most(TEXT_LIMIT, _l("The reason must be 600 characters or less. Shorten it.")),
        ],
    )
    save = SubmitField(_l("Cancel this leave"))


class RecallForm(Form):
    from_day = DayField(
        _l("First day back at work"),
        description=_l("From this day on it is no leave any more. The first day of the leave takes all of it back."),
        validators=[needed(_l("Enter the first day back at work"))],
    )
    reason = LongTextField(
        _l("Why is this leave called back?"),
        description=_l("The person reads this."),
        validators=[
            needed(_l("Write why this leave is called back, so that the person knows")),
            at_most(TEXT_LIMIT, _l("The reason must be 600 characters or less. Shorten it.")),
        ],
    )
    costs = TextField(
        _l("Costs of the person that cannot be got back, in dollars"),
        description=_l("Flights, bookings and the like; 0 when there are none. They are reimbursed (art. 17.05)."),
        validators=[needed(_l("Enter the costs in dollars, or 0"))],
    )
    save = SubmitField(_l("Call back from leave"))


@blueprint.route("/<int:request_id>/cancel", methods=["GET", "POST"])
@action("leave.withdraw")
@once
def cancel(request_id: int) -> str | Response | tuple[str, int]:
    row = found(db().get(LeaveRequest, request_id))
    require("leave.withdraw", person_id=row.person_id)
    form = CancelForm()
    if form.validate_on_submit():
        with saving() as session:
            fault = cancel_leave(
                session, request_id=request_id, by=me().person_id, reason=form.reason.data.strip(), today=today()
            )
        _say(fault, _("Your leave is cancelled. The hours are yours again, and whoever was to cover is told."))
        return to_request(request_id)
    page = render_template("changes/cancel.html", form=form, request_=row)
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/<int:request_id>/recall", methods=["GET", "POST"])
@action("leave.decide")
@once
def recall(request_id: int) -> str | Response | tuple[str, int]:
    row = request_to_decide(request_id)
    form = RecallForm()
    first_possible = max(today(), row.first_day)
    if not form.is_submitted():
        form.from_day.data, form.costs.data = first_possible, "0"
    if form.validate_on_submit() and form.from_day.data:
        cents = _cents(form.costs.data)
        if cents is None:
            form.costs.errors = [*form.costs.errors, _("Enter the costs as a number of dollars, such as 412.50")]
        else:
            with saving() as session:
                fault = recall_leave(
                    session,
                    request_id=request_id,
                    from_day=form.from_day.data,
                    reason=form.reason.data.strip(),
                    costs_cents=cents,
                    by=me().person_id,
                    today=today(),
                )
            if fault is not ChangeFault.outside:
                _say(fault, _("The leave is called back. The hours went back; the costs are on record to be paid."))
                return to_request(request_id)
            days = days_range(first_possible, row.last_day)
            form.from_day.errors = [
                *form.from_day.errors,
                _("This day is outside what is left of the leave. Enter a day of %(days)s.", days=days),
            ]
    granted = row.status is LeaveStatus.granted and row.last_day >= today()
    page = render_template(
        "changes/recall.html",
        form=form,
        request_=row,
        person=db().get_one(Person, row.person_id),
        costs=recall_costs(db(), row, first_possible) if granted else None,
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.post("/<int:request_id>/undo")
@action("leave.decide")
def undo(request_id: int) -> Response:
    request_to_decide(request_id)
    zone = ZoneInfo(settings().timezone)
    with saving() as session:
        fault = undo_decision(session, request_id=request_id, by=me().person_id, today=today(), at=now(), zone=zone)
    _say(fault, _("The decision is undone. The request waits again, and we look for cover anew."))
    return to_request(request_id)


def _say(fault: ChangeFault | None, done: str) -> None:
    if fault is None:
        flash(done)
        return
    words = {
        ChangeFault.not_granted: _("Nothing was changed: this leave is not granted any more, or is of another kind."),
        ChangeFault.begun: _("Nothing was changed: this leave has begun. Speak to your manager."),
        ChangeFault.outside: _("Nothing was changed: the day is outside the leave."),
        ChangeFault.too_late: _(
            "Nothing was changed: a decision can be undone on the day it was made, before the leave begins. Leave "
            "that is granted can still be called back."
        ),
        ChangeFault.changed_meanwhile: _("Nothing was changed: somebody changed this leave at the same moment."),
    }
    flash(words[fault], "problem")


def _cents(text: str) -> int | None:
    """«412.50», «412,50» and «$412» in cents; None for what is no amount."""
    plain = text.strip().lstrip("$").rstrip("$ ").replace("\u00a0", "").replace(" ", "").replace(",", ".")
    whole, _point, part = plain.partition(".")
    if not whole.isascii() or not whole.isdigit() or len(part) > 2 or (part and not part.isdigit()):
        return None
    cents = int(whole[:12]) * 100 + int(part.ljust(2, "0") or 0)
    return cents if cents <= MOST_CENTS else None

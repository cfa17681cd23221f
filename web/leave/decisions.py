"""The manager decides: grant leave and its cover together, refuse with a reason, or have it looked at again."""

from flask import flash, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from scheduler.leave_decisions import NEVER_REFUSED, approve_leave, refuse_leave
from scheduler.plan_queue import ask_plan
from web.access import action, in_place_of
from web.edge import db, me, saving, today
from web.leave.blueprint import blueprint
from web.leave.forms import RefuseForm
from web.leave.one_request import request_to_decide, to_request
from web.leave.sentences import outcome_sentence
from web.leave.show import show_request
from workload.records.officers import person_names
from workload.vocabulary import LeaveStatus, PlanKind


@blueprint.post("/requests/<int:request_id>/grant")
@action("leave.decide")
def grant(request_id: int) -> Response:
    row = request_to_decide(request_id)
    plan_id = request.form.get("plan", type=int) or 0
    with saving() as session:
        outcome = approve_leave(
            session,
            request_id=row.id or 0,
            plan_id=plan_id,
            by=me().person_id,
            today=today(),
            instead_of=in_place_of("leave.decide", row.person_id),
        )
    if outcome.done:
        flash(_("Leave is granted and its cover is in place."))
    else:
        flash(outcome_sentence(outcome, person_names(db())), "problem")
    return to_request(request_id)


@blueprint.post("/requests/<int:request_id>/refuse")
@action("leave.decide")
def refuse(request_id: int) -> Response | tuple[str, int]:
    row = request_to_decide(request_id)
    form = RefuseForm()
    if row.kind in NEVER_REFUSED:
        flash(_("Leave of this kind is never refused. Grant it, and arrange what cover there is."), "problem")
        return to_request(request_id)
    if not form.validate_on_submit():
        return show_request(row, form), 422
    with saving() as session:
        outcome = refuse_leave(
            session,
            request_id=request_id,
            by=me().person_id,
            reason=form.reason.data.strip(),
            instead_of=in_place_of("leave.decide", row.person_id),
        )
    if outcome.done:
        flash(_("The request is refused, and the person reads your reason."))
    else:
        flash(outcome_sentence(outcome, person_names(db())), "problem")
    return to_request(request_id)


@blueprint.post("/requests/<int:request_id>/look-again")
@action("leave.decide")
def look_again(request_id: int) -> Response:
    row = request_to_decide(request_id)
    if row.status == LeaveStatus.asked:
        with saving() as session:
            ask_plan(session, kind=PlanKind.relief, asked_by=me().person_id, request_id=request_id)
    return to_request(request_id)

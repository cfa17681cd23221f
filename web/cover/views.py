"""What a coverer is asked, and the answer: yes, or no with a reason. One click each."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from scheduler.cover_answers import CoverResult, agree_to_cover, decline_to_cover
from web.access import action
from web.cover import arranging, balance  # noqa: F401 their routes belong to the same blueprint
from web.cover.asked import asked_lines, asked_of
from web.cover.blueprint import blueprint
from web.edge import db, found, me, saving, settings, today
from workload.records.cover_asked import cover_ahead
from workload.tables.leave import LeaveRequest
from workload.vocabulary import CoverRefusal, CoverStatus


@blueprint.get("/")
@action("cover.answer")
def asked() -> str:
    ahead = cover_ahead(db(), today(), person_id=me().person_id, status=CoverStatus.agreed)
    return render_template(
        "cover/asked.html",
        asked=asked_of(db(), me().person_id, today()),
        agreed=asked_lines(db(), ahead),
        refusals=list(CoverRefusal),
        limits=settings(),
    )


@blueprint.post("/<int:request_id>/agree")
@action("cover.answer")
def agree(request_id: int) -> Response:
    found(db().get(LeaveRequest, request_id))
    with saving() as session:
        result = agree_to_cover(session, request_id=request_id, person_id=me().person_id, today=today())
    _say(result, _("Thank you. You cover on these days; the hours count in your load."))
    return _back()


@blueprint.post("/<int:request_id>/decline")
@action("cover.answer")
def decline(request_id: int) -> Response:
    found(db().get(LeaveRequest, request_id))
    if request.form.get("reason") not in set(CoverRefusal):
        abort(400)
    reason = CoverRefusal(request.form["reason"])
    with saving() as session:
        result = decline_to_cover(
            session, request_id=request_id, person_id=me().person_id, reason=reason, today=today()
        )
    _say(result, _("It is noted that you cannot. Somebody else is asked; the leave of your colleague stays granted."))
    return _back()


def _say(result: CoverResult, done: str) -> None:
    if result is CoverResult.done:
        flash(done)
    else:
        flash(_("You are not asked for these days any more. Nothing was changed."), "problem")


def _back() -> Response:
    return redirect(url_for("cover.asked"), code=303)

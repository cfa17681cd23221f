"""Hours that nobody pays: written down in one press, private, shared only by the person."""

from datetime import timedelta

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from web.access import action
from web.edge import db, found, me, saving, today
from web.formats import day as said_day
from web.looks import looked_at
from web.recognition.colleagues import colleagues
from web.together import once
from web.wellbeing.blueprint import blueprint
from workload.records.officers import person
from workload.records.unpaid_hours import (
    SHARE_DAYS,
    end_share,
    log_unpaid,
    share_with,
    shared_with,
    shares_of,
    take_back_unpaid,
    unpaid_of,
)
from workload.tables.wellbeing import PrivateShare
from workload.vocabulary import PrivateFact

MINUTES = (15, 30, 60, 120)
SHOWN = timedelta(days=91)
DAYS_BACK = 14


@blueprint.get("/my/unpaid-hours")
@action("unpaid.own")
def unpaid() -> str:
    lines = unpaid_of(db(), me().person_id, today() - SHOWN)
    return render_template(
        "wellbeing/unpaid.html",
        lines=lines,
        total=sum(line.minutes for line in lines) / 60,
        minutes=MINUTES,
        days=[today() - timedelta(days=back) for back in range(DAYS_BACK)],
        today=today(),
        shares=shares_of(db(), me().person_id),
        people=colleagues(db(), me().person_id, me().region_id, today(), name=request.args.get("name", "")),
        share_days=SHARE_DAYS,
    )


@blueprint.post("/my/unpaid-hours")
@action("unpaid.own")
@once
def log_hours() -> Response:
    minutes, back = request.form.get("minutes", ""), request.form.get("back", "0")
    if minutes not in {str(one) for one in MINUTES} or back not in {str(one) for one in range(DAYS_BACK)}:
        flash(_("Press 15, 30, 60 or 120 minutes, for a day of the last two weeks."), "problem")
        return redirect(url_for("wellbeing.unpaid"), code=303)
    day = today() - timedelta(days=int(back))
    with saving() as session:
        log_unpaid(session, person_id=me().person_id, day=day, minutes=int(minutes))
    flash(_("Kept for %(day)s: %(minutes)s minutes. Only you see this.", day=said_day(day), minutes=minutes))
    return redirect(url_for("wellbeing.unpaid"), code=303)


@blueprint.post("/my/unpaid-hours/<int:line_id>/delete")
@action("unpaid.own")
def delete_hours(line_id: int) -> Response:
    with saving() as session:
        gone = take_back_unpaid(session, person_id=me().person_id, line_id=line_id)
    if not gone:
        abort(404)
    flash(_("Deleted. Nothing of it is kept."))
    return redirect(url_for("wellbeing.unpaid"), code=303)


@blueprint.post("/my/unpaid-hours/share")
@action("unpaid.own")
@once
def share() -> Response:
    chosen = request.form.get("with", "")
    if chosen not in dict(colleagues(db(), me().person_id, me().region_id, today(), also=chosen).choices):
        flash(_("Choose the person who may read your unpaid hours."), "problem")
        return redirect(url_for("wellbeing.unpaid", _anchor="share"), code=303)
    with saving() as session:
        row = share_with(session, person_id=me().person_id, with_id=int(chosen), today=today())
        until = row.until
    flash(_("Shared until %(day)s. You see here on which days they look, and you can end it.", day=said_day(until)))
    return redirect(url_for("wellbeing.unpaid"), code=303)


@blueprint.post("/my/unpaid-hours/share/<int:share_id>/end")
@action("unpaid.own")
def stop_sharing(share_id: int) -> Response:
    with saving() as session:
        ended = end_share(session, person_id=me().person_id, share_id=share_id, today=today())
    if not ended:
        abort(404)
    flash(_("Ended. They cannot read it any more."))
    return redirect(url_for("wellbeing.unpaid"), code=303)


@blueprint.get("/shared-with-me")
@action("unpaid.shared")
def shared() -> str:
    return render_template("wellbeing/shared.html", shares=shared_with(db(), me().person_id, today()))


@blueprint.get("/shared-with-me/<int:share_id>")
@action("unpaid.shared")
def read_shared(share_id: int) -> str:
    row = found(db().get(PrivateShare, share_id))
    if row.id not in {one.id for one, _person in shared_with(db(), me().person_id, today())}:
        abort(403)
    other, until = found(person(db(), row.person_id)).name, row.until
    lines = [(line.day, line.minutes) for line in unpaid_of(db(), row.person_id, today() - SHOWN)]
    looked_at(PrivateFact.unpaid_hours, [row.person_id])
    return render_template(
        "wellbeing/read_shared.html", name=other, until=until, lines=lines, total=sum(one[1] for one in lines) / 60
    )

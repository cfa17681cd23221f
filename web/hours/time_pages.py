"""Logging time: one tap a piece of work, one tap an ordinary day, one tap a call. A person's own log is theirs."""

from datetime import date, timedelta
from typing import TypeVar

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from scheduler.leave_decisions import one_at_a_time
from web.access import action, may, require
from web.edge import db, found, me, saving, today
from web.hours.blueprint import blueprint
from web.hours.my_time import MINUTES, MyTime, my_time, spent_words
from web.language import word
from web.together import once
from workload.records.cases import case_by_reference
from workload.records.time_log import confirm_ordinary_day, count_call, log_time, logged_on, take_back
from workload.tables.time_log import TimeLogEntry
from workload.vocabulary import Activity, Tier

Word = TypeVar("Word", Activity, Tier)
DAYS_SHOWN = 28
blueprint.add_app_template_global(spent_words)


@blueprint.get("/my/time")
@action("time.log")
def time() -> str:
    """The person's own log: today with what can be undone, and the last four weeks by day."""
    since = today() - timedelta(days=DAYS_SHOWN)
    earlier: dict[date, list[TimeLogEntry]] = {}
    for line in logged_on(db(), me().person_id, since, today() - timedelta(days=1)):
        earlier.setdefault(line.day, []).append(line)
    return render_template(
        "hours/time.html",
        time=time_of_me(),
        earlier=earlier,
        activities=list(Activity),
        tiers=list(Tier),
        minutes=MINUTES,
    )


def time_of_me() -> MyTime:
    return my_time(db(), me().person_id, today())


@blueprint.post("/my/time")
@action("time.log")
@once
def log() -> Response:
    """One piece of work. `minutes` is the button that was pressed; with `case` it is about that case."""
    minutes = request.form.get("minutes", "")
    if minutes not in {str(one) for one in MINUTES}:
        flash(_("Press 15, 30, 60 or 120 minutes."), "problem")
        return _back()
    activity = _chosen(Activity, request.form.get("activity", ""))
    if activity is None:
        flash(_("Choose what the time went to, then press the minutes."), "problem")
        return _back()
    tier, case_id = _chosen(Tier, request.form.get("tier", "")), None
    reference = request.form.get("case", "")
    if reference:
        one = found(case_by_reference(db(), reference))
        require("time.log", person_id=one.officer_id)
        tier, case_id = one.tier, one.id
    with saving() as session:
        log_time(
            session, person_id=me().person_id, day=today(), activity=activity, minutes=int(minutes), tier=tier,
            case_id=case_id,
        )  # fmt: skip
    flash(_("Logged: %(what)s, %(minutes)s minutes.", what=word(activity), minutes=minutes))
    return _back()


@blueprint.post("/my/time/ordinary")
@action("time.log")
def ordinary() -> Response:
    """The whole of today like the last days, in one action."""
    with saving() as session:
        one_at_a_time(session, [me().person_id])  # two presses of the button make one day
        added = confirm_ordinary_day(session, person_id=me().person_id, today=today())
        spent = spent_words({line.activity: line.minutes for line in added})
    if added:
        flash(_("Logged as an ordinary day: %(what)s.", what=spent))
    return _back()


@blueprint.post("/my/time/<int:entry_id>/undo")
@action("time.log")
def undo(entry_id: int) -> Response:
    with saving() as session:
        gone = take_back(session, person_id=me().person_id, entry_id=entry_id, today=today())
    if gone:
        flash(_("Taken back."))
    else:
        flash(_("That line is not in today's log any more."), "problem")
    return _back()


@blueprint.post("/my/time/calls")
@action("time.log")
@once
def call() -> Response:
    """A call answered, or one taken back."""
    with saving() as session:
        one_at_a_time(session, [me().person_id])
        count_call(session, person_id=me().person_id, day=today(), more=-1 if "less" in request.form else 1)
    return _back()


def _back() -> Response:
    """To the page where the button stood."""
    reference = request.form.get("case", "")
    if reference and may("cases.see"):
        return redirect(url_for("caseloads.case", reference=reference), code=303)
    if request.form.get("from") == "home":
        return redirect(url_for("home.my_work", _anchor="time"), code=303)
    return redirect(url_for("hours.time"), code=303)


def _chosen(words: type[Word], value: str) -> Word | None:
    return next((one for one in words if one.value == value), None)

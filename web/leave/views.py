"""Leave for the person who asks: my leave, ask, what came of it, the cover I give. The manager's list is here too."""

from datetime import date, timedelta

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from scheduler.leave_ledger import balance_today
from scheduler.leave_requests import CannotAsk, ask_for_leave, withdraw_leave
from web.access import Scope, action, regions_of, require, scope_of
from web.edge import db, found, me, saving, today
from web.leave import calendar_feed, decisions, handover, my_ledger, rules, wall_calendar  # noqa: F401 their routes are ours
from web.leave.blueprint import blueprint
from web.leave.cover import agreed_cover
from web.leave.forms import ask_form
from web.leave.ledger_page import carry_over_state
from web.leave.on_home import leave_to_decide, my_leave
from web.leave.one_request import to_request
from web.leave.pages import RequestPage, own_sentence, request_page, request_pages
from web.leave.sentences import fault_sentence, outcome_sentence, show_faults
from web.leave.show import show_request
from web.leave.suggested import suggested_week
from web.leave.year_strip import paid_days, short_state, year_strip
from web.together import once
from workload.estimates.calendar import fiscal_year_of
from workload.records.leave import carry_over_wishes, granted_requests, requests_of
from workload.tables.leave import LeaveRequest
from workload.tables.people import Person
from workload.vocabulary import DayPart, LeaveKind, LeaveStatus

blueprint.add_app_template_filter(paid_days)
blueprint.add_app_template_filter(short_state)
WEEKS_AHEAD = timedelta(weeks=13)
PAST_SHOWN = 10


@blueprint.get("/")
@action("leave.see")
def index() -> str:
    if scope_of("leave.see") is not Scope.own:
        return _region_leave()
    viewer = me()
    pages = request_pages(db(), requests_of(db(), viewer.person_id))
    return render_template(
        "leave/index.html",
        block=my_leave(db(), viewer.person_id, today()),
        ahead=[page for page in reversed(pages) if page.request.last_day >= today()],
        past=[page for page in pages if page.request.last_day < today()][:PAST_SHOWN],
        sentence=own_sentence,
        cover=agreed_cover(db(), today(), person_id=viewer.person_id),
        carry=carry_over_state(db(), found(db().get(Person, viewer.person_id)), today()),
    )


def _region_leave() -> str:
    regions = regions_of("leave.see")
    ahead = granted_requests(db(), today(), today() + WEEKS_AHEAD, region_ids=regions)
    return render_template(
        "leave/region.html",
        waiting=leave_to_decide(db(), regions, today()),
        ahead=request_pages(db(), ahead),
        weeks=WEEKS_AHEAD.days // 7,
        carried=carry_over_wishes(db(), fiscal_year_of(today()), region_ids=regions),
    )


@blueprint.route("/ask", methods=["GET", "POST"])
@action("leave.ask")
@once
def ask() -> str | Response | tuple[str, int]:
    person = found(db().get(Person, me().person_id))
    wished = _wished()
    form = ask_form(wished or suggested_week(db(), person, today()))
    if form.validate_on_submit() and form.first_day.data and form.last_day.data:
        try:
            with saving() as session:
                asked = ask_for_leave(
                    session,
                    person_id=me().person_id,
                    first_day=form.first_day.data,
                    last_day=form.last_day.data,
                    part=DayPart(form.part.data),
                    note=(form.note.data or "").strip(),
                    today=today(),
                )
                number = asked.id or 0
            return to_request(number)
        except CannotAsk as refused:
            show_faults(form, refused.faults)
    page = render_template(
        "leave/ask.html",
        form=form,
        balance=balance_today(db(), person, today()),
        strip=year_strip(db(), person, today(), wished),
        pattern=person.pattern,
    )
    return page, 422 if form.is_submitted() else 200


def _wished() -> tuple[date, date] | None:
    """The dates in the address, as a week of the year strip fills them in; None when there are none."""
    try:
        first, last = (date.fromisoformat(request.args.get(name, "")) for name in ("first", "last"))
    except ValueError:
        return None
    return (first, last) if first <= last else None


@blueprint.get("/requests/<int:request_id>")
@action("leave.see")
def request_page_of(request_id: int) -> str | Response:
    row = found(db().get(LeaveRequest, request_id))
    require("leave.see", person_id=row.person_id)
    if row.kind is LeaveKind.course:  # its cover stands there, and whoever is on it reads of it under training
        mine = row.person_id == me().person_id
        return redirect(url_for("training.own") if mine else url_for("cover.arrange", request_id=request_id))
    return show_request(row)


@blueprint.post("/requests/<int:request_id>/withdraw")
@action("leave.withdraw")
def withdraw(request_id: int) -> Response:
    row = found(db().get(LeaveRequest, request_id))
    require("leave.withdraw", person_id=row.person_id)
    with saving() as session:
        outcome = withdraw_leave(session, request_id=request_id, by=me().person_id)
    if outcome.done:
        flash(_("Your request is withdrawn. Nothing was taken from your leave."))
    else:
        flash(outcome_sentence(outcome, {}), "problem")
    return redirect(url_for("leave.index"), code=303)


@blueprint.post("/requests/<int:request_id>/other-dates")
@action("leave.ask")
def ask_other_dates(request_id: int) -> Response:
    """Ask for dates that were offered instead; an undecided request is withdrawn in the same transaction."""
    row = found(db().get(LeaveRequest, request_id))
    require("leave.withdraw", person_id=row.person_id)
    chosen = _chosen(request_page(db(), row))
    if chosen is None:
        flash(_("These dates are no longer offered. Choose again."), "problem")
        return to_request(request_id)
    try:
        with saving() as session:
            if row.status == LeaveStatus.asked:
                outcome = withdraw_leave(session, request_id=request_id, by=me().person_id)
                if not outcome.done:  # decided in this very moment: other dates beside it would be leave twice
                    flash(outcome_sentence(outcome, {}), "problem")
                    return to_request(request_id)
            first, last = chosen
            asked = ask_for_leave(session, person_id=me().person_id, first_day=first, last_day=last, today=today())
            request_id = asked.id or 0
    except CannotAsk as refused:
        flash(" ".join(fault_sentence(fault) for fault in refused.faults), "problem")
    return to_request(request_id)


def _chosen(page: RequestPage) -> tuple[date, date] | None:
    """The pair of dates on the button that was pressed, if the plan offers it."""
    wanted = request.form.get("dates", "")
    return next((pair for pair in page.other_dates if f"{pair[0]}/{pair[1]}" == wanted), None)


@blueprint.get("/cover")
@action("cover.see")
def cover_given() -> str:
    own = scope_of("cover.see") is Scope.own
    lines = (
        agreed_cover(db(), today(), person_id=me().person_id)
        if own
        else agreed_cover(db(), today(), region_ids=regions_of("cover.see"))
    )
    return render_template("leave/cover.html", lines=lines, own=own)

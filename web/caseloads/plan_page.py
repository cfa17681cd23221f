"""The plan of moves: what it would change and why, its price, and the manager's decisions about it."""

from collections.abc import Sequence
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlmodel import Session
from werkzeug.wrappers import Response

from scheduler.caseload_balancing import ask_for_plan
from scheduler.caseload_choices import pin_case, unpin_case
from scheduler.caseload_clashes import Decision
from scheduler.caseload_dates import BadDay, MoveDates, move_dates
from scheduler.caseload_looks import have_looked, open_looks
from scheduler.caseload_moves import accept_move, accept_plan, undo_move
from web.access import action, may, regions_of, require
from web.caseloads import plan_words
from web.caseloads.blueprint import blueprint
from web.caseloads.clash_page import clash_page, lift_asked
from web.caseloads.curve import reason_of
from web.caseloads.moves_table import moves_table
from web.caseloads.plan_view import shown_plan
from web.caseloads.refusal_words import say_refused
from web.edge import db, found, me, saving, settings, today
from web.formats import day
from web.forms import DayField, Form
from workload.records import cases, officers, places
from workload.records.caseload_plans import agreed_in, current_plan, moves_of, pins_in
from workload.records.move_objections import unanswered
from workload.tables.plans import Plan, PlannedMove
from workload.vocabulary import MoveState, PlanKind

LOOK_AGAIN = 1  # seconds until the page of a plan that is being worked out asks again
MOST_REASON = 300


class AcceptForm(Form):
    """From which day the accepted moves take effect."""

    effective_on = DayField(_l("Cases change hands on"))


@blueprint.get("/caseloads/plan")
@action("caseloads.see")
def plan() -> str | Response:
    """The newest plan of a region, at the point of its curve that is asked for; its moves as a table to take away."""
    region_id = asked_region()
    if request.args.get("format") == "csv":
        return moves_table(current_plan(db(), region_id), request.args.get("point", 0, type=int))
    return _page(region_id, request.args.get("point", 0, type=int), AcceptForm(effective_on=_dates().effective_on))


@blueprint.post("/caseloads/plan/ask")
@action("caseloads.decide")
def ask() -> Response:
    """Put the question how the region's cases could be shared into the queue."""
    region_id = request.form.get("region", "") or me().region_id
    found(places.region(db(), region_id))
    require("caseloads.decide", region_id=region_id)
    with saving() as session:
        ask_for_plan(session, region_id=region_id, by=me().person_id)
    return to_plan(region_id)


@blueprint.post("/caseloads/plan/<int:plan_id>/accept")
@action("caseloads.decide")
def accept_all(plan_id: int) -> Response | tuple[str, int]:
    """Agree to every move of the plan, at the point shown, that is still possible."""
    one = found(db().get(Plan, plan_id))
    if one.kind is not PlanKind.caseload or one.region_id is None:
        abort(404)  # a plan of leave has no region, and is decided with its request
    require("caseloads.decide", region_id=one.region_id)
    point, form = request.form.get("point", 0, type=int), AcceptForm()
    try:
        if not form.validate():
            return _page(one.region_id, point, form), 422
        dates = move_dates(db(), today(), settings().discuss_days, form.effective_on.data)
    except BadDay as bad:
        form.effective_on.errors = [
            _("Enter a day from %(first)s to %(last)s", first=day(bad.earliest), last=day(bad.latest))
        ]
        return _page(one.region_id, point, form), 422
    with saving() as session:
        result = accept_plan(session, plan_id, by=me().person_id, dates=dates, point=point)
    if result.done:
        flash(plan_words.agreed_sentence(len(result.done), dates))
    say_refused(result.refused, officers.person_names(db()))
    if not result.done and not result.refused:
        flash(_who_was_faster(db(), plan_id, point), "problem")
    return to_plan(one.region_id, point=point)


@blueprint.post("/caseloads/plan/moves/<int:move_id>/accept")
@action("caseloads.decide")
def accept_one(move_id: int) -> Response:
    """Agree to one move."""
    region_id, point = region_of_move(move_id)
    dates = _dates()
    with saving() as session:
        result = accept_move(session, move_id, by=me().person_id, dates=dates)
    if result.refusal is None:
        flash(plan_words.agreed_sentence(1, dates))
    else:
        say_refused([result], officers.person_names(db()))
    return to_plan(region_id, f"case-{result.case_reference}", point)


@blueprint.post("/caseloads/plan/moves/<int:move_id>/undo")
@action("caseloads.decide")
def undo(move_id: int) -> Response:
    """Take back a move that has not taken effect."""
    region_id, point = region_of_move(move_id)
    with saving() as session:
        result = undo_move(session, move_id, by=me().person_id)
    if result.refusal is None:
        flash(_("Case %(case)s stays with its officer for now.", case=result.case_reference))
    else:
        say_refused([result], officers.person_names(db()))
    return to_plan(region_id, point=point)


@blueprint.post("/caseloads/plan/moves/<int:move_id>/pin")
@action("caseloads.decide")
def pin(move_id: int) -> Response | tuple[str, int]:
    """Leave the case where it is; the rest is worked out again around it."""
    region_id, _point = region_of_move(move_id)
    why = request.form.get("why", "").strip()[:MOST_REASON]
    move = found(db().get(PlannedMove, move_id))
    if move.state is MoveState.proposed and move.from_id is not None:
        clash = clash_page(Decision(move.case_id, move.from_id, excludes=False), region_id)
        if clash is not None:
            return clash
    with saving() as session:
        lift_asked(session, region_id)
        result = pin_case(session, move_id, by=me().person_id, today=today(), note=why)
    if result.refusal is None:
        flash(
            _(
                "Case %(case)s stays with its officer. A new plan around it is being worked out.",
                case=result.case_reference,
            )
        )
    else:
        say_refused([result], officers.person_names(db()))
    return to_plan(region_id)


@blueprint.post("/caseloads/pins/<reference>/remove")
@action("caseloads.decide")
def unpin(reference: str) -> Response:
    """Let plans move the case again."""
    case = found(cases.case_by_reference(db(), reference))
    region_id = places.region_by_office(db())[places.office_by_community(db())[case.community_id]]
    require("caseloads.decide", region_id=region_id)
    with saving() as session:
        done = unpin_case(session, case, by=me().person_id)
    if done:
        flash(_("Plans may move case %(case)s again. A new plan is being worked out.", case=reference))
    else:
        flash(_("Case %(case)s was not pinned any more.", case=reference), "problem")
    return to_plan(region_id)


@blueprint.post("/caseloads/looks/<region_id>")
@action("caseloads.decide")
def looked(region_id: str) -> Response:
    """The manager has looked at the balance after cases changed."""
    require("caseloads.decide", region_id=region_id)
    with saving() as session:
        count = have_looked(session, region_id, by=me().person_id)
    flash(ngettext("%(num)s change is looked at.", "%(num)s changes are looked at.", count))
    return to_plan(region_id)


def _page(region_id: str, point: int, form: AcceptForm) -> str:
    one = current_plan(db(), region_id)
    names, communities = officers.person_names(db()), places.community_names(db())
    try:
        shown = shown_plan(db(), one, names, communities, point) if one and one.answer else None
    except LookupError:
        abort(404)
    return render_template(
        "caseloads/plan.html", plan=one, region=found(places.region(db(), region_id)), names=names,
        regions=_regions(), communities=communities, words=plan_words, shown=shown, form=form,
        reason_of=reason_of, dates=_dates(), discuss_days=settings().discuss_days,
        agreed=agreed_in(db(), region_id), objected=unanswered(db()), pins=pins_in(db(), region_id),
        looks=open_looks(db(), region_id), decides=may("caseloads.decide", region_id=region_id),
        look_again=LOOK_AGAIN,
    )  # fmt: skip


def _dates() -> MoveDates:
    return move_dates(db(), today(), settings().discuss_days)


def asked_region() -> str:
    """The region asked for, or the first that the viewer may see."""
    allowed = _regions()
    wanted = request.args.get("region", "")
    if wanted and wanted not in {one.id for one in allowed}:
        abort(403)
    return wanted or (me().region_id if me().region_id in {one.id for one in allowed} else allowed[0].id)


def _regions() -> Sequence[Any]:
    allowed = regions_of("caseloads.see")
    return [one for one in places.regions(db()) if allowed is None or one.id in allowed]


def region_of_move(move_id: int) -> tuple[str, int]:
    """Region and point of a move that the viewer may decide."""
    move = found(db().get(PlannedMove, move_id))
    one = found(db().get(Plan, move.plan_id))
    require("caseloads.decide", region_id=one.region_id)
    return one.region_id or "", move.point


def to_plan(region_id: str | None, anchor: str | None = None, point: int = 0) -> Response:
    own = region_id == me().region_id
    target = url_for("caseloads.plan", region=None if own else region_id, point=point or None, _anchor=anchor)
    return redirect(target, code=303)


def _who_was_faster(session: Session, plan_id: int, point: int) -> str:
    """Somebody else decided every move while this page was open: say who."""
    moves = [move for move, _case in moves_of(session, plan_id, point)]
    decided = next((move.decided_by for move in moves if move.decided_by is not None), None)
    if decided is None:
        return _("This plan has no move left to accept.")
    who = officers.person_names(session).get(decided, "")
    return _("Nothing was left to accept: %(who)s has already decided about these moves.", who=who)

"""The plan of moves: what it would change and why, and the manager's decisions about it."""

from collections.abc import Sequence
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlmodel import Session
from werkzeug.wrappers import Response

from scheduler.caseload_balancing import ask_for_plan
from scheduler.caseload_moves import MoveResult, accept_move, accept_plan, pin_case, undo_move, unpin_case
from web.access import action, may, regions_of, require
from web.caseloads import plan_words
from web.caseloads.blueprint import blueprint
from web.caseloads.plan_view import shown_plan
from web.edge import db, found, me, saving, today
from workload.records import cases, officers, places
from workload.records.caseload_plans import current_plan, moves_of, moves_that_can_be_undone, pins_in
from workload.tables.plans import Plan, PlannedMove
from workload.vocabulary import PlanKind

LOOK_AGAIN = 3  # seconds until the page of a plan that is being worked out asks again
MOST_REASON = 300


@blueprint.get("/caseloads/plan")
@action("caseloads.see")
def plan() -> str:
    """The newest plan of a region: the answer, the people before and after, the moves, the pins."""
    region_id = _region()
    one = current_plan(db(), region_id)
    names, communities = officers.person_names(db()), places.community_names(db())
    shown = shown_plan(db(), one, names, communities, today()) if one and one.answer else None
    undoable = [
        (move, case)
        for move, case in moves_that_can_be_undone(db(), region_id, today())
        if shown is None or move.plan_id != shown.plan_id
    ]
    return render_template(
        "caseloads/plan.html", plan=one, region=found(places.region(db(), region_id)), names=names,
        regions=_regions(), communities=communities, words=plan_words,
        shown=shown,
        undoable=undoable, pins=pins_in(db(), region_id),
        decides=may("caseloads.decide", region_id=region_id), look_again=LOOK_AGAIN,
    )  # fmt: skip


@blueprint.post("/caseloads/plan/ask")
@action("caseloads.decide")
def ask() -> Response:
    """Put the question how the region's cases could be shared into the queue."""
    region_id = request.form.get("region", "") or me().region_id
    found(places.region(db(), region_id))
    require("caseloads.decide", region_id=region_id)
    with saving() as session:
        ask_for_plan(session, region_id=region_id, by=me().person_id)
    return _to_plan(region_id)


@blueprint.post("/caseloads/plan/<int:plan_id>/accept")
@action("caseloads.decide")
def accept_all(plan_id: int) -> Response:
    """Carry out every move of the plan that is still possible."""
    one = found(db().get(Plan, plan_id))
    if one.kind is not PlanKind.caseload or one.region_id is None:
        abort(404)  # a plan of leave has no region, and is decided with its request
    require("caseloads.decide", region_id=one.region_id)
    with saving() as session:
        result = accept_plan(session, plan_id, by=me().person_id, today=today())
    _say_done(len(result.done))
    _say_refused(result.refused)
    if not result.done and not result.refused:
        flash(_who_was_faster(db(), plan_id), "problem")
    return _to_plan(one.region_id)


@blueprint.post("/caseloads/plan/moves/<int:move_id>/accept")
@action("caseloads.decide")
def accept_one(move_id: int) -> Response:
    """Carry out one move."""
    region_id = _region_of_move(move_id)
    with saving() as session:
        result = accept_move(session, move_id, by=me().person_id, today=today())
    if result.refusal is None:
        _say_done(1)
    else:
        _say_refused([result])
    return _to_plan(region_id, f"case-{result.case_reference}")


@blueprint.post("/caseloads/plan/moves/<int:move_id>/undo")
@action("caseloads.decide")
def undo(move_id: int) -> Response:
    """Give a case back that was moved today."""
    region_id = _region_of_move(move_id)
    with saving() as session:
        result = undo_move(session, move_id, by=me().person_id, today=today())
    if result.refusal is None:
        flash(_("Case %(case)s is back with its officer.", case=result.case_reference))
    else:
        _say_refused([result])
    return _to_plan(region_id)


@blueprint.post("/caseloads/plan/moves/<int:move_id>/pin")
@action("caseloads.decide")
def pin(move_id: int) -> Response:
    """Leave the case where it is; the rest is worked out again around it."""
    region_id = _region_of_move(move_id)
    why = request.form.get("why", "").strip()[:MOST_REASON]
    with saving() as session:
        result = pin_case(session, move_id, by=me().person_id, reason=why)
    if result.refusal is None:
        flash(
            _(
                "Case %(case)s stays with its officer. A new plan around it is being worked out.",
                case=result.case_reference,
            )
        )
    else:
        _say_refused([result])
    return _to_plan(region_id)


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
    return _to_plan(region_id)


def _region() -> str:
    """The region asked for, or the first that the viewer may see."""
    allowed = _regions()
    wanted = request.args.get("region", "")
    if wanted and wanted not in {one.id for one in allowed}:
        abort(403)
    return wanted or (me().region_id if me().region_id in {one.id for one in allowed} else allowed[0].id)


def _regions() -> Sequence[Any]:
    allowed = regions_of("caseloads.see")
    return [one for one in places.regions(db()) if allowed is None or one.id in allowed]


def _region_of_move(move_id: int) -> str:
    move = found(db().get(PlannedMove, move_id))
    one = found(db().get(Plan, move.plan_id))
    require("caseloads.decide", region_id=one.region_id)
    return one.region_id or ""


def _to_plan(region_id: str | None, anchor: str | None = None) -> Response:
    own = region_id == me().region_id
    target = url_for("caseloads.plan", region=None if own else region_id, _anchor=anchor)
    return redirect(target, code=303)


def _say_done(count: int) -> None:
    if count:
        flash(
            ngettext(
                "%(num)s case has a new officer from today. You can take it back until the end of the day.",
                "%(num)s cases have a new officer from today. You can take moves back until the end of the day.",
                count,
            )
        )


def _say_refused(refused: Sequence[MoveResult]) -> None:
    """Name what was not done; the first few, when there are many."""
    names = officers.person_names(db())
    for result in refused[:4]:
        flash(plan_words.refusal_sentence(result, names), "problem")
    if len(refused) > 4:
        left = len(refused) - 4
        flash(
            ngettext("And %(num)s more case was left as it is.", "And %(num)s more cases were left as they are.", left),
            "problem",
        )


def _who_was_faster(session: Session, plan_id: int) -> str:
    """Somebody else decided every move while this page was open: say who."""
    moves = [move for move, _case in moves_of(session, plan_id)]
    decided = next((move.decided_by for move in moves if move.decided_by is not None), None)
    if decided is None:
        return _("This plan has no move left to accept.")
    who = officers.person_names(session).get(decided, "")
    return _("Nothing was left to accept: %(who)s has already decided about these moves.", who=who)

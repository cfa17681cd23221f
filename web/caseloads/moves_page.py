"""Moves that were agreed: the officers see them first and can object, the manager answers, cases are handed over."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from scheduler.caseload_objections import answer_objection, object_to_move
from web.access import action, may, require
from web.caseloads.blueprint import blueprint
from web.caseloads.plan_page import asked_region, region_of_move
from web.caseloads.plan_words import why_case
from web.caseloads.refusal_words import say_refused
from web.edge import db, found, me, saving, today
from web.together import once
from workload.records import officers, places
from workload.records.case_dates import coming_dates
from workload.records.move_objections import moves_ahead, objections_to, open_objections
from workload.records.together import as_seen
from workload.tables.caseloads import MoveObjection
from workload.tables.plans import PlannedMove

MOST_WORDS = 600


@blueprint.get("/my/moves")
@action("caseloads.object")
def my_moves() -> str:
    """The cases that are to leave the viewer or to come, with room to say what speaks against it."""
    return _my_page({}, {})


@blueprint.post("/my/moves/<int:move_id>/object")
@action("caseloads.object")
@once
def object_to(move_id: int) -> Response | tuple[str, int]:
    """Keep what the officer says against a move, for the manager to answer."""
    move = found(db().get(PlannedMove, move_id))
    if me().person_id not in (move.from_id, move.to_id):
        abort(403)
    note = request.form.get("note", "").strip()
    if not note or len(note) > MOST_WORDS:
        wrong = (
            _("Write at most %(most)s characters", most=MOST_WORDS) if note else _("Write what speaks against the move")
        )
        return _my_page({move_id: note}, {move_id: wrong}), 422
    with saving() as session:
        kept = object_to_move(session, move, person_id=me().person_id, note=note, today=today())
    if kept:
        flash(_("Your manager sees this today and answers before the case changes hands."))
    else:
        flash(_("The days to object have passed, or the move was taken back. Talk to your manager."), "problem")
    return redirect(url_for("caseloads.my_moves"), code=303)


@blueprint.get("/caseloads/objections")
@action("caseloads.see")
def objections() -> str:
    """What officers say against agreed moves, to be answered."""
    region_id = asked_region()
    return render_template(
        "caseloads/objections.html", waiting=open_objections(db(), [region_id]),
        region=found(places.region(db(), region_id)), names=officers.person_names(db()),
        communities=places.community_names(db()), why_case=why_case,
        decides=may("caseloads.decide", region_id=region_id), most=MOST_WORDS,
    )  # fmt: skip


@blueprint.post("/caseloads/objections/<int:objection_id>/answer")
@action("caseloads.decide")
def answer(objection_id: int) -> Response:
    """Keep the move all the same, or take it back."""
    said = found(db().get(MoveObjection, objection_id))
    region_id, _point = region_of_move(said.move_id)
    keep = request.form.get("keep") == "yes"
    words = request.form.get("words", "").strip()[:MOST_WORDS]
    with saving() as session:
        as_seen(session, said, "kept")  # two who answer at once: the second waits, and reads what the first said
        result = answer_objection(session, said, keep=keep, words=words, by=me().person_id)
    if result.refusal is not None:
        say_refused([result], officers.person_names(db()))
        if words:
            flash(_("What you wrote was not stored. Here it is again: %(words)s", words=words), "problem")
    elif keep:
        flash(_("Case %(case)s changes hands as agreed. The officer sees your answer.", case=result.case_reference))
    else:
        flash(_("Case %(case)s stays with its officer. The officer sees your answer.", case=result.case_reference))
    own = None if region_id == me().region_id else region_id
    return redirect(url_for("caseloads.objections", region=own), code=303)


@blueprint.get("/caseloads/handover/<int:person_id>")
@action("cases.see")
def handover(person_id: int) -> str:
    """One officer's list of cases to give and to take, to print and to go through with the colleague."""
    who = found(officers.person(db(), person_id))
    require("cases.see", person_id=person_id)
    moves = moves_ahead(db(), person_id)
    return render_template(
        "caseloads/handover.html", who=who, give=[pair for pair in moves if pair[0].from_id == person_id],
        take=[pair for pair in moves if pair[0].to_id == person_id],
        dates=coming_dates(db(), [case.id or 0 for _move, case in moves]),
        names=officers.person_names(db()), communities=places.community_names(db()), today=today(),
        mine=person_id == me().person_id,
    )  # fmt: skip


def _my_page(typed: dict[int, str], wrong: dict[int, str]) -> str:
    moves = moves_ahead(db(), me().person_id)
    return render_template(
        "caseloads/my_moves.html", moves=moves, typed=typed, wrong=wrong, me_id=me().person_id,
        said=objections_to(db(), [move.id or 0 for move, _case in moves]), names=officers.person_names(db()),
        communities=places.community_names(db()), why_case=why_case, today=today(), most=MOST_WORDS,
    )  # fmt: skip

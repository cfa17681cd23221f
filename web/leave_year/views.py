"""The pool curve for Headquarters and the entitlement guard for managers; the annual round is in `rounds`."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from scheduler.leave_guard import BlockGone, accept_block, ask_agreement, decline_block
from scheduler.leave_requests import CannotAsk
from web.access import action, may, require
from web.downloads import table_response, wants_file
from web.edge import db, found, me, saving, today
from web.formats import figure
from web.language import word
from web.leave.sentences import fault_sentence
from web.leave_year import rounds  # noqa: F401 its routes belong to the same blueprint
from web.leave_year.blueprint import blueprint
from web.leave_year.curve import cost_words, curve_columns, curve_page, curve_table
from web.pages import page_asked
from web.regions import all_together, asked, region_choice
from workload.estimates.pool_kinds import POOL_KINDS
from workload.records.leave_year import guards, guards_by_region, waiting_blocks
from workload.records.officers import MOST_TOGETHER
from workload.tables.leave_year import ReservedBlock
from workload.vocabulary import BlockState, GuardVerdict

__all__ = ["blueprint"]


@blueprint.get("/")
@action("year.curve")
def curve() -> str | Response:
    with saving() as session:  # counts of people are kept as they were released
        page = curve_page(session, today())
    if wants_file():
        return table_response(curve_columns(), curve_table(page.rows), "pool-curve")
    typed = request.args.get("cost", "").strip()
    return render_template(
        "leave_year/curve.html",
        page=page,
        columns=curve_columns(),
        rows=curve_table(page.rows),
        typed=typed,
        cost=cost_words(typed, page.to_pay) if typed else "",
        kinds=POOL_KINDS,
        most_together=MOST_TOGETHER,
    )


@blueprint.get("/guard")
@action("year.guard")
def guard() -> str | Response:
    """Who may lose leave, fewest weeks for what is left first; a block to reserve beside each. Of a large service's
    regions first how many."""
    choice = region_choice("year.guard")
    if choice.too_many and not wants_file():
        found_there = guards_by_region(db())
        few = sum(count for one in found_there.values() for said, count in one.items() if said is not GuardVerdict.safe)
        return render_template(
            "leave_year/guard_regions.html", choice=choice, found=found_there, few=few, verdicts=tuple(GuardVerdict)
        )
    lines = guards(db(), region_ids=choice.region_ids)
    if wants_file():
        rows = [[p.name, o.name, g.days_left, g.weeks_needed, g.weeks_left, str(word(g.verdict))] for g, p, o in lines]
        return table_response(_guard_columns(), rows, "leave-guard")
    blocks = {row.person_id: row for row in waiting_blocks(db(), today())}
    shown = page_asked(lines)
    return render_template(
        "leave_year/guard.html",
        lines=shown,
        choice=choice,
        together=all_together(),
        asked_region=asked(),
        columns=_guard_columns(),
        few=[line for line in shown.rows if line[0].verdict is not GuardVerdict.safe],
        all_few=sum(line[0].verdict is not GuardVerdict.safe for line in lines),
        blocks=blocks,
        asked=BlockState.asked,
        may_ask=may("year.reserve"),
        figure=figure,
    )


def _guard_columns() -> list[str]:
    return [_("Who"), _("Office"), _("Days to take"), _("Weeks needed"), _("Weeks that can be covered"), _("So")]


@blueprint.post("/blocks/<int:block_id>/ask")
@action("year.reserve")
def ask_block(block_id: int) -> Response:
    row = found(db().get(ReservedBlock, block_id))
    require("year.reserve", person_id=row.person_id)
    try:
        with saving() as session:
            ask_agreement(session, block_id=block_id, by=me().person_id, today=today())
        flash(_("Asked. The person sees the proposal on My work and answers with one click."))
    except BlockGone:
        flash(_gone(), "problem")
    return redirect(url_for("leave_year.guard"), code=303)


@blueprint.post("/blocks/<int:block_id>/answer")
@action("year.answer")
def answer_block(block_id: int) -> Response:
    row = found(db().get(ReservedBlock, block_id))
    require("year.answer", person_id=row.person_id)
    try:
        with saving() as session:
            if request.form.get("answer") == "accept":
                asked = accept_block(session, block_id=block_id, by=me().person_id, today=today())
                address = url_for("leave.request_page_of", request_id=asked.id)
            else:
                decline_block(session, block_id=block_id, by=me().person_id, today=today())
                address = url_for("leave.ask")
                flash(_("Noted. Nothing is lost: ask for the days that suit you."))
        return redirect(address, code=303)
    except BlockGone:
        flash(_gone(), "problem")
    except CannotAsk as refused:
        flash(" ".join(fault_sentence(fault) for fault in refused.faults), "problem")
    return redirect(url_for("leave.index"), code=303)


def _gone() -> str:
    return _("This proposal was answered already, or its days have passed.")

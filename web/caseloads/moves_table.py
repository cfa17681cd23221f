"""The moves of a plan to take away."""

from flask import Response
from flask_babel import gettext as _

from web.downloads import csv_response
from web.edge import db
from web.language import language_name, word
from workload.records import officers, places
from workload.records.caseload_plans import moves_of
from workload.tables.plans import Plan


def moves_table(plan: Plan | None, point: int) -> Response:
    """One row a move of the plan, at one point of its curve; no rows without a plan."""
    names, communities = officers.person_names(db()), places.community_names(db())
    moves = moves_of(db(), plan.id or 0, point) if plan is not None else []
    rows = [
        (
            case.reference, communities[case.community_id], language_name(case.language), word(case.tier),
            round(move.hours, 2), names.get(move.from_id or 0, ""), names[move.to_id],
            round(float(move.reason.get("months", 0.0)), 1), word(move.state), move.effective_on or "",
        )
        for move, case in moves
    ]  # fmt: skip
    columns = (
        _("Case"), _("Community"), _("Language"), _("Tier"), _("Hours a month"), _("From"), _("To"),
        _("Months together"), _("State"), _("Changes hands on"),
    )  # fmt: skip
    return csv_response(columns, rows, "moves")

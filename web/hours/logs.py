"""What logged time says of the activity table, and proposals that it speaks for. Nothing changes by itself."""

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from scheduler.workload_changes import propose
from web.access import action
from web.downloads import table_response, wants_file
from web.edge import db, found, me, saving, today
from web.formats import days_range, figure
from web.hours.blueprint import blueprint
from web.hours.proposals import first_of_next_month
from web.language import word
from web.regions import all_together, region_choice
from web.together import once
from workload.estimates.calibration import (
    LEAST_LOGS,
    LEAST_OFFICE_LOGS,
    LEAST_PEOPLE,
    WORTH,
    Calibration,
    Learned,
    Proposal,
    proposals,
)
from workload.records.activity_table import standards_in_force
from workload.records.logged_times import LEARNED_OF_THE_DAY, LOOK_BACK
from workload.records.places import office_names, region_by_office
from workload.records.workload_proposals import waiting_proposals
from workload.tables.workload_model import WorkloadProposal
from workload.vocabulary import Evidence


@blueprint.get("/hours/logs")
@action("hours.propose")
def logs() -> str | Response:
    """Every row of the table beside what a year of logged time says of it; of a large service's offices, those of one
    region."""
    learned, of_the_day = LEARNED_OF_THE_DAY.look(db(), today())
    if wants_file():
        columns, rows = _file(learned)
        return table_response(columns, rows, f"logged-time-{today().isoformat()}")
    choice, region_of = region_choice("hours.propose").or_first(), region_by_office(db())
    return render_template(
        "hours/logs.html",
        learned=learned,
        reckoned=today() if of_the_day else None,
        choice=choice,
        together=all_together(),
        factors=[one for one in learned.offices if choice.chosen in (None, region_of[one.office])],
        proposals=proposals(learned),
        waiting={one.activity for one in waiting_proposals(db())},
        since=_first_day(),
        today=today(),
        offices=office_names(db()),
        least=(LEAST_LOGS, LEAST_PEOPLE, LEAST_OFFICE_LOGS, WORTH),
    )


@blueprint.post("/hours/logs")
@action("hours.propose")
@once
def propose_from_logs() -> Response:
    """Put one suggestion before a second person; `row` is its place among the suggestions shown, named by its words."""
    wanted = request.form.get("row", "")
    learned, _of_the_day = LEARNED_OF_THE_DAY.look(db(), today())
    suggestion = found(next((one for one in proposals(learned) if row_name(one) == wanted), None))
    frequency = next(
        row.frequency
        for row in standards_in_force(db(), today())
        if (row.activity, row.tier) == (suggestion.activity, suggestion.tier)
    )
    tier = suggestion.tier.value if suggestion.tier else None
    with saving() as session:
        made = propose(
            session,
            WorkloadProposal(
                activity=suggestion.activity,
                rows=[{"tier": tier, "frequency": frequency, "minutes": round(suggestion.new, 1)}],
                source=_("Logged time: %(logs)s lines of %(people)s people, %(days)s", **_counted(suggestion)),
                evidence=Evidence.primary,
                valid_from=first_of_next_month(today()),
                why=_(
                    "Logged time speaks for %(new)s minutes (%(low)s to %(high)s) instead of %(old)s",
                    **{name: figure(getattr(suggestion, name), 1) for name in ("new", "low", "high", "old")},
                ),
                from_logs=True,
                proposed_by=me().person_id,
            ),
        )
        number = made.id
    flash(_("Kept. Nothing has changed yet: a second person at headquarters approves it."))
    return redirect(url_for("hours.proposal", proposal_id=number), code=303)


@blueprint.app_template_filter("row_name")
def row_name(one: Proposal) -> str:
    """The activity and tier of a suggestion, as the form sends them."""
    return f"{one.activity.value}/{one.tier.value if one.tier else ''}"


@blueprint.app_template_test("of_enough_people")
def shown(one: Learned) -> bool:
    """What fewer than three people logged is not shown: it would be about them."""
    return one.people >= LEAST_PEOPLE


def _first_day() -> date:
    return today() - LOOK_BACK


def _counted(one: Proposal) -> dict[str, object]:
    return {"logs": one.logs, "people": one.people, "days": days_range(_first_day(), today())}


def _file(learned: Calibration) -> tuple[list[str], list[list[object]]]:
    columns = [_("Activity"), _("Tier"), _("Minutes in the table"), _("Minutes learned"), _("Low"), _("High")]
    rows: list[list[object]] = []
    for one in learned.cells:
        figures = [round(value, 2) for value in (one.minutes.middle, one.minutes.low, one.minutes.high)]
        tier = str(word(one.tier)) if one.tier else _("duty of the post")
        seen: list[object] = [*figures, one.logs, one.people] if shown(one) else [""] * 5
        rows.append([str(word(one.activity)), tier, one.table, *seen])
    return [*columns, _("Lines"), _("People")], rows

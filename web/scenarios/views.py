"""Scenarios on the screen: start from today, change a few things, keep them under a name, compare up to four."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from scheduler.staffing_scenarios import MOST_COMPARED, NameTaken, compare, drop_scenario, save_scenario, scenarios
from web.access import action
from web.downloads import table_response, wants_file
from web.edge import db, found, me, saving, today
from web.regions import all_together, asked, region_choice
from web.scenarios import program_pages  # noqa: F401  (its pages hang on the blueprint)
from web.scenarios.blueprint import blueprint
from web.scenarios.columns import measures, office_table, sentences
from web.scenarios.forms import OFFICE_ROWS, scenario_form
from web.scenarios.words import change_words
from web.together import once
from workload.records.officers import person_names
from workload.records.places import offices
from workload.tables.scenarios import Scenario

LONGEST_NAME = 80


@blueprint.route("/", methods=["GET", "POST"])
@action("scenarios.use")
@once
def index() -> str | Response | tuple[str, int]:
    """Today beside the scenarios chosen (the newest, when none is), and the form for another one."""
    everywhere, choice = offices(db()), region_choice("scenarios.use").or_first()
    names, together = {one.id: one.name for one in everywhere}, all_together()
    form = scenario_form(everywhere, named=not together)
    if form.validate_on_submit() and form.complete():
        changes = form.changes()
        name = (form.name.data or "").strip() or "; ".join(change_words(one, names) for one in changes)[:LONGEST_NAME]
        try:
            with saving() as session:
                number = save_scenario(session, name=name, changes=changes, by=me().person_id).id
            shown = [str(number), *request.args.getlist("show")][:MOST_COMPARED]
            return redirect(url_for("scenarios.index", show=shown), code=303)
        except NameTaken:
            form.name.errors = [_("Another scenario has this name: give this one a name of its own")]
    kept = scenarios(db())
    wanted = request.args.getlist("show")
    chosen = [one for one in kept if str(one.id) in wanted] or ([] if wanted else kept)
    compared = compare(db(), chosen[:MOST_COMPARED], today())
    if wants_file():
        columns, rows = measures(compared)
        return table_response(columns, rows, f"scenarios-{today().isoformat()}")
    page = render_template(
        "scenarios/index.html",
        form=form,
        rows=OFFICE_ROWS,
        kept=kept,
        compared=compared,
        reckoned=today() if compared.of_the_day else None,
        shown=[str(one.scenario.id) for one in compared.scenarios],
        measures=measures(compared),
        by_office=office_table(
            compared, {one.id: one.name for one in everywhere if choice.chosen in (None, one.region_id)}
        ),
        choice=choice,
        together=together,
        asked=asked(),
        office_names=() if together else names.values(),
        sentences=sentences(compared),
        words={one.scenario.id: [change_words(change, names) for change in one.changes] for one in compared.scenarios},
        names=person_names(db()),
        most=MOST_COMPARED,
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.post("/<int:scenario_id>/remove")
@action("scenarios.use")
def remove(scenario_id: int) -> Response:
    scenario = found(db().get(Scenario, scenario_id))
    name = scenario.name
    with saving() as session:
        drop_scenario(session, scenario, by=me().person_id)
    flash(_("Removed: %(name)s.", name=name))
    return redirect(url_for("scenarios.index"), code=303)

"""Strain by region for headquarters: counts of people, hidden where they are about a few, and never a name."""

from datetime import date

from flask import render_template
from flask_babel import gettext as _

from web.access import action
from web.downloads import Response, table_response, wants_file
from web.edge import db, saving, today
from web.formats import figure
from web.language import word
from web.wellbeing.blueprint import blueprint
from workload.records.places import region_names
from workload.records.releases import TOTAL
from workload.records.strain_by_region import SHOWN, strain_by_region
from workload.records.unpaid_hours import LEAST_CONTRIBUTORS


@blueprint.get("/signals/territory")
@action("strain.regions")
def territory() -> str | Response:
    """What was released this month: looking day by day would show what happened to one person."""
    with saving() as session:
        release = strain_by_region(session, today())
        figures, on = release.figures, release.released_on
    names = region_names(db())
    rows = [
        [str(word(signal)), *(_cell(figures[signal.value]["shown"][region]) for region in (*names, TOTAL))]
        for signal in SHOWN
    ]
    columns = [_("People for whom it asks for a look"), *names.values(), _("Territory")]
    if wants_file():
        return table_response(columns, rows, "strain-by-region")
    return render_template(
        "wellbeing/territory.html",
        columns=columns,
        rows=rows,
        on=on,
        unpaid=figures["unpaid"],
        since=date.fromisoformat(figures["since"]),
        least=LEAST_CONTRIBUTORS,
    )


def _cell(count: int | None) -> str:
    return _("hidden") if count is None else figure(count)

"""Strain by region for headquarters: counts of people, hidden where they are about a few, and never a name."""

from datetime import date, timedelta
from typing import Any

from flask import render_template
from flask_babel import gettext as _
from sqlmodel import Session

from web.access import action
from web.downloads import Response, table_response, wants_file
from web.edge import db, saving, today
from web.formats import figure
from web.language import word
from web.wellbeing.blueprint import blueprint
from workload.estimates.suppression import hide_small_cells
from workload.records.places import region_names
from workload.records.releases import released
from workload.records.strain import STANDS, signals_in
from workload.records.unpaid_hours import LEAST_CONTRIBUTORS, territory_sum
from workload.vocabulary import Signal

SHOWN = (Signal.planned_load, Signal.part_time_fit, Signal.leave_refused, Signal.interruptions, Signal.incidents)
WINDOW_DAYS = 91


@blueprint.get("/signals/territory")
@action("strain.regions")
def territory() -> str | Response:
    """What was released this month: looking day by day would show what happened to one person."""
    with saving() as session:
        release = released(session, "strain", today(), lambda: _figures(session, today()))
        figures, on = release.figures, release.released_on
    names = region_names(db())
    rows = [
        [str(word(signal)), *(_cell(figures[signal.value][region]) for region in (*names, "territory"))]
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


def _figures(session: Session, today: date) -> dict[str, Any]:
    """Counts by signal and region, hidden ones as None, and unpaid hours of the weeks before this month."""
    readings = {region: signals_in(session, region, today) for region in region_names(session)}
    found: dict[str, Any] = {}
    for signal in SHOWN:
        counts = {
            region: sum(one.signal is signal and one.level in STANDS for own in people.values() for one in own)
            for region, people in readings.items()
        }
        shown = hide_small_cells(counts)
        found[signal.value] = {**shown.cells, "territory": shown.total}
    last = today.replace(day=1) - timedelta(days=1)
    since = last - timedelta(days=WINDOW_DAYS - 1)
    unpaid = territory_sum(session, since, last)
    return found | {"unpaid": [unpaid.hours, unpaid.people], "since": since.isoformat()}


def _cell(count: int | None) -> str:
    return _("hidden") if count is None else figure(count)

"""Cover given and received in a region, and prime weeks away: the same table for everybody, in the order of offices."""

from flask import Response, render_template
from flask_babel import gettext as _

from web.access import action, regions_of
from web.cover.blueprint import blueprint
from web.downloads import table_response, wants_file
from web.edge import db, today
from workload.estimates.calendar import fiscal_year_of
from workload.records.cover_balance import CoverBalance, cover_balance
from workload.records.places import office_names


@blueprint.get("/given-and-received")
@action("cover.balance")
def given_and_received() -> str | Response:
    regions = regions_of("cover.balance")
    found = [row for one in regions for row in cover_balance(db(), today(), region_id=one)] if regions else []
    found = cover_balance(db(), today()) if regions is None else found
    this = fiscal_year_of(today())
    years = [f"{year}/{(year + 1) % 100:02d}" for year in (this - 1, this)]
    columns = [
        _("Person"),
        _("Office"),
        _("Covered, days before %(year)s", year=years[0]),
        *(_("Covered, days %(year)s", year=year) for year in years),
        *(_("Was covered, days %(year)s", year=year) for year in years),
        *(_("Prime weeks away %(year)s", year=year) for year in years),
    ]
    offices = office_names(db())
    rows = [[one.person.name, offices[one.person.office_id], *_figures(one)] for one in found]
    if wants_file():
        return table_response(columns, rows, "cover-given-and-received")
    return render_template("cover/balance.html", columns=columns, rows=rows)


def _figures(one: CoverBalance) -> list[int]:
    return [one.before, *one.given, *one.received, *one.prime]

"""Posts needed and there, an office in depth, and a cell of the gap strip."""

from datetime import date, timedelta

from flask import Blueprint, abort, render_template, request
from werkzeug.wrappers import Response

from web.access import action, may, regions_of, require
from web.downloads import csv_response
from web.edge import db, found, today
from web.staffing.fixed import fixed
from web.staffing.gap_page import gap_page
from web.staffing.office import office_page
from web.staffing.posts import binding_words, posts_page, table_columns, table_rows
from web.staffing.strip import coming_gaps, strip_columns, strip_rows
from web.staffing.words import cause_words, day_off_words
from workload.records.places import office as read_office

blueprint = Blueprint("staffing", __name__)
for say in (binding_words, cause_words, day_off_words):
    blueprint.add_app_template_global(say)
blueprint.add_app_template_filter(fixed)
FARTHEST_WEEKS = 53


@blueprint.get("/staffing")
@action("staffing.see")
def posts() -> str | Response:
    page = posts_page(db(), today(), region_ids=regions_of("staffing.see"))
    if request.args.get("format") == "csv":
        return csv_response(table_columns(), table_rows(page), f"posts-{today().isoformat()}")
    return render_template("staffing/posts.html", page=page, whole=regions_of("staffing.see") is None)


@blueprint.get("/staffing/<office_id>")
@action("staffing.see")
def office(office_id: str) -> str:
    found(read_office(db(), office_id))
    require("staffing.see", office_id=office_id)
    page = found(office_page(db(), office_id, today()))
    return render_template("staffing/office.html", page=page)


@blueprint.get("/gaps")
@action("gaps.see")
def gaps() -> str | Response:
    """The gap strip of all offices the viewer may see."""
    regions = regions_of("gaps.see")
    strip = coming_gaps(db(), today(), region_ids=regions)
    if request.args.get("format") == "csv":
        return csv_response(strip_columns(), strip_rows(strip), f"gaps-{today().isoformat()}")
    return render_template("staffing/gaps.html", strip=strip)


@blueprint.get("/gaps/<office_id>/<week>")
@action("gaps.see")
def gap(office_id: str, week: str) -> str:
    place = found(read_office(db(), office_id))
    require("gaps.see", office_id=office_id)
    try:
        day = date.fromisoformat(week)
    except ValueError:
        abort(404)
    if abs((day - today()).days) > 7 * FARTHEST_WEEKS:
        abort(404)
    monday = day - timedelta(days=day.weekday())
    page = gap_page(db(), place, monday, today())
    return render_template(
        "staffing/gap.html", page=page, decides=may("caseloads.decide", office_id=office_id), today=today()
    )

"""Posts needed and there, an office in depth, and a cell of the gap strip."""

from datetime import date, timedelta

from babel.dates import get_day_names
from flask import Blueprint, abort, render_template, request
from flask_babel import get_locale
from werkzeug.wrappers import Response

from web.access import action, may, require
from web.downloads import csv_response, table_response, wants_file, xlsx_response
from web.edge import db, found, today
from web.regions import all_together, asked, region_choice
from web.staffing.ahead import Ahead, cases_ahead
from web.staffing.fixed import fixed
from web.staffing.gap_days import WEEKS, board_columns, board_rows, day_board
from web.staffing.gap_page import gap_page
from web.staffing.office import activities_of, office_page
from web.staffing.outlook import outlook, outlook_columns, outlook_rows, outlook_sentence
from web.staffing.posts import PostsPage, binding_words, posts_page
from web.staffing.strip import coming_gaps, strip_columns, strip_rows
from web.staffing.take_away import PARTS, sheets
from web.staffing.words import cause_words, day_off_words
from workload.records.activity_table import activity_times
from workload.records.officers import person_names
from workload.records.places import office as read_office
from workload.records.staffing import OfficePosts

blueprint = Blueprint("staffing", __name__)
for say in (binding_words, cause_words, day_off_words):
    blueprint.add_app_template_global(say)
blueprint.add_app_template_filter(fixed)
FARTHEST_WEEKS = 53


@blueprint.get("/staffing")
@action("staffing.see")
def posts() -> str | Response:
    """Posts needed against posts there, what they are for, and what happens if nothing changes."""
    choice = region_choice("staffing.see")
    regions = choice.region_ids
    page, ahead = posts_page(db(), today(), region_ids=regions), outlook(db(), today(), region_ids=regions)
    lines = [line for region in page.regions for line in region.offices]
    activities = activities_of(lines, activity_times(db(), today()))
    if wants_file():
        made = sheets(db(), page, activities, ahead, today())
        if request.args["format"] == "xlsx":
            return xlsx_response(list(made.values()), f"posts-{today().isoformat()}")
        part = request.args.get("part", PARTS[0])
        sheet = found(made.get(part))
        return csv_response(sheet.columns, sheet.rows, f"posts-{part}-{today().isoformat()}")
    return render_template(
        "staffing/posts.html",
        page=page,
        whole=regions is None,
        choice=choice,
        together=all_together(),
        asked=asked(),
        activities=activities,
        month_hours=sum(one.hours for one in activities),
        ahead=outlook_sentence(ahead),
        outlook=(outlook_columns(), outlook_rows(ahead)),
        runs=ahead.runs,
        reckoned=ahead.reckoned,
        today=today(),
        cases=_cases_ahead(page, lines) if regions is None else None,
    )


def _cases_ahead(page: PostsPage, lines: list[OfficePosts]) -> Ahead:
    return cases_ahead(db(), today(), sum(sum(line.cases.values()) for line in lines), page.territory.needed)


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
    """The gap strip of all offices the viewer may see; of a large service's headquarters, of the regions first."""
    choice = region_choice("gaps.see")
    strip = coming_gaps(db(), today(), region_ids=choice.region_ids, sums=choice.too_many and not wants_file())
    if wants_file():
        return table_response(strip_columns(), strip_rows(strip), f"gaps-{today().isoformat()}")
    return render_template("staffing/gaps.html", strip=strip, choice=choice, together=all_together(), asked=asked())


@blueprint.get("/gaps/days")
@action("gaps.see")
def gaps_by_day() -> str | Response:
    """The gap board: two weeks day by day, from the week of `day` in the address."""
    first = _day_asked(request.args.get("day", "") or today().isoformat())
    choice = region_choice("gaps.see").or_first()
    board = day_board(db(), first, today(), region_ids=choice.region_ids)
    if wants_file():
        return table_response(board_columns(), board_rows(board), f"gaps-{first.isoformat()}")
    step = timedelta(weeks=WEEKS)
    return render_template(
        "staffing/gap_days.html",
        board=board,
        choice=choice,
        together=all_together(),
        asked=asked(),
        weekdays=get_day_names("abbreviated", locale=str(get_locale() or "en")),
        today=today(),
        first=first,
        earlier=first - step if _near(first - step) else None,
        later=first + step if _near(first + step) else None,
    )


@blueprint.get("/gaps/<office_id>/<week>")
@action("gaps.see")
def gap(office_id: str, week: str) -> str:
    place = found(read_office(db(), office_id))
    require("gaps.see", office_id=office_id)
    day = _day_asked(week)
    monday = day - timedelta(days=day.weekday())
    page = gap_page(db(), place, monday, today())
    return render_template(
        "staffing/gap.html",
        page=page,
        names=person_names(db()),
        decides=may("caseloads.decide", office_id=office_id),
        today=today(),
    )


def _day_asked(text: str) -> date:
    """A day from the address, within a year of today."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        abort(404)
    if not _near(day):
        abort(404)
    return day


def _near(day: date) -> bool:
    return abs((day - today()).days) <= 7 * FARTHEST_WEEKS

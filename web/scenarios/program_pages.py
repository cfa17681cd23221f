"""The change calendar: what is planned, what it takes from every office month by month, and a warning before a date is
fixed that does not fit."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from web.access import action, regions_of
from web.downloads import table_response, wants_file
from web.edge import db, found, me, saving, today
from web.formats import day as said_day
from web.regions import all_together, region_choice
from web.scenarios.blueprint import blueprint
from web.scenarios.change_form import ProgramChangeForm, change_form
from web.scenarios.change_words import warnings_words
from web.together import once, was_first, who_did
from workload.estimates.calendar import months_between
from workload.estimates.program_change import (
    HEAVY,
    ChangeLoad,
    ChangeWarning,
    PlannedChange,
    change_loads,
    dates_that_fit,
    warnings_of,
)
from workload.facts import CalendarFacts
from workload.records.calendar import calendar_facts
from workload.records.places import office_names, region_names, regions
from workload.records.program_changes import as_planned, enter_change, program_changes, withdraw_change
from workload.records.territory import territory_now
from workload.records.together import as_seen
from workload.tables.scenarios import ProgramChange

MONTHS_SHOWN = 6
YEARS_LOOKED = timedelta(days=366 * 2 + 1)  # a year of search, and a year of friction after it


@dataclass(frozen=True)
class LoadRow:
    office: str
    region: str
    months: tuple[ChangeLoad, ...]


@blueprint.get("/changes")
@action("changes.see")
def changes() -> str | Response:
    """What is planned, and the hours it takes from each office of the viewer in the coming months."""
    rows, ahead = program_changes(db(), today()), _months(today())
    table = _load_rows([as_planned(row) for row in rows], ahead)
    if wants_file():
        columns, lines = _file(table, ahead)
        return table_response(columns, lines, f"change-load-{today().isoformat()}")
    choice = region_choice("changes.see").or_first()
    return render_template(
        "scenarios/changes.html",
        rows=rows,
        choice=choice,
        together=all_together(),
        table=[row for row in table if choice.chosen in (None, row.region)],
        months=[first for first, _last in ahead],
        heavy=HEAVY,
        regions=region_names(db()),
        until={row.id: as_planned(row).active_until for row in rows},
        heaviest=_heaviest(table),
    )


@blueprint.route("/changes/new", methods=["GET", "POST"])
@action("changes.plan")
@once
def new_change() -> str | Response | tuple[str, int]:
    """A change is kept when its dates fit; otherwise the page says what stands against them and which dates fit, and
    keeps them only with a reason."""
    form = change_form(regions(db()), today())
    warnings: list[ChangeWarning] = []
    fitting: list[PlannedChange] = []
    if form.is_submitted():
        _take_dates(form)
    if form.validate_on_submit() and form.ahead(today()):
        change = form.planned()
        if change is not None:
            territory, calendar = territory_now(db(), today()), _calendar(change.go_live)
            others = [as_planned(row) for row in program_changes(db(), today())]
            warnings = warnings_of(change, others, territory, calendar)
            why = (form.why.data or "").strip()
            if not warnings or ("anyway" in request.form and why):
                return _kept(change, why)
            if "anyway" in request.form:
                form.why.errors = [_("Write why these dates are kept against the warning")]
            fitting = dates_that_fit(change, others, territory, calendar, today())
    names = office_names(db())
    page = render_template(
        "scenarios/new_change.html",
        form=form,
        warnings=warnings_words(warnings, names),
        fitting=fitting,
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.post("/changes/<int:change_id>/withdraw")
@action("changes.plan")
def withdraw(change_id: int) -> Response:
    row = found(db().get(ProgramChange, change_id))
    with saving() as session:
        if row.withdrawn_on is not None or not as_seen(session, row, "withdrawn_on"):
            was_first(who_did("withdraw_change", "program_change", change_id), _("taken off the calendar"))
            return redirect(url_for("scenarios.changes"), code=303)
        withdraw_change(session, row, by=me().person_id, today=today())
    flash(_("Taken off the calendar: %(name)s.", name=row.name))
    return redirect(url_for("scenarios.changes"), code=303)


def _take_dates(form: ProgramChangeForm) -> None:
    """A button with dates that fit puts these in the place of those typed."""
    first, _sign, live = request.form.get("take", "").partition("/")
    try:
        days = date.fromisoformat(first), date.fromisoformat(live)
    except ValueError:
        return
    for field, day in zip((form.training_from, form.go_live), days, strict=True):
        field.data, field.raw_data = day, [day.isoformat()]


def _kept(change: PlannedChange, why: str) -> Response:
    with saving() as session:
        enter_change(session, change, why=why, by=me().person_id)
    flash(_("On the calendar: %(name)s begins on %(day)s.", name=change.name, day=said_day(change.go_live)))
    return redirect(url_for("scenarios.changes"), code=303)


def _months(first: date) -> list[tuple[date, date]]:
    """This month and the next ones, whole."""
    return months_between(first, first.replace(day=1) + timedelta(days=31 * MONTHS_SHOWN))[:MONTHS_SHOWN]


def _calendar(day: date) -> CalendarFacts:
    return calendar_facts(db(), today().replace(day=1), day + YEARS_LOOKED)


def _load_rows(planned: list[PlannedChange], ahead: list[tuple[date, date]]) -> list[LoadRow]:
    """Offices of the viewer from north to south; none while nothing is planned."""
    if not planned:
        return []
    territory, names, allowed = territory_now(db(), today()), office_names(db()), regions_of("changes.see")
    region_of = {one.id: one.region for one in territory.offices}
    found_rows: dict[str, list[ChangeLoad]] = {}
    for load in change_loads(planned, territory, ahead, _calendar(ahead[-1][1])):
        if allowed is None or region_of[load.office] in allowed:
            found_rows.setdefault(load.office, []).append(load)
    return [LoadRow(names[office], region_of[office], tuple(loads)) for office, loads in found_rows.items()]


def _heaviest(table: list[LoadRow]) -> tuple[str, ChangeLoad] | None:
    """The office and month in which changes take the largest share."""
    loads = [(row.office, load) for row in table for load in row.months if load.share]
    return max(loads, key=lambda pair: pair[1].share or 0.0, default=None)


def _file(table: list[LoadRow], ahead: list[tuple[date, date]]) -> tuple[list[str], list[list[object]]]:
    columns = [_("Office"), _("Month"), _("Hours of training"), _("Hours of friction"), _("Share of hours for cases")]
    lines: list[list[object]] = [
        [
            row.office,
            load.month.isoformat(),
            round(load.training, 2),
            round(load.friction, 2),
            load.share and round(load.share, 4),
        ]
        for row in table
        for load in row.months
    ]
    return columns, lines

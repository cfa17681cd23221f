"""The plan for recommendation 7: what training the territory needs, how many hours it takes, and what is booked."""

from collections import Counter

from flask import render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from web.access import action
from web.downloads import table_response, wants_file
from web.edge import db, saving, today
from web.formats import figure
from web.language import word
from web.training.blueprint import blueprint
from web.training.course_words import length_words
from workload.estimates.suppression import hide_small_cells
from workload.estimates.training import TAILORED, TERMS
from workload.records.places import region_by_office, region_names
from workload.records.releases import released
from workload.records.training import training_of
from workload.vocabulary import BookingState, Course


@blueprint.get("/plan")
@action("training.plan")
def plan() -> str | Response:
    """By course and region, as counted this month: looking day by day would show what one person did."""
    with saving() as session:
        release = released(session, "training", today(), _figures)
        figures, on = release.figures, release.released_on
    names = region_names(db())
    columns = [
        _("Course"), _("Length"), *names.values(), _("People who need it"), _("Hours that takes"), _("Booked"),
    ]  # fmt: skip
    rows = [
        [
            str(word(course)), length_words(course), *(_cell(figures[course]["regions"][one]) for one in names),
            _cell(figures[course]["people"]), _hours(figures[course]["people"], course),
            _cell(figures[course]["booked"]),
        ]
        for course in Course
        if course.value in figures
    ]  # fmt: skip
    if wants_file():
        return table_response(columns, rows, "training-plan")
    tailored = [figures[one]["people"] for one in TAILORED]
    return render_template(
        "training/plan.html", columns=columns, rows=rows, on=on, tailored=tailored,
        hours=None if None in tailored else sum(TERMS[one].hours * figures[one]["people"] for one in TAILORED),
    )  # fmt: skip


def _figures() -> dict[str, object]:
    """Plain counts fit to be published: people by region, their sum and places booked, hidden ones as None."""
    lines, region_of = training_of(db(), today()), region_by_office(db())
    found: dict[str, object] = {}
    for course in Course:
        need = Counter(dict.fromkeys(region_names(db()), 0))
        booked = 0
        for line in lines:
            has_place = any(one.course is course and one.state is BookingState.booked for one in line.bookings)
            booked += has_place
            need[region_of[line.person.office_id]] += has_place or any(one.course is course for one in line.due)
        shown = hide_small_cells(need)
        places = hide_small_cells({"booked": booked, "not yet": sum(need.values()) - booked}).cells["booked"]
        found[course.value] = {"regions": shown.cells, "people": shown.total, "booked": places}
    return found


def _cell(count: int | None) -> str:
    return _("hidden") if count is None else figure(count)


def _hours(people: int | None, course: Course) -> str:
    return "" if people is None else figure(people * TERMS[course].hours)

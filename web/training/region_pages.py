"""Training in a region: who needs what by when, requests to decide, days to book."""

from datetime import date

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from scheduler.course_days import proposals
from scheduler.training_plan import CannotBook, book_course, course_done, decide_course
from web.access import action, may, regions_of, require
from web.downloads import table_response, wants_file
from web.edge import db, found, me, saving, today
from web.formats import day, days_range
from web.language import word
from web.together import once, was_first, who_did
from web.training.blueprint import blueprint
from web.training.course_words import days_words, due_words, fault_words, length_words, passed_words
from web.training.cover_of_courses import cover_of_courses
from workload.estimates.training import ONE_TIME, TAILORED
from workload.records.officers import person
from workload.records.places import office_names
from workload.records.together import as_seen
from workload.records.training import PersonTraining, training_of
from workload.tables.people import Person
from workload.tables.training import TrainingBooking
from workload.vocabulary import BookingState, Course

REASON_LIMIT = 400


@blueprint.get("/region")
@action("training.see")
def region() -> str | Response:
    lines, offices = training_of(db(), today(), region_ids=regions_of("training.see")), office_names(db())
    if wants_file():
        columns = [_("Name"), _("Post"), _("Office"), _("Course"), _("Why"), _("By"), _("Length")]
        rows = [
            [
                line.person.name, line.person.title, offices[line.person.office_id], str(word(one.course)),
                str(word(one.ground)), day(one.due_on), length_words(one.course),
            ]
            for line in lines
            for one in line.due
        ]  # fmt: skip
        return table_response(columns, rows, "training-due")
    waiting = [(line.person, one) for line in lines for one in line.bookings if one.state is BookingState.asked]
    booked = [(line.person, one) for line in lines for one in line.bookings if one.state is BookingState.booked]
    return render_template(
        "training/region.html",
        lines=[(line, offices[line.person.office_id], _soon(line)) for line in lines],
        waiting=waiting,
        booked=booked,
        cover=cover_of_courses(db(), [one for _who, one in booked], today()),
        offices=offices,
        due_words=due_words,
        may_decide=may("training.decide"),
        today=today(),
    )


@blueprint.route("/people/<int:person_id>", methods=["GET", "POST"])
@action("training.decide")
@once
def book(person_id: int) -> str | Response | tuple[str, int]:
    """One person's courses, each with the first days on which the office stays covered, to book in one action."""
    who = found(person(db(), person_id))
    require("training.decide", person_id=person_id)
    if request.method == "GET":
        return _book_page(who)
    course, typed = request.form.get("course", ""), request.form.get("first_day", "")
    if course not in list(Course):
        return _book_page(who, _("Choose a course.")), 422
    try:
        first_day = date.fromisoformat(typed)
    except ValueError:
        return _book_page(who, _("Enter the first day as year, month and day, such as 2026-12-14"), typed), 422
    try:
        with saving() as session:
            row = book_course(session, who, Course(course), first_day, by=me().person_id, today=today())
            booked = cover_of_courses(session, [row], today())[row.id or 0].words
            first, last = row.first_day, row.last_day
    except CannotBook as error:
        return _book_page(who, fault_words(error, Course(course)), typed), 422
    flash(_("Booked: %(days)s, %(cover)s. The person is told, and those days are kept free of cases and cover.",
            days=days_range(first, last), cover=booked))  # fmt: skip
    return redirect(url_for("training.book", person_id=person_id), code=303)


@blueprint.post("/<int:booking_id>/decide")
@action("training.decide")
def decide(booking_id: int) -> Response | tuple[Response | str, int]:
    row = _of_my_region(booking_id)
    grant, reason = request.form.get("answer") == "book", request.form.get("reason", "").strip()
    if row.state is not BookingState.asked:
        return _decided(row, reason)
    if not grant and not 0 < len(reason) <= REASON_LIMIT:
        flash(_("Give a reason of at most 400 letters, so that the person can ask for something else."), "problem")
    else:
        try:
            with saving() as session:
                if not as_seen(session, row, "state"):
                    return _decided(row, reason)
                decide_course(session, row, grant=grant, reason=reason, by=me().person_id, today=today())
            flash(
                _("Booked. The person is told, and whoever covers is asked.")
                if grant
                else _("Declined. The person reads your reason.")
            )
        except CannotBook as error:
            flash(fault_words(error, row.course), "problem")
    return redirect(url_for("training.region"), code=303)


@blueprint.post("/<int:booking_id>/done")
@action("training.decide")
def done(booking_id: int) -> Response | tuple[Response | str, int]:
    row = _of_my_region(booking_id)
    if row.last_day > today():
        abort(409)
    with saving() as session:
        if row.state is not BookingState.booked or not as_seen(session, row, "state"):
            return _decided(row)
        course_done(session, row, by=me().person_id)
    flash(_("Kept: the course is done."))
    return redirect(url_for("training.region"), code=303)


def _decided(row: TrainingBooking, reason: str = "") -> tuple[Response | str, int]:
    """Somebody was first; what they decided stands."""
    was_first(who_did(f"training_{row.state}", "training_booking", row.id or 0), word(row.state), reason)
    return region(), 409


def _of_my_region(booking_id: int) -> TrainingBooking:
    row = found(db().get(TrainingBooking, booking_id))
    require("training.decide", person_id=row.person_id)
    return row


def _soon(line: PersonTraining) -> list[tuple[str, str, bool]]:
    """What is due in words: courses, their day, and whether that is past; the one-time ones share a line, and so do
    the tailored ones."""
    rest = [one for one in line.due if one.course not in (*ONE_TIME, *TAILORED)]
    found = [(str(word(one.course)), due_words(one, today()), one.due_on < today()) for one in rest]
    for kind in (ONE_TIME, TAILORED):
        together = [one for one in line.due if one.course in kind]
        if together:
            names = ", ".join(str(word(one.course)) for one in together)
            found.append((names, due_words(together[0], today()), kind is TAILORED and together[0].due_on < today()))
    return found


def _book_page(who: Person, fault: str = "", typed: str = "") -> str:
    (line,) = training_of(db(), today(), person_id=who.id) or (None,)
    due = list(line.due) if line else []
    fit = proposals(db(), who, {Course.conference, *(one.course for one in due)}, today())
    rows = [
        (
            one.course, str(word(one.ground)), due_words(one, today()), length_words(one.course),
            fit[one.course].days,
        )
        for one in due
    ]  # fmt: skip
    if Course.conference not in {one.course for one in due}:
        days = fit[Course.conference].days
        rows.append((Course.conference, _("nobody's duty"), "", length_words(Course.conference), days))
    return render_template(
        "training/book.html", who=who, rows=rows, courses=list(Course), line=line, fault=fault, typed=typed,
        days_words=days_words, passed=passed_words(fit), office=office_names(db())[who.office_id], today=today(),
    )  # fmt: skip

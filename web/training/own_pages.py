"""My training: what is due, days that fit, what I asked for, what is done."""

from datetime import timedelta

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms.validators import Optional

from scheduler.course_days import proposals
from scheduler.training_plan import CannotBook, ask_for_course, cancel_course
from web.access import action, require
from web.edge import db, found, me, saving, today
from web.forms import DayField, Form, ListField, LongTextField, SubmitField, at_most, needed
from web.language import word
from web.together import once, was_first, who_did
from web.training.blueprint import blueprint
from web.training.course_words import days_words, due_words, fault_words, length_words, passed_words
from web.training.cover_of_courses import cover_of_courses
from workload.records.officers import person
from workload.records.together import as_seen
from workload.records.training import decided_bookings, training_of
from workload.tables.training import TrainingBooking
from workload.vocabulary import BookingState, Course

LATELY = timedelta(days=180)


class AskForm(Form):
    course = ListField(_l("Which course?"), validators=[needed(_l("Choose the course"))])
    first_day = DayField(
        _l("From which day?"),
        description=_l("Leave it empty for the first days on which your office is covered."),
        validators=[Optional()],
    )
    why = LongTextField(
        _l("What do you want to learn, or why then?"),
        description=_l("Only if you like. Your manager reads it."),
        validators=[Optional(), at_most(400, _l("Use at most 400 letters."))],
    )
    send = SubmitField(_l("Ask for the course"))


@blueprint.route("/", methods=["GET", "POST"])
@action("training.own")
@once
def own() -> str | Response | tuple[str, int]:
    form = AskForm()
    form.course.choices = [("", ""), *((one.value, word(one)) for one in Course if one is not Course.initial)]
    if not form.validate_on_submit():
        return _page(form), 422 if form.is_submitted() else 200
    mine, course = found(person(db(), me().person_id)), Course(form.course.data)
    first_day = form.first_day.data
    if first_day is None:
        fits = proposals(db(), mine, [course], today())[course].days
        first_day = fits[0] if fits else None
    if first_day is None:
        form.first_day.errors = [
            _("The coming year has no days on which your office is covered. Talk to your manager.")
        ]
        return _page(form), 422
    try:
        with saving() as session:
            ask_for_course(session, mine, course, first_day, why=form.why.data or "", today=today())
    except CannotBook as error:
        form.first_day.errors = [fault_words(error, course)]
        return _page(form), 422
    flash(_("Asked for. Your manager decides; until then the days are ordinary days."))
    return redirect(url_for("training.own"), code=303)


@blueprint.post("/<int:booking_id>/cancel")
@action("training.cancel")
def cancel(booking_id: int) -> Response:
    """The person takes a request or a place back, or the manager does."""
    row = found(db().get(TrainingBooking, booking_id))
    require("training.cancel", person_id=row.person_id)
    if row.last_day < today():
        abort(409)
    mine = row.person_id == me().person_id
    back = redirect(url_for("training.own" if mine else "training.region"), code=303)
    with saving() as session:
        if row.state not in (BookingState.asked, BookingState.booked) or not as_seen(session, row, "state"):
            was_first(who_did(f"training_{row.state}", "training_booking", row.id or 0), word(row.state))
            return back
        cancel_course(session, row, by=me().person_id, today=today())
    flash(_("Cancelled. The days are days at work again."))
    return back


def _page(form: AskForm) -> str:
    (mine,) = training_of(db(), today(), person_id=me().person_id)
    fit = proposals(db(), mine.person, [one.course for one in mine.due], today())
    due = [
        (
            str(word(one.course)), str(word(one.ground)), due_words(one, today()), length_words(one.course),
            days_words(fit[one.course].days),
        )
        for one in mine.due
    ]  # fmt: skip
    return render_template(
        "training/own.html", form=form, due=due, mine=mine, today=today(),
        passed=passed_words(fit), cover=cover_of_courses(db(), mine.bookings, today()),
        over=decided_bookings(db(), me().person_id, today() - LATELY),
    )  # fmt: skip

"""Screening an appeal: what it says of the service comes back as concerns, the decision stays with the appeal."""

from datetime import timedelta

from flask import Blueprint, redirect, render_template, url_for
from flask import session as cookie
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms.validators import Optional

from scheduler.appeal_screening import screen, screened_before
from web.access import action, regions_of
from web.concerns.due import due_date
from web.concerns.forms import REACH_LIMIT, TEXT_LIMIT
from web.edge import db, me, saving, today
from web.forms import DayField, Form, ListField, LongTextField, SubmitField, TextField, TicksField, at_most, needed
from web.language import word
from web.tell_us.receipt_code import keep_code, new_code, spoken
from web.together import once
from workload.records.audit import note_action
from workload.records.places import offices
from workload.vocabulary import ConcernCategory

blueprint = Blueprint("concern_appeals", __name__, url_prefix="/concerns")

LONGEST_AGO = timedelta(days=366)


class AppealForm(Form):
    appeal = TextField(
        _l("Reference of the appeal"),
        validators=[needed(_l("Write the reference of the appeal")), at_most(40, _l("Use at most 40 characters"))],
    )
    came_on = DayField(
        _l("On which day did the appeal come?"),
        description=_l("To anyone in the department. The clock starts then, not today."),
        validators=[needed(_l("Enter the day on which the appeal came"))],
    )
    office = ListField(_l("Which office is it about?"), validators=[needed(_l("Choose the office"))])
    ticked = TicksField(_l("What does it speak of?"), validators=[needed(_l("Tick what the appeal speaks of"))])
    text = LongTextField(
        _l("What it says of our service, in the person's own words"),
        validators=[
            needed(_l("Write what the appeal says of our service, or that it says nothing")),
            at_most(TEXT_LIMIT, _l("This is too long for us to keep. Use at most 4,000 letters.")),
        ],
    )
    reach = TextField(
        _l("How may we answer the person? (optional)"),
        validators=[Optional(), at_most(REACH_LIMIT, _l("How to answer must be 200 characters or less. Shorten it."))],
    )
    save = SubmitField(_l("Screen it"))


@blueprint.route("/appeal", methods=["GET", "POST"])
@action("concerns.screen")
@once
def appeal() -> str | Response | tuple[str, int]:
    form = _form()
    if not form.validate_on_submit():
        return _page(form), 422 if form.is_submitted() else 200
    came_on, reference = form.came_on.data, (form.appeal.data or "").strip()
    if came_on is None or not today() - LONGEST_AGO <= came_on <= today():
        form.came_on.errors = [_("Enter a day of the past year, today at the latest")]
        return _page(form), 422
    ticked = [ConcernCategory(one) for one in form.ticked.data or []]
    code = new_code()
    with saving() as session:
        before = screened_before(session, office_id=form.office.data, appeal=reference, came_on=came_on)
        if before is not None:
            return redirect(url_for("concerns.one", concern_id=before.id), code=303)
        due = due_date(session, came_on)
        made = screen(
            session, office_id=form.office.data, appeal=reference, came_on=came_on, text=form.text.data.strip(),
            ticked=ticked, reach=(form.reach.data or "").strip(), promised=(due.day, due.sentence),
            by=me().person_id, today=today(),
        )  # fmt: skip
        for concern in made:
            note_action(session, person_id=me().person_id, action="concern.screen", subject="concern",
                        subject_id=str(concern.id))  # fmt: skip
        if made:
            keep_code(made[0], code)
        number = made[0].id if made else None
    if number is None:
        return render_template("concerns/appeal.html", form=None)
    cookie[f"code {number}"] = spoken(code)  # shown once, on the slip
    return redirect(url_for("concerns.slip", concern_id=number), code=303)


def _form() -> AppealForm:
    form, regions = AppealForm(), regions_of("concerns.screen")
    form.office.choices = [("", "")] + [
        (one.id, one.name) for one in offices(db()) if regions is None or one.region_id in regions
    ]
    form.ticked.choices = [(one.value, word(one)) for one in ConcernCategory]
    return form


def _page(form: AppealForm) -> str:
    return render_template("concerns/appeal.html", form=form)

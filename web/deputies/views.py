"""A manager names who decides in their place; the deputy finds what waits on one page."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from scheduler.deputies import DeputyFault, deputies_of, end_deputy, name_deputy, possible_deputies
from web.access import action, as_deputy
from web.edge import db, found, me, saving, today
from web.forms import DayField, Form, ListField, SubmitField, needed
from web.home.needs_you import leave_and_cover
from web.together import once
from workload.records.officers import person_names
from workload.records.places import office_names, region_names
from workload.tables.deputies import Deputy

blueprint = Blueprint("deputies", __name__, url_prefix="/deputies")


class DeputyForm(Form):
    person = ListField(_l("Who decides in your place?"), validators=[needed(_l("Choose who decides in your place"))])
    first_day = DayField(_l("From which day?"), validators=[needed(_l("Enter the first day"))])
    last_day = DayField(_l("Until which day?"), validators=[needed(_l("Enter the last day"))])
    save = SubmitField(_l("Name this deputy"))


@blueprint.route("/", methods=["GET", "POST"])
@action("deputies.name")
@once
def name() -> str | Response | tuple[str, int]:
    form, offices = DeputyForm(), office_names(db())
    possible = possible_deputies(db(), me().person_id, me().region_id, today())
    form.person.choices = [("", ""), *((str(one.id), f"{one.name}, {offices[one.office_id]}") for one in possible)]
    if form.validate_on_submit() and form.first_day.data and form.last_day.data:
        with saving() as session:
            fault = name_deputy(
                session,
                manager_id=me().person_id,
                deputy_id=int(form.person.data),
                region_id=me().region_id,
                first_day=form.first_day.data,
                last_day=form.last_day.data,
                today=today(),
            )
        if fault is None:
            flash(_("Your deputy is named and told. On these days both of you can decide."))
            return redirect(url_for("deputies.name"), code=303)
        _show(form, fault)
    rows, names = deputies_of(db(), me().person_id, today()), person_names(db())
    page = render_template("deputies/name.html", form=form, rows=rows, names=names)
    return page, 422 if form.is_submitted() else 200


@blueprint.post("/<int:deputy_id>/end")
@action("deputies.name")
def end(deputy_id: int) -> Response:
    row = db().get(Deputy, deputy_id)
    row = found(row if row is not None and row.manager_id == me().person_id else None)
    with saving() as session:
        end_deputy(session, row, by=me().person_id)
    flash(_("From now on only you decide."))
    return redirect(url_for("deputies.name"), code=303)


@blueprint.get("/desk")
@action("deputies.desk")
def desk() -> str:
    """What waits for the viewer as a deputy: today, in the regions that were named."""
    rows = as_deputy()
    return render_template(
        "deputies/desk.html",
        rows=rows.values(),
        waiting=leave_and_cover(db(), sorted(rows), today()) if rows else [],
        names=person_names(db()),
        regions=region_names(db()),
    )


def _show(form: DeputyForm, fault: DeputyFault) -> None:
    words: dict[DeputyFault, tuple[Any, str]] = {
        DeputyFault.last_before_first: (
            form.last_day,
            _("The last day is before the first. Enter the first day or a later one."),
        ),
        DeputyFault.in_the_past: (form.last_day, _("This day has passed. Enter today or a later day.")),
        DeputyFault.not_possible: (form.person, _("This person cannot stand in for you. Choose one from the list.")),
        DeputyFault.named_already: (
            form.first_day,
            _("This person is named for some of these days already. Enter other days, or end the earlier naming."),
        ),
    }
    field, sentence = words[fault]
    field.errors = [*field.errors, sentence]

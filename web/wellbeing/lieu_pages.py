"""Hours in lieu: authorised overtime that is kept as time off, written down by the manager and read by the person."""

from datetime import timedelta

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from scheduler.leave_decisions import one_at_a_time
from web.access import action, regions_of
from web.edge import db, me, saving, today
from web.formats import hours
from web.forms import ChoiceField, DayField, Form, ListField, NumberField, SubmitField, needed
from web.looks import looked_at
from web.together import once
from web.wellbeing.blueprint import blueprint
from workload.estimates.strain_signals import LIEU_CAP
from workload.records.audit import note_action
from workload.records.leave import ledger, lieu_hours
from workload.records.officers import OFFICER_KINDS, people
from workload.tables.leave import LeaveEntry
from workload.vocabulary import LeaveKind, LedgerReason, PrivateFact

YEAR = timedelta(days=366)
SIGN = {LedgerReason.earned: 1, LedgerReason.taken: -1}


class LieuForm(Form):
    person = ListField(_l("Whose hours?"), validators=[needed(_l("Choose the person"))])
    reason = ChoiceField(
        _l("What happened?"),
        choices=[
            (LedgerReason.earned.value, _l("Overtime that I authorised beforehand is kept as time off")),
            (LedgerReason.taken.value, _l("Time off was taken, or hours were paid out")),
        ],
        validators=[needed(_l("Choose what happened"))],
    )
    hours = NumberField(
        _l("How many hours?"), least=0.25, most=LIEU_CAP, say=_l("Enter hours from 0.25 to 75, such as 7.5")
    )
    day = DayField(_l("On which day?"), validators=[needed(_l("Choose the day"))])
    save = SubmitField(_l("Write it down"))


@blueprint.get("/my/lieu")
@action("strain.own")
def my_lieu() -> str:
    lines = ledger(db(), me().person_id, LeaveKind.lieu)
    left = sum(one.hours for one in lines)
    return render_template("wellbeing/my_lieu.html", lines=lines[::-1], left=left, cap=LIEU_CAP)


@blueprint.route("/lieu", methods=["GET", "POST"])
@action("lieu.keep")
@once
def lieu() -> str | Response | tuple[str, int]:
    """Everybody's hours in lieu in the region, and one line more."""
    here = people(db(), today(), region_ids=regions_of("lieu.keep"), kinds=OFFICER_KINDS)
    form = LieuForm()
    form.person.choices = [("", ""), *((str(one.id), one.name) for one in here)]
    if not form.is_submitted():
        form.day.data = today()
    day, much = form.day.data, form.hours.data
    valid = form.validate_on_submit()
    if valid and (day is None or not today() - YEAR <= day <= today()):
        form.day.errors = [_("Choose a day of the past year, today at the latest")]
        valid = False
    if valid and day is not None and much is not None:
        number, reason = int(form.person.data), LedgerReason(form.reason.data)
        with saving() as session:
            one_at_a_time(session, [number])
            had = lieu_hours(session, [number]).get(number, 0.0)
            left = had + SIGN[reason] * much
            if 0 <= left <= LIEU_CAP:
                session.add(
                    LeaveEntry(
                        person_id=number, kind=LeaveKind.lieu, day=day, hours=SIGN[reason] * much, reason=reason
                    )
                )  # fmt: skip
                note_action(
                    session, person_id=me().person_id, action="lieu.write", subject="person", subject_id=number,
                    after={"hours": SIGN[reason] * much, "day": day.isoformat()},
                )  # fmt: skip
                flash(_("Written down: %(left)s are in lieu now.", left=hours(left, 2)))
                return redirect(url_for("wellbeing.lieu"), code=303)
        form.hours.errors = [
            _("That would be more than %(cap)s. Have the rest paid out.", cap=hours(LIEU_CAP))
            if left > LIEU_CAP
            else _("Only %(had)s are in lieu. Enter what was taken of them.", had=hours(had, 2))
        ]
    kept = lieu_hours(db(), [one.id or 0 for one in here])
    looked_at(PrivateFact.lieu, kept)
    rows = [(one.name, kept[one.id or 0]) for one in here if one.id in kept]
    page = render_template("wellbeing/lieu.html", form=form, rows=rows, cap=LIEU_CAP)
    return page, 422 if form.is_submitted() else 200

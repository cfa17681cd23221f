"""The rules of leave that headquarters may change: what each kind of leave earns per paid hour, from a day on."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlmodel import col, select
from werkzeug.wrappers import Response

from web.access import action
from web.edge import db, found, me, saving, today
from web.forms import DayField, Form, ListField, SubmitField, TextField, at_most, needed
from web.language import word
from web.leave.blueprint import blueprint
from web.together import once
from workload.estimates.leave_ledger import AGREEMENT_SEEN
from workload.records.audit import note_action
from workload.records.leave import leave_rates
from workload.tables.leave import AccrualRate
from workload.vocabulary import LeaveKind

MOST_YEARS = 60


class RateForm(Form):
    kind = ListField(_l("Which leave?"), validators=[needed(_l("Choose which leave earns at this rate"))])
    years_from = TextField(
        _l("From how many whole years of service?"),
        description=_l("0 for everybody from the first day."),
        validators=[needed(_l("Enter the years of service from which this rate holds, such as 2"))],
    )
    years_below = TextField(
        _l("Up to how many years? (optional)"),
        description=_l("7 means: until the seventh year is complete. Empty means: without end."),
    )
    per_paid_hour = TextField(
        _l("Hours of leave for each paid hour"),
        description=_l("Such as 0.082616, as the agreement gives it."),
        validators=[needed(_l("Enter the hours of leave for each paid hour, such as 0.082616"))],
    )
    valid_from = DayField(
        _l("From which day?"),
        description=_l("Months that are written in the ledgers stay as they are."),
        validators=[needed(_l("Enter the day from which this rate holds"))],
    )
    source = TextField(
        _l("Where is it written?"),
        description=_l("The agreement and its article."),
        validators=[
            needed(_l("Name the agreement and its article, so that others can check")),
            at_most(300, _l("The source must be 300 characters or less. Shorten it.")),
        ],
    )
    save = SubmitField(_l("Add this rate"))


@blueprint.route("/rules", methods=["GET", "POST"])
@action("leave.rules")
@once
def rules() -> str | Response | tuple[str, int]:
    form = RateForm()
    form.kind.choices = [(one.value, word(one)) for one in leave_rates(db())]
    if form.validate_on_submit():
        row = _rate(form)
        if row is not None:
            with saving() as session:
                session.add(row)
                session.flush()
                _note(row, "leave_rate_added")
            flash(_("The rate is stored and holds from its day."))
            return redirect(url_for("leave.rules"), code=303)
    entered = db().exec(select(AccrualRate).order_by(col(AccrualRate.valid_from), col(AccrualRate.id))).all()
    page = render_template(
        "leave/rules.html",
        form=form,
        rates=leave_rates(db()),
        always=AGREEMENT_SEEN,
        ahead=[one for one in entered if one.valid_from > today()],
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.post("/rules/<int:rate_id>/remove")
@action("leave.rules")
def rule_removed(rate_id: int) -> Response:
    row = found(db().get(AccrualRate, rate_id))
    if row.valid_from <= today():
        flash(_("This rate holds already. Add a newer one instead."), "problem")
        return redirect(url_for("leave.rules"), code=303)
    with saving() as session:
        _note(row, "leave_rate_removed")
        session.delete(row)
    flash(_("The rate is taken out before it held."))
    return redirect(url_for("leave.rules"), code=303)


def _rate(form: RateForm) -> AccrualRate | None:
    """The rate as typed; None when a number is wrong, with the fault beside its field."""
    first = _whole(form.years_from)
    below = _whole(form.years_below) if (form.years_below.data or "").strip() else None
    try:
        hourly = float((form.per_paid_hour.data or "").replace(",", "."))
    except ValueError:
        hourly = 0.0
    if not 0 < hourly < 1:
        form.per_paid_hour.errors = [_("Enter a number between 0 and 1, such as 0.082616")]
    if first is not None and below is not None and below <= first:
        form.years_below.errors = [_("Enter more years than %(first)d, or leave this empty", first=first)]
    kind = LeaveKind(form.kind.data)
    same = select(AccrualRate.id).where(
        AccrualRate.kind == kind, AccrualRate.years_from == first, AccrualRate.valid_from == form.valid_from.data
    )
    if first is not None and db().exec(same).first() is not None:
        form.valid_from.errors = [_("There is a rate for these years from this day already. Enter another day.")]
    if first is None or form.valid_from.data is None or any(field.errors for field in form):
        return None
    return AccrualRate(
        kind=kind,
        years_from=first,
        years_below=below,
        per_paid_hour=hourly,
        valid_from=form.valid_from.data,
        source=(form.source.data or "").strip(),
        entered_by=me().person_id,
    )


def _whole(field: TextField) -> int | None:
    text = (field.data or "").strip()
    if text.isascii() and text.isdigit() and int(text) <= MOST_YEARS:
        return int(text)
    field.errors = [_("Enter whole years between 0 and %(most)d", most=MOST_YEARS)]
    return None


def _note(row: AccrualRate, what: str) -> None:
    values = row.model_dump(mode="json", exclude={"id", "entered_by"})
    note_action(db(), person_id=me().person_id, action=what, subject="accrual_rate", subject_id=row.id, after=values)

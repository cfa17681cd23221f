"""The pages of a person's own ledger: every line and why, and leave to carry over."""

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from web.access import action
from web.downloads import table_response, wants_file
from web.edge import db, found, me, saving, today
from web.formats import day, hours
from web.forms import Form, HoursField, SubmitField, needed
from web.language import word
from web.leave.blueprint import blueprint
from web.leave.ledger_page import CarryOverState, LedgerPage, carry_over_state, ledger_page, years_words
from workload.estimates.calendar import fiscal_year_of
from workload.records.audit import note_action
from workload.tables.leave import CarryOver
from workload.tables.people import Person

blueprint.add_app_template_global(years_words, "service_years_words")
SMALLEST_YEAR, LARGEST_YEAR = 2010, 2100


class CarryOverForm(Form):
    hours = HoursField(
        _l("Hours to carry over"),
        description=_l("Hours of leave, such as 37.5 for a full-time week."),
        validators=[needed(_l("Enter how many hours you want to carry over"))],
    )
    ask = SubmitField(_l("Ask to carry these hours over"))


@blueprint.get("/ledger")
@action("leave.ask")
def my_ledger() -> str | Response:
    person = found(db().get(Person, me().person_id))
    begins = request.args.get("year", type=int) or fiscal_year_of(today())
    page = ledger_page(db(), person, min(max(begins, SMALLEST_YEAR), LARGEST_YEAR), today())
    if wants_file():
        return table_response(_columns(), _rows(page), f"leave-{page.begins}")
    return render_template("leave/ledger.html", page=page, carry=carry_over_state(db(), person, today()))


@blueprint.route("/carry-over", methods=["GET", "POST"])
@action("leave.ask")
def carry_over() -> str | Response | tuple[str, int]:
    person = found(db().get(Person, me().person_id))
    state = carry_over_state(db(), person, today())
    form = CarryOverForm()
    if not form.is_submitted():
        form.hours.data = state.wish.hours if state.wish else None
    if form.validate_on_submit():
        fault = _fault(form.hours.data or 0.0, state, today())
        if not fault:
            with saving() as session:
                wish = CarryOver(
                    person_id=me().person_id,
                    fiscal_year=state.begins,
                    hours=form.hours.data or 0.0,
                    asked_on=today(),
                )
                session.merge(wish)
                note_action(
                    session,
                    person_id=me().person_id,
                    action="carry_over_asked",
                    subject="carry_over",
                    subject_id=f"{wish.person_id}-{wish.fiscal_year}",
                    after={"hours": wish.hours},
                )
            flash(_("Your wish is stored and your manager sees it."))
            return redirect(url_for("leave.my_ledger"), code=303)
        form.hours.errors = [*form.hours.errors, fault]
    return render_template("leave/carry_over.html", form=form, state=state), 422 if form.is_submitted() else 200


@blueprint.post("/carry-over/end")
@action("leave.ask")
def carry_over_ended() -> Response:
    person = found(db().get(Person, me().person_id))
    state = carry_over_state(db(), person, today())
    if state.wish is not None and state.open:
        with saving() as session:
            session.delete(state.wish)
        flash(_("Your wish to carry leave over is taken back."))
    return redirect(url_for("leave.my_ledger"), code=303)


def _fault(wanted: float, state: CarryOverState, today: date) -> str:
    if not state.open:
        return _("The last day to ask was %(day)s. Speak to your manager.", day=day(state.ask_by))
    if wanted <= 0:
        return _("Enter more than 0 hours, or take your wish back.")
    if wanted > state.hours + 0.005:
        return _(
            "You will have %(hours)s left on %(day)s. Enter that or less.",
            hours=hours(state.hours, 1),
            day=day(state.year_end),
        )
    return ""


def _columns() -> list[str]:
    return [_("Leave"), _("Day"), _("Why"), _("Hours"), _("Hours left after")]


def _rows(page: LedgerPage) -> list[list[object]]:
    return [
        [str(word(one.kind)), line.day.isoformat(), line.why, round(line.hours, 4), round(line.after, 4)]
        for one in page.ledgers
        for line in one.lines
    ]

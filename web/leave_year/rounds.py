"""The annual round: wishes of a CSO, the proposed year, and its publication."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from werkzeug.wrappers import Response
from wtforms.validators import Optional

from scheduler.annual_round import MOST_WISHES, RoundRefuses, give_wishes, open_round, publish_round, work_out
from scheduler.year_planning import coming_fiscal_year
from web.access import action, may
from web.edge import db, found, me, saving, today
from web.forms import DayField, Form, SubmitField
from web.leave_year.blueprint import blueprint
from web.pages import page_asked
from web.regions import Choice, all_together, asked, region_choice
from workload.estimates.calendar import fiscal_year, monday_of
from workload.records.leave_year import rounds, wishes_of
from workload.records.officers import people
from workload.records.places import office_names
from workload.tables.leave_year import LeaveRound
from workload.tables.plans import Plan
from workload.vocabulary import PlanStatus, RoundState

WEEK = timedelta(weeks=1)


class WishForm(Form):
    first_1 = DayField(_l("First wish, first day"), validators=[Optional()])
    last_1 = DayField(_l("First wish, last day"), validators=[Optional()])
    first_2 = DayField(_l("Second wish, first day"), validators=[Optional()])
    last_2 = DayField(_l("Second wish, last day"), validators=[Optional()])
    first_3 = DayField(_l("Third wish, first day"), validators=[Optional()])
    last_3 = DayField(_l("Third wish, last day"), validators=[Optional()])
    first_4 = DayField(_l("Fourth wish, first day"), validators=[Optional()])
    last_4 = DayField(_l("Fourth wish, last day"), validators=[Optional()])
    save = SubmitField(_l("Save my wishes"))

    def spans(self) -> list[tuple[date, date]] | None:
        """The wishes in order; None, with the sentence at its field, when one has only one of its days."""
        found = []
        for rank in range(1, MOST_WISHES + 1):
            first, last = self[f"first_{rank}"], self[f"last_{rank}"]
            if first.data and last.data:
                found.append((first.data, last.data))
            elif first.data or last.data:
                missing = last if first.data else first
                missing.errors = [*missing.errors, _("Enter both days of this wish, or neither")]
        return None if self.errors else found


@blueprint.get("/round")
@action("round.see")
def annual_round() -> str:
    """The newest round: what everybody may do now, and the proposed year once it is there."""
    current = next(iter(rounds(db())), None)
    plan = db().get(Plan, current.plan_id) if current is not None and current.plan_id is not None else None
    ready = plan is not None and plan.status in (PlanStatus.ready, PlanStatus.accepted)
    own, choice = may("round.wish"), region_choice("round.see").or_first()
    return render_template(
        "leave_year/round.html",
        current=current,
        year=coming_fiscal_year(today()),
        plan=plan,
        ready=ready,
        table=_year_table(current, plan.answer, choice) if current is not None and plan is not None and ready else None,
        choice=choice,
        together=own or all_together(),
        region=asked(),
        mine=wishes_of(db(), current.id or 0, person_id=me().person_id) if current is not None and own else [],
        wishes=len({row.person_id for row in wishes_of(db(), current.id or 0)}) if current is not None else 0,
        open=current is not None and current.state is RoundState.open and today() <= current.wishes_by,
        published=current is not None and current.state is RoundState.published,
    )


@blueprint.post("/round/open")
@action("round.run")
def begin_round() -> Response:
    return _act(
        lambda session: open_round(session, year=coming_fiscal_year(today()), by=me().person_id, today=today()),
        _("The round is open: everybody can enter wishes."),
    )


@blueprint.route("/round/<int:round_id>/wishes", methods=["GET", "POST"])
@action("round.wish")
def wishes(round_id: int) -> str | Response | tuple[str, int]:
    current = found(db().get(LeaveRound, round_id))
    form = WishForm()
    if not form.is_submitted():
        for row in wishes_of(db(), round_id, person_id=me().person_id):
            form[f"first_{row.rank}"].data, form[f"last_{row.rank}"].data = row.first_day, row.last_day
    elif form.validate_on_submit() and (spans := form.spans()) is not None:
        try:
            with saving() as session:
                give_wishes(session, round_id=round_id, person_id=me().person_id, spans=spans, today=today())
            flash(_("Your wishes are kept. You can change them until the last day for wishes."))
            return redirect(url_for("leave_year.annual_round"), code=303)
        except RoundRefuses as refused:
            sentence = refusal_words(refused.code)
            if refused.rank:
                form[f"first_{refused.rank}"].errors = [sentence]
            else:
                form.form_errors.append(sentence)
    page = render_template(
        "leave_year/wishes.html", form=form, current=current, most=MOST_WISHES, span=fiscal_year(current.fiscal_year)
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.post("/round/<int:round_id>/work-out")
@action("round.run")
def propose(round_id: int) -> Response:
    return _act(
        lambda session: work_out(session, round_id=round_id, by=me().person_id),
        _("The year is being worked out: everyone's leave first, then wishes."),
    )


@blueprint.post("/round/<int:round_id>/publish")
@action("round.run")
def publish(round_id: int) -> Response:
    try:
        with saving() as session:
            granted = publish_round(session, round_id=round_id, by=me().person_id, today=today())
        flash(
            ngettext("Published: %(num)s leave is granted.", "Published: %(num)s leaves are granted.", granted)
            + " "
            + _("Cover is planned week by week as each comes nearer; changes are asked for as always.")
        )
    except RoundRefuses as refused:
        flash(refusal_words(refused.code), "problem")
    return redirect(url_for("leave_year.annual_round"), code=303)


def _act(change: Any, said: str) -> Response:
    try:
        with saving() as session:
            change(session)
        flash(said)
    except RoundRefuses as refused:
        flash(refusal_words(refused.code), "problem")
    return redirect(url_for("leave_year.annual_round"), code=303)


def refusal_words(code: str) -> str:
    return {
        "open_already": _("The round of this year is open already."),
        "too_late": _("The last day for wishes has passed."),
        "closed": _("Wishes are closed. Ask for leave as always; your manager decides."),
        "last_before_first": _("Enter a last day that is not before the first day"),
        "outside_year": _("Enter days inside the fiscal year of this round"),
        "no_hours": _("These days hold no working day of yours. Choose days on which you work"),
        "overlaps": _("These days are in an earlier wish already. Choose other days"),
        "published": _("This year is published already."),
        "not_ready": _("The year is not worked out yet. Wait for it and look again."),
    }[code]


def _year_table(current: LeaveRound, answer: dict[str, Any], choice: Choice) -> dict[str, Any]:
    """Weeks across, people down: days of leave in each week, for the people the viewer may see, of a large service in
    one region and page by page."""
    first, last = fiscal_year(current.fiscal_year)
    mondays = [monday_of(first) + n * WEEK for n in range((last - monday_of(first)).days // 7 + 1)]
    away: dict[int, set[date]] = defaultdict(set)
    blocks: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for row in answer["blocks"]:
        begins, ends = date.fromisoformat(row["first_day"]), date.fromisoformat(row["last_day"])
        blocks[row["person_id"]].append((begins, ends))
        away[row["person_id"]] |= {monday_of(begins + n * timedelta(days=1)) for n in range((ends - begins).days + 1)}
    met = set(answer["wishes"])
    asked: dict[int, list[str]] = defaultdict(list)
    for wish in wishes_of(db(), current.id or 0):
        asked[wish.person_id].append(f"W{wish.id}")
    names = office_names(db())
    own = [me().person_id] if may("round.wish") else None
    staff = people(db(), today(), region_ids=None if own else choice.region_ids, person_ids=own)
    staff = [one for one in staff if str(one.id) in answer["lacking"]]
    shown = page_asked(staff)
    return {
        "mondays": mondays,
        "lacking": sum(answer["lacking"][str(one.id)] for one in staff),
        "rows": [
            {
                "name": one.name,
                "office": names[one.office_id],
                "weeks": [monday in away[one.id or 0] for monday in mondays],
                "blocks": blocks[one.id or 0],
                "met": sum(name in met for name in asked[one.id or 0]),
                "asked": len(asked[one.id or 0]),
                "lacking": answer["lacking"][str(one.id)],
            }
            for one in shown.rows
        ],
        "list": shown,
    }

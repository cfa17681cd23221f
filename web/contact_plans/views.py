"""Limits on one person's contact: a manager makes and reviews them, the office's officers read what they keep to."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms.validators import Optional

from scheduler.contact_plans import (
    FIRST_DAYS,
    MOST_DAYS,
    OBJECTION_DAYS,
    ContactPlanFault,
    make_contact_plan,
    possible_contacts,
    review_contact_plan,
    take_objection,
    tell_person,
)
from web.access import Scope, action, regions_of, require, scope_of
from web.edge import db, found, me, saving, today
from web.formats import day as said_day
from web.forms import (
    ChoiceField,
    DayField,
    Form,
    ListField,
    LongTextField,
    SubmitField,
    TextField,
    TicksField,
    at_most,
    needed,
)
from web.language import word
from web.together import once, was_first
from workload.records.contact_plans import ContactPlanLine, contact_plan, contact_plans, holds, kept_by, last_decided_by
from workload.records.incidents import incidents
from workload.records.officers import person_names
from workload.records.places import office_names
from workload.records.together import as_seen
from workload.tables.contact_plans import ContactPlan
from workload.tables.wellbeing import Incident
from workload.vocabulary import ContactWay, OpenWay

blueprint = Blueprint("contact_plans", __name__, url_prefix="/contact-plans")

INCIDENTS_SHOWN = 50
RENEW, END = "renew", "end"


class PlanForm(Form):
    incident = ListField(_l("After which incident?"), validators=[needed(_l("Choose the incident"))])
    known_as = TextField(
        _l("Which case, or which number of the office?"),
        description=_l("A case such as IA-10052, or a number of your office such as P-7. Never a name."),
        validators=[needed(_l("Enter the case or the number of the office"))],
    )
    facts = LongTextField(
        _l("What happened, and on which days?"),
        description=_l("What was said and done, not what the person is like. No client's name."),
        validators=[needed(_l("Write what happened")), at_most(1000, _l("Use at most 1,000 letters."))],
    )
    ways = TicksField(_l("How may the person reach us? One way at least."), validators=[Optional()])
    contact = ListField(_l("The named contact for the phone (optional)"), validators=[Optional()])
    stays_open = ChoiceField(_l("What always stays open?"), validators=[needed(_l("Choose what always stays open"))])
    review_by = DayField(_l("Review by which day?"), validators=[needed(_l("Enter the day of the review"))])
    send = SubmitField(_l("Make this plan"))


class ReviewForm(Form):
    outcome = ChoiceField(
        _l("What now?"),
        choices=[(END, _l("The limits end")), (RENEW, _l("The limits go on"))],
        validators=[needed(_l("Choose whether the limits end or go on"))],
    )
    reason = LongTextField(
        _l("Why?"),
        description=_l("Facts since the last decision. No client's name."),
        validators=[needed(_l("Write why")), at_most(600, _l("Use at most 600 letters."))],
    )
    review_by = DayField(_l("If they go on: review again by which day?"), validators=[Optional()])
    send = SubmitField(_l("Keep this review"))


@blueprint.get("/")
@action("contact_plans.see")
def listed() -> str:
    """Whoever decides reads every plan; an officer only what to keep to today, and not why."""
    if scope_of("contact_plans.see") is Scope.office:
        kept = kept_by(db(), me().person_id, me().office_id, today())
        return render_template("contact_plans/kept.html", lines=kept)
    regions = regions_of("contact_plans.see")
    return render_template(
        "contact_plans/listed.html",
        lines=[(one, holds(one.plan, today())) for one in contact_plans(db(), region_ids=regions)],
        ended=contact_plans(db(), region_ids=regions, ended=True),
        today=today(),
    )


@blueprint.route("/new", methods=["GET", "POST"])
@action("contact_plans.decide")
@once
def new() -> str | Response | tuple[str, int]:
    form, lines = PlanForm(), incidents(db(), me().person_id, region_ids=regions_of("contact_plans.decide"))
    mine = {str(one.incident.id): one.incident for one in lines[:INCIDENTS_SHOWN]}
    form.incident.choices = [("", "")] + [
        (str(one.incident.id), f"{said_day(one.incident.day)}, {one.office}, {one.name}: {word(one.incident.kind)}")
        for one in lines[:INCIDENTS_SHOWN]
    ]
    offices = office_names(db())
    form.contact.choices = [("", "")] + [
        (str(one.id), f"{one.name}, {offices[one.office_id]}")
        for one in possible_contacts(db(), me().region_id, mine.get(form.incident.data or ""), today())
    ]
    form.ways.choices = [(one.value, word(one)) for one in ContactWay]
    form.stays_open.choices = [(one.value, word(one)) for one in OpenWay]
    if not form.is_submitted():
        form.review_by.data = today() + timedelta(days=FIRST_DAYS)
    if form.validate_on_submit() and form.review_by.data:
        with saving() as session:
            made = make_contact_plan(
                session,
                mine[form.incident.data],
                known_as=form.known_as.data,
                facts=form.facts.data.strip(),
                ways=[ContactWay(one) for one in form.ways.data],
                contact_id=int(form.contact.data) if form.contact.data else None,
                stays_open=OpenWay(form.stays_open.data),
                review_by=form.review_by.data,
                by=me().person_id,
                today=today(),
            )
        if isinstance(made, ContactPlan):
            flash(_("The plan is made. It limits nothing before the person is told."))
            return redirect(url_for("contact_plans.one", contact_plan_id=made.id), code=303)
        _show(form, made)
    page = render_template("contact_plans/new.html", form=form, days=(FIRST_DAYS, MOST_DAYS))
    return page, 422 if form.is_submitted() else 200


@blueprint.route("/<int:contact_plan_id>", methods=["GET", "POST"])
@action("contact_plans.review")
@once
def one(contact_plan_id: int) -> str | Response | tuple[str, int]:
    """The plan with what the person is told, and its review."""
    line, form = _plan(contact_plan_id), ReviewForm()
    plan = line.plan
    if form.validate_on_submit():
        if form.outcome.data == RENEW and form.review_by.data is None:
            form.review_by.errors = [_("Enter the day of the next review")]
            return _page(line, form), 422
        with saving() as session:
            if not _as_shown(plan) or plan.ended_on is not None:
                was_first(plan.reviewed_by or plan.decided_by, _("this plan was changed"), form.reason.data)
                return _page(line, ReviewForm(formdata=None)), 409
            fault = review_contact_plan(
                session,
                plan,
                reason=form.reason.data.strip(),
                until=form.review_by.data if form.outcome.data == RENEW else None,
                by=me().person_id,
                today=today(),
            )
        if fault is None:
            flash(_("Kept. The limits end today: tell the person.") if plan.ended_on else _("Kept. Tell the person."))
            return redirect(url_for("contact_plans.one", contact_plan_id=contact_plan_id), code=303)
        _show(form, fault)
    return _page(line, form), 422 if form.is_submitted() else 200


@blueprint.post("/<int:contact_plan_id>/told")
@action("contact_plans.decide")
@once
def told(contact_plan_id: int) -> Response:
    plan = _plan(contact_plan_id).plan
    with saving() as session:
        if _as_shown(plan) and plan.ended_on is None and plan.told_on is None:
            tell_person(session, plan, by=me().person_id, today=today())
            flash(_("Kept. The limits hold until %(day)s.", day=said_day(plan.review_by)))
    return redirect(url_for("contact_plans.one", contact_plan_id=contact_plan_id), code=303)


@blueprint.post("/<int:contact_plan_id>/objection")
@action("contact_plans.review")
@once
def objection(contact_plan_id: int) -> Response:
    plan = _plan(contact_plan_id).plan
    with saving() as session:
        if _as_shown(plan) and plan.ended_on is None and plan.objected_on is None:
            take_objection(session, plan, by=me().person_id, today=today())
            flash(_("Kept. Somebody who did not decide it reviews it by %(day)s.", day=said_day(plan.review_by)))
    return redirect(url_for("contact_plans.one", contact_plan_id=contact_plan_id), code=303)


def _plan(contact_plan_id: int) -> ContactPlanLine:
    line = found(contact_plan(db(), contact_plan_id))
    require("contact_plans.review", office_id=line.plan.office_id)
    return line


def _as_shown(plan: ContactPlan) -> bool:
    """Held as the sender's page showed it: whoever comes second changes nothing."""
    held = as_seen(db(), plan, "told_on", "objected_on", "reviewed_on", "review_by", "ended_on")
    return held and request.form.get("seen", _stands(plan)) == _stands(plan)


def _stands(plan: ContactPlan) -> str:
    """How far the plan had come when a form was shown."""
    return f"{plan.told_on} {plan.objected_on} {plan.reviewed_on} {plan.review_by} {plan.ended_on}"


def _page(line: ContactPlanLine, form: ReviewForm) -> str:
    plan = line.plan
    return render_template(
        "contact_plans/one.html",
        line=line,
        plan=plan,
        form=form,
        seen=_stands(plan),
        holds=holds(plan, today()),
        names=person_names(db()),
        incident=found(db().get(Incident, plan.incident_id)),
        mine=last_decided_by(plan) == me().person_id,
        most=MOST_DAYS,
        objection_days=OBJECTION_DAYS,
        today=today(),
    )


def _show(form: Any, fault: ContactPlanFault) -> None:
    fields, sentences = (
        {
            ContactPlanFault.own_incident: "incident",
            ContactPlanFault.no_reference: "known_as",
            ContactPlanFault.other_office: "known_as",
            ContactPlanFault.runs_already: "known_as",
            ContactPlanFault.no_way: "ways",
            ContactPlanFault.contact_needed: "contact",
            ContactPlanFault.not_this_contact: "contact",
            ContactPlanFault.review_day: "review_by",
            ContactPlanFault.own_decision: "outcome",
        },
        {
            ContactPlanFault.own_incident: _("You met this incident yourself. Somebody else decides."),
            ContactPlanFault.no_reference: _("Enter up to four letters and a number, such as IA-10052. No name."),
            ContactPlanFault.other_office: _("This case is of another office than the incident. Look at both."),
            ContactPlanFault.runs_already: _("A plan runs for this person already. Review that one."),
            ContactPlanFault.no_way: _("Tick one way at least. Contact never ends."),
            ContactPlanFault.contact_needed: _("Choose who answers the person's calls."),
            ContactPlanFault.not_this_contact: _("Choose somebody of the region who did not meet this incident."),
            ContactPlanFault.review_day: _("Enter a day after today, at most %(most)s days away.", most=MOST_DAYS),
            ContactPlanFault.own_decision: _("The person objected. Somebody who did not decide it reviews it."),
        },
    )
    name = fields[fault] if fields[fault] in form else "outcome"
    form[name].errors = [*form[name].errors, sentences[fault]]

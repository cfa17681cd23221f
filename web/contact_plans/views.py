"""Limits on one person's contact: a manager makes and reviews them, the office's officers read what they keep to."""

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from scheduler.contact_plans import (
    FIRST_DAYS,
    MOST_DAYS,
    OBJECTION_DAYS,
    make_contact_plan,
    possible_contacts,
    review_contact_plan,
    take_objection,
    tell_person,
)
from web.access import Scope, action, regions_of, require, scope_of
from web.contact_plans.forms import RENEW, PlanForm, ReviewForm, show_fault
from web.edge import db, found, me, saving, today
from web.formats import day as said_day
from web.language import word
from web.looks import looked_at
from web.together import once, was_first
from workload.records.contact_plans import ContactPlanLine, contact_plan, contact_plans, holds, kept_by, last_decided_by
from workload.records.incidents import incidents
from workload.records.officers import person_names
from workload.records.places import office_names
from workload.records.together import as_seen
from workload.tables.contact_plans import ContactPlan
from workload.tables.wellbeing import Incident
from workload.vocabulary import ContactWay, OpenWay, PrivateFact

blueprint = Blueprint("contact_plans", __name__, url_prefix="/contact-plans")

INCIDENTS_SHOWN = 50


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
    looked_at(PrivateFact.incidents, [one.person_id for one in mine.values()])
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
        show_fault(form, made)
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
            if not _runs_as_shown(plan):
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
        show_fault(form, fault)
    return _page(line, form), 422 if form.is_submitted() else 200


@blueprint.post("/<int:contact_plan_id>/told")
@action("contact_plans.decide")
@once
def told(contact_plan_id: int) -> Response:
    plan = _plan(contact_plan_id).plan
    with saving() as session:
        if _runs_as_shown(plan) and plan.told_on is None:
            tell_person(session, plan, by=me().person_id, today=today())
            flash(_("Kept. The limits hold until %(day)s.", day=said_day(plan.review_by)))
    return redirect(url_for("contact_plans.one", contact_plan_id=contact_plan_id), code=303)


@blueprint.post("/<int:contact_plan_id>/objection")
@action("contact_plans.review")
@once
def objection(contact_plan_id: int) -> Response:
    plan = _plan(contact_plan_id).plan
    with saving() as session:
        if _runs_as_shown(plan) and plan.objected_on is None:
            take_objection(session, plan, by=me().person_id, today=today())
            flash(_("Kept. Somebody who did not decide it reviews it by %(day)s.", day=said_day(plan.review_by)))
    return redirect(url_for("contact_plans.one", contact_plan_id=contact_plan_id), code=303)


def _plan(contact_plan_id: int) -> ContactPlanLine:
    line = found(contact_plan(db(), contact_plan_id))
    require("contact_plans.review", office_id=line.plan.office_id)
    return line


def _runs_as_shown(plan: ContactPlan) -> bool:
    """Not ended, and held as the sender's page showed it: whoever comes second changes nothing."""
    held = as_seen(db(), plan, "told_on", "objected_on", "reviewed_on", "review_by", "ended_on")
    return held and plan.ended_on is None and request.form.get("seen", _stands(plan)) == _stands(plan)


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

"""Headquarters' word on limits: the manager asks for it, headquarters stands behind them or says why not."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms.validators import Optional

from scheduler.contact_plans import OBJECTION_DAYS, ask_backing, give_backing
from web.access import action, require
from web.edge import db, found, me, saving, today
from web.forms import ChoiceField, Form, LongTextField, SubmitField, at_most, needed
from web.language import word
from web.together import once, was_first
from workload.records.contact_plans import contact_plan
from workload.records.officers import person_names
from workload.records.together import as_seen
from workload.vocabulary import Backing

blueprint = Blueprint("contact_backing", __name__, url_prefix="/contact-plans")


class BackingForm(Form):
    word = ChoiceField(_l("Does headquarters stand behind these limits?"), validators=[needed(_l("Choose yes or no"))])
    reason = LongTextField(
        _l("Why not, or what should change?"),
        description=_l("Needed with a no. The manager reads it. No client's name."),
        validators=[Optional(), at_most(400, _l("Use at most 400 letters."))],
    )
    send = SubmitField(_l("Tell the manager"))


@blueprint.post("/<int:contact_plan_id>/ask-headquarters")
@action("contact_plans.decide")
@once
def ask(contact_plan_id: int) -> Response:
    plan = found(contact_plan(db(), contact_plan_id)).plan
    require("contact_plans.decide", office_id=plan.office_id)
    with saving() as session:
        if as_seen(session, plan, "backing", "ended_on") and plan.backing is None and plan.ended_on is None:
            ask_backing(session, plan, by=me().person_id)
            flash(_("Headquarters is asked. Its answer stands here, and the officers read a yes."))
    return redirect(url_for("contact_plans.one", contact_plan_id=contact_plan_id), code=303)


@blueprint.route("/<int:contact_plan_id>/backing", methods=["GET", "POST"])
@action("contact_plans.back")
@once
def word_on(contact_plan_id: int) -> str | Response | tuple[str, int]:
    """What the limits are and why, without whom they protect; only once the manager asked."""
    line = found(contact_plan(db(), contact_plan_id))
    plan = line.plan
    found(plan.backing)
    form = BackingForm()
    form.word.choices = [(one.value, word(one)) for one in (Backing.stands_behind, Backing.does_not)]
    valid = form.validate_on_submit()
    stands, reason = form.word.data == Backing.stands_behind, (form.reason.data or "").strip()
    if valid and not stands and not reason:
        form.reason.errors = [_("Write why not, so that the manager can change it")]
        valid = False
    if valid:
        with saving() as session:
            if as_seen(session, plan, "backing", "ended_on") and plan.backing is Backing.asked and not plan.ended_on:
                give_backing(session, plan, stands=stands, reason=reason, by=me().person_id, today=today())
                flash(_("Kept. The manager is told."))
            else:
                was_first(plan.backing_by, word(plan.backing) if plan.backing else "", reason)
        return redirect(url_for(".word_on", contact_plan_id=contact_plan_id), code=303)
    page = render_template(
        "contact_plans/backing.html", line=line, plan=plan, form=form, names=person_names(db()), days=OBJECTION_DAYS
    )
    return page, 422 if form.is_submitted() else 200

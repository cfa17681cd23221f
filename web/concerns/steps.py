"""Every step that is taken with a concern: one small form each, and what it does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from scheduler import concern_follow_up as follow_up
from scheduler import concern_workflow as workflow
from scheduler.concern_workflow import Refused
from web.access import action
from web.concerns import step_acts as acts
from web.concerns import step_forms as forms
from web.concerns.meanwhile import meanwhile, standing
from web.concerns.reading import workable
from web.concerns.suggestion import known_of, suggested_routes, ticked_facts
from web.concerns.words import OWED, REFUSED, WHY_ROUTE, plan_days_words
from web.edge import db, me, saving, today
from web.forms import Form
from web.together import once
from workload.records.audit import note_action
from workload.records.concern_events import events_of, is_appealable
from workload.records.concern_people import people_of_roles, possible_owners
from workload.records.concern_promises import is_unsettled
from workload.records.places import offices as read_offices
from workload.tables.concerns import Concern
from workload.tables.people import Person
from workload.vocabulary import ConcernStatus, Role

blueprint = Blueprint("concern_steps", __name__, url_prefix="/concerns")

When = Callable[[Concern], bool]


@dataclass(frozen=True)
class Step:
    """A step: its words, its form, what it does, and for which concerns it is offered."""

    title: Any
    form: type[Form]
    act: acts.Act
    when: When
    done: Any


def _received(concern: Concern) -> bool:
    return concern.status is ConcernStatus.received


def _answered(concern: Concern) -> bool:
    return concern.status is ConcernStatus.answered


def _found(concern: Concern) -> bool:
    return _answered(concern) and not is_unsettled(concern)


def _open(concern: Concern) -> bool:
    return concern.status is not ConcernStatus.closed


def _done_with(concern: Concern) -> bool:
    return concern.status is not ConcernStatus.received


def _always(concern: Concern) -> bool:
    return True


STEPS: dict[str, Step] = {
    "route": Step(_l("Where it goes"), forms.RouteForm, acts.route, _open, _l("Confirmed. The clock runs on.")),
    "split": Step(
        _l("Split off an issue"), forms.SplitForm, acts.split, _received, _l("It is an issue of its own now.")
    ),
    "acknowledge": Step(
        _l("Acknowledge it and name an owner"), forms.AcknowledgeForm, acts.acknowledge, _received,
        _l("Acknowledged. The clock runs on until there is an answer."),
    ),
    "accept": Step(_l("Take it on"), forms.PlainForm, acts.plain(workflow.accept), _received, _l("It is yours.")),
    "wait": Step(_l("Note a wait"), forms.WaitForm, acts.wait, is_unsettled, _l("The wait is noted.")),
    "resume": Step(
        _l("What we waited for is here"), forms.PlainForm, acts.resume, is_unsettled, _l("The clock goes on.")
    ),
    "tried": Step(_l("You tried to reach the person"), forms.TriedForm, acts.tried, is_unsettled, _l("Noted.")),
    "progress": Step(
        _l("Tell how it is going"), forms.ProgressForm, acts.told(workflow.tell_progress), _open, _l("Told.")
    ),
    "plan": Step(
        _l("Answer with a plan by a day"), forms.PlanForm, acts.plan, is_unsettled,
        _l("Marked as answered with a plan. Say what was found by its day."),
    ),
    "answer": Step(
        _l("Answer it"), forms.AnswerForm, acts.answer, is_unsettled,
        _l("Marked as answered today. Close it when nothing more is owed to the person."),
    ),
    "remedy": Step(
        _l("It is put right"), forms.PlainForm, acts.plain(follow_up.finish_remedy),
        lambda one: bool(one.remedy) and one.remedy_done_on is None, _l("Noted as put right today."),
    ),
    "systemic": Step(_l("What should change"), forms.SystemicForm, acts.systemic, _always, _l("Kept.")),
    "changed": Step(
        _l("The change is made"), forms.PlainForm,
        lambda session, concern, form, by, day: follow_up.finish_systemic(concern, today=day),
        lambda one: bool(one.systemic) and one.systemic_done_on is None, _l("Noted as changed today."),
    ),
    "view": Step(_l("What the person says of it"), forms.ViewForm, acts.view, _done_with, _l("Kept.")),
    "share": Step(
        _l("Give the record to an advocate or the Ombud"), forms.ShareForm, acts.share, _always,
        _l("Kept. The record can be printed below."),
    ),
    "close": Step(
        _l("Close it"), forms.TextForm, acts.told(workflow.close), _found,
        _l("Closed. Did someone do something well here? You can thank them."),
    ),
    "reopen": Step(_l("Open it again"), forms.TextForm, acts.told(workflow.reopen), _done_with, _l("Open again.")),
    "second": Step(
        _l("Somebody else looks at it again"), forms.TextForm, acts.told(workflow.second_stage),
        lambda one: _done_with(one) and one.stage == 1, _l("It went to the second stage: somebody else looks at it."),
    ),
}  # fmt: skip
TITLES = {f"concern.{name}": one.title for name, one in STEPS.items()}


@blueprint.route("/<int:concern_id>/step/<name>", methods=["GET", "POST"])
@action("concerns.answer")
@once
def step(concern_id: int, name: str) -> str | Response | tuple[str, int]:
    chosen = STEPS.get(name) or abort(404)
    concern = workable(concern_id)
    form = _prepared(chosen, concern)
    if not form.validate_on_submit():
        return _page(name, chosen, concern, form), 422 if form.is_submitted() else 200
    try:
        with saving() as session:
            said = meanwhile(concern, request.form.get("seen", ""), TITLES)
            if said:
                form.form_errors.append(said)
                return _page(name, chosen, concern, form), 409
            chosen.act(session, concern, form, me().person_id, today())
            session.add(concern)
            note_action(
                session, person_id=me().person_id, action=f"concern.{name}", subject="concern",
                subject_id=str(concern_id),
            )  # fmt: skip
    except Refused as refused:
        form.form_errors.append(str(REFUSED[refused.why]))
        return _page(name, chosen, workable(concern_id), form), 422
    flash(str(chosen.done))
    return redirect(url_for("concerns.one", concern_id=concern_id), code=303)


def offered(concern: Concern) -> list[tuple[str, Any]]:
    """Steps that the concern is open for, by name and words."""
    return [(name, one.title) for name, one in STEPS.items() if one.when(concern)]


def _prepared(chosen: Step, concern: Concern) -> Form:
    filled: dict[str, Any] = {}
    if chosen.form is forms.RouteForm:
        first = suggested_routes(concern, ticked_facts(request.args))[0]
        keep = concern if concern.route and "looked" not in request.args else first
        filled = {
            "route": (keep.route or first.route).value, "handler": (keep.handler or first.handler).value,
            "about": str(concern.about_id or ""),
        }  # fmt: skip
    elif chosen.form is forms.AcknowledgeForm and concern.owner_id:
        filled = {"owner": str(concern.owner_id)}
    elif chosen.form is forms.SystemicForm:
        filled = {"change": concern.systemic, "owner": str(concern.systemic_owner_id or "")}
    events = events_of(db(), concern.id or 0)
    near = people_of_roles(db(), concern.office_id, (Role.cso, Role.manager, Role.superintendent))
    owners = possible_owners(db(), concern, events)
    if chosen.form is forms.SystemicForm:
        owners = people_of_roles(db(), concern.office_id, (Role.manager, Role.superintendent, Role.hq))
    offices = [(one.id, one.name) for one in read_offices(db())]
    form = forms.with_lists(chosen.form(data=filled), owners, _names(near), offices)
    if isinstance(form, forms.RouteForm) and concern.office_id is not None:
        del form.office
    if isinstance(form, forms.PlanForm):
        form.by_day.description = plan_days_words(workflow.days_of_a_plan(db(), concern, today()))
    if isinstance(form, forms.AcknowledgeForm) and not is_appealable(concern, events):
        del form.appeal_until
    return form


def _names(people: Sequence[Person]) -> list[tuple[int, str]]:
    return [(one.id or 0, one.name) for one in people]


def _page(name: str, chosen: Step, concern: Concern, form: Form) -> str:
    ticked = ticked_facts(request.args)
    routes = suggested_routes(concern, ticked) if name == "route" else ()
    return render_template(
        "concerns/step.html", concern=concern, form=form, step=chosen, name=name, routes=routes, why=WHY_ROUTE,
        seen=standing(concern, TITLES),
        owed=OWED, known=forms.KnownForm(data={"known": known_of(concern, ticked)}) if name == "route" else None,
    )  # fmt: skip

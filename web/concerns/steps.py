"""Every step that is taken with a concern: one small form each, and what it does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlmodel import Session
from werkzeug.wrappers import Response

from scheduler import concern_follow_up as follow_up
from scheduler import concern_workflow as workflow
from scheduler.concern_workflow import Refused
from web.access import action
from web.concerns import step_forms as forms
from web.concerns.meanwhile import meanwhile, standing
from web.concerns.reading import workable
from web.concerns.suggestion import known_of, suggested_routes, ticked_facts
from web.concerns.words import OWED, REFUSED, WHY_ROUTE
from web.edge import db, me, saving, today
from web.formats import day as said_day
from web.forms import Form
from web.together import once
from workload.estimates.waits import Owner
from workload.records.audit import note_action
from workload.records.concern_events import events_of, is_appealable
from workload.records.concern_people import people_of_roles, possible_owners
from workload.records.places import offices as read_offices
from workload.tables.concerns import Concern
from workload.tables.people import Person
from workload.vocabulary import ConcernCategory, ConcernRoute, ConcernStatus, Finding, Handler, Role, Said

blueprint = Blueprint("concern_steps", __name__, url_prefix="/concerns")

Act = Callable[[Session, Concern, Any, int, date], None]
When = Callable[[Concern], bool]


@dataclass(frozen=True)
class Step:
    """A step: its words, its form, what it does, and for which concerns it is offered."""

    title: Any
    form: type[Form]
    act: Act
    when: When
    done: Any


def _received(concern: Concern) -> bool:
    return concern.status is ConcernStatus.received


def _answered(concern: Concern) -> bool:
    return concern.status is ConcernStatus.answered


def _open(concern: Concern) -> bool:
    return concern.status is not ConcernStatus.closed


def _done_with(concern: Concern) -> bool:
    return concern.status is not ConcernStatus.received


def _always(concern: Concern) -> bool:
    return True


def _route(session: Session, concern: Concern, form: Any, by: int, day: date) -> None:
    if concern.office_id is None and form.office.data:
        concern.office_id = form.office.data
    workflow.confirm_route(
        session,
        concern,
        route=ConcernRoute(form.route.data),
        handler=Handler(form.handler.data),
        suggested=suggested_routes(concern, ticked_facts(request.args))[0],
        reason=(form.reason.data or "").strip(),
        about_id=int(form.about.data) if form.about.data else None,
        held=[line.strip() for line in (form.held.data or "").splitlines() if line.strip()],
        by=by,
        today=day,
    )


def _split(session: Session, concern: Concern, form: Any, by: int, day: date) -> None:
    category = ConcernCategory(form.category.data)
    workflow.split_issue(session, concern, category=category, what=form.what.data.strip(), by=by, today=day)


def _acknowledge(session: Session, concern: Concern, form: Any, by: int, day: date) -> None:
    owner = session.get_one(Person, int(form.owner.data))
    until = form.appeal_until.data if "appeal_until" in form else None
    text = " ".join(
        [
            form.text.data.strip(),
            _("%(name)s looks at it.", name=owner.name),
            _("Your answer is due by %(day)s.", day=said_day(concern.promised_due)),
            concern.promise if concern.stage == 1 else "",
            _("You can also appeal, until %(day)s. The form comes with this.", day=said_day(until)) if until else "",
        ]
    ).strip()
    workflow.acknowledge(
        session, concern, owner_id=int(form.owner.data), text=text, appeal_until=until, by=by, today=day
    )


def _wait(session: Session, concern: Concern, form: Any, by: int, day: date) -> None:
    owner, item = Owner(form.owner.data), (form.item.data or "").strip()
    workflow.wait(session, concern, owner=owner, item=item, text=form.text.data.strip(), by=by, today=day)


def _resume(session: Session, concern: Concern, form: Any, by: int, day: date) -> None:
    event = workflow.resume(session, concern, by=by, today=day)
    if "due" in event.facts:  # a promise that moves is told
        event.text = _("We have what we asked for. Your answer is due by %(day)s.", day=said_day(concern.promised_due))


def _answer(session: Session, concern: Concern, form: Any, by: int, day: date) -> None:
    workflow.answer(
        session,
        concern,
        finding=Finding(form.finding.data),
        reason=(form.reason.data or "").strip(),
        text=form.text.data.strip(),
        remedy=(form.remedy.data or "").strip(),
        remedy_due=form.remedy_due.data,
        minutes=round(form.minutes.data or 0),
        by=by,
        today=day,
    )


def _tried(session: Session, concern: Concern, form: Any, by: int, day: date) -> None:
    text = (form.text.data or "").strip()
    workflow.tried_to_reach(session, concern, part=form.part.data, text=text, by=by, today=day)


def _systemic(session: Session, concern: Concern, form: Any, by: int, day: date) -> None:
    owner = int(form.owner.data) if form.owner.data else None
    follow_up.tag_systemic(concern, change=(form.change.data or "").strip(), owner_id=owner)


def _view(session: Session, concern: Concern, form: Any, by: int, day: date) -> None:
    heard, understood = Said(form.heard.data), Said(form.understood.data)
    follow_up.note_view(session, concern, heard=heard, understood=understood, by=by, today=day)


def _share(session: Session, concern: Concern, form: Any, by: int, day: date) -> None:
    follow_up.share(session, concern, reader=form.reader.data, by=by, today=day)


def _told(what: Callable[..., None]) -> Act:
    """A step that needs only a text for the person."""
    return lambda session, concern, form, by, day: what(session, concern, text=form.text.data.strip(), by=by, today=day)


def _plain(what: Callable[..., None]) -> Act:
    return lambda session, concern, form, by, day: what(session, concern, by=by, today=day)


STEPS: dict[str, Step] = {
    "route": Step(_l("Where it goes"), forms.RouteForm, _route, _open, _l("Confirmed. The clock runs on.")),
    "split": Step(_l("Split off an issue"), forms.SplitForm, _split, _received, _l("It is an issue of its own now.")),
    "acknowledge": Step(
        _l("Acknowledge it and name an owner"), forms.AcknowledgeForm, _acknowledge, _received,
        _l("Acknowledged. The clock runs on until there is an answer."),
    ),
    "accept": Step(_l("Take it on"), forms.PlainForm, _plain(workflow.accept), _received, _l("It is yours.")),
    "wait": Step(_l("Note a wait"), forms.WaitForm, _wait, _received, _l("The wait is noted.")),
    "resume": Step(
        _l("What we waited for is here"), forms.PlainForm, _resume, _received, _l("The clock goes on.")
    ),
    "tried": Step(_l("You tried to reach the person"), forms.TriedForm, _tried, _received, _l("Noted.")),
    "progress": Step(
        _l("Tell how it is going"), forms.ProgressForm, _told(workflow.tell_progress), _open, _l("Told.")
    ),
    "answer": Step(
        _l("Answer it"), forms.AnswerForm, _answer, _received,
        _l("Marked as answered today. Close it when nothing more is owed to the person."),
    ),
    "remedy": Step(
        _l("It is put right"), forms.PlainForm, _plain(follow_up.finish_remedy),
        lambda one: bool(one.remedy) and one.remedy_done_on is None, _l("Noted as put right today."),
    ),
    "systemic": Step(_l("What should change"), forms.SystemicForm, _systemic, _always, _l("Kept.")),
    "changed": Step(
        _l("The change is made"), forms.PlainForm,
        lambda session, concern, form, by, day: follow_up.finish_systemic(concern, today=day),
        lambda one: bool(one.systemic) and one.systemic_done_on is None, _l("Noted as changed today."),
    ),
    "view": Step(_l("What the person says of it"), forms.ViewForm, _view, _done_with, _l("Kept.")),
    "share": Step(
        _l("Give the record to an advocate or the Ombud"), forms.ShareForm, _share, _always,
        _l("Kept. The record can be printed below."),
    ),
    "close": Step(
        _l("Close it"), forms.TextForm, _told(workflow.close), _answered,
        _l("Closed. Did someone do something well here? You can thank them."),
    ),
    "reopen": Step(_l("Open it again"), forms.TextForm, _told(workflow.reopen), _done_with, _l("Open again.")),
    "second": Step(
        _l("Somebody else looks at it again"), forms.TextForm, _told(workflow.second_stage),
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

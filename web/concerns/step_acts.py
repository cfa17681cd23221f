"""What each step of a concern does with what its form says."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import request
from flask_babel import gettext as _
from sqlmodel import Session

from scheduler import concern_follow_up as follow_up
from scheduler import concern_waits as waits
from scheduler import concern_workflow as workflow
from web.concerns.suggestion import suggested_routes, ticked_facts
from web.formats import day as said_day
from workload.estimates.waits import Owner
from workload.tables.concerns import Concern
from workload.tables.people import Person
from workload.vocabulary import ConcernCategory, ConcernRoute, Finding, Handler, Said

Act = Callable[[Session, Concern, Any, int, date], None]


def route(session: Session, concern: Concern, form: Any, by: int, day: date) -> None:
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


def split(session: Session, concern: Concern, form: Any, by: int, day: date) -> None:
    category = ConcernCategory(form.category.data)
    workflow.split_issue(session, concern, category=category, what=form.what.data.strip(), by=by, today=day)


def acknowledge(session: Session, concern: Concern, form: Any, by: int, day: date) -> None:
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


def wait(session: Session, concern: Concern, form: Any, by: int, day: date) -> None:
    owner, item = Owner(form.owner.data), (form.item.data or "").strip()
    waits.wait(session, concern, owner=owner, item=item, text=form.text.data.strip(), by=by, today=day)


def resume(session: Session, concern: Concern, form: Any, by: int, day: date) -> None:
    event = waits.resume(session, concern, by=by, today=day)
    if "due" in event.facts:  # a promise that moves is told
        event.text = _("We have what we asked for. Your answer is due by %(day)s.", day=said_day(concern.promised_due))
    if "plan_by" in event.facts:
        until = said_day(date.fromisoformat(event.facts["plan_by"]))
        event.text = _("We have what we asked for. You know what we found by %(day)s.", day=until)


def answer(session: Session, concern: Concern, form: Any, by: int, day: date) -> None:
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


def plan(session: Session, concern: Concern, form: Any, by: int, day: date) -> None:
    until = form.by_day.data
    text = f"{form.text.data.strip()} " + _("You know what we found by %(day)s.", day=said_day(until))
    minutes = round(form.minutes.data or 0)
    workflow.plan(session, concern, by_day=until, text=text, minutes=minutes, by=by, today=day)


def tried(session: Session, concern: Concern, form: Any, by: int, day: date) -> None:
    text = (form.text.data or "").strip()
    waits.tried_to_reach(session, concern, part=form.part.data, text=text, by=by, today=day)


def systemic(session: Session, concern: Concern, form: Any, by: int, day: date) -> None:
    owner = int(form.owner.data) if form.owner.data else None
    follow_up.tag_systemic(concern, change=(form.change.data or "").strip(), owner_id=owner)


def view(session: Session, concern: Concern, form: Any, by: int, day: date) -> None:
    heard, understood = Said(form.heard.data), Said(form.understood.data)
    follow_up.note_view(session, concern, heard=heard, understood=understood, by=by, today=day)


def share(session: Session, concern: Concern, form: Any, by: int, day: date) -> None:
    follow_up.share(session, concern, reader=form.reader.data, by=by, today=day)


def told(what: Callable[..., None]) -> Act:
    """A step that needs only a text for the person."""
    return lambda session, concern, form, by, day: what(session, concern, text=form.text.data.strip(), by=by, today=day)


def plain(what: Callable[..., None]) -> Act:
    return lambda session, concern, form, by, day: what(session, concern, by=by, today=day)

"""What waits for a manager's decision, the longest waiting first, each with the page where it is decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func
from sqlmodel import Session, col, select

from web.edge import settings
from web.formats import day as said_day
from web.formats import days_range
from web.language import word
from web.leave.on_home import leave_to_decide
from workload.estimates.calendar import next_open_day
from workload.facts import CalendarFacts
from workload.records.concerns import list_concerns
from workload.records.hours_disputes import disputes
from workload.records.places import region_names
from workload.tables.plans import Plan, PlannedMove
from workload.vocabulary import ConcernStatus, MoveState, PlanKind, PlanStatus


@dataclass(frozen=True)
class Waiting:
    """One thing to decide: since when it waits, what it is, what is known already, where it is decided."""

    since: date
    title: str
    state: str
    href: str
    urgent: bool = False


def needs_you(
    session: Session, region_ids: Sequence[str] | None, calendar: CalendarFacts, today: date
) -> list[Waiting]:
    found = [
        *_leave(session, region_ids, today),
        *_plans(session, region_ids),
        *_concerns(session, region_ids, calendar, today),
        *_disputes(session, region_ids, today),
    ]
    return sorted(found, key=lambda one: (not one.urgent, one.since, one.title))


def _leave(session: Session, region_ids: Sequence[str] | None, today: date) -> list[Waiting]:
    return [
        Waiting(
            since=_day_of(one.request.asked_at),
            title=_(
                "%(name)s, %(office)s, asks for leave: %(days)s",
                name=one.name,
                office=one.office,
                days=days_range(one.request.first_day, one.request.last_day),
            ),
            state=one.sentence,
            href=url_for("leave.request_page_of", request_id=one.request.id),
        )
        for one in leave_to_decide(session, region_ids, today)
    ]


def _plans(session: Session, region_ids: Sequence[str] | None) -> list[Waiting]:
    moves = func.count(col(PlannedMove.id))
    query = (
        select(Plan, moves)
        .join(PlannedMove, col(PlannedMove.plan_id) == col(Plan.id))
        .where(Plan.kind == PlanKind.caseload, Plan.status == PlanStatus.ready, PlannedMove.state == MoveState.proposed)
        .group_by(col(Plan.id))
    )
    if region_ids is not None:
        query = query.where(col(Plan.region_id).in_(list(region_ids)))
    places = region_names(session)
    return [
        Waiting(
            since=_day_of(plan.answered_at or plan.asked_at),
            title=_("A plan to balance caseloads, %(place)s", place=places.get(plan.region_id or "", "")),
            state=ngettext("%(num)s case would move", "%(num)s cases would move", count),
            href=url_for("caseloads.plan", region=plan.region_id),
        )
        for plan, count in session.exec(query)
    ]


def _concerns(
    session: Session, region_ids: Sequence[str] | None, calendar: CalendarFacts, today: date
) -> list[Waiting]:
    tomorrow = next_open_day(today, calendar)
    lines = list_concerns(session, region_ids=region_ids, status=ConcernStatus.received, due_until=tomorrow)
    return [
        Waiting(
            since=line.concern.opened_on,
            title=_("Answer a concern, %(office)s: %(about)s", office=line.office, about=word(line.concern.category)),
            state=_due_words(line.concern.promised_due, today),
            href=url_for("concerns.one", concern_id=line.concern.id),
            urgent=line.concern.promised_due <= today,
        )
        for line in lines
    ]


def _disputes(session: Session, region_ids: Sequence[str] | None, today: date) -> list[Waiting]:
    """All disputes of hours without an answer: each names the day by which it is owed."""
    return [
        Waiting(
            since=line.dispute.said_on,
            title=_(
                "%(name)s says that the hours of case %(case)s do not fit", name=line.person, case=line.case.reference
            ),
            state=_("answer owed by %(day)s", day=said_day(line.dispute.due_on)),
            href=url_for("hours.disputed", dispute_id=line.dispute.id),
            urgent=line.dispute.due_on <= today,
        )
        for line in disputes(session, region_ids=region_ids, open_only=True)
    ]


def _day_of(moment: datetime) -> date:
    """The day of a stored moment, on the territory's clocks."""
    return moment.astimezone(ZoneInfo(settings().timezone)).date()


def _due_words(due: date, today: date) -> str:
    if due < today:
        late = (today - due).days
        return ngettext("OVERDUE by %(num)s day", "OVERDUE by %(num)s days", late)
    return _("due today") if due == today else _("due on the next open day")

"""Limits on one person's contact: made by a manager after an incident, told, reviewed, ended.

Contact never ends. The limits hold only once the person was told, and lapse on the review day unless they are renewed.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlmodel import Session, col, select

from workload.estimates.calendar import add_business_days
from workload.records.audit import note_action
from workload.records.calendar import calendar_facts
from workload.records.concern_people import people_of_roles
from workload.records.contact_plans import last_decided_by
from workload.records.messages import write_message
from workload.records.officers import people
from workload.tables.cases import Case
from workload.tables.contact_plans import ContactPlan
from workload.tables.people import Person
from workload.tables.places import Community, Office
from workload.tables.wellbeing import Incident
from workload.vocabulary import Backing, ContactWay, MessageKind, OpenWay, Role

MOST_DAYS = 90
"""Calendar days to the review at most. Ours: three months without a second look would be a rule, not a limit."""

FIRST_DAYS = 30
"""Calendar days to the review that the form proposes. Ours: as short as an office can see a change."""

OBJECTION_DAYS = 10
"""Business days in which an objection is looked at. Ours, as for a concern about conduct."""

REFERENCE = re.compile(r"[A-Z]{0,4}-?[0-9]{1,8}")
AHEAD = timedelta(days=60)


class ContactPlanFault(StrEnum):
    """Why a plan cannot be made or reviewed so."""

    own_incident = "own_incident"
    no_reference = "no_reference"
    other_office = "other_office"
    runs_already = "runs_already"
    no_way = "no_way"
    contact_needed = "contact_needed"
    not_this_contact = "not_this_contact"
    review_day = "review_day"
    own_decision = "own_decision"


def possible_contacts(session: Session, region_id: str, incident: Incident | None, today: date) -> list[Person]:
    """Who can be the named contact: anybody of the region but the one who met the abuse."""
    met = None if incident is None else incident.person_id
    return [one for one in people(session, today, region_id=region_id) if one.id != met]


def make_contact_plan(
    session: Session,
    incident: Incident,
    *,
    known_as: str,
    facts: str,
    ways: Sequence[ContactWay],
    contact_id: int | None,
    stays_open: OpenWay,
    review_by: date,
    by: int,
    today: date,
) -> ContactPlan | ContactPlanFault:
    """A plan for the office of the person who met the abuse. It limits nothing before the person is told of it."""
    office = session.get_one(Office, session.get_one(Person, incident.person_id).office_id)
    known_as = known_as.strip().upper()
    if incident.person_id == by:
        return ContactPlanFault.own_incident
    if not REFERENCE.fullmatch(known_as):
        return ContactPlanFault.no_reference
    if _office_of_case(session, known_as) not in (None, office.id):
        return ContactPlanFault.other_office
    running = select(ContactPlan).where(ContactPlan.office_id == office.id, ContactPlan.known_as == known_as)
    if session.exec(running.where(col(ContactPlan.ended_on).is_(None))).first() is not None:
        return ContactPlanFault.runs_already
    if not ways:
        return ContactPlanFault.no_way
    by_phone = ContactWay.phone_one in ways
    if by_phone and contact_id is None:
        return ContactPlanFault.contact_needed
    if by_phone and contact_id not in {one.id for one in possible_contacts(session, office.region_id, incident, today)}:
        return ContactPlanFault.not_this_contact
    if not _allowed(review_by, today):
        return ContactPlanFault.review_day
    plan = ContactPlan(
        office_id=office.id,
        known_as=known_as,
        incident_id=incident.id or 0,
        facts=facts,
        ways=list(ways),
        contact_id=contact_id if by_phone else None,
        stays_open=stays_open,
        decided_on=today,
        decided_by=by,
        review_by=review_by,
    )
    session.add(plan)
    session.flush()
    _note(session, plan, "contact_plan.make", by=by)
    return plan


def tell_person(session: Session, plan: ContactPlan, *, by: int, today: date) -> None:
    """The person was told of the limits and of how to object; from now on they hold."""
    plan.told_on = today
    session.add(plan)
    _note(session, plan, "contact_plan.tell", by=by)


def take_objection(session: Session, plan: ContactPlan, *, by: int, today: date) -> None:
    """The person objects: the review comes earlier, and is not done by who decided."""
    plan.objected_on, plan.review_by = today, min(plan.review_by, _objection_due(session, today))
    session.add(plan)
    _note(session, plan, "contact_plan.object", by=by)


def ask_backing(session: Session, plan: ContactPlan, *, by: int) -> None:
    """The manager wants headquarters' word, so that nobody is left alone with firm limits."""
    plan.backing = Backing.asked
    session.add(plan)
    desk = [one.id or 0 for one in people_of_roles(session, plan.office_id, (Role.hq,))]
    _tell(session, plan, desk, MessageKind.backing_asked, who=by)
    _note(session, plan, "contact_plan.ask_backing", by=by)


def give_backing(session: Session, plan: ContactPlan, *, stands: bool, reason: str, by: int, today: date) -> None:
    """Headquarters stands behind the limits, or says why not: then they are reviewed as soon as after an objection."""
    plan.backing = Backing.stands_behind if stands else Backing.does_not
    plan.backing_on, plan.backing_by, plan.backing_reason = today, by, reason
    if not stands:
        plan.review_by = min(plan.review_by, _objection_due(session, today))
    session.add(plan)
    _tell(session, plan, [last_decided_by(plan)], MessageKind.backing_given, stands=stands)
    _note(session, plan, "contact_plan.back" if stands else "contact_plan.not_back", by=by)


def review_contact_plan(
    session: Session, plan: ContactPlan, *, reason: str, until: date | None, by: int, today: date
) -> ContactPlanFault | None:
    """Renew the limits to another review day, of which the person must be told anew, or end them (`until` None)."""
    if session.get_one(Incident, plan.incident_id).person_id == by:
        return ContactPlanFault.own_incident
    if plan.objected_on is not None and last_decided_by(plan) == by:
        return ContactPlanFault.own_decision
    if until is not None and not _allowed(until, today):
        return ContactPlanFault.review_day
    plan.reviewed_on, plan.reviewed_by, plan.review_reason = today, by, reason
    if until is None:
        plan.ended_on = today
    else:
        plan.review_by, plan.told_on, plan.objected_on = until, None, None
        plan.backing, plan.backing_on, plan.backing_by, plan.backing_reason = None, None, None, ""
    session.add(plan)
    _note(session, plan, "contact_plan.end" if until is None else "contact_plan.renew", by=by)
    return None


def _allowed(review_by: date, today: date) -> bool:
    return today < review_by <= today + timedelta(days=MOST_DAYS)


def _objection_due(session: Session, today: date) -> date:
    return add_business_days(today, OBJECTION_DAYS, calendar_facts(session, today, today + AHEAD))


def _tell(session: Session, plan: ContactPlan, people: Sequence[int], kind: MessageKind, **values: Any) -> None:
    day = plan.decided_on.isoformat()
    href = f"/contact-plans/{plan.id}" + ("/backing" if kind is MessageKind.backing_asked else "")
    write_message(session, people, kind, href=href, first=day, last=day, **values)


def _office_of_case(session: Session, reference: str) -> str | None:
    query = select(Community.office_id).join(Case, col(Case.community_id) == col(Community.id))
    return session.exec(query.where(Case.reference == reference)).first()


def _note(session: Session, plan: ContactPlan, action: str, *, by: int) -> None:
    after = {"ways": [str(one) for one in plan.ways], "review_by": plan.review_by.isoformat()}
    note_action(session, person_id=by, action=action, subject="contact_plan", subject_id=plan.id, after=after)

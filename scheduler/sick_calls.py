"""Sick and special leave: recorded at once and never refused. What it leaves open is mended afterwards.

Everything is written in the caller's transaction; the edge commits.
"""

from datetime import date, timedelta
from enum import StrEnum
from typing import Any, cast

from sqlmodel import Session

from scheduler.cover_answers import hold_coverers, replace_coverer
from scheduler.cover_finding import CoverDesk
from scheduler.deputies import deciders
from scheduler.leave_decisions import ledger_row, note_change
from workload.estimates.leave_ledger import leave_hours
from workload.records.calendar import calendar_facts
from workload.records.cover_asked import cover_ahead
from workload.records.leave import standing_requests
from workload.records.messages import write_message
from workload.tables.base import now
from workload.tables.leave import LeaveRequest
from workload.tables.people import Person
from workload.vocabulary import DayPart, LeaveKind, LeaveStatus, MessageKind

DAY = timedelta(days=1)
LONGEST = timedelta(days=92)  # a quarter at a time; whoever is away longer calls again


class SickFault(StrEnum):
    """Why nothing was recorded: only because the days cannot be meant."""

    last_before_today = "last_before_today"
    too_long = "too_long"
    no_hours = "no_hours"
    away_already = "away_already"


class CannotRecord(Exception):
    """Nothing was stored; `values` are the days that the sentence names."""

    def __init__(self, fault: SickFault, **values: date) -> None:
        super().__init__(fault)
        self.fault, self.values = fault, values


def call_sick(
    session: Session,
    *,
    person_id: int,
    last_day: date,
    by: int,
    today: date,
    kind: LeaveKind = LeaveKind.sick,
) -> LeaveRequest:
    """Record that somebody is off from today (or from the end of the sick leave they are on) until a last day.

    `by` is the person, or the manager who was phoned. What the person was to cover themselves passes to others, and
    the deciders are told. Raises CannotRecord when the days cannot be meant.
    """
    owed = {one.request.person_id for one in cover_ahead(session, today, person_id=person_id)}
    hold_coverers(session, owed | {person_id})
    person = session.get_one(Person, person_id)
    first = first_day_off(session, person_id, today)
    if last_day < first:
        raise CannotRecord(SickFault.last_before_today, first=first)
    if last_day - first > LONGEST:
        raise CannotRecord(SickFault.too_long, latest=first + LONGEST)
    standing = [
        row
        for row in standing_requests(session, person_id, first, last_day)
        if row.status == LeaveStatus.granted and row.kind is not LeaveKind.course
    ]
    if standing:
        raise CannotRecord(SickFault.away_already, first=standing[0].first_day, last=standing[0].last_day)
    calendar = calendar_facts(session, first, last_day)
    hours = leave_hours(first, last_day, DayPart.whole, person.pattern, calendar, person.office_id)
    if not hours:
        raise CannotRecord(SickFault.no_hours, first=first, last=last_day)
    request = LeaveRequest(
        person_id=person_id,
        kind=kind,
        first_day=first,
        last_day=last_day,
        hours=hours,
        status=LeaveStatus.granted,
        decided_at=now(),
        decided_by=by,
    )
    session.add(request)
    session.flush()
    session.add(ledger_row(request))
    note_change(session, request, by=by, action="sick_called")
    session.flush()
    replace_coverer(session, person_id, first, last_day, by=by, today=today)
    _tell_deciders(session, request, person, by=by, today=today)
    return request


def first_day_off(session: Session, person_id: int, today: date) -> date:
    """Today, or the day after the sick or special leave that runs today: to stay off longer, one calls again."""
    first = today
    for row in standing_requests(session, person_id, today, today + LONGEST):
        never_refused = row.kind in (LeaveKind.sick, LeaveKind.special) and row.status == LeaveStatus.granted
        if never_refused and row.first_day <= first <= row.last_day:
            first = row.last_day + DAY
    return first


def _tell_deciders(session: Session, request: LeaveRequest, person: Person, *, by: int, today: date) -> None:
    """The managers read it at once; urgent when it leaves the office without anybody."""
    open_days = CoverDesk(session, request, today=today).open_days()
    values: dict[str, Any] = {"away": request.person_id, "office": person.office_id, "open": len(open_days)}
    write_message(
        session,
        [one for one in deciders(session, person.office_id, today) if one != by],
        MessageKind.sick_called,
        href=f"/cover/leave/{cast(int, request.id)}",
        urgent=bool(open_days),
        first=request.first_day.isoformat(),
        last=request.last_day.isoformat(),
        **values,
    )

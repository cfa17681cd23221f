"""Asking for leave, and taking a request back. Everything is written in the caller's transaction; the edge commits."""

from collections.abc import Sequence
from datetime import date
from typing import cast

from sqlmodel import Session

from scheduler.leave_decisions import Outcome, Result, drop_plans, note_change, one_at_a_time, settle
from scheduler.leave_ledger import first_day_with, hours_for_leave
from scheduler.plan_queue import ask_plan
from workload.estimates.leave_check import LeaveFault, faults_of_request
from workload.estimates.leave_ledger import leave_hours
from workload.facts import Absence
from workload.records.calendar import calendar_facts
from workload.records.leave import holds_post, standing_requests, undecided_requests, was_refused_before
from workload.records.plans import plans_for_requests
from workload.tables.leave import LeaveRequest
from workload.tables.people import Person
from workload.vocabulary import DayPart, LeaveKind, LeaveStatus, PersonKind, PlanKind, PlanStatus


class CannotAsk(Exception):
    """The request was not stored; `faults` say why, as codes with values."""

    def __init__(self, faults: Sequence[LeaveFault]) -> None:
        super().__init__(", ".join(str(fault.code) for fault in faults))
        self.faults = tuple(faults)


def ask_for_leave(
    session: Session,
    *,
    person_id: int,
    first_day: date,
    last_day: date,
    part: DayPart = DayPart.whole,
    note: str = "",
    today: date,
) -> LeaveRequest:
    """Store annual leave asked for, with a waiting plan for its cover. CannotAsk when a rule stands against it."""
    one_at_a_time(session, [person_id])
    person = session.get_one(Person, person_id)
    faults = check_request(session, person, first_day=first_day, last_day=last_day, part=part, today=today)
    if faults:
        raise CannotAsk(faults)
    request = LeaveRequest(
        person_id=person_id,
        kind=LeaveKind.annual,
        first_day=first_day,
        last_day=last_day,
        part=part,
        hours=hours_of(session, person, first_day, last_day, part),
        note=note,
        refused_before=was_refused_before(session, person_id, first_day, last_day),
    )
    session.add(request)
    session.flush()
    ask_plan(session, kind=PlanKind.relief, asked_by=person_id, request_id=request.id)
    note_change(session, request, by=person_id, action="leave_asked")
    return request


def check_request(
    session: Session, person: Person, *, first_day: date, last_day: date, part: DayPart, today: date
) -> list[LeaveFault]:
    """What stands against a request, before anyone looks for cover."""
    person_id = cast(int, person.id)
    post = person.kind == PersonKind.pool or holds_post(session, person_id)
    standing = [
        Absence(person_id, row.first_day, row.last_day, row.part)
        for row in standing_requests(session, person_id, first_day, max(first_day, last_day))
    ]
    hours = hours_of(session, person, first_day, last_day, part) if last_day >= first_day else 0.0
    return faults_of_request(
        first=first_day,
        last=last_day,
        part=part,
        today=today,
        pattern=person.pattern if post else None,
        calendar=calendar_facts(session, first_day, max(first_day, last_day)),
        office=person.office_id,
        own_leave=standing,
        available=hours_for_leave(session, person, first_day, today),
        enough_from=first_day_with(session, person, hours, max(first_day, today), today),
    )


def hours_of(session: Session, person: Person, first_day: date, last_day: date, part: DayPart) -> float:
    """Hours that the leave takes from the ledger: the person's own pattern, without holidays."""
    calendar = calendar_facts(session, first_day, last_day)
    return leave_hours(first_day, last_day, part, person.pattern, calendar, person.office_id)


def withdraw_leave(session: Session, *, request_id: int, by: int) -> Outcome:
    """Take back a request that nobody has decided yet."""
    if not settle(session, request_id, by=by, status=LeaveStatus.withdrawn):
        return Outcome(Result.decided_already)
    drop_plans(session, request_id)
    note_change(session, session.get_one(LeaveRequest, request_id), by=by, action="leave_withdrawn")
    return Outcome(Result.done)


def ask_missing_plans(session: Session, *, today: date) -> int:
    """A waiting plan for every undecided request that has none that can answer; how many were asked."""
    requests = undecided_requests(session)
    plans = plans_for_requests(session, [cast(int, request.id) for request in requests])
    missing = [
        request
        for request in requests
        if request.last_day >= today
        and ((plan := plans.get(cast(int, request.id))) is None or plan.status == PlanStatus.failed)
    ]
    for request in missing:
        ask_plan(session, kind=PlanKind.relief, asked_by=None, request_id=request.id)
    return len(missing)

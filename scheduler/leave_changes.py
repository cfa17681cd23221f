"""Granted leave that is cancelled by the person, cut short, or called back by the employer; and a decision undone.

Hours go back to the ledger as a line of their own, whoever was to cover is told, and the change with its cost is kept.
What an employer's recall costs: agreement art. 17.05 (costs that cannot be got back are reimbursed; time and a half for
the first day back; credits restored). Everything is written in the caller's transaction; the edge commits.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, cast
from zoneinfo import ZoneInfo

from sqlalchemy import CursorResult, update
from sqlmodel import Session, col

from scheduler.cover_answers import hold_coverers, release_cover
from scheduler.deputies import deciders, instead_of
from scheduler.leave_decisions import note_change, tell_person
from scheduler.plan_queue import ask_plan
from workload.estimates.leave_ledger import leave_hours
from workload.records.calendar import calendar_facts
from workload.records.leave import NEVER_REFUSED, NO_DECISION
from workload.records.messages import write_message
from workload.tables.leave import LeaveChange, LeaveEntry, LeaveRequest
from workload.tables.people import Person
from workload.vocabulary import LeaveChangeKind, LeaveKind, LeaveStatus, LedgerReason, MessageKind, PlanKind

DAY = timedelta(days=1)


class ChangeFault(StrEnum):
    """Why nothing was changed."""

    not_granted = "not_granted"
    begun = "begun"
    outside = "outside"
    too_late = "too_late"
    changed_meanwhile = "changed_meanwhile"


@dataclass(frozen=True)
class RecallCosts:
    """What calling somebody back from a day on would cost: hours that go back, and hours paid time and a half."""

    hours_back: float
    time_and_a_half_hours: float


def cancel_leave(session: Session, *, request_id: int, by: int, reason: str, today: date) -> ChangeFault | None:
    """The person does not take granted leave that has not begun; None when it is done."""
    request = _held(session, request_id)
    if request.status != LeaveStatus.granted or request.kind is LeaveKind.course:
        return ChangeFault.not_granted
    if request.first_day <= today:
        return ChangeFault.begun
    return _end_from(session, request, request.first_day, LeaveChangeKind.cancelled, by=by, reason=reason, today=today)


def come_back(session: Session, *, request_id: int, from_day: date, by: int, today: date) -> ChangeFault | None:
    """Somebody off sick is back from `from_day` on, earlier than said."""
    request = _held(session, request_id)
    if request.status != LeaveStatus.granted or request.kind not in NEVER_REFUSED:
        return ChangeFault.not_granted
    if not max(today, request.first_day) <= from_day <= request.last_day:
        return ChangeFault.outside
    return _end_from(session, request, from_day, LeaveChangeKind.returned, by=by, reason="", today=today)


def recall_leave(
    session: Session, *, request_id: int, from_day: date, reason: str, costs_cents: int, by: int, today: date
) -> ChangeFault | None:
    """The employer calls somebody back, or cancels leave before it begins, with what it costs."""
    request = _held(session, request_id)
    if request.status != LeaveStatus.granted or request.kind in NO_DECISION:
        return ChangeFault.not_granted
    if not max(today, request.first_day) <= from_day <= request.last_day:
        return ChangeFault.outside
    costs = recall_costs(session, request, from_day)
    return _end_from(
        session,
        request,
        from_day,
        LeaveChangeKind.recalled,
        by=by,
        reason=reason,
        today=today,
        costs_cents=costs_cents,
        time_and_a_half_hours=costs.time_and_a_half_hours,
    )


def recall_costs(session: Session, request: LeaveRequest, from_day: date) -> RecallCosts:
    """Time and a half is due for the first working day back, when leave had begun; before that nobody is recalled."""
    first_back = 0.0
    day = from_day
    while from_day > request.first_day and not first_back and day <= request.last_day:
        first_back = _hours(session, request, day, day)
        day += DAY
    return RecallCosts(_hours(session, request, from_day, request.last_day), first_back)


def end_leave(session: Session, *, request_id: int, from_day: date, by: int, today: date) -> ChangeFault | None:
    """The person leaves the service: granted leave ends the day before `from_day`, and the rest is given back."""
    request = _held(session, request_id)
    if request.status != LeaveStatus.granted or request.last_day < from_day:
        return ChangeFault.not_granted
    from_day = max(from_day, request.first_day)
    return _end_from(session, request, from_day, LeaveChangeKind.cancelled, by=by, reason="", today=today)


def undo_decision(
    session: Session, *, request_id: int, by: int, today: date, at: datetime, zone: ZoneInfo
) -> ChangeFault | None:
    """Take back a decision on the day it was made: the request waits again, with a new plan."""
    request = _held(session, request_id)
    if not can_be_undone(request, today=today, at=at, zone=zone):
        return ChangeFault.too_late
    granted = request.status == LeaveStatus.granted
    if not _settle(session, request, {"status": LeaveStatus.asked, "decided_at": None, "decided_by": None}):
        return ChangeFault.changed_meanwhile
    if granted:
        release_cover(session, request_id, today, by=by)
        session.add(_given_back(request, request.first_day, request.hours))
    hours = request.hours if granted else 0.0
    _keep(session, request, LeaveChangeKind.undone, request.first_day, by=by, hours_back=hours)
    ask_plan(session, kind=PlanKind.relief, asked_by=by, request_id=request_id)
    tell_person(session, request, MessageKind.decision_undone)
    more = instead_of(session, by, request.person_id, today)
    note_change(session, request, by=by, action="decision_undone", more=more)
    return None


def can_be_undone(request: LeaveRequest, *, today: date, at: datetime, zone: ZoneInfo) -> bool:
    """On the day of the decision and before the leave begins; our judgement. Sick leave was no decision."""
    decided = request.decided_at
    if decided is None or request.kind in NO_DECISION or request.first_day <= today:
        return False
    if request.status not in (LeaveStatus.granted, LeaveStatus.refused):
        return False
    return decided.astimezone(zone).date() == at.astimezone(zone).date()


def _held(session: Session, request_id: int) -> LeaveRequest:
    hold_coverers(session, [session.get_one(LeaveRequest, request_id).person_id])
    return session.get_one(LeaveRequest, request_id)


def _end_from(
    session: Session,
    request: LeaveRequest,
    from_day: date,
    kind: LeaveChangeKind,
    *,
    by: int,
    reason: str,
    today: date,
    costs_cents: int = 0,
    time_and_a_half_hours: float = 0.0,
) -> ChangeFault | None:
    """From a day on this is no leave any more. All of it: cancelled; else it ends the day before."""
    back = _hours(session, request, from_day, request.last_day)
    whole = from_day <= request.first_day
    changes: dict[str, Any] = (
        {"status": LeaveStatus.cancelled} if whole else {"last_day": from_day - DAY, "hours": LeaveRequest.hours - back}
    )
    if not _settle(session, request, changes):
        return ChangeFault.changed_meanwhile
    session.add(_given_back(request, from_day, back))
    release_cover(session, cast(int, request.id), from_day, by=by)
    _keep(
        session,
        request,
        kind,
        from_day,
        by=by,
        hours_back=back,
        reason=reason,
        costs_cents=costs_cents,
        time_and_a_half_hours=time_and_a_half_hours,
    )
    _tell(session, request, kind, from_day, by=by, today=today)
    more: dict[str, Any] = {"from_day": from_day.isoformat(), "hours_back": back, "costs_cents": costs_cents}
    if kind is LeaveChangeKind.recalled:
        more |= instead_of(session, by, request.person_id, today)
    note_change(session, request, by=by, action=f"leave_{kind.value}", why=reason, more=more)
    return None


def _settle(session: Session, request: LeaveRequest, changes: dict[str, Any]) -> bool:
    """Write on the version that was looked at; False when somebody was faster."""
    result = cast(
        CursorResult[Any],
        session.execute(
            update(LeaveRequest)
            .where(col(LeaveRequest.id) == request.id, col(LeaveRequest.version) == request.version)
            .values(**changes, version=LeaveRequest.version + 1)
        ),
    )
    session.refresh(request)
    return result.rowcount == 1


def _hours(session: Session, request: LeaveRequest, first: date, last: date) -> float:
    """Leave hours from a day to another, by the person's pattern and the calendar."""
    person = session.get_one(Person, request.person_id)
    calendar = calendar_facts(session, first, last)
    return leave_hours(first, last, request.part, person.pattern, calendar, person.office_id)


def _given_back(request: LeaveRequest, day: date, hours: float) -> LeaveEntry:
    return LeaveEntry(
        person_id=request.person_id,
        kind=request.kind,
        day=day,
        hours=hours,
        reason=LedgerReason.given_back,
        request_id=request.id,
    )


def _keep(session: Session, request: LeaveRequest, kind: LeaveChangeKind, from_day: date, **more: Any) -> None:
    session.add(LeaveChange(request_id=cast(int, request.id), kind=kind, from_day=from_day, **more))


def _tell(
    session: Session, request: LeaveRequest, kind: LeaveChangeKind, from_day: date, *, by: int, today: date
) -> None:
    """The person reads of a recall; the deciders read what the person changed."""
    if kind is LeaveChangeKind.recalled:
        tell_person(session, request, MessageKind.leave_recalled)
        return
    office = session.get_one(Person, request.person_id).office_id
    write_message(
        session,
        [one for one in deciders(session, office, today) if one != by],
        MessageKind.leave_cancelled,
        href=f"/leave/requests/{request.id}",
        away=request.person_id,
        office=office,
        first=from_day.isoformat(),
        last=max(from_day, request.last_day).isoformat(),
    )

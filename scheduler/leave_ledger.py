"""The ledger of annual leave in hours: what is credited each month, and what is free for leave on a day."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import cast

from sqlmodel import Session, col, select

from workload.estimates.calendar import month_of
from workload.estimates.leave_ledger import LedgerLine, available_on, day_with_enough, hours_earned
from workload.records.leave import ledger
from workload.records.officers import people
from workload.tables.leave import LeaveEntry, LeaveRequest
from workload.tables.people import Person
from workload.vocabulary import LeaveKind, LeaveStatus, LedgerReason

DAY = timedelta(days=1)
LOOK_AHEAD = timedelta(days=730)
BEGINS = (LedgerReason.opening, LedgerReason.earned)


def credit_earned_leave(session: Session, *, today: date) -> int:
    """Write a line for every whole month that has ended and is not credited yet; how many lines were written.

    A ledger begins with its opening line: without one nothing is credited. A second run writes nothing.
    """
    written = 0
    for person in people(session, today):
        credited = _credited_until(ledger(session, cast(int, person.id)))
        while credited is not None:
            first = credited + DAY
            last = month_of(first)[1]
            if last >= today:
                break
            hours = round(hours_earned(person.service_since, person.pattern, first, last), 4)
            session.add(LeaveEntry(person_id=cast(int, person.id), day=last, hours=hours, reason=LedgerReason.earned))
            credited, written = last, written + 1
    session.flush()
    return written


def balance_today(session: Session, person: Person, today: date) -> float:
    """Hours left today: the ledger, leave granted ahead taken off, and what was earned since the last credit."""
    entries = ledger(session, cast(int, person.id))
    return sum(entry.hours for entry in entries) + _earned_since(person, entries, today)


def hours_for_leave(session: Session, person: Person, day: date, today: date) -> float:
    """Hours that leave beginning on `day` may take: nothing asked or granted for another day loses its own."""
    lines, through = _lines(session, person, today)
    until = max([day, *(line.day for line in lines)])
    return available_on(lines, person.service_since, person.pattern, through, day, until)


def first_day_with(session: Session, person: Person, hours: float, earliest: date, today: date) -> date | None:
    """The first day on which leave of so many hours could begin, within two years."""
    lines, through = _lines(session, person, today)
    latest = today + LOOK_AHEAD
    return day_with_enough(lines, person.service_since, person.pattern, through, hours, earliest, latest)


def _lines(session: Session, person: Person, today: date) -> tuple[list[LedgerLine], date]:
    """The ledger, undecided requests counted as if they were taken; and the day until which it is credited."""
    entries = ledger(session, cast(int, person.id))
    asked = session.exec(
        select(LeaveRequest).where(
            LeaveRequest.person_id == person.id,
            LeaveRequest.status == LeaveStatus.asked,
            LeaveRequest.kind == LeaveKind.annual,
            col(LeaveRequest.last_day) >= today,
        )
    )
    lines = [LedgerLine(entry.day, entry.hours) for entry in entries]
    lines += [LedgerLine(row.first_day, -row.hours) for row in asked]
    return lines, _credited_until(entries) or today


def _credited_until(entries: Sequence[LeaveEntry]) -> date | None:
    return max((entry.day for entry in entries if entry.reason in BEGINS), default=None)


def _earned_since(person: Person, entries: Sequence[LeaveEntry], today: date) -> float:
    credited = _credited_until(entries)
    if credited is None or credited >= today:
        return 0.0
    return hours_earned(person.service_since, person.pattern, credited + DAY, today)

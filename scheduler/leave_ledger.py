"""The ledger of leave in hours: what is credited each month, and what is free for annual leave on a day."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, cast

from sqlalchemy import insert
from sqlmodel import Session, col, select

from workload.estimates.calendar import fiscal_year, fiscal_year_of, month_of
from workload.estimates.leave_ledger import LedgerLine, available_on, day_with_enough, forecast, hours_earned
from workload.estimates.winter_bonus import BonusDay, winter_bonus, winter_of
from workload.facts import Absence
from workload.records.calendar import closed_days
from workload.records.leave import granted_vacation, leave_rates, ledger, standing_requests
from workload.records.officers import people
from workload.tables.base import now
from workload.tables.leave import LeaveEntry, LeaveRequest
from workload.tables.people import Person
from workload.vocabulary import DayKind, LeaveKind, LeaveStatus, LedgerReason

DAY = timedelta(days=1)
LOOK_AHEAD = timedelta(days=730)
BEGINS = (LedgerReason.opening, LedgerReason.earned)


def credit_earned_leave(session: Session, *, today: date) -> int:
    """Write a line for every whole month that has ended and is not credited yet; how many lines were written.

    A ledger begins with its opening line: without one nothing is credited. Sick and special leave without an opening
    of their own begin on the day of the annual one. A second run writes nothing.
    """
    with session.no_autoflush:  # all reading first: while this writes, nobody else can on SQLite
        lines = _earned(session, today)
    if lines:
        session.execute(insert(LeaveEntry), lines)
    return len(lines)


def _earned(session: Session, today: date) -> list[dict[str, Any]]:
    """The lines as plain values: the first night of a large service writes a hundred thousand."""
    lines: list[dict[str, Any]] = []
    at = now()
    rates = leave_rates(session)
    for person in people(session, today):
        number = cast(int, person.id)
        annual = ledger(session, number)
        begins = min((entry.day for entry in annual if entry.reason == LedgerReason.opening), default=None)
        for kind, bands in rates.items():
            entries = annual if kind is LeaveKind.annual else ledger(session, number, kind)
            credited = _credited_until(entries) or (begins - DAY if begins else None)
            while credited is not None:
                first = credited + DAY
                last = month_of(first)[1]
                if last >= today:
                    break
                hours = round(hours_earned(person.service_since, person.pattern, first, last, bands), 4)
                lines.append(
                    {"person_id": number, "kind": kind, "day": last, "hours": hours, "reason": LedgerReason.earned,
                     "entered_at": at}
                )  # fmt: skip
                credited = last
    return lines


def credit_winter_bonus(session: Session, *, today: date) -> int:
    """Write the bonus days of vacation taken up to yesterday in this winter and the last; how many were written.

    The line stands on the last of the five days that earn it. A second run writes nothing.
    """
    with session.no_autoflush:  # all reading first, as above
        written = _add_bonus(session, today)
    session.flush()
    return written


def _add_bonus(session: Session, today: date) -> int:
    written = 0
    this_year = fiscal_year_of(today)
    for person in people(session, today):
        number = cast(int, person.id)
        has = {entry.day for entry in ledger(session, number) if entry.reason == LedgerReason.bonus}
        for begins in (this_year - 1, this_year):
            first, last = winter_of(begins)
            vacation = [row for row in granted_vacation(session, number, first, last) if row.first_day < today]
            if not vacation:
                continue
            closed = closed_days(session, first, last, person.office_id)
            holidays = {day for day, kind in closed.items() if kind is DayKind.holiday}
            absences = [Absence(number, row.first_day, row.last_day, row.part) for row in vacation]
            earned = winter_bonus(absences, person.pattern, holidays, closed.keys() - holidays, begins)
            for bonus in earned:
                if bonus.day < today and bonus.day not in has:
                    session.add(_bonus_line(number, bonus, vacation))
                    written += 1
    return written


def bonus_gained(session: Session, person: Person, spans: Sequence[tuple[date, date]]) -> list[int]:
    """How many winter bonus days vacation on each of these spans would add to those already in sight, one by one."""
    if not spans:
        return []
    first, last = min(one[0] for one in spans), max(one[1] for one in spans)
    years = range(fiscal_year_of(first), fiscal_year_of(last) + 1)
    around = (winter_of(years[0])[0], winter_of(years[-1])[1])
    number = cast(int, person.id)
    closed = closed_days(session, *around, person.office_id)
    holidays = {day for day, kind in closed.items() if kind is DayKind.holiday}
    neutral = closed.keys() - holidays
    standing = [row for row in standing_requests(session, number, *around) if row.kind is LeaveKind.annual]
    vacation = [Absence(number, row.first_day, row.last_day, row.part) for row in standing]

    def days(leave: list[Absence], begins: int) -> int:
        return len(winter_bonus(leave, person.pattern, holidays, neutral, begins))

    before = {begins: days(vacation, begins) for begins in years}
    found = []
    for span in spans:
        touched = range(fiscal_year_of(span[0]), fiscal_year_of(span[1]) + 1)
        leave = [*vacation, Absence(number, *span)]
        found.append(sum(days(leave, begins) - before[begins] for begins in touched))
    return found


def _bonus_line(person_id: int, bonus: BonusDay, vacation: Sequence[LeaveRequest]) -> LeaveEntry:
    """The line of a bonus day, with the leave its fifth day lies in (none when that day is a holiday after it)."""
    leave = next((row for row in vacation if row.first_day <= bonus.day <= row.last_day), None)
    return LeaveEntry(
        person_id=person_id,
        day=bonus.day,
        hours=bonus.hours,
        reason=LedgerReason.bonus,
        request_id=None if leave is None else leave.id,
    )


def balance_today(session: Session, person: Person, today: date) -> float:
    """Hours left today: the ledger, leave granted ahead taken off, and what was earned since the last credit."""
    entries = ledger(session, cast(int, person.id))
    return sum(entry.hours for entry in entries) + earned_since(session, person, entries, today)


def hours_for_leave(session: Session, person: Person, day: date, today: date) -> float:
    """Hours that leave beginning on `day` may take: nothing asked or granted for another day loses its own."""
    lines, through = _lines(session, person, today)
    until = max([day, *(line.day for line in lines)])
    bands = leave_rates(session)[LeaveKind.annual]
    return available_on(lines, person.service_since, person.pattern, through, day, until, bands)


def first_day_with(session: Session, person: Person, hours: float, earliest: date, today: date) -> date | None:
    """The first day on which leave of so many hours could begin, within two years."""
    lines, through = _lines(session, person, today)
    latest = today + LOOK_AHEAD
    bands = leave_rates(session)[LeaveKind.annual]
    return day_with_enough(lines, person.service_since, person.pattern, through, hours, earliest, latest, bands)


def hours_at_year_end(session: Session, person: Person, today: date) -> float:
    """Annual hours that will be left on 31 March: what is granted or asked is taken, and no more is asked."""
    lines, through = _lines(session, person, today)
    bands = leave_rates(session)[LeaveKind.annual]
    last = fiscal_year(fiscal_year_of(today))[1]
    return forecast(lines, person.service_since, person.pattern, through, last, bands)


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


def earned_since(
    session: Session, person: Person, entries: Sequence[LeaveEntry], today: date, kind: LeaveKind = LeaveKind.annual
) -> float:
    """Hours earned after the last credited month, up to today: they have no line yet."""
    credited = _credited_until(entries)
    if credited is None or credited >= today:
        return 0.0
    return hours_earned(person.service_since, person.pattern, credited + DAY, today, leave_rates(session)[kind])

"""Leave: what people had on 1 April, what they have earned since, requests and decisions, and who covers."""

from datetime import UTC, date, datetime, time, timedelta

from sqlmodel import Session

from scheduler.leave_ledger import credit_earned_leave, credit_winter_bonus
from seed_data.csv_files import Row, read_rows
from seed_data.shift import Shift, days_between
from workload.estimates.calendar import fiscal_year, fiscal_year_of, is_open, months_between
from workload.estimates.leave_ledger import hours_earned, leave_hours
from workload.facts import CalendarFacts
from workload.records.calendar import calendar_facts
from workload.tables.leave import LeaveEntry, LeaveRequest, ReliefCover
from workload.tables.people import CoverOption, Person
from workload.tables.places import Office
from workload.vocabulary import CoverMode, CoverStatus, DayPart, LeaveKind, LeaveStatus, LedgerReason

AROUND = timedelta(days=400)
MORNING = time(16, tzinfo=UTC)
NOON = time(18, tzinfo=UTC)  # noon in the territory in summer; decisions are shown as days


def add_leave(session: Session, ids: dict[str, int], shift: Shift) -> None:
    """Ledger lines from 1 April, requests with their hours by today's calendar, and cover day by day."""
    calendar = calendar_facts(session, shift.today - AROUND, shift.today + AROUND)
    for row in read_rows("leave_opening"):
        _add_earnings(session, _person(session, ids[row["person"]]), float(row["days"]), shift.today)
    for row in read_rows("leave"):
        _add_request(session, row, ids, shift, calendar)
    session.flush()
    credit_earned_leave(session, today=shift.today)  # sick and special leave, which have no opening line
    credit_winter_bonus(session, today=shift.today)


def _add_earnings(session: Session, person: Person, opening_days: float, today: date) -> None:
    """The opening balance in days of the person's own length, and a line a month up to today."""
    first, _last = fiscal_year(fiscal_year_of(today))
    day_hours = sum(person.pattern) / max(1, sum(hours > 0 for hours in person.pattern))
    session.add(
        LeaveEntry(
            person_id=_number(person),
            day=first,
            hours=round(opening_days * day_hours * 4) / 4,
            reason=LedgerReason.opening,
        )
    )
    for begins, ends in months_between(first, today):
        until = min(ends, today)
        earned = hours_earned(person.service_since, person.pattern, begins, until)
        session.add(
            LeaveEntry(person_id=_number(person), day=until, hours=round(earned, 2), reason=LedgerReason.earned)
        )


def _add_request(session: Session, row: Row, ids: dict[str, int], shift: Shift, calendar: CalendarFacts) -> None:
    person = _person(session, ids[row["person"]])
    first, last, part = shift.day(row["first_day"]), shift.day(row["last_day"]), DayPart(row["part"])
    hours = leave_hours(first, last, part, person.pattern, calendar, person.office_id)
    if hours == 0:
        return  # shifted into days on which the offices are closed: there is nothing to ask for
    status = LeaveStatus(row["status"])
    decided = min(shift.day(row["decided_on"]), shift.today) if row["decided_on"] else None
    request = LeaveRequest(
        person_id=ids[row["person"]],
        kind=LeaveKind(row["kind"]),
        first_day=first,
        last_day=last,
        part=part,
        hours=hours,
        note=row["note"],
        status=status,
        refused_before=row["refused_before"] == "1",
        lacked_cover=row["lacked_cover"] == "1",
        asked_at=datetime.combine(min(shift.day(row["asked_on"]), shift.today), NOON),
        decided_at=datetime.combine(decided, NOON) if decided else None,
        decided_by=ids.get(row["decided_by"]),
        decision_reason=row["decision_reason"],
    )
    session.add(request)
    session.flush()
    if status is LeaveStatus.granted:
        session.add(
            LeaveEntry(
                person_id=request.person_id,
                kind=request.kind,
                day=first,
                hours=-hours,
                reason=LedgerReason.taken,
                request_id=request.id,
            )
        )
    if row["cover"]:
        _add_cover(session, request, person, row["cover"], ids, calendar, shift.today)


def _add_cover(
    session: Session, request: LeaveRequest, absent: Person, cover: str, ids: dict[str, int], calendar: CalendarFacts,
    today: date,
) -> None:  # fmt: skip
    """The coverer on every day the absent person would have worked; the journey counts on the first of a run. Where the
    cell ends with `:asked` they were asked this morning and have not answered."""
    key, mode, *asked = cover.split(":")
    coverer = _person(session, ids[key])
    option = session.get(CoverOption, (coverer.id, absent.office_id, CoverMode(mode)))
    office = session.get(Office, absent.office_id)
    if option is None or office is None:
        raise LookupError(f"{key} may not cover {absent.office_id} in the mode {mode}: correct leave.csv")
    there_before = False
    for day in days_between(request.first_day, request.last_day):
        if not is_open(day, calendar):
            continue
        works = is_open(day, calendar, absent.office_id) and absent.pattern[day.weekday()] > 0
        if works:
            travel = option.travel_hours if mode == "site" and not there_before else 0.0
            session.add(
                ReliefCover(
                    request_id=_number(request),
                    person_id=_number(coverer),
                    office_id=absent.office_id,
                    day=day,
                    mode=CoverMode(mode),
                    hours=min(office.min_hours, coverer.pattern[day.weekday()] - travel),
                    travel_hours=travel,
                    status=CoverStatus.proposed if asked else CoverStatus.agreed,
                    asked_at=datetime.combine(today, MORNING) if asked else None,
                )
            )
        there_before = works


def _number(stored: Person | LeaveRequest) -> int:
    if stored.id is None:
        raise LookupError("nothing has a number before it is stored")
    return stored.id


def _person(session: Session, number: int) -> Person:
    person = session.get(Person, number)
    if person is None:
        raise LookupError(f"there is no person {number}")
    return person

"""How many days of leave each person has to take inside a period: the rows of entitlement.csv."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlmodel import Session

from workload.codes import person_code
from workload.estimates.calendar import fiscal_year
from workload.estimates.leave_ledger import hours_earned
from workload.records.leave import leave_balance, ledger
from workload.records.officers import person
from workload.records.relief_facts import ReliefFacts, ReliefPerson, gather_relief
from workload.tables.people import Person
from workload.vocabulary import LedgerReason

DAY = timedelta(days=1)
QUARTERS_A_YEAR = 4
BLOCK_WEEKS = 2
"""The block everyone should have in a year: our judgement, two weeks."""


@dataclass(frozen=True)
class EntitlementDays:
    """Own working days to take inside the period, approved leave included; `min_block_days` of them running."""

    person_id: str
    days: float
    min_block_days: int


def gather_entitlements(
    session: Session, facts: ReliefFacts, today: date, *, region_id: str | None = None
) -> list[EntitlementDays]:
    """One row a person of the relief facts (of one region, when it is given), for the days of their calendar.

    A period that lies ahead as a whole holds what is earned in it. One that has begun holds what stands in the ledger,
    what is earned until its end, and approved leave of the period, which the ledger has taken off already.
    """
    region = {office.office_id: office.region for office in facts.offices}
    people = [one for one in facts.people if region_id in (None, region[one.office_id])]
    return [row for one in people for row in _row(session, facts, one, today)]


def gather_fiscal_year(session: Session, today: date, begins: int, *, region_id: str | None = None) -> ReliefFacts:
    """The relief facts of a fiscal year; cover days, a quarter's number in the service, count for the whole year."""
    first, last = fiscal_year(begins)
    facts = gather_relief(session, today, region_id=region_id, first_day=first, last_day=last)
    return replace(
        facts,
        people=tuple(replace(one, max_cover_days=one.max_cover_days * QUARTERS_A_YEAR) for one in facts.people),
    )


def _row(session: Session, facts: ReliefFacts, one: ReliefPerson, today: date) -> Iterable[EntitlementDays]:
    stored = person(session, one.id)
    days_a_week = sum(hours > 0 for hours in one.pattern)
    if stored is None or not days_a_week:
        return
    first, last = facts.calendar[0].day, facts.calendar[-1].day
    day_hours = sum(one.pattern) / days_a_week
    if first > today:
        days = hours_earned(stored.service_since, one.pattern, first, last) / day_hours
        days += _approved_days(facts, one, courses_only=True)  # they stand among the days away, and are no leave
    else:
        days = max(0.0, _hours_by(session, stored, one, last) / day_hours) + _approved_days(facts, one)
    days = int(days * 10 + 1e-6) / 10
    yield EntitlementDays(person_code(one.id), days, min(BLOCK_WEEKS * days_a_week, int(days)))


def _hours_by(session: Session, stored: Person, one: ReliefPerson, last: date) -> float:
    """The ledger with everything granted, and what is earned after its last credit."""
    lines = [row for row in ledger(session, one.id) if row.reason in (LedgerReason.opening, LedgerReason.earned)]
    credited = max((row.day for row in lines), default=last)
    return leave_balance(session, one.id) + hours_earned(stored.service_since, one.pattern, credited + DAY, last)


def _approved_days(facts: ReliefFacts, one: ReliefPerson, *, courses_only: bool = False) -> int:
    spans = [
        (row.first_day, row.last_day)
        for row in facts.approved
        if row.person_id == one.person_id and (row.course or not courses_only)
    ]
    return sum(
        any(first <= row.day <= last for first, last in spans)
        for row in facts.calendar
        if row.kind != "closed" and one.pattern[row.day.weekday()] > 0
    )

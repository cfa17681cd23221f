"""Who covered for whom, and who was away in the weeks that most people want: two fiscal years, for fairness."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func
from sqlmodel import Session, col, select

from workload.estimates.calendar import fiscal_year, fiscal_year_of
from workload.estimates.prime_weeks import prime_weeks_in
from workload.records.absences import annual_leave
from workload.records.officers import OFFICER_KINDS, people
from workload.tables.leave import LeaveRequest, ReliefCover
from workload.tables.people import Person
from workload.vocabulary import CoverStatus

Years = tuple[int, int]  # last fiscal year and this one


@dataclass(frozen=True)
class CoverBalance:
    """Days a person covered and was covered, and prime weeks away, in the last fiscal year and in this one. What is
    agreed ahead counts. `before` are cover days carried from before these years."""

    person: Person
    before: int
    given: Years
    received: Years
    prime: Years


def cover_days_given(session: Session, first: date, last: date) -> dict[int, int]:
    """Agreed cover days from a day to another, both included, by coverer."""
    query = (
        select(col(ReliefCover.person_id), func.count(col(ReliefCover.id)))
        .where(ReliefCover.status == CoverStatus.agreed, col(ReliefCover.day) >= first, col(ReliefCover.day) <= last)
        .group_by(col(ReliefCover.person_id))
    )
    return dict(session.exec(query).all())


def cover_balance(session: Session, today: date, *, region_id: str | None = None) -> list[CoverBalance]:
    """Everybody who may carry cases, from north to south and by name: never in the order of a figure."""
    this = fiscal_year_of(today)
    years = [fiscal_year(this - 1), fiscal_year(this)]
    given = [cover_days_given(session, *year) for year in years]
    received = [_received(session, *year) for year in years]
    there = people(session, today, region_id=region_id, kinds=OFFICER_KINDS)
    ids = None if region_id is None else [one.id or 0 for one in there]
    prime = [_prime_weeks(session, *year, ids) for year in years]
    return [
        CoverBalance(
            one,
            one.past_cover_days,
            _pair(given, one.id or 0),
            _pair(received, one.id or 0),
            _pair(prime, one.id or 0),
        )
        for one in there
    ]


def _pair(by_year: list[dict[int, int]], number: int) -> Years:
    before, now = (counts.get(number, 0) for counts in by_year)
    return before, now


def _received(session: Session, first: date, last: date) -> dict[int, int]:
    """Days on which somebody covered for a person; two coverers on one day are one day."""
    query = (
        select(col(LeaveRequest.person_id), func.count(func.distinct(col(ReliefCover.day))))
        .join(LeaveRequest, col(LeaveRequest.id) == col(ReliefCover.request_id))
        .where(ReliefCover.status == CoverStatus.agreed, col(ReliefCover.day) >= first, col(ReliefCover.day) <= last)
        .group_by(col(LeaveRequest.person_id))
    )
    return dict(session.exec(query).all())


def _prime_weeks(session: Session, first: date, last: date, person_ids: Collection[int] | None) -> dict[int, int]:
    """Prime weeks in which each of these people (None: of all) has annual leave, granted."""
    weeks: dict[int, set[date]] = defaultdict(set)
    for number, begins, ends in annual_leave(session, first, last, person_ids=person_ids):
        weeks[number] |= prime_weeks_in(max(first, begins), min(last, ends))
    return {number: len(found) for number, found in weeks.items()}

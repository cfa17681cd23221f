"""Days on which somebody was the only one at work at an office, and whether they said that all is well."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, col, func, select

from workload.estimates.calendar import open_days
from workload.estimates.officer_capacity import hours_by_day
from workload.facts import Absence, CalendarFacts, OfficerFacts
from workload.records.absences import granted_absences
from workload.records.calendar import calendar_facts
from workload.records.cover_links import covers_given
from workload.records.officers import officers
from workload.tables.wellbeing import CheckIn
from workload.vocabulary import CoverStatus, PersonKind

CLOSED_AT_MOST = timedelta(days=14)  # no run of closed days is longer


@dataclass(frozen=True)
class LoneDay:
    """A day alone without a check-in, of somebody who checks in otherwise."""

    person_id: int
    office_id: str
    day: date


def not_checked_in(session: Session, region_id: str, today: date) -> list[LoneDay]:
    """Who is alone today or was on the open day before, has checked in on some day before, and not on that one."""
    people = {one.id: one for one in officers(session, today, region_id=region_id) if one.kind is not PersonKind.pool}
    began = select(col(CheckIn.person_id), func.min(col(CheckIn.day))).group_by(col(CheckIn.person_id))
    first_said = dict(session.exec(began.where(col(CheckIn.person_id).in_(list(people)))).all())
    if not first_said:
        return []
    calendar = calendar_facts(session, today - CLOSED_AT_MOST, today)
    first = next(reversed(open_days(today - CLOSED_AT_MOST, today - timedelta(days=1), calendar)), today)
    away: dict[int, list[Absence]] = defaultdict(list)
    for absence in granted_absences(session, first, today, person_ids=list(people)):
        away[absence.person].append(absence)
    lately = select(col(CheckIn.person_id), col(CheckIn.day)).where(col(CheckIn.day) >= first)
    said = set(session.exec(lately).all())
    alone = days_alone(session, people, away, calendar, first, today)
    return [
        LoneDay(number, people[number].office, day)
        for number, days in alone.items()
        for day in days
        if number in first_said and first_said[number] < day and (number, day) not in said
    ]


def days_alone(
    session: Session,
    people: Mapping[int, OfficerFacts],
    away: Mapping[int, list[Absence]],
    calendar: CalendarFacts,
    first: date,
    last: date,
) -> dict[int, list[date]]:
    """Days from `first` to `last` on which a person was the only one at work at their office."""
    there: dict[tuple[str, date], list[int]] = defaultdict(list)
    for one in people.values():
        for day, hours in hours_by_day(one, away[one.id], calendar, first, last).items():
            if hours > 0:
                there[one.office, day].append(one.id)
    for row in covers_given(session, first, last):
        if row.status is CoverStatus.agreed:
            there[row.office_id, row.day].append(row.person_id)
    found: dict[int, list[date]] = defaultdict(list)
    for (_office, day), numbers in sorted(there.items()):
        if len(set(numbers)) == 1 and numbers[0] in people:
            found[numbers[0]].append(day)
    return found

"""Leave refused because nobody could cover, by region: one release for every page that shows it."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, col, select

from workload.records.places import regions
from workload.records.releases import Table, publish_tables, released
from workload.tables.leave import LeaveRequest
from workload.tables.people import Person
from workload.tables.places import Office
from workload.tables.wellbeing import Release
from workload.vocabulary import LeaveStatus

SUBJECT = "leave refused"
YEAR = timedelta(days=365)


def refused_leave(session: Session, today: date) -> Release:
    """This month's release: under `leave refused` the requests `shown` by region, None where it is about fewer than
    five people; `hours` of the shown ones; `since` the first day of leave that counts."""
    return released(session, SUBJECT, today, lambda: _figures(session, today))


def _figures(session: Session, today: date) -> dict[str, Any]:
    query = (
        select(col(Office.region_id), col(LeaveRequest.first_day), col(LeaveRequest.person_id), col(LeaveRequest.hours))
        .join(Person, col(Person.office_id) == col(Office.id))
        .join(LeaveRequest, col(LeaveRequest.person_id) == col(Person.id))
        .where(
            LeaveRequest.status == LeaveStatus.refused,
            col(LeaveRequest.lacked_cover),
            col(LeaveRequest.first_day) >= today - YEAR,
            col(LeaveRequest.first_day) <= today + YEAR,
        )
    )
    places = [one.id for one in regions(session)]
    count = Counter[str]()
    hours: dict[str, float] = dict.fromkeys(places, 0.0)
    whose: dict[str, set[int]] = {place: set() for place in places}
    groups: dict[str, set[str]] = {place: set() for place in places}
    for region, first_day, person, some in session.exec(query):
        group = f"{region} {first_day:%Y-%m}"
        count[group] += 1
        groups[region].add(group)
        whose[region].add(person)
        hours[region] += some
    table = Table(
        SUBJECT,
        {place: frozenset(some) for place, some in groups.items()},
        count,
        {place: len(some) for place, some in whose.items()},
    )
    made = publish_tables(session, [table])[SUBJECT]
    return {
        SUBJECT: made,
        "hours": {place: hours[place] for place in places if made["shown"][place] is not None},
        "since": (today - YEAR).isoformat(),
    }

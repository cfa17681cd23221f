"""What waits on the day of return from a leave: the hours due meanwhile, less what is covered."""

from collections.abc import Mapping
from datetime import date

from sqlmodel import Session

from workload.estimates.calendar import month_of
from workload.estimates.case_hours import hours_by_tier, report_hours_by_tier
from workload.estimates.delivery_peak import due_hours_by_day
from workload.estimates.leave_backlog import Backlog, DayAway, backlog
from workload.records.absences import granted_absences
from workload.records.activity_table import activity_times
from workload.records.calendar import calendar_facts
from workload.records.loads import load_of
from workload.records.officers import officers
from workload.records.places import office
from workload.tables.leave import LeaveRequest
from workload.tables.people import Person
from workload.vocabulary import DayPart, PersonKind


def return_backlog(session: Session, request: LeaveRequest, cover: Mapping[date, float], today: date) -> Backlog | None:
    """Hours that wait after the leave, with `cover` in hours by day; None for somebody without cases of their own.

    The cases are those of today. Colleagues at work are the office's other CSOs who are not on granted leave.
    """
    person = session.get_one(Person, request.person_id)
    place = office(session, person.office_id)
    line = load_of(session, request.person_id, today, today)
    if place is None or line is None or line.counts.hours <= 0:
        return None
    counts, times = line.counts, activity_times(session, today)
    plain, reports = hours_by_tier(times), report_hours_by_tier(times)
    by_table = sum(number * plain[tier] for tier, number in counts.tiers.items())
    on_delivery = sum(number * reports[tier] for tier, number in counts.tiers.items()) * counts.hours / by_table
    first, last = request.first_day, request.last_day
    calendar = calendar_facts(session, month_of(first)[0], month_of(last)[1])
    due = due_hours_by_day(counts.hours, on_delivery, person.pattern, calendar, first, last, person.office_id)
    there = _colleagues_at_work(session, person, tuple(due), today)
    half = 1.0 if request.part is DayPart.whole else 0.5
    days = [DayAway(day, hours * half, cover.get(day, 0.0), there[day]) for day, hours in due.items()]
    return backlog(days, place.urgent_share, counts.low / counts.hours, counts.high / counts.hours)


def _colleagues_at_work(session: Session, person: Person, days: tuple[date, ...], today: date) -> dict[date, bool]:
    if not days:
        return {}
    others = [
        one
        for one in officers(session, today, office_id=person.office_id)
        if one.id != person.id and one.kind is PersonKind.cso and one.appointed
    ]
    away = granted_absences(session, days[0], days[-1], person_ids=[one.id for one in others])
    return {
        day: any(
            one.pattern[day.weekday()] > 0
            and not any(leave.person == one.id and leave.first_day <= day <= leave.last_day for leave in away)
            for one in others
        )
        for day in days
    }

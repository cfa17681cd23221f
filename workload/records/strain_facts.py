"""What the database holds of each officer's work, for the signals of strain: a region in a handful of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from statistics import median

from sqlalchemy import func
from sqlmodel import Session, col, select

from workload.estimates.calendar import add_business_days, month_of, open_days
from workload.estimates.officer_capacity import hours_by_day
from workload.estimates.program_change import PlannedChange, hours_of_changes
from workload.estimates.strain_signals import WorkFacts, last_rest
from workload.facts import Absence, CalendarFacts, OfficerFacts
from workload.records.absences import granted_absences
from workload.records.activity_table import activity_times
from workload.records.calendar import calendar_facts
from workload.records.cover_links import covers_given
from workload.records.leave import lieu_hours
from workload.records.leave_year import guards
from workload.records.loads import OfficerLoad, loads
from workload.records.lone_days import days_alone
from workload.records.officers import officers
from workload.records.program_changes import as_planned, program_changes
from workload.tables.caseloads import CaseDate
from workload.tables.cases import Case
from workload.tables.leave import LeaveRequest
from workload.tables.time_log import TimeLogEntry
from workload.tables.wellbeing import CheckIn, Incident, SupportContact, UnpaidHours
from workload.vocabulary import Activity, CaseDateKind, CoverStatus, IncidentKind, LeaveStatus, PersonKind, Tier

TWO_WEEKS, FOUR_WEEKS, YEAR, TWO_YEARS = (timedelta(days=days) for days in (14, 28, 365, 730))
INCIDENT_DAYS = timedelta(days=30)
INTERRUPTIONS = (Activity.concern, Activity.bring_forward)
DUE_AHEAD = 10
"""Open days in which answers that are promised count as a pile."""


def work_facts(session: Session, region_id: str, today: date) -> dict[int, WorkFacts]:
    """The facts of everybody of a region who carries cases, by person id."""
    people = {one.id: one for one in officers(session, today, region_id=region_id) if one.kind is not PersonKind.pool}
    ids = list(people)
    calendar = calendar_facts(session, today - TWO_YEARS, today + FOUR_WEEKS)
    away = granted_absences(session, today - TWO_YEARS, today + FOUR_WEEKS, person_ids=ids, courses=False)
    by_person: dict[int, list[Absence]] = defaultdict(list)
    for absence in away:
        by_person[absence.person].append(absence)
    lines = {
        one.person_id: one
        for one in loads(session, today, today, region_id=region_id)
        if one.person_id is not None and one.person_id in people
    }
    an_hour = [line.counts.cases / sum(people[number].pattern) for number, line in lines.items() if line.counts.cases]
    leave = {row.person_id: row for row, _person, _office in guards(session, region_ids=[region_id])}
    cover = _cover(session, today)
    minutes = _minutes(session, ids, today)
    logged = {number for number, _activity in minutes}
    due = _due_hours(session, ids, today, add_business_days(today, DUE_AHEAD, calendar))
    refused = _refused(session, ids, today)
    incidents = _incidents(session, ids, today)
    unpaid = unpaid_weeks(session, ids, today)
    changes = [one for one in map(as_planned, program_changes(session, today)) if one.region in (None, region_id)]
    major = sum(one.major and one.training_from <= today <= one.active_until for one in changes)
    month = month_of(today)
    trained = calendar_facts(session, *_training_span(changes, today)) if changes else calendar
    lieu = lieu_hours(session, ids)
    checked = _checked(session, ids)
    talked = _talked(session, people.values(), calendar, today)
    yesterday = today - timedelta(days=1)
    alone = days_alone(session, people, by_person, calendar, today - FOUR_WEEKS, yesterday)
    on_record = _first_leave(session)

    def hours(one: OfficerFacts, first: date, last: date) -> float:
        return sum(hours_by_day(one, by_person[one.id], calendar, first, last).values())

    def facts(one: OfficerFacts) -> WorkFacts:
        line: OfficerLoad | None = lines.get(one.id)
        guard = leave.get(one.id)
        worked = hours_by_day(one, by_person[one.id], calendar, today - FOUR_WEEKS, yesterday)
        days = checked.get(one.id)
        return WorkFacts(
            needed=line.load.needed if line else 0.0,
            there=line.load.there if line else 0.0,
            cases=line.counts.cases if line else 0,
            weekly_hours=sum(one.pattern),
            region_cases_an_hour=median(an_hour) if an_hour else None,
            last_rest=_rest(one, by_person[one.id], calendar, today),
            rest_known_since=_known_since(on_record, one, today),
            weeks_to_take=guard.weeks_needed if guard else None,
            weeks_left=guard.weeks_left if guard else None,
            refused=refused[one.id],
            cover_two_weeks=cover[one.id],
            hours_two_weeks=hours(one, today - TWO_WEEKS, yesterday),
            interrupted_four_weeks=sum(minutes.get((one.id, kind), 0) for kind in INTERRUPTIONS) / 60,
            hours_four_weeks=sum(worked.values()),
            logged_four_weeks=one.id in logged,
            due_hours=due[one.id],
            hours_two_weeks_ahead=hours(one, today, today + TWO_WEEKS - timedelta(days=1)),
            major_changes=major,
            change_hours=hours_of_changes(changes, line.load.needed, *month, trained) if line else None,
            lieu_hours=lieu.get(one.id),
            days_alone=len(alone[one.id]),
            days_worked=sum(spent > 0 for spent in worked.values()),
            unchecked_days=None if not days else sum(day >= min(days) and day not in days for day in alone[one.id]),
            incidents_30_days=tuple(incidents[one.id]),
            unpaid_weeks=unpaid[one.id],
            days_since_talk=talked.get(one.id),
        )

    return {number: facts(one) for number, one in people.items()}


def unpaid_weeks(session: Session, person_ids: Collection[int], today: date) -> dict[int, tuple[float, ...]]:
    """Unpaid hours of each of the last four weeks of seven days up to today, oldest first; () for who logs none."""
    query = (
        select(col(UnpaidHours.person_id), col(UnpaidHours.day), col(UnpaidHours.minutes))
        .where(col(UnpaidHours.person_id).in_(list(person_ids)))
        .where(col(UnpaidHours.day) > today - FOUR_WEEKS, col(UnpaidHours.day) <= today)
    )
    weeks: dict[int, list[float]] = {}
    for number, day, minutes in session.exec(query):
        weeks.setdefault(number, [0.0] * 4)[3 - (today - day).days // 7] += minutes / 60
    return defaultdict(tuple, {number: tuple(hours) for number, hours in weeks.items()})


def _training_span(changes: Iterable[PlannedChange], today: date) -> tuple[date, date]:
    """From the first day of training to the last go-live, today within."""
    return min([today, *(one.training_from for one in changes)]), max([today, *(one.go_live for one in changes)])


def _rest(one: OfficerFacts, away: Collection[Absence], calendar: CalendarFacts, today: date) -> date | None:
    at_work = hours_by_day(one, away, calendar, today - TWO_YEARS, today)
    return last_rest({day for day, hours in at_work.items() if hours == 0}, list(at_work), today)


def _first_leave(session: Session) -> date | None:
    """The first day of leave on record of anybody."""
    query = select(func.min(LeaveRequest.first_day)).where(LeaveRequest.status == LeaveStatus.granted)
    return session.exec(query).one()


def _known_since(first: date | None, one: OfficerFacts, today: date) -> date | None:
    """From which day on a rest would be known: the first leave on record, or the start of the service."""
    return None if first is None or first >= today else max(first, today - TWO_YEARS, one.works_from or first)


def _cover(session: Session, today: date) -> dict[int, float]:
    found: dict[int, float] = defaultdict(float)
    for row in covers_given(session, today - TWO_WEEKS, today - timedelta(days=1)):
        if row.status is CoverStatus.agreed:
            found[row.person_id] += row.hours + row.travel_hours
    return found


def _minutes(session: Session, ids: Collection[int], today: date) -> dict[tuple[int, Activity], int]:
    query = (
        select(col(TimeLogEntry.person_id), col(TimeLogEntry.activity), func.sum(TimeLogEntry.minutes))
        .where(col(TimeLogEntry.person_id).in_(list(ids)))
        .where(col(TimeLogEntry.day) >= today - FOUR_WEEKS, col(TimeLogEntry.day) < today)
        .group_by(col(TimeLogEntry.person_id), col(TimeLogEntry.activity))
    )
    return {(number, activity): int(total) for number, activity, total in session.exec(query)}


def _due_hours(session: Session, ids: Collection[int], today: date, until: date) -> dict[int, float]:
    """Hours of the answers promised from now to `until`, by the table's minutes for an application of that tier."""
    hours: dict[Tier | None, float] = defaultdict(float)
    for row in activity_times(session, today):
        if row.activity is Activity.new_application:
            hours[row.tier] = row.minutes / 60
    query = (
        select(col(Case.officer_id), col(Case.tier), func.count(col(CaseDate.id)))
        .join(Case, col(Case.id) == col(CaseDate.case_id))
        .where(CaseDate.kind == CaseDateKind.clock, col(CaseDate.settled_on).is_(None), col(CaseDate.day) <= until)
        .where(col(Case.officer_id).in_(list(ids)))
        .group_by(col(Case.officer_id), col(Case.tier))
    )
    found: dict[int, float] = defaultdict(float)
    for officer_id, tier, count in session.exec(query):
        found[officer_id or 0] += count * hours[tier]
    return found


def _refused(session: Session, ids: Collection[int], today: date) -> dict[int, int]:
    query = (
        select(col(LeaveRequest.person_id), func.count(col(LeaveRequest.id)))
        .where(LeaveRequest.status == LeaveStatus.refused, col(LeaveRequest.lacked_cover))
        .where(col(LeaveRequest.person_id).in_(list(ids)), col(LeaveRequest.first_day) >= today - YEAR)
        .group_by(col(LeaveRequest.person_id))
    )
    return defaultdict(int, dict(session.exec(query).all()))


def _incidents(session: Session, ids: Collection[int], today: date) -> dict[int, list[IncidentKind]]:
    query = select(col(Incident.person_id), col(Incident.kind)).where(
        col(Incident.person_id).in_(list(ids)), col(Incident.day) > today - INCIDENT_DAYS
    )
    found: dict[int, list[IncidentKind]] = defaultdict(list)
    for number, kind in session.exec(query):
        found[number].append(kind)
    return found


def _checked(session: Session, ids: Collection[int]) -> dict[int, set[date]]:
    found: dict[int, set[date]] = {}
    query = select(col(CheckIn.person_id), col(CheckIn.day)).where(col(CheckIn.person_id).in_(list(ids)))
    for number, day in session.exec(query):
        found.setdefault(number, set()).add(day)
    return found


def _talked(session: Session, people: Iterable[OfficerFacts], calendar: CalendarFacts, today: date) -> dict[int, int]:
    """Business days since a lone post's newest talk with buddy or manager, for who ever wrote one down."""
    at_office: dict[str, list[int]] = defaultdict(list)
    for one in people:
        at_office[one.office].append(one.id)
    alone = [numbers[0] for numbers in at_office.values() if len(numbers) == 1]
    query = (
        select(col(SupportContact.person_id), func.max(col(SupportContact.day)))
        .where(col(SupportContact.person_id).in_(alone))
        .group_by(col(SupportContact.person_id))
    )
    return {number: len(open_days(day + timedelta(days=1), today, calendar)) for number, day in session.exec(query)}

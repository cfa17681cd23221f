"""What leave and its cover are planned from: the rows of the six relief files, for the service and for the export.

Files cannot say everything: a part-day on leave stands as a whole day away, and an office's own closed days are open.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from workload.codes import person_code, request_code
from workload.estimates.calendar import monday_of
from workload.estimates.delivery_peak import due_hours_by_day, in_quarters
from workload.facts import CalendarFacts, OfficerFacts
from workload.records.absences import granted_absences
from workload.records.calendar import calendar_facts
from workload.records.cover_links import cover_links
from workload.records.month_hours import NONE, officer_hours
from workload.records.officers import officers
from workload.records.places import offices
from workload.tables.leave import LeaveRequest
from workload.tables.people import Person
from workload.vocabulary import CoverMode, DayPart, LeaveKind, LeaveStatus, PersonKind

WEEKS, MOST_WEEKS = 13, 26
DAY = timedelta(days=1)


@dataclass(frozen=True)
class ReliefDay:
    """A date of the horizon; kind open, delivery or closed."""

    day: date
    kind: str


@dataclass(frozen=True)
class ReliefOffice:
    office_id: str
    region: str
    min_hours: float
    urgent_share: float


@dataclass(frozen=True)
class ReliefPerson:
    """Somebody with a post. Own hours are due case work on an ordinary and on a delivery day, in quarter-hours."""

    id: int
    person_id: str
    office_id: str
    kind: PersonKind
    pattern: tuple[float, float, float, float, float]
    own_hours: float
    own_hours_delivery: float
    service_years: float
    qualified: bool
    max_cover_days: int
    past_cover_days: int


@dataclass(frozen=True)
class ReliefLink:
    person_id: str
    office_id: str
    mode: CoverMode
    travel_hours: float


@dataclass(frozen=True)
class ReliefLeave:
    """Days away that stand: granted leave, or a booked course (`course`), which takes nothing of the entitlement."""

    person_id: str
    first_day: date
    last_day: date
    course: bool = False


@dataclass(frozen=True)
class ReliefRequest:
    """A waiting request; kind planned, or protected where leave of that kind may not be refused."""

    id: int
    request_id: str
    person_id: str
    option: int
    first_day: date
    last_day: date
    kind: str
    refused_before: bool


@dataclass(frozen=True)
class ReliefFacts:
    calendar: tuple[ReliefDay, ...]
    offices: tuple[ReliefOffice, ...]
    people: tuple[ReliefPerson, ...]
    cover: tuple[ReliefLink, ...]
    approved: tuple[ReliefLeave, ...]
    requests: tuple[ReliefRequest, ...]


def gather_relief(
    session: Session,
    today: date,
    *,
    region_id: str | None = None,
    office_ids: Collection[str] | None = None,
    weeks: int = WEEKS,
    first_day: date | None = None,
    last_day: date | None = None,
) -> ReliefFacts:
    """The facts from `first_day` (this Monday) to `last_day` (both included), own hours as of today's cases.

    Without a last day: `weeks` weeks, longer where a waiting request asks for it, 26 weeks at most. With a region: its
    offices, its people and everybody who may cover there, with their home offices. With offices: these and
    their people.
    """
    waiting = _waiting(session, today)
    first = first_day or monday_of(today)
    last = last_day or _last_day(first, weeks, waiting)
    calendar = calendar_facts(session, first.replace(day=1), last + timedelta(days=31))
    every = offices(session)
    wanted = set(office_ids or (one.id for one in every if region_id in (None, one.region_id)))
    links = cover_links(session, office_ids=wanted)
    linked = set() if office_ids else {link.person for link in links}
    near = {one.region_id for one in every if one.id in wanted} if office_ids else None
    people = [one for one in officers(session, today, region_ids=near) if one.office in wanted or one.id in linked]
    ids = {one.id for one in people}
    homes = wanted | {one.office for one in people}
    days = tuple(_days(calendar, first, last))
    return ReliefFacts(
        calendar=days,
        offices=tuple(
            ReliefOffice(one.id, one.region_id, in_quarters(one.min_hours), one.urgent_share)
            for one in every
            if one.id in homes
        ),
        people=_people(session, people, calendar, today),
        cover=tuple(
            ReliefLink(person_code(link.person), link.office, link.mode, in_quarters(link.travel_hours))
            for link in links
            if link.person in ids
        ),
        approved=tuple(
            ReliefLeave(person_code(one.person), one.first_day, one.last_day, one.course)
            for one in granted_absences(session, first, last, person_ids=ids)
        )
        + _gone(people, last),
        requests=tuple(_requests(waiting, {one.id: one for one in people}, days)),
    )


def _gone(people: Iterable[OfficerFacts], last: date) -> tuple[ReliefLeave, ...]:
    """Who leaves before the last of the days is away from the day after; it takes nothing of an entitlement."""
    ends = [(one.id, one.works_until + timedelta(days=1)) for one in people if one.works_until is not None]
    return tuple(ReliefLeave(person_code(number), day, last, course=True) for number, day in ends if day <= last)


def _people(
    session: Session, people: list[OfficerFacts], calendar: CalendarFacts, today: date
) -> tuple[ReliefPerson, ...]:
    ids = [one.id for one in people]
    hours, covered = officer_hours(session, today, ids), _days_covered(session, ids)
    first = today.replace(day=1)
    typical = calendar_facts(session, first, first + timedelta(weeks=WEEKS + 5))
    found = []
    for one in people:
        ordinary, delivery = (0.0, 0.0)
        if one.kind is not PersonKind.pool:
            ordinary, delivery = _due(one, hours.get(one.id, NONE), typical, first, first + timedelta(weeks=WEEKS))
        found.append(
            ReliefPerson(
                id=one.id,
                person_id=person_code(one.id),
                office_id=one.office,
                kind=one.kind,
                pattern=one.pattern,
                own_hours=in_quarters(ordinary),
                own_hours_delivery=in_quarters(delivery),
                service_years=one.service_years,
                qualified=one.appointed,
                max_cover_days=one.max_cover_days,
                past_cover_days=covered[one.id],
            )
        )
    return tuple(found)


def _days_covered(session: Session, people: list[int]) -> dict[int, int]:
    """Days on which each covered before the service began."""
    query = columns(col(Person.id), col(Person.past_cover_days)).where(col(Person.id).in_(people))
    return {row.id: row.past_cover_days for row in session.execute(query)}


def _due(
    one: OfficerFacts, hours: tuple[float, float], calendar: CalendarFacts, first: date, last: date
) -> tuple[float, float]:
    """Mean hours due on an ordinary and on a delivery day of the person, over a quarter."""
    due = due_hours_by_day(hours[0], hours[1], one.pattern, calendar, first, last, one.office)
    ordinary = [amount for day, amount in due.items() if day not in calendar.delivery]
    peak = [amount for day, amount in due.items() if day in calendar.delivery]
    mean = sum(ordinary) / len(ordinary) if ordinary else 0.0
    return mean, sum(peak) / len(peak) if peak else mean


def _days(calendar: CalendarFacts, first: date, last: date) -> Iterable[ReliefDay]:
    for number in range((last - first).days + 1):
        day = first + number * DAY
        if day.weekday() >= 5 or day in calendar.closed:
            yield ReliefDay(day, "closed")
        else:
            yield ReliefDay(day, "delivery" if day in calendar.delivery else "open")


def _waiting(session: Session, today: date) -> list[LeaveRequest]:
    """Undecided requests for whole days that have not begun."""
    query = (
        select(LeaveRequest)
        .where(
            LeaveRequest.status == LeaveStatus.asked,
            LeaveRequest.part == DayPart.whole,
            col(LeaveRequest.first_day) > today,
        )
        .order_by(col(LeaveRequest.id))
    )
    return list(session.exec(query))


def _last_day(first: date, weeks: int, waiting: list[LeaveRequest]) -> date:
    latest = max((monday_of(one.last_day) + 6 * DAY for one in waiting), default=first)
    most = first + timedelta(weeks=MOST_WEEKS) - DAY
    return max(first + timedelta(weeks=weeks) - DAY, min(latest, most))


def _requests(
    waiting: list[LeaveRequest], people: dict[int, OfficerFacts], days: tuple[ReliefDay, ...]
) -> Iterable[ReliefRequest]:
    """Requests of these people that lie inside the days and hold a day that the person works."""
    open_days = {one.day for one in days if one.kind != "closed"}
    for one in waiting:
        officer = people.get(one.person_id)
        if officer is None or one.id is None or not days[0].day <= one.first_day <= one.last_day <= days[-1].day:
            continue
        span = (one.first_day + number * DAY for number in range((one.last_day - one.first_day).days + 1))
        if not any(day in open_days and officer.pattern[day.weekday()] > 0 for day in span):
            continue
        yield ReliefRequest(
            id=one.id,
            request_id=request_code(one.id),
            person_id=person_code(one.person_id),
            option=1,
            first_day=one.first_day,
            last_day=one.last_day,
            kind="planned" if one.kind is LeaveKind.annual else "protected",
            refused_before=one.refused_before,
        )

"""Training done, due, asked for and booked."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, col, func, or_, select

from workload.estimates.training import COUNTS_AS_REFRESHER, CourseDue, TrainingFacts, courses_due, refresher_due
from workload.records.officers import OFFICER_KINDS, people
from workload.tables.accounts import Account
from workload.tables.leave import LeaveRequest
from workload.tables.people import Person
from workload.tables.places import Office
from workload.tables.training import TrainingBooking, TrainingRecord
from workload.vocabulary import BookingState, Course, LeaveKind, LeaveStatus, Role

LONG_LEAVE = timedelta(days=364)
STANDS = (BookingState.asked, BookingState.booked)


@dataclass(frozen=True)
class TrainingDue:
    """A person whose refresher is due. `last_done` is None when no initial training or refresher is recorded."""

    person_id: int
    name: str
    office: str
    last_done: date | None
    due_on: date | None


@dataclass(frozen=True)
class PersonTraining:
    """One person: what is due and not yet booked, what is asked for or booked, and what was done, newest first."""

    person: Person
    due: tuple[CourseDue, ...]
    bookings: tuple[TrainingBooking, ...]
    done: tuple[TrainingRecord, ...]


def training_due(session: Session, *, region_ids: Sequence[str] | None, today: date, until: date) -> list[TrainingDue]:
    """People whose refresher falls due by `until`, the longest overdue first; those without a record come first."""
    query = (
        select(col(Person.id), col(Person.given_name), col(Person.family_name), col(Office.name))
        .join(Office, col(Office.id) == col(Person.office_id))
        .where(
            col(Person.kind).in_(OFFICER_KINDS),
            or_(col(Person.works_until).is_(None), col(Person.works_until) >= today),
        )
    )
    if region_ids is not None:
        query = query.where(col(Office.region_id).in_(list(region_ids)))
    last = _last_done(session)
    due = [
        TrainingDue(number, f"{given} {family}", office, last.get(number), _due(last.get(number)))
        for number, given, family, office in session.exec(query)
        if number is not None
    ]
    soon = [row for row in due if row.due_on is None or row.due_on <= until]
    return sorted(soon, key=lambda row: (row.due_on is not None, row.due_on or today, row.name))


def training_of(
    session: Session, today: date, *, region_ids: Sequence[str] | None = None, person_id: int | None = None
) -> list[PersonTraining]:
    """Officers and regional managers of these regions (None: all), or one person, from north to south."""
    managers = set(session.exec(select(Account.person_id).where(Account.role == Role.manager)))
    there = people(session, today, region_ids=region_ids, person_ids=None if person_id is None else {person_id})
    who = [one for one in there if one.kind in OFFICER_KINDS or one.id in managers]
    ids = [one.id or 0 for one in who]
    done: dict[int, list[TrainingRecord]] = defaultdict(list)
    query = select(TrainingRecord).where(col(TrainingRecord.person_id).in_(ids))
    for record in session.exec(query.order_by(col(TrainingRecord.completed_on).desc(), col(TrainingRecord.course))):
        done[record.person_id].append(record)
    standing: dict[int, list[TrainingBooking]] = defaultdict(list)
    for booking in bookings(session, ids):
        standing[booking.person_id].append(booking)
    back = _back_from_long_leave(session, ids, today)
    return [_training(one, done[one.id or 0], standing[one.id or 0], back.get(one.id or 0), today) for one in who]


def bookings(session: Session, person_ids: Collection[int]) -> list[TrainingBooking]:
    """What these people asked for or have booked, by first day."""
    query = (
        select(TrainingBooking)
        .where(col(TrainingBooking.person_id).in_(list(person_ids)), col(TrainingBooking.state).in_(STANDS))
        .order_by(col(TrainingBooking.first_day), col(TrainingBooking.id))
    )
    return list(session.exec(query))


def asked_bookings(
    session: Session, today: date, *, region_ids: Sequence[str] | None
) -> list[tuple[TrainingBooking, Person]]:
    """What waits for the manager's answer, by first day, of the people of these regions (None: all) who are there."""
    managers = select(Account.person_id).where(Account.role == Role.manager)
    query = (
        select(TrainingBooking, Person)
        .join(Person, col(Person.id) == col(TrainingBooking.person_id))
        .join(Office, col(Office.id) == col(Person.office_id))
        .where(
            TrainingBooking.state == BookingState.asked,
            or_(col(Person.works_until).is_(None), col(Person.works_until) >= today),
            or_(col(Person.kind).in_(OFFICER_KINDS), col(Person.id).in_(managers)),
        )
        .order_by(col(TrainingBooking.first_day), col(TrainingBooking.id))
    )
    if region_ids is not None:
        query = query.where(col(Office.region_id).in_(list(region_ids)))
    return list(session.exec(query))


def decided_bookings(session: Session, person_id: int, since: date) -> list[TrainingBooking]:
    """What was declined or cancelled of what a person asked for, newest first."""
    over = (BookingState.declined, BookingState.cancelled)
    query = select(TrainingBooking).where(
        TrainingBooking.person_id == person_id, col(TrainingBooking.state).in_(over), TrainingBooking.asked_on >= since
    )
    return list(session.exec(query.order_by(col(TrainingBooking.id).desc())))


def course_absence(session: Session, row: TrainingBooking) -> LeaveRequest | None:
    """The absence that a booked course makes, to which its cover belongs."""
    query = select(LeaveRequest).where(
        LeaveRequest.person_id == row.person_id,
        LeaveRequest.kind == LeaveKind.course,
        LeaveRequest.first_day == row.first_day,
        LeaveRequest.status == LeaveStatus.granted,
    )
    return session.exec(query).first()


def has_started(session: Session, person_id: int) -> bool:
    """Whether the two weeks at the start are recorded: only then may somebody be appointed."""
    query = select(TrainingRecord).where(TrainingRecord.person_id == person_id, TrainingRecord.course == Course.initial)
    return session.exec(query).first() is not None


def _training(
    one: Person, done: list[TrainingRecord], standing: list[TrainingBooking], back: date | None, today: date
) -> PersonTraining:
    last: dict[Course, date] = {}
    for record in done:
        last[record.course] = max(record.completed_on, last.get(record.course, record.completed_on))
    facts = TrainingFacts(one.kind in OFFICER_KINDS, one.service_since, one.appointed_on, last, back)
    taken = {booking.course for booking in standing if booking.state is BookingState.booked}
    due = tuple(need for need in courses_due(facts, today) if need.course not in taken)
    return PersonTraining(one, due, tuple(standing), tuple(done))


def _back_from_long_leave(session: Session, person_ids: Collection[int], today: date) -> dict[int, date]:
    """The last day of each person's latest granted leave of a year or more that has ended."""
    query = select(LeaveRequest).where(
        col(LeaveRequest.person_id).in_(list(person_ids)),
        LeaveRequest.status == LeaveStatus.granted,
        col(LeaveRequest.last_day) < today,
    )
    found: dict[int, date] = {}
    for row in session.exec(query):
        if row.last_day - row.first_day >= LONG_LEAVE:
            found[row.person_id] = max(row.last_day, found.get(row.person_id, row.last_day))
    return found


def _last_done(session: Session) -> dict[int, date]:
    """When each person last did the initial training or a refresher."""
    records = (
        select(col(TrainingRecord.person_id), func.max(col(TrainingRecord.completed_on)))
        .where(col(TrainingRecord.course).in_(COUNTS_AS_REFRESHER))
        .group_by(col(TrainingRecord.person_id))
    )
    return dict(session.exec(records).all())


def _due(last_done: date | None) -> date | None:
    return refresher_due(last_done) if last_done else None

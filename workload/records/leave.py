"""Leave: the ledger's balance, requests, and the cover agreed for them."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import func
from sqlmodel import Session, col, select

from workload.estimates.leave_ledger import RATES, AccrualBand
from workload.tables.leave import AccrualRate, CarryOver, LeaveEntry, LeaveRequest, ReliefCover
from workload.tables.people import Person, Post
from workload.tables.places import Office
from workload.vocabulary import LeaveKind, LeaveStatus

NEVER_REFUSED = (LeaveKind.special, LeaveKind.sick)
"""Leave that is granted even where nobody can cover: the gap is mended afterwards."""

NO_DECISION = (*NEVER_REFUSED, LeaveKind.course)
"""Days away that no decision on leave made and none undoes; the days of a course end with the course."""

PAID_HOURS_A_YEAR, FULL_DAY = 1950, 7.5


def leave_balance(session: Session, person_id: int, kind: LeaveKind = LeaveKind.annual) -> float:
    """Hours left after everything granted: the sum of the person's ledger, future leave included."""
    query = select(func.coalesce(func.sum(LeaveEntry.hours), 0.0)).where(
        LeaveEntry.person_id == person_id, LeaveEntry.kind == kind
    )
    return round(float(session.exec(query).one()), 4)


def lieu_hours(session: Session, person_ids: Collection[int]) -> dict[int, float]:
    """Hours in lieu of those of whom any were ever written down."""
    query = (
        select(col(LeaveEntry.person_id), func.sum(LeaveEntry.hours))
        .where(LeaveEntry.kind == LeaveKind.lieu, col(LeaveEntry.person_id).in_(list(person_ids)))
        .group_by(col(LeaveEntry.person_id))
    )
    return {number: round(float(hours), 2) for number, hours in session.exec(query)}


def ledger(session: Session, person_id: int, kind: LeaveKind = LeaveKind.annual) -> list[LeaveEntry]:
    """The signed lines of one kind of leave, oldest day first."""
    query = (
        select(LeaveEntry)
        .where(LeaveEntry.person_id == person_id, LeaveEntry.kind == kind)
        .order_by(col(LeaveEntry.day), col(LeaveEntry.id))
    )
    return list(session.exec(query))


def leave_rates(session: Session) -> dict[LeaveKind, tuple[AccrualBand, ...]]:
    """What each kind of leave earns: the agreement as the service knows it, and every rate entered since."""
    entered: dict[LeaveKind, list[AccrualBand]] = {}
    for row in session.exec(select(AccrualRate).order_by(col(AccrualRate.valid_from), col(AccrualRate.years_from))):
        days = row.per_paid_hour * PAID_HOURS_A_YEAR / FULL_DAY
        band = AccrualBand(row.years_from, row.years_below, row.per_paid_hour, days, row.valid_from, row.source)
        entered.setdefault(row.kind, []).append(band)
    return {kind: (*bands, *entered.get(kind, ())) for kind, bands in RATES.items()}


def asked_or_granted(session: Session, first_day: date, last_day: date) -> list[LeaveRequest]:
    """Everybody's leave that touches the days, decided for or not decided yet, by first day."""
    query = select(LeaveRequest).where(
        col(LeaveRequest.status).in_((LeaveStatus.asked, LeaveStatus.granted)),
        col(LeaveRequest.first_day) <= last_day,
        col(LeaveRequest.last_day) >= first_day,
    )
    return list(session.exec(query.order_by(col(LeaveRequest.first_day), col(LeaveRequest.id))))


def granted_vacation(session: Session, person_id: int, first_day: date, last_day: date) -> list[LeaveRequest]:
    """Granted annual leave of one person that touches the days, by first day."""
    query = select(LeaveRequest).where(
        LeaveRequest.person_id == person_id,
        LeaveRequest.kind == LeaveKind.annual,
        LeaveRequest.status == LeaveStatus.granted,
        col(LeaveRequest.first_day) <= last_day,
        col(LeaveRequest.last_day) >= first_day,
    )
    return list(session.exec(query.order_by(col(LeaveRequest.first_day))))


def carry_over(session: Session, person_id: int, fiscal_year: int) -> CarryOver | None:
    """The person's wish to carry hours over from the fiscal year that begins in that year."""
    return session.get(CarryOver, (person_id, fiscal_year))


def carry_over_wishes(
    session: Session, fiscal_year: int, *, region_ids: Collection[str] | None = None
) -> list[tuple[Person, CarryOver]]:
    """Who wants to carry leave over from the fiscal year that begins in that year, by name; None is every region."""
    query = (
        select(Person, CarryOver)
        .join(CarryOver, col(CarryOver.person_id) == col(Person.id))
        .join(Office, col(Office.id) == col(Person.office_id))
        .where(CarryOver.fiscal_year == fiscal_year)
        .order_by(col(Person.sort_name), col(Person.id))
    )
    if region_ids is not None:
        query = query.where(col(Office.region_id).in_(list(region_ids)))
    return list(session.exec(query))


def requests_of(session: Session, person_id: int) -> list[LeaveRequest]:
    """Everything the person has asked for, latest dates first; courses stand elsewhere."""
    query = (
        select(LeaveRequest)
        .where(LeaveRequest.person_id == person_id, LeaveRequest.kind != LeaveKind.course)
        .order_by(col(LeaveRequest.first_day).desc(), col(LeaveRequest.id).desc())
    )
    return list(session.exec(query))


def standing_requests(session: Session, person_id: int, first_day: date, last_day: date) -> list[LeaveRequest]:
    """Leave of the person, asked or granted, that touches the days."""
    query = select(LeaveRequest).where(
        LeaveRequest.person_id == person_id,
        col(LeaveRequest.status).in_((LeaveStatus.asked, LeaveStatus.granted)),
        col(LeaveRequest.first_day) <= last_day,
        col(LeaveRequest.last_day) >= first_day,
    )
    return list(session.exec(query.order_by(col(LeaveRequest.first_day))))


def undecided_requests(session: Session, *, region_ids: Collection[str] | None = None) -> list[LeaveRequest]:
    """Requests that wait for a decision, longest waiting first; `region_ids` None is every region."""
    query = (
        select(LeaveRequest)
        .join(Person, col(Person.id) == col(LeaveRequest.person_id))
        .join(Office, col(Office.id) == col(Person.office_id))
        .where(LeaveRequest.status == LeaveStatus.asked)
        .order_by(col(LeaveRequest.asked_at), col(LeaveRequest.id))
    )
    if region_ids is not None:
        query = query.where(col(Office.region_id).in_(list(region_ids)))
    return list(session.exec(query))


def was_refused_before(session: Session, person_id: int, first_day: date, last_day: date) -> bool:
    """True when leave that touches these days was refused: the next asking goes first (agreement, 18.02)."""
    query = select(LeaveRequest.id).where(
        LeaveRequest.person_id == person_id,
        LeaveRequest.status == LeaveStatus.refused,
        col(LeaveRequest.first_day) <= last_day,
        col(LeaveRequest.last_day) >= first_day,
    )
    return session.exec(query).first() is not None


def covers_for(session: Session, request_id: int) -> list[ReliefCover]:
    """The cover of a request, by day: agreed, and asked for without an answer yet."""
    return covers_of(session, [request_id])


def covers_of(session: Session, request_ids: Collection[int]) -> list[ReliefCover]:
    """The same of several requests."""
    query = (
        select(ReliefCover)
        .where(col(ReliefCover.request_id).in_(list(request_ids)))
        .order_by(col(ReliefCover.day), col(ReliefCover.person_id))
    )
    return list(session.exec(query))


def covers_while_away(session: Session, first_day: date, last_day: date) -> list[tuple[ReliefCover, int]]:
    """Cover between two dates, agreed or asked for, with the person it stands in for, by day."""
    query = (
        select(ReliefCover, LeaveRequest.person_id)
        .join(LeaveRequest, col(LeaveRequest.id) == col(ReliefCover.request_id))
        .where(
            LeaveRequest.status == LeaveStatus.granted,
            col(ReliefCover.day) >= first_day,
            col(ReliefCover.day) <= last_day,
        )
        .order_by(col(ReliefCover.day), col(ReliefCover.id))
    )
    return list(session.exec(query))


def holds_post(session: Session, person_id: int) -> bool:
    """True when the person holds a funded post, or is a reliever who needs none."""
    return session.exec(select(Post.id).where(Post.holder_id == person_id)).first() is not None


def granted_requests(
    session: Session, first_day: date, last_day: date, *, region_ids: Collection[str] | None = None
) -> list[LeaveRequest]:
    """Granted leave that touches the days, by first day; `region_ids` None is every region."""
    query = (
        select(LeaveRequest)
        .join(Person, col(Person.id) == col(LeaveRequest.person_id))
        .join(Office, col(Office.id) == col(Person.office_id))
        .where(
            LeaveRequest.status == LeaveStatus.granted,
            col(LeaveRequest.first_day) <= last_day,
            col(LeaveRequest.last_day) >= first_day,
        )
        .order_by(col(LeaveRequest.first_day), col(LeaveRequest.id))
    )
    if region_ids is not None:
        query = query.where(col(Office.region_id).in_(list(region_ids)))
    return list(session.exec(query))

"""Private calendar addresses: made, looked up by their secret, and taken back. Only a hash of the secret is kept."""

import hashlib
import secrets
from datetime import date

from sqlalchemy import or_
from sqlmodel import Session, col, select

from workload.tables.accounts import Account
from workload.tables.base import now
from workload.tables.leave import CalendarFeed, LeaveRequest, ReliefCover
from workload.tables.people import Person
from workload.vocabulary import CoverStatus, LeaveStatus

SECRET_BYTES = 32


def make_feed(session: Session, person_id: int, *, with_cover: bool) -> str:
    """A new secret for the person's calendar; the one before ends. It is returned once and cannot be read again."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    session.merge(CalendarFeed(person_id=person_id, token_hash=_hash(secret), with_cover=with_cover, made_at=now()))
    return secret


def end_feed(session: Session, person_id: int) -> None:
    feed = session.get(CalendarFeed, person_id)
    if feed is not None:
        session.delete(feed)


def feed_by_secret(session: Session, secret: str, today: date) -> CalendarFeed | None:
    """The calendar behind an address, while its owner may sign in and works here."""
    query = (
        select(CalendarFeed)
        .join(Person, col(Person.id) == col(CalendarFeed.person_id))
        .join(Account, col(Account.person_id) == col(Person.id))
        .where(CalendarFeed.token_hash == _hash(secret), col(Account.active))
        .where(or_(col(Person.works_until).is_(None), col(Person.works_until) >= today))
    )
    return session.exec(query).first()


def leave_in_feed(session: Session, person_id: int, since: date) -> list[LeaveRequest]:
    """Granted and cancelled leave that ends on `since` or later, by first day."""
    query = select(LeaveRequest).where(
        LeaveRequest.person_id == person_id,
        col(LeaveRequest.status).in_((LeaveStatus.granted, LeaveStatus.cancelled)),
        col(LeaveRequest.last_day) >= since,
    )
    return list(session.exec(query.order_by(col(LeaveRequest.first_day), col(LeaveRequest.id))))


def cover_in_feed(session: Session, person_id: int, since: date) -> list[ReliefCover]:
    """Cover the person gives from `since` on, by day."""
    query = select(ReliefCover).where(
        ReliefCover.person_id == person_id, ReliefCover.status == CoverStatus.agreed, col(ReliefCover.day) >= since
    )
    return list(session.exec(query.order_by(col(ReliefCover.day))))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()

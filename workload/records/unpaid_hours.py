"""Unpaid hours: the person's own, shared for thirty days at most, and summed for the territory from ten people on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func
from sqlmodel import Session, col, select

from workload.records.looks import days_of_looks
from workload.tables.people import Person
from workload.tables.wellbeing import PrivateShare, UnpaidHours
from workload.vocabulary import PrivateFact

SHARE_DAYS = 30
LEAST_CONTRIBUTORS = 10


class SharedWithSelf(ValueError):
    """There is nothing to share with oneself."""


@dataclass(frozen=True)
class ShareLine:
    """A share with the other person's name, and the days on which they looked, the newest first."""

    share: PrivateShare
    name: str
    looks: tuple[date, ...]


@dataclass(frozen=True)
class TerritorySum:
    """Hours that nobody paid; None, as the number of contributors, while fewer than ten people logged any."""

    hours: float | None
    people: int | None


def log_unpaid(session: Session, *, person_id: int, day: date, minutes: int) -> UnpaidHours:
    row = UnpaidHours(person_id=person_id, day=day, minutes=minutes)
    session.add(row)
    session.flush()
    return row


def unpaid_of(session: Session, person_id: int, since: date) -> list[UnpaidHours]:
    """A person's own lines, newest day first. For the person, and for whom they share with."""
    query = (
        select(UnpaidHours)
        .where(UnpaidHours.person_id == person_id, col(UnpaidHours.day) >= since)
        .order_by(col(UnpaidHours.day).desc(), col(UnpaidHours.id).desc())
    )
    return list(session.exec(query))


def take_back_unpaid(session: Session, *, person_id: int, line_id: int) -> bool:
    """Delete a line of one's own; nothing of it is kept."""
    row = session.get(UnpaidHours, line_id)
    if row is None or row.person_id != person_id:
        return False
    session.delete(row)
    return True


def share_with(session: Session, *, person_id: int, with_id: int, today: date) -> PrivateShare:
    """Let somebody read the own unpaid hours for thirty days; a share that runs is renewed. Raises SharedWithSelf."""
    if person_id == with_id:
        raise SharedWithSelf
    query = select(PrivateShare).where(
        PrivateShare.person_id == person_id,
        PrivateShare.with_id == with_id,
        col(PrivateShare.ended_on).is_(None),
        col(PrivateShare.until) >= today,
    )
    row = session.exec(query).first() or PrivateShare(person_id=person_id, with_id=with_id, since=today, until=today)
    row.until = today + timedelta(days=SHARE_DAYS)
    session.add(row)
    session.flush()
    return row


def end_share(session: Session, *, person_id: int, share_id: int, today: date) -> bool:
    row = session.get(PrivateShare, share_id)
    if row is None or row.person_id != person_id:
        return False
    row.ended_on = row.ended_on or today
    session.add(row)
    return True


def shares_of(session: Session, person_id: int) -> list[ShareLine]:
    """Everything a person shared, newest first, and who looked when."""
    query = (
        select(PrivateShare, Person)
        .join(Person, col(Person.id) == col(PrivateShare.with_id))
        .where(PrivateShare.person_id == person_id)
        .order_by(col(PrivateShare.id).desc())
    )
    looks = days_of_looks(session, person_id, PrivateFact.unpaid_hours)
    return [
        ShareLine(row, other.name, tuple(day for day in looks.get(row.with_id, ()) if row.since <= day <= row.until))
        for row, other in session.exec(query)
    ]


def shared_with(session: Session, person_id: int, today: date) -> Sequence[tuple[PrivateShare, Person]]:
    """What others share with this person today, by name."""
    query = (
        select(PrivateShare, Person)
        .join(Person, col(Person.id) == col(PrivateShare.person_id))
        .where(PrivateShare.with_id == person_id, col(PrivateShare.ended_on).is_(None))
        .where(col(PrivateShare.until) >= today)
        .order_by(col(Person.sort_name))
    )
    return session.exec(query).all()


def territory_sum(session: Session, first_day: date, last_day: date) -> TerritorySum:
    """The only sum over people there is: of the whole territory."""
    query = select(func.coalesce(func.sum(UnpaidHours.minutes), 0), func.count(func.distinct(UnpaidHours.person_id)))
    minutes, people = session.exec(
        query.where(col(UnpaidHours.day) >= first_day, col(UnpaidHours.day) <= last_day)
    ).one()
    return TerritorySum(minutes / 60, people) if people >= LEAST_CONTRIBUTORS else TerritorySum(None, None)

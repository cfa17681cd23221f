"""The hours of newly appointed officers, stepped up month by month."""

from collections.abc import Collection, Mapping
from datetime import date

from sqlmodel import Session, col, select

from workload.estimates.newcomer_share import NEWCOMER_SHARES, share_on
from workload.tables.caseloads import NewcomerShare
from workload.tables.people import Person


def newcomer_shares(session: Session, on: date) -> dict[int, float]:
    """Share by month of service in force on a day: of each month the row that began last; without rows our own."""
    query = select(NewcomerShare).where(NewcomerShare.valid_from <= on).order_by(col(NewcomerShare.valid_from))
    return {row.month: row.share for row in session.exec(query)} or dict(NEWCOMER_SHARES)


def appointments(session: Session, person_ids: Collection[int]) -> dict[int, date]:
    """From which day each of these people may carry cases; those without an appointment are left out."""
    query = select(col(Person.id), col(Person.appointed_on)).where(
        col(Person.id).in_(list(person_ids)), col(Person.appointed_on).is_not(None)
    )
    return {number: day for number, day in session.exec(query) if number is not None and day is not None}


def stepped(hours: Mapping[date, float], appointed_on: date | None, shares: Mapping[int, float]) -> float:
    """Hours for cases summed over days, each with the share of its month of service."""
    if appointed_on is None:
        return sum(hours.values())
    return sum(value * share_on(day, appointed_on, shares) for day, value in hours.items())

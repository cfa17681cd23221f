"""The activity table and the office factors, as they hold on a day."""

from datetime import date

from sqlmodel import Session, col, or_, select

from workload.facts import ActivityTime
from workload.tables.places import Office, Region
from workload.tables.workload_model import ActivityStandard, OfficeFactor
from workload.vocabulary import Activity, Tier


def activity_times(session: Session, on: date) -> tuple[ActivityTime, ...]:
    """One row an activity and tier: the newest that is in force on the day."""
    return tuple(
        ActivityTime(row.activity, row.tier, row.frequency, row.minutes, row.source, row.evidence)
        for row in standards_in_force(session, on)
    )


def standards_in_force(session: Session, on: date) -> list[ActivityStandard]:
    """The same rows as they are stored, with the day from which each holds."""
    query = (
        select(ActivityStandard)
        .where(col(ActivityStandard.valid_from) <= on)
        .order_by(col(ActivityStandard.valid_from), col(ActivityStandard.id))
    )
    newest: dict[tuple[Activity, Tier | None], ActivityStandard] = {}
    for row in session.exec(query):
        newest[row.activity, row.tier] = row
    return list(newest.values())


def standards_after(session: Session, on: date) -> list[ActivityStandard]:
    """Approved rows that begin to hold after the day, the earliest first."""
    query = (
        select(ActivityStandard)
        .where(col(ActivityStandard.valid_from) > on)
        .order_by(col(ActivityStandard.valid_from), col(ActivityStandard.id))
    )
    return list(session.exec(query))


def factors_from(session: Session, on: date) -> list[OfficeFactor]:
    """Factors of all offices that hold on the day or will, by office and first day."""
    query = (
        select(OfficeFactor)
        .join(Office, col(Office.id) == col(OfficeFactor.office_id))
        .join(Region, col(Region.id) == col(Office.region_id))
        .where(or_(col(OfficeFactor.valid_until).is_(None), col(OfficeFactor.valid_until) >= on))
        .order_by(col(Region.position), col(Office.position), col(OfficeFactor.valid_from), col(OfficeFactor.id))
    )
    return list(session.exec(query))


def office_multipliers(session: Session, on: date) -> dict[str, float]:
    """What an office's case hours are multiplied by: the product of its factors in force. Other offices have 1."""
    query = (
        select(OfficeFactor)
        .where(
            col(OfficeFactor.valid_from) <= on,
            or_(col(OfficeFactor.valid_until).is_(None), col(OfficeFactor.valid_until) >= on),
        )
        .order_by(col(OfficeFactor.id))
    )
    product: dict[str, float] = {}
    for row in session.exec(query):
        product[row.office_id] = product.get(row.office_id, 1.0) * row.multiplier
    return product

"""The activity table and the office factors, as they hold on a day."""

from datetime import date

from sqlmodel import Session, col, or_, select

from workload.facts import ActivityTime
from workload.tables.workload_model import ActivityStandard, OfficeFactor
from workload.vocabulary import Activity, Tier


def activity_times(session: Session, on: date) -> tuple[ActivityTime, ...]:
    """One row an activity and tier: the newest that is in force on the day."""
    query = (
        select(ActivityStandard)
        .where(col(ActivityStandard.valid_from) <= on)
        .order_by(col(ActivityStandard.valid_from), col(ActivityStandard.id))
    )
    newest: dict[tuple[Activity, Tier | None], ActivityTime] = {}
    for row in session.exec(query):
        newest[row.activity, row.tier] = ActivityTime(
            row.activity, row.tier, row.frequency, row.minutes, row.source, row.evidence
        )
    return tuple(newest.values())


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

"""The shares by which the hours of newly appointed officers grow, month by month."""

from datetime import date

from sqlmodel import Session, col, select

from workload.estimates.newcomer_share import NEWCOMER_SHARES
from workload.tables.caseloads import NewcomerShare


def newcomer_shares(session: Session, on: date) -> dict[int, float]:
    """Share by month of service in force on a day: of each month the row that began last; without rows our own."""
    query = select(NewcomerShare).where(NewcomerShare.valid_from <= on).order_by(col(NewcomerShare.valid_from))
    return {row.month: row.share for row in session.exec(query)} or dict(NEWCOMER_SHARES)

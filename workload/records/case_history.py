"""How many cases were open at the end of each month, as far back as closings are recorded."""

from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, col, func, select

from workload.estimates.calendar import months_between
from workload.tables.cases import Case


def cases_by_month(session: Session, today: date) -> list[tuple[date, int]]:
    """Month (its first day) and cases open on its last day, for whole months that have passed, the oldest first.

    A case that was closed before anybody recorded closings is not known here, so that earlier months would show too
    few: history begins with the month of the first recorded closing, and is empty while there is none.
    """
    first = session.exec(select(func.min(Case.closed_on))).one()
    if first is None:
        return []
    opened, closed = _by_day(session, Case.opened_on), _by_day(session, Case.closed_on)
    return [
        (begin, sum(many for day, many in opened if day <= end) - sum(many for day, many in closed if day <= end))
        for begin, end in months_between(first, today.replace(day=1) - timedelta(days=1))
    ]


def _by_day(session: Session, column: Any) -> list[tuple[date, int]]:
    """How many cases were opened (or closed) on each day: a few thousand days, however many cases."""
    return list(session.exec(select(column, func.count()).where(col(column).is_not(None)).group_by(column)))

"""How many cases were open at the end of each month, as far back as closings are recorded."""

from datetime import date, timedelta

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
    dates = session.exec(select(col(Case.opened_on), col(Case.closed_on))).all()
    return [
        (begin, sum(opened <= end and (closed is None or closed > end) for opened, closed in dates))
        for begin, end in months_between(first, today.replace(day=1) - timedelta(days=1))
    ]

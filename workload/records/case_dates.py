"""What cases have coming: clocks that run, documents awaited, appointments."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from workload.tables.caseloads import CaseDate


def coming_dates(session: Session, case_ids: Collection[int]) -> dict[int, list[CaseDate]]:
    """The dates of these cases that are not settled, the next one first; one that has passed is still owed."""
    query = (
        select(CaseDate)
        .where(col(CaseDate.case_id).in_(list(case_ids)), col(CaseDate.settled_on).is_(None))
        .order_by(col(CaseDate.day), col(CaseDate.id))
    )
    found: dict[int, list[CaseDate]] = {}
    for row in session.exec(query):
        found.setdefault(row.case_id, []).append(row)
    return found

"""Who may cover where, and who has agreed to."""

from collections.abc import Collection
from datetime import date

from sqlmodel import Session, col, select

from workload.facts import CoverLink
from workload.tables.leave import ReliefCover
from workload.tables.people import CoverOption


def cover_links(
    session: Session, *, office_ids: Collection[str] | None = None, person_ids: Collection[int] | None = None
) -> list[CoverLink]:
    """Every way in which a person may cover an office, by office and person."""
    query = select(CoverOption).order_by(col(CoverOption.office_id), col(CoverOption.person_id), col(CoverOption.mode))
    if office_ids is not None:
        query = query.where(col(CoverOption.office_id).in_(list(office_ids)))
    if person_ids is not None:
        query = query.where(col(CoverOption.person_id).in_(list(person_ids)))
    return [CoverLink(row.person_id, row.office_id, row.mode, row.travel_hours) for row in session.exec(query)]


def covers_given(
    session: Session,
    first_day: date,
    last_day: date,
    *,
    person_id: int | None = None,
    office_id: str | None = None,
) -> list[ReliefCover]:
    """Cover between two dates, both included, by day: agreed, or asked for, which keeps its place in a week as well."""
    query = (
        select(ReliefCover)
        .where(
            col(ReliefCover.day) >= first_day,
            col(ReliefCover.day) <= last_day,
        )
        .order_by(col(ReliefCover.day), col(ReliefCover.office_id), col(ReliefCover.person_id))
    )
    if person_id is not None:
        query = query.where(ReliefCover.person_id == person_id)
    if office_id is not None:
        query = query.where(ReliefCover.office_id == office_id)
    return list(session.exec(query))

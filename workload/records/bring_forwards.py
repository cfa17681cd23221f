"""Bring-forwards: which ones wait for an answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from workload.tables.bring_forwards import BringForward
from workload.tables.people import Person
from workload.tables.places import Office


@dataclass(frozen=True)
class BringForwardLine:
    """A BF as a list shows it. `answers` is who writes the answer, blank when nobody was named."""

    bring_forward: BringForward
    office: str
    answers: str


def open_bring_forwards(session: Session, *, region_ids: Sequence[str] | None = None) -> list[BringForwardLine]:
    """BFs without an answer, those needed first at the top."""
    query = (
        select(BringForward, Office, Person)
        .join(Office, col(Office.id) == col(BringForward.office_id))
        .outerjoin(Person, col(Person.id) == col(BringForward.person_id))
        .where(col(BringForward.answered_on).is_(None))
    )
    if region_ids is not None:
        query = query.where(col(Office.region_id).in_(list(region_ids)))
    query = query.order_by(col(BringForward.needed_by), col(BringForward.id))
    return [
        BringForwardLine(bring_forward=row, office=office.name, answers=person.name if person else "")
        for row, office, person in session.exec(query).all()
    ]

"""Training done, and what is due: a refresher every two years (NWT Ombud 2022, training chapter)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from workload.tables.people import Person
from workload.tables.places import Office
from workload.tables.training import TrainingRecord
from workload.vocabulary import Course, PersonKind

REFRESHER_YEARS = 2
COUNTS_AS_REFRESHER = (Course.initial, Course.refresher)
CARRIES_CASES = (PersonKind.cso, PersonKind.itinerant, PersonKind.pool)


@dataclass(frozen=True)
class TrainingDue:
    """A person whose refresher is due. `last_done` is None when no initial training or refresher is recorded."""

    person_id: int
    name: str
    office: str
    last_done: date | None
    due_on: date | None


def refresher_due(last_done: date) -> date:
    """The same day two years later (28 February for a leap day)."""
    try:
        return last_done.replace(year=last_done.year + REFRESHER_YEARS)
    except ValueError:
        return last_done.replace(year=last_done.year + REFRESHER_YEARS, day=28)


def training_due(session: Session, *, region_ids: Sequence[str] | None, today: date, until: date) -> list[TrainingDue]:
    """People whose refresher falls due by `until`, the longest overdue first; those without a record come first."""
    query = (
        select(Person, Office)
        .join(Office, col(Office.id) == col(Person.office_id))
        .where(col(Person.kind).in_(CARRIES_CASES))
    )
    if region_ids is not None:
        query = query.where(col(Office.region_id).in_(list(region_ids)))
    people = [
        (person, office)
        for person, office in session.exec(query).all()
        if person.works_until is None or person.works_until >= today
    ]
    last: dict[int, date] = {}
    records = select(TrainingRecord).where(col(TrainingRecord.course).in_(COUNTS_AS_REFRESHER))
    for record in session.exec(records).all():
        last[record.person_id] = max(record.completed_on, last.get(record.person_id, record.completed_on))
    due = [_due(person, office.name, last.get(person.id or 0)) for person, office in people]
    soon = [row for row in due if row.due_on is None or row.due_on <= until]
    return sorted(soon, key=lambda row: (row.due_on is not None, row.due_on or today, row.name))


def _due(person: Person, office: str, last_done: date | None) -> TrainingDue:
    return TrainingDue(
        person_id=person.id or 0,
        name=person.name,
        office=office,
        last_done=last_done,
        due_on=refresher_due(last_done) if last_done else None,
    )

"""Training done, and what is due: a refresher every two years (NWT Ombud 2022, training chapter)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, or_, select

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
        select(col(Person.id), col(Person.given_name), col(Person.family_name), col(Office.name))
        .join(Office, col(Office.id) == col(Person.office_id))
        .where(
            col(Person.kind).in_(CARRIES_CASES),
            or_(col(Person.works_until).is_(None), col(Person.works_until) >= today),
        )
    )
    if region_ids is not None:
        query = query.where(col(Office.region_id).in_(list(region_ids)))
    last = _last_done(session)
    due = [
        TrainingDue(number, f"{given} {family}", office, last.get(number), _due(last.get(number)))
        for number, given, family, office in session.exec(query)
        if number is not None
    ]
    soon = [row for row in due if row.due_on is None or row.due_on <= until]
    return sorted(soon, key=lambda row: (row.due_on is not None, row.due_on or today, row.name))


def _last_done(session: Session) -> dict[int, date]:
    """When each person last did the initial training or a refresher."""
    records = (
        select(col(TrainingRecord.person_id), func.max(col(TrainingRecord.completed_on)))
        .where(col(TrainingRecord.course).in_(COUNTS_AS_REFRESHER))
        .group_by(col(TrainingRecord.person_id))
    )
    return dict(session.exec(records).all())


def _due(last_done: date | None) -> date | None:
    return refresher_due(last_done) if last_done else None

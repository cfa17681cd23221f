"""Abuse at work: what a person met, the support owed for it, days alone that were checked on, and talks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from workload.estimates.calendar import add_business_days
from workload.facts import CalendarFacts
from workload.tables.people import Person
from workload.tables.places import Office
from workload.tables.wellbeing import CheckIn, Incident, SupportContact
from workload.vocabulary import IncidentKind

SUPPORT_DAYS = 1
"""Business days in which a manager owes the first support. Ours."""

FOLLOW_UP_DAYS = 10
"""Business days after which the manager asks again. Ours."""


@dataclass(frozen=True)
class IncidentLine:
    """An incident with whom it happened to. `story` is blank for everybody but the person where it was off duty."""

    incident: Incident
    name: str
    office: str
    story: str


def write_incident(
    session: Session, *, person_id: int, day: date, kind: IncidentKind, what_happened: str, today: date,
    calendar: CalendarFacts,
) -> Incident:  # fmt: skip
    """Keep an incident; support is owed from the day on which it was written down."""
    row = Incident(
        person_id=person_id,
        day=day,
        kind=kind,
        what_happened=what_happened,
        support_by=add_business_days(today, SUPPORT_DAYS, calendar),
    )
    session.add(row)
    session.flush()
    return row


def incidents(
    session: Session,
    reader_id: int,
    *,
    person_id: int | None = None,
    region_ids: Sequence[str] | None = None,
) -> list[IncidentLine]:
    """Incidents of a person, or of regions (None is every region), newest first, as `reader_id` may read them."""
    query = (
        select(Incident, Person, Office)
        .join(Person, col(Person.id) == col(Incident.person_id))
        .join(Office, col(Office.id) == col(Person.office_id))
        .order_by(col(Incident.day).desc(), col(Incident.id).desc())
    )
    if person_id is not None:
        query = query.where(Incident.person_id == person_id)
    if region_ids is not None:
        query = query.where(col(Office.region_id).in_(list(region_ids)))
    return [
        IncidentLine(row, person.name, office.name, _story(row, reader_id))
        for row, person, office in session.exec(query)
    ]


def give_support(
    session: Session, incident: Incident, *, what: str, by: int, today: date, calendar: CalendarFacts
) -> date:
    """What was done first; returns the day by which to ask again."""
    again = add_business_days(today, FOLLOW_UP_DAYS, calendar)
    incident.support, incident.follow_up_on = what, again
    incident.supported_on, incident.supported_by = today, by
    session.add(incident)
    return again


def follow_up(session: Session, incident: Incident, *, what: str) -> None:
    """Asked again: what was said is added to what was done."""
    incident.support = f"{incident.support}\n{what}".strip()
    incident.followed_up = True
    session.add(incident)


def owed_by(incident: Incident) -> date | None:
    """The day by which the next step is owed; None when nothing is."""
    if incident.followed_up:
        return None
    return incident.follow_up_on or incident.support_by


def check_in(session: Session, person_id: int, day: date) -> bool:
    """All is well; False when that was said before today."""
    if session.get(CheckIn, (person_id, day)) is not None:
        return False
    session.add(CheckIn(person_id=person_id, day=day))
    return True


def checked_in(session: Session, person_id: int, day: date) -> bool:
    return session.get(CheckIn, (person_id, day)) is not None


def note_talk(session: Session, person_id: int, day: date) -> None:
    """Somebody talked with their buddy or manager; a second talk on a day adds nothing."""
    if session.get(SupportContact, (person_id, day)) is None:
        session.add(SupportContact(person_id=person_id, day=day))


def _story(row: Incident, reader_id: int) -> str:
    private = row.kind is IncidentKind.off_duty and row.person_id != reader_id
    return "" if private else row.what_happened

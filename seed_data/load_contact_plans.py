"""Limits on one person's contact after abuse: one that holds, one that ended."""

from sqlmodel import Session, select

from seed_data.csv_files import Row, read_rows
from seed_data.shift import Shift
from workload.tables.contact_plans import ContactPlan
from workload.tables.people import Person
from workload.tables.wellbeing import Incident
from workload.vocabulary import Backing, ContactWay, OpenWay


def add_contact_plans(session: Session, people: dict[str, int], shift: Shift) -> None:
    """Needs the incidents. A plan of a day that has not come, or after such an incident, is left out."""
    for row in read_rows("contact_plans"):
        met = people[row["incident_person"]]
        when = shift.day(row["incident_day"])
        incident = session.exec(select(Incident).where(Incident.person_id == met, Incident.day == when)).first()
        if incident is not None and shift.day(row["decided_on"]) <= shift.today:
            office = session.get_one(Person, met).office_id
            session.add(_plan(row, incident.id or 0, office, people, shift))


def _plan(row: Row, incident_id: int, office_id: str, people: dict[str, int], shift: Shift) -> ContactPlan:
    backed = shift.past(row["backing_on"])
    return ContactPlan(
        office_id=office_id,
        known_as=row["known_as"],
        incident_id=incident_id,
        facts=row["facts"],
        ways=[ContactWay(one) for one in row["ways"].split(";")],
        contact_id=people[row["contact"]],
        stays_open=OpenWay(row["stays_open"]),
        decided_on=shift.day(row["decided_on"]),
        decided_by=people[row["decided_by"]],
        review_by=shift.day(row["review_by"]),
        told_on=shift.past(row["told_on"]),
        reviewed_on=shift.past(row["reviewed_on"]),
        reviewed_by=people[row["decided_by"]] if row["reviewed_on"] else None,
        review_reason=row["review_reason"],
        ended_on=shift.past(row["ended_on"]),
        backing=Backing(row["backing"]) if backed else None,
        backing_on=backed,
        backing_by=people[row["backing_by"]] if backed else None,
    )

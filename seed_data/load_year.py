"""Words of thanks of a year, training, and some weeks of logged time."""

from sqlmodel import Session, insert

from seed_data.csv_files import Row, read_rows
from seed_data.shift import Shift
from workload.tables.recognition import RecognitionNote
from workload.tables.time_log import TimeLogEntry
from workload.tables.training import TrainingRecord
from workload.vocabulary import (
    Activity,
    Course,
    Giver,
    Tier,
    Value,
    Visibility,
)

NOMINATED = (Giver.client, Giver.partner, Giver.headquarters)


def add_year(session: Session, people: dict[str, int], cases: dict[str, int], shift: Shift) -> None:
    """What has not happened yet by `shift.today` is left out."""
    for row in read_rows("recognition"):
        if shift.day(row["written_on"]) <= shift.today:
            session.add(_note(row, people, shift))
    for row in read_rows("training"):
        session.add(
            TrainingRecord(
                person_id=people[row["person"]],
                course=Course(row["course"]),
                completed_on=shift.day(row["completed_on"]),
            )
        )
    logged = [
        {"person_id": people[row["person"]], "day": shift.day(row["day"]), "activity": Activity(row["activity"]),
         "tier": Tier(row["tier"]) if row["tier"] else None, "case_id": cases.get(row["case"]),
         "minutes": int(row["minutes"])}
        for row in read_rows("time_log")
    ]  # fmt: skip
    session.execute(insert(TimeLogEntry), logged)
    session.flush()


def _note(row: Row, people: dict[str, int], shift: Shift) -> RecognitionNote:
    giver, visibility, told = Giver(row["giver"]), Visibility(row["visibility"]), shift.past(row["told_on"])
    return RecognitionNote(
        recipient_id=people[row["recipient"]],
        giver_id=people.get(row["giver_person"]),
        giver=giver,
        value=Value(row["value"]),
        text=row["text"],
        visibility=visibility,
        written_on=shift.day(row["written_on"]),
        told_on=told,
        awards_on=told if giver in NOMINATED and visibility is Visibility.everyone else None,
    )

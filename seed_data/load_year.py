"""A year of the offices' life: concerns, bring-forwards, words of thanks, training, logged time."""

from datetime import date

from sqlmodel import Session

from seed_data.csv_files import Row, read_rows
from seed_data.shift import Shift
from workload.records.calendar import concern_due
from workload.tables.bring_forwards import BringForward
from workload.tables.concerns import Concern
from workload.tables.recognition import RecognitionNote
from workload.tables.time_log import TimeLogEntry
from workload.tables.training import TrainingRecord
from workload.vocabulary import (
    Activity,
    BringForwardSource,
    Channel,
    ConcernCategory,
    ConcernStatus,
    Course,
    Giver,
    Tier,
    Value,
    Visibility,
)


def add_year(session: Session, people: dict[str, int], cases: dict[str, int], shift: Shift) -> None:
    """What has not happened yet by `shift.today` is left out, and an answer that has not come yet is blank."""
    for row in read_rows("concerns"):
        if shift.day(row["opened_on"]) <= shift.today:
            session.add(_concern(row, people, concern_due(session, shift.day(row["opened_on"])).day, shift))
    for row in read_rows("bring_forwards"):
        if shift.day(row["asked_on"]) <= shift.today:
            session.add(_bring_forward(row, people, shift))
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
    for row in read_rows("time_log"):
        session.add(
            TimeLogEntry(
                person_id=people[row["person"]],
                day=shift.day(row["day"]),
                activity=Activity(row["activity"]),
                tier=Tier(row["tier"]) if row["tier"] else None,
                case_id=cases.get(row["case"]),
                minutes=int(row["minutes"]),
            )
        )
    session.flush()


def _concern(row: Row, people: dict[str, int], promised: date, shift: Shift) -> Concern:
    opened = shift.day(row["opened_on"])
    answered = shift.past(row["answered_on"])
    closed = shift.past(row["closed_on"])
    return Concern(
        reference=row["reference"],
        office_id=row["office_id"],
        opened_on=opened,
        category=ConcernCategory(row["category"]),
        channel=Channel(row["channel"]),
        what_happened=row["what_happened"],
        status=_status(answered, closed),
        promised_due=promised,
        promise=f"We will answer by {promised:%A} {promised.day} {promised:%B %Y}.",
        answered_on=answered,
        closed_on=closed,
        recorded_by=people[row["recorded_by"]],
    )


def _status(answered: date | None, closed: date | None) -> ConcernStatus:
    if closed is not None:
        return ConcernStatus.closed
    return ConcernStatus.received if answered is None else ConcernStatus.answered


def _bring_forward(row: Row, people: dict[str, int], shift: Shift) -> BringForward:
    answered = shift.past(row["answered_on"])
    return BringForward(
        reference=row["reference"],
        office_id=row["office_id"],
        person_id=people[row["person"]],
        source=BringForwardSource(row["source"]),
        asked_on=shift.day(row["asked_on"]),
        needed_by=shift.day(row["needed_by"]),
        answered_on=answered,
        minutes=int(row["minutes"]) if answered else 0,
        question=row["question"],
    )


def _note(row: Row, people: dict[str, int], shift: Shift) -> RecognitionNote:
    return RecognitionNote(
        recipient_id=people[row["recipient"]],
        giver_id=people.get(row["giver_person"]),
        giver=Giver(row["giver"]),
        value=Value(row["value"]),
        text=row["text"],
        visibility=Visibility(row["visibility"]),
        written_on=shift.day(row["written_on"]),
        told_on=shift.past(row["told_on"]),
    )

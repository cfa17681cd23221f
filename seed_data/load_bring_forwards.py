"""Bring-forwards of a year, with the first-contact check, the price that was shown, and the minutes they took."""

from sqlmodel import Session, col, insert, select

from seed_data.csv_files import Row, read_rows
from seed_data.shift import Shift
from workload.tables.bring_forwards import BringForward, BringForwardMinutes
from workload.vocabulary import BringForwardLane, BringForwardSource, BringForwardWork

ASKED_BY = "daniel"
ANSWER = "Looked at with the officer: the steps and their dates are on the file, and the person was told the next one."


def add_bring_forwards(session: Session, people: dict[str, int], shift: Shift) -> None:
    """Minutes of headquarters stand with whoever asked, those of reading over with the region's manager, the others
    with whoever answers."""
    manager_of = _managers()
    work = {row["reference"]: row for row in read_rows("bring_forward_work")}
    rows = [row | work[row["reference"]] for row in read_rows("bring_forwards")]
    rows = [row for row in rows if shift.day(row["asked_on"]) <= shift.today]
    session.add_all(_bring_forward(row, people, shift) for row in rows)
    session.flush()
    number = dict(session.exec(select(col(BringForward.reference), col(BringForward.id))).all())
    minutes = [
        {"bring_forward_id": number[row["reference"]], "person_id": people[_who(work, row, manager_of)],
         "day": shift.past(row["needed_by"]) or shift.day(row["asked_on"]), "minutes": int(row[work.value]),
         "work": work}
        for row in rows
        for work in BringForwardWork
        if int(row[work.value])
    ]  # fmt: skip
    session.execute(insert(BringForwardMinutes), minutes)


def _who(work: BringForwardWork, row: Row, manager_of: dict[str, str]) -> str:
    if work is BringForwardWork.headquarters:
        return ASKED_BY
    return manager_of[row["office_id"]] if work is BringForwardWork.review else row["person"]


def _managers() -> dict[str, str]:
    """Who manages the region of each office."""
    region_of = {row["id"]: row["region_id"] for row in read_rows("offices")}
    bosses = {region_of[row["office_id"]]: row["key"] for row in read_rows("people") if row["role"] == "manager"}
    return {office: bosses[region] for office, region in region_of.items()}


def _bring_forward(row: Row, people: dict[str, int], shift: Shift) -> BringForward:
    answered = shift.past(row["answered_on"])
    asked = shift.day(row["asked_on"])
    return BringForward(
        reference=row["reference"],
        office_id=row["office_id"],
        person_id=people[row["person"]],
        source=BringForwardSource(row["source"]),
        asked_on=asked,
        needed_by=shift.day(row["needed_by"]),
        answered_on=answered,
        minutes=sum(int(row[work.value]) for work in BringForwardWork if work is not BringForwardWork.headquarters),
        question=row["question"],
        questions=[row["question"]],
        lane=BringForwardLane(row["lane"]),
        spoke_to_office=_known(row["spoke_to_office"]),
        applied=_known(row["applied"]),
        solved_before=_known(row["solved_before"]),
        clarify=row["clarify"],
        clarify_asked_on=asked if row["clarify"] else None,
        clarified_on=answered if row["clarify"] else None,
        answer=ANSWER if answered else "",
        sent_by=people[ASKED_BY],
        quoted_minutes=_number(row["quoted_minutes"]),
        quoted_low=_number(row["quoted_low"]),
        quoted_high=_number(row["quoted_high"]),
        quoted_late=_number(row["quoted_late"]),
    )


def _known(cell: str) -> bool | None:
    return cell == "1" if cell else None


def _number(cell: str) -> int | None:
    return int(cell) if cell else None

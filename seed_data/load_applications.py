"""Applications of the past year; what has not happened by today is left out."""

from sqlmodel import Session, insert

from seed_data.csv_files import read_rows
from seed_data.shift import Shift
from workload.estimates.application_clocks import Wait
from workload.exchange.import_applications import waits
from workload.records.applications import stored_waits
from workload.tables.applications import Application


def add_applications(session: Session, cases: dict[str, int], shift: Shift) -> None:
    session.execute(
        insert(Application),
        [
            {
                "case_id": cases[row["case"]],
                "office_id": row["office_id"],
                "submitted": shift.day(row["submitted"]),
                "documents_complete": shift.past(row["documents_complete"]),
                "verified": shift.past(row["verified"]),
                "decided": shift.past(row["decided"]),
                "paid": shift.past(row["paid"]),
                "waits": stored_waits(_shifted(row["waits"], shift)),
            }
            for row in read_rows("applications")
            if shift.day(row["submitted"]) <= shift.today
        ],
    )


def _shifted(cell: str, shift: Shift) -> list[Wait]:
    moved = [
        Wait(one.owner, one.first + shift.by, one.last + shift.by if one.last else None, one.item)
        for one in waits(cell)
    ]
    return [
        Wait(one.owner, one.first, one.last if one.last and one.last <= shift.today else None, one.item)
        for one in moved
        if one.first <= shift.today
    ]

"""applications.csv into the database, and its rows out of it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlmodel import Session, col, insert, select

from workload.estimates.application_clocks import ApplicationFacts, Wait, day_faults
from workload.estimates.waits import Owner
from workload.exchange.csv_table import Column, CsvTable, day, optional_day, text
from workload.exchange.faults import FileFault
from workload.exchange.import_known import Known, Tally, in_batches
from workload.records.applications import read_waits, stored_waits
from workload.tables.applications import Application
from workload.tables.cases import Case

LONGEST_ITEM = 120
OWNERS = tuple(owner.value for owner in Owner if owner is not Owner.office)


def waits(cell: str) -> tuple[Wait, ...]:
    """Waits like `client:2026-03-03:2026-03-09:bank statement`, separated by semicolons; no last day while it lasts."""
    return tuple(_wait(part.strip()) for part in cell.split(";") if part.strip())


def _wait(part: str) -> Wait:
    words = [word.strip() for word in part.split(":", 3)]
    if len(words) < 3 or words[0] not in OWNERS:
        raise ValueError(
            f"'{part}' is not a wait like client:2026-03-03:2026-03-09:bank statement ({', '.join(OWNERS)})"
        )
    item = words[3] if len(words) > 3 else ""
    if len(item) > LONGEST_ITEM:
        raise ValueError(f"'{item}' has more than {LONGEST_ITEM} characters")
    return Wait(Owner(words[0]), day(words[1]), optional_day(words[2]), item)


APPLICATIONS = (
    Column("case_id", text),
    Column("office_id", text),
    Column("submitted", day),
    Column("documents_complete", optional_day),
    Column("verified", optional_day),
    Column("decided", optional_day),
    Column("paid", optional_day),
    Column("waits", waits),
)
DAYS = ("documents_complete", "verified", "decided", "paid")


def check_applications(table: CsvTable, known: Known) -> list[FileFault]:
    """Days that contradict each other or are still to come."""
    found = []
    for line, row in zip(table.line, table.rows(), strict=True):
        complete, verified, decided, paid = (row[name] for name in DAYS)
        facts = ApplicationFacts(
            0, row["office_id"], row["submitted"], complete, verified, decided, paid, row["waits"]
        )  # fmt: skip
        found += [FileFault(table.file, line, column, text) for column, text in day_faults(facts, known.today)]
    return found


def store_applications(session: Session, table: CsvTable, known: Known) -> Tally:
    """By case and day of submission: new ones are added, known ones follow the file."""
    case_ids = dict(session.exec(select(Case.reference, Case.id)).all())
    stored = {(one.case_id, one.submitted): one for one in session.exec(select(Application))}
    new: list[dict[str, Any]] = []
    changed = 0
    for row in table.rows():
        case_id = case_ids[row["case_id"]]
        values = {name: row[name] for name in ("office_id", *DAYS)} | {"waits": stored_waits(row["waits"])}
        one = stored.get((case_id or 0, row["submitted"]))
        if one is None:
            new.append({"case_id": case_id, "submitted": row["submitted"]} | values)
        elif any(getattr(one, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(one, name, value)
            changed += 1
    in_batches(session, insert(Application), new)
    return Tally(len(new), changed, len(table) - len(new) - changed)


def application_rows(session: Session, places: set[str], reference: dict[int | None, str]) -> list[Sequence[object]]:
    """The rows of applications.csv of some offices, the oldest first."""
    query = select(Application).order_by(col(Application.submitted), col(Application.case_id))
    return [
        (
            reference[one.case_id], one.office_id, one.submitted.isoformat(),
            *(_said(getattr(one, day)) for day in DAYS),
            ";".join(f"{w.owner.value}:{w.first}:{_said(w.last)}:{w.item}" for w in read_waits(one.waits)),
        )
        for one in session.exec(query)
        if one.office_id in places
    ]  # fmt: skip


def _said(day: date | None) -> str:
    return day.isoformat() if day else ""

"""The files of a caseload balance: cases, officers, declared conflicts in; plan, report, prices, frontier out."""

from dataclasses import dataclass
from pathlib import Path

from workload.exchange.csv_table import (
    Column,
    CsvTable,
    number,
    one_of,
    optional_text,
    read_csv,
    text,
    words,
    yes_no,
)
from workload.exchange.faults import FileFault, FileFaults, Notice
from workload.exchange.languages import is_language

MOST_HOURS = 10_000.0  # a month has 744 hours; a case or a post beyond this is a slip of the pen

CASES = (
    Column("case_id", text),
    Column("community", text),
    Column("region", optional_text),
    Column("language", text),
    Column("stream", one_of("regular", "aged", "icm")),
    Column("tier", optional_text),
    Column("hours", number(above=0, at_most=MOST_HOURS)),
    Column("current_officer", optional_text),
    Column("weight", number(above=0, at_most=1e9)),
)
OFFICERS = (
    Column("officer_id", text),
    Column("home", optional_text),
    Column("region", optional_text),
    Column("kind", optional_text),
    Column("communities", words),
    Column("languages", words),
    Column("icm", yes_no),
    Column("capacity_hours", number(above=0, at_most=MOST_HOURS)),
)
PAIRS = (Column("case_id", text), Column("officer_id", text))  # of conflicts.csv, and of pins


@dataclass(frozen=True)
class BalanceFiles:
    """The tables, checked against each other, and what a reader should know besides."""

    cases: CsvTable
    officers: CsvTable
    conflicts: list[tuple[str, str]]
    notices: tuple[Notice, ...]
    pins: list[tuple[str, str]]


def read_balance_files(folder: Path, pins_file: Path | None = None) -> BalanceFiles:
    """Read and check the folder, and the pins. Raises FileFaults with every faulty row of every file."""
    officers, officer_faults = read_csv(folder / "officers.csv", OFFICERS, key=["officer_id"])
    cases, case_faults = read_csv(folder / "cases.csv", CASES, key=["case_id"])
    conflicts = CsvTable("conflicts.csv", [], {"case_id": [], "officer_id": []})
    conflict_faults: list[FileFault] = []
    if (folder / "conflicts.csv").exists():
        conflicts, conflict_faults = read_csv(folder / "conflicts.csv", PAIRS, key=["case_id", "officer_id"])
    pins = CsvTable("pins.csv", [], {"case_id": [], "officer_id": []})
    pin_faults: list[FileFault] = []
    if pins_file is not None:
        pins, pin_faults = read_csv(pins_file, PAIRS, key=["case_id", "officer_id"])
    for row, names in zip(officers.line, officers["communities"], strict=True):
        if not names:
            officer_faults.append(
                FileFault("officers.csv", row, "communities", "is blank; an officer needs at least one community")
            )
    # With a broken officers.csv every reference would look unknown, so references wait until it can be read.
    if not officer_faults:
        case_faults += _unknown(cases, "current_officer", set(officers["officer_id"]), "officers.csv")
        conflict_faults += _unknown(conflicts, "officer_id", set(officers["officer_id"]), "officers.csv")
        pin_faults += _unknown(pins, "officer_id", set(officers["officer_id"]), "officers.csv")
        case_faults += _unknown_languages(cases, officers)
    if not case_faults:
        conflict_faults += _unknown(conflicts, "case_id", set(cases["case_id"]), "cases.csv")
        pin_faults += _unknown(pins, "case_id", set(cases["case_id"]), "cases.csv")
    parts = (case_faults, officer_faults, conflict_faults, pin_faults)
    faults = [fault for part in parts for fault in _in_order(part)]
    if faults:
        raise FileFaults(faults)
    notices = (*cases.notices, *officers.notices, *conflicts.notices, *pins.notices)
    return BalanceFiles(cases, officers, _pairs(conflicts), notices, _pairs(pins))


def _pairs(table: CsvTable) -> list[tuple[str, str]]:
    return list(zip(table["case_id"], table["officer_id"], strict=True))


def _in_order(faults: list[FileFault]) -> list[FileFault]:
    return sorted(faults, key=lambda fault: fault.row)


def _unknown(table: CsvTable, column: str, known: set[str], where: str) -> list[FileFault]:
    return [
        FileFault(table.file, row, column, f"'{name}' is not in {where}")
        for row, name in zip(table.line, table[column], strict=True)
        if name and name not in known
    ]


def _unknown_languages(cases: CsvTable, officers: CsvTable) -> list[FileFault]:
    """A language that is no language and that no officer names either: a slip of the pen."""
    spoken = {word for spoken in officers["languages"] for word in spoken}
    return [
        FileFault(cases.file, row, "language", f"'{word}' is not a known language code and no officer speaks it")
        for row, word in zip(cases.line, cases["language"], strict=True)
        if word not in spoken and not is_language(word)
    ]

"""The files of a staffing need: a year's work and the time off of a post in, hours and posts of every office out."""

import csv
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from workload.estimates.availability import Availability, AvailabilityItem, AvailabilityKind
from workload.estimates.workload_posts import CountedNeed, CountedWork
from workload.exchange.csv_table import Column, CsvTable, number, one_of, optional_text, read_csv, text
from workload.exchange.faults import FileFault, FileFaults, Notice
from workload.exchange.safe_write import replacing
from workload.vocabulary import Head

BASE = "base_days"
MOST_DAYS = 366.0
MOST_HOURS = 1e9  # a year's hours of one row; beyond this is a slip of the pen
WORK = (
    Column("office_id", text),
    Column("head", one_of(*(head.value for head in Head))),
    Column("activity", text),
    Column("count_per_year", number(at_least=0, at_most=MOST_HOURS)),
    Column("minutes_each", number(at_least=0, at_most=MOST_HOURS)),
)
TIME_OFF = (
    Column("office_id", optional_text),
    Column("item", text),
    Column("kind", one_of(BASE, *(kind.value for kind in AvailabilityKind))),
    Column("value", number(at_least=0)),
)
NEED = ("office_id", "head", "hours", "posts")


@dataclass(frozen=True)
class StaffingFiles:
    """Work row by row, the availability of each office in the order of the file, and notices for a reader."""

    work: tuple[CountedWork, ...]
    availability: dict[str, Availability]
    notices: tuple[Notice, ...]


def read_staffing_files(workload: Path, availability: Path, hours_per_day: float) -> StaffingFiles:
    """Read and check both files. Raises FileFaults with every faulty row of both.

    A row of availability.csv without an office holds for all; an office's own row of the same item, or its own base,
    takes the place of that one.
    """
    work, faults = read_csv(workload, WORK, key=["office_id", "head", "activity"])
    off, off_faults = read_csv(availability, TIME_OFF, key=["office_id", "item"])
    off_faults += _out_of_range(off) + _second_base(off)
    offices = list(dict.fromkeys(work["office_id"]))
    if not faults:
        if not offices:
            faults.append(FileFault(work.file, 0, "", "has no rows; each row is an activity of an office"))
        off_faults += _unknown_offices(off, set(offices), work.file)
    if not off_faults:
        off_faults += _without_base(off, offices)
    for part in (faults, off_faults):
        part.sort(key=lambda fault: fault.row)
    if faults or off_faults:
        raise FileFaults([*faults, *off_faults])
    rows = tuple(
        CountedWork(r["office_id"], Head(r["head"]), r["activity"], r["count_per_year"], r["minutes_each"])
        for r in work.rows()
    )
    return StaffingFiles(rows, _availabilities(off, offices, hours_per_day), (*work.notices, *off.notices))


def write_need(path: Path, needs: Iterable[CountedNeed]) -> None:
    """A row for each of the eight heads and one for the total of every office; numbers are not rounded."""
    with replacing(path) as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(NEED)
        for need in needs:
            for part in need.heads:
                writer.writerow((need.office, part.head.value, _plain(part.hours), _plain(part.posts)))
            writer.writerow((need.office, "total", _plain(need.hours), _plain(need.posts)))


def _plain(value: float) -> str:
    return f"{value:.15g}"


def _availabilities(off: CsvTable, offices: Iterable[str], hours_per_day: float) -> dict[str, Availability]:
    base: dict[str, float] = {}
    items: dict[str, dict[str, AvailabilityItem]] = defaultdict(dict)
    for row in off.rows():
        if row["kind"] == BASE:
            base[row["office_id"]] = row["value"]
        else:
            item = AvailabilityItem(row["item"], AvailabilityKind(row["kind"]), row["value"])
            items[row["office_id"]][row["item"]] = item
    return {
        office: Availability(
            base.get(office, base.get("", 0.0)), tuple({**items[""], **items[office]}.values()), hours_per_day
        )
        for office in offices
    }


def _out_of_range(off: CsvTable) -> list[FileFault]:
    faults = []
    for row, kind, value in zip(off.line, off["kind"], off["value"], strict=True):
        most, unit = (100.0, "percent") if kind == AvailabilityKind.share_off else (MOST_DAYS, "days")
        if value > most:
            faults.append(FileFault(off.file, row, "value", f"'{value:g}' must be at most {most:g} {unit}"))
        if kind == BASE and value == 0:
            faults.append(FileFault(off.file, row, "value", "'0' must be more than 0 days"))
    return faults


def _second_base(off: CsvTable) -> list[FileFault]:
    seen: dict[str, int] = {}
    faults = []
    for row, office, kind in zip(off.line, off["office_id"], off["kind"], strict=True):
        if kind == BASE:
            if office in seen:
                whose = f"of '{office}'" if office else "of all offices"
                message = f"the base {whose} stands already in row {seen[office]}"
                faults.append(FileFault(off.file, row, "kind", message))
            seen.setdefault(office, row)
    return faults


def _unknown_offices(off: CsvTable, known: set[str], where: str) -> list[FileFault]:
    return [
        FileFault(off.file, row, "office_id", f"'{office}' is not in {where}")
        for row, office in zip(off.line, off["office_id"], strict=True)
        if office and office not in known
    ]


def _without_base(off: CsvTable, offices: Iterable[str]) -> list[FileFault]:
    based = {office for office, kind in zip(off["office_id"], off["kind"], strict=True) if kind == BASE}
    return [
        FileFault(off.file, 0, "kind", f"has no {BASE} row for office '{office}', and none for all offices")
        for office in offices
        if not based & {"", office}
    ]

"""The six files of `fairload relief`: read with every fault named, and answers written.

Hours become whole quarter-hours at the door. What is returned are plain columns; the solver builds its
own types from them (`scheduler.solver.relief_from_tables`), because imports point one way.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

from workload.exchange.csv_table import (
    Column,
    CsvTable,
    Parse,
    day,
    number,
    one_of,
    quarter_hours,
    read_csv,
    stop_on_faults,
    text,
    whole_number,
    yes_no,
)
from workload.exchange.faults import FileFault, Notice
from workload.exchange.safe_write import replacing

MOST_DECIMALS = 4
MOST_HOURS = 1000


@dataclass(frozen=True)
class ReliefTables:
    """The six files, each checked alone and against the others. Hours are quarter-hours, shares exact fractions."""

    calendar: CsvTable
    offices: CsvTable
    people: CsvTable
    cover: CsvTable
    approved: CsvTable
    requests: CsvTable

    @property
    def notices(self) -> list[Notice]:
        tables = (self.calendar, self.offices, self.people, self.cover, self.approved, self.requests)
        return [notice for table in tables for notice in table.notices]


def quarters(cell: str) -> int:
    """Hours in multiples of 0.25, as whole quarter-hours."""
    hours = quarter_hours(cell)
    if hours > MOST_HOURS:
        raise ValueError(f"'{cell}' must be at most {MOST_HOURS} hours")
    return int(hours * 4)


def exact(*, at_most: float) -> Parse:
    """A number of at least zero with at most four decimals, kept exactly as it is written."""
    check = number(at_least=0, at_most=at_most)

    def parse(cell: str) -> Fraction:
        check(cell)
        if 10**MOST_DECIMALS % Fraction(cell).denominator:
            raise ValueError(f"'{cell}' has more than {MOST_DECIMALS} decimals")
        return Fraction(cell)

    return parse


def five_days(cell: str) -> tuple[int, ...]:
    """Hours on Monday to Friday, separated by semicolons, as quarter-hours."""
    parts = [part.strip() for part in cell.split(";")]
    if len(parts) != 5:
        raise ValueError(f"'{cell}' needs five numbers, the hours on Monday to Friday, separated by ';'")
    hours = tuple(quarters(part) for part in parts)
    if any(hour > 24 * 4 for hour in hours):
        raise ValueError(f"'{cell}' has a day of more than 24 hours")
    return hours


_CALENDAR = [Column("date", day), Column("kind", one_of("open", "delivery", "closed"))]
_OFFICES = [
    Column("office_id", text),
    Column("region", text),
    Column("min_hours", quarters),
    Column("urgent_share", exact(at_most=1)),
]
_PEOPLE = [
    Column("person_id", text),
    Column("office_id", text),
    Column("kind", one_of("cso", "itinerant", "pool")),
    Column("pattern", five_days),
    Column("own_hours", quarters),
    Column("own_hours_delivery", quarters),
    Column("service_years", exact(at_most=100)),
    Column("qualified", yes_no),
    Column("max_cover_days", whole_number()),
    Column("past_cover_days", whole_number(), required=False, default=0),
]
_COVER = [
    Column("person_id", text),
    Column("office_id", text),
    Column("mode", one_of("site", "remote")),
    Column("travel_hours", quarters),
]
_APPROVED = [Column("person_id", text), Column("first_day", day), Column("last_day", day)]
_REQUESTS = [
    Column("request_id", text),
    Column("person_id", text),
    Column("option", whole_number(at_least=1)),
    Column("first_day", day),
    Column("last_day", day),
    Column("kind", one_of("planned", "protected")),
    Column("refused_before", yes_no),
]


def read_relief(folder: Path) -> ReliefTables:
    """Read and check the six files in `folder`. Raises FileFaults with every fault found."""
    calendar, f1 = read_csv(folder / "calendar.csv", _CALENDAR, key=["date"])
    offices, f2 = read_csv(folder / "offices.csv", _OFFICES, key=["office_id"])
    people, f3 = read_csv(folder / "people.csv", _PEOPLE, key=["person_id"])
    cover, f4 = read_csv(folder / "cover.csv", _COVER, key=["person_id", "office_id", "mode"])
    approved, f5 = read_csv(folder / "approved.csv", _APPROVED)
    requests, f6 = read_csv(folder / "requests.csv", _REQUESTS, key=["request_id", "option"])
    tables = ReliefTables(calendar, offices, people, cover, approved, requests)
    # A reference can only be judged against a file that was read whole; otherwise one slip would name a hundred rows.
    f1 += _calendar_faults(calendar, complete=not f1)
    known_days = None if f1 else _kinds(calendar)
    known_offices = None if f2 else set(offices["office_id"])
    known_people = None if f3 else _by_id(people)
    stop_on_faults(
        f1,
        f2,
        f3 + _people_faults(people, known_offices),
        f4 + _cover_faults(cover, people, known_people, known_offices),
        f5 + _span_faults(approved) + _unknown(approved, "person_id", known_people, "people.csv"),
        f6 + _requests_faults(requests, known_people, known_days, complete=not f6),
    )
    return tables


def _kinds(calendar: CsvTable) -> dict[date, str]:
    return dict(zip(calendar["date"], calendar["kind"], strict=True))


def _by_id(people: CsvTable) -> dict[str, tuple[int, ...]]:
    return dict(zip(people["person_id"], people["pattern"], strict=True))


def _calendar_faults(table: CsvTable, *, complete: bool) -> list[FileFault]:
    faults = [
        FileFault(table.file, row, "kind", f"{when.isoformat()} is a {when:%A}; Saturdays and Sundays are closed")
        for row, when, kind in zip(table.line, table["date"], table["kind"], strict=True)
        if when.weekday() >= 5 and kind != "closed"
    ]
    if complete and not len(table):
        faults.append(FileFault(table.file, 0, "", "has no dates; the horizon needs at least one"))
    if complete:
        ordered = sorted(zip(table["date"], table.line, strict=True))
        for (before, _), (after, row) in pairwise(ordered):
            if after - before != timedelta(days=1):
                message = (
                    f"{(before + timedelta(days=1)).isoformat()} is missing; every date must stand, closed ones too"
                )
                faults.append(FileFault(table.file, row, "date", message))
    return faults


def _unknown(table: CsvTable, column: str, known: Iterable[str] | None, where: str) -> list[FileFault]:
    if known is None:
        return []
    return [
        FileFault(table.file, row, column, f"'{value}' is not in {where}")
        for row, value in zip(table.line, table[column], strict=True)
        if value not in known
    ]


def _people_faults(table: CsvTable, offices: set[str] | None) -> list[FileFault]:
    faults = _unknown(table, "office_id", offices, "offices.csv")
    for row, values in zip(table.line, table.rows(), strict=True):
        for column in ("own_hours", "own_hours_delivery"):
            if values["kind"] == "pool" and values[column]:
                faults.append(FileFault(table.file, row, column, "must be 0 for a person of kind pool"))
    return faults


def _cover_faults(
    table: CsvTable, people: CsvTable, known: Mapping[str, object] | None, offices: set[str] | None
) -> list[FileFault]:
    """References, and site at the own office: a person who is there is simply at work."""
    home = dict(zip(people["person_id"], people["office_id"], strict=True))
    own_site = [
        FileFault(table.file, row, "mode", f"'site' at the own office {office}; only remote may stand there")
        for row, person, office, mode in zip(
            table.line, table["person_id"], table["office_id"], table["mode"], strict=True
        )
        if mode == "site" and home.get(person) == office
    ]
    unknown = _unknown(table, "person_id", known, "people.csv") + _unknown(table, "office_id", offices, "offices.csv")
    return unknown + own_site


def _span_faults(table: CsvTable) -> list[FileFault]:
    return [
        FileFault(table.file, row, "last_day", f"{last.isoformat()} is before first_day {first.isoformat()}")
        for row, first, last in zip(table.line, table["first_day"], table["last_day"], strict=True)
        if last < first
    ]


def _requests_faults(
    table: CsvTable,
    people: Mapping[str, tuple[int, ...]] | None,
    days: Mapping[date, str] | None,
    *,
    complete: bool,
) -> list[FileFault]:
    faults = _unknown(table, "person_id", people, "people.csv") + _span_faults(table)
    first_row: dict[str, tuple[int, dict[str, object]]] = {}
    options: dict[str, list[tuple[int, int]]] = {}
    for row, values in zip(table.line, table.rows(), strict=True):
        name = values["request_id"]
        options.setdefault(name, []).append((values["option"], row))
        if name not in first_row:
            first_row[name] = (row, values)
        for column in ("person_id", "kind", "refused_before"):
            other_row, other = first_row[name]
            if other[column] != values[column]:
                message = f"differs from row {other_row}; it must be the same on all rows of request '{name}'"
                faults.append(FileFault(table.file, row, column, message))
        if days:
            faults += _place_faults(table.file, row, values, people, days)
    if complete:
        for name, rows in options.items():
            for expected, (option, row) in enumerate(sorted(rows), 1):
                if option != expected:
                    message = f"option {expected} of request '{name}' is missing; options run 1, 2, ... without gap"
                    faults.append(FileFault(table.file, row, "option", message))
                    break
    return faults


def _place_faults(
    file: str,
    row: int,
    values: Mapping[str, date],
    people: Mapping[str, tuple[int, ...]] | None,
    days: Mapping[date, str],
) -> list[FileFault]:
    first, last = values["first_day"], values["last_day"]
    faults = [
        FileFault(file, row, column, f"{when.isoformat()} is outside the calendar ({min(days)} to {max(days)})")
        for column, when in (("first_day", first), ("last_day", last))
        if when not in days
    ]
    pattern = people.get(str(values["person_id"])) if people else None
    if not faults and first <= last and pattern is not None:
        span = (first + timedelta(days=i) for i in range((last - first).days + 1))
        if not any(days[when] != "closed" and when.weekday() < 5 and pattern[when.weekday()] for when in span):
            message = f"holds no working day of {values['person_id']}; ask for days that are worked"
            faults.append(FileFault(file, row, "first_day", message))
    return faults


def write_tables(folder: Path, tables: Mapping[str, tuple[Sequence[str], Iterable[Sequence[object]]]]) -> None:
    """Write each file name -> (header, rows) into `folder`; all are complete before the first takes its place."""
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        for name, (header, rows) in tables.items():
            writer = csv.writer(stack.enter_context(replacing(folder / name)), lineterminator="\n")
            writer.writerow(header)
            writer.writerows(rows)

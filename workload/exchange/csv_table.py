"""Reading a CSV file into columns of values, with every faulty cell named by file, row and column."""

import csv
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from workload.exchange.faults import FileFault, FileFaults, Notice, missing_file

Parse = Callable[[str], Any]


@dataclass(frozen=True)
class Column:
    """A column of a file: its name, how a cell becomes a value, and whether the file may leave it out.

    `parse` raises ValueError with the sentence to show. `default` is the value of every row when an
    optional column is absent.
    """

    name: str
    parse: Parse
    required: bool = True
    default: Any = None


@dataclass
class CsvTable:
    """Columns of equal length; `line[i]` is the row in the file (the header is row 1) of value i."""

    file: str
    line: list[int]
    columns: dict[str, list[Any]]
    notices: list[Notice] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.line)

    def __getitem__(self, name: str) -> list[Any]:
        return self.columns[name]

    def rows(self) -> Iterator[dict[str, Any]]:
        names = list(self.columns)
        for values in zip(*self.columns.values(), strict=True):
            yield dict(zip(names, values, strict=True))


def read_csv(path: Path, columns: Sequence[Column], *, key: Sequence[str] = ()) -> tuple[CsvTable, list[FileFault]]:
    """Read `path` into the given columns. Never raises for content: faults are returned beside what could be read.

    Rows with a faulty cell are left out of the table. `key` names the columns that together must be unique.
    Unknown columns are ignored with a notice. UTF-8 (a byte-order mark is accepted), one header row.
    """
    table = CsvTable(path.name, [], {column.name: [] for column in columns})
    faults: list[FileFault] = []
    if not path.is_file():
        return table, [missing_file(path)]
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            _read_rows(csv.reader(stream, strict=True), table, columns, key, faults)
    except UnicodeDecodeError as error:
        message = f"byte {error.start} is not UTF-8; save the file as UTF-8 and try again"
        faults.append(FileFault(path.name, 0, "", message))
    for column in columns:  # those that the file does not have; also when its reading broke off in the middle
        missing = len(table.line) - len(table.columns[column.name])
        table.columns[column.name] += [column.default] * missing
    return table, faults


def _read_rows(
    reader: Any, table: CsvTable, columns: Sequence[Column], key: Sequence[str], faults: list[FileFault]
) -> None:
    name = table.file
    try:
        header = next(reader, None)
        if header is None:
            faults.append(FileFault(name, 0, "", "the file is empty; it needs a header row"))
            return
        header = [cell.strip() for cell in header]
        places = _places(header, table, columns, faults)
        if places is None:
            return
        seen: dict[tuple[Any, ...], int] = {}
        for cells in reader:
            if not any(cells):
                continue
            row = reader.line_num
            if len(cells) != len(header):
                faults.append(FileFault(name, row, "", f"has {len(cells)} cells, the header has {len(header)}"))
                continue
            values = _parse_cells(cells, places, name, row, faults)
            if values is None:
                continue
            if key:
                identity = tuple(values[column] for column in key)
                if identity in seen:
                    shown = ", ".join(str(part) for part in identity)
                    faults.append(
                        FileFault(name, row, ",".join(key), f"'{shown}' stands already in row {seen[identity]}")
                    )
                    continue
                seen[identity] = row
            table.line.append(row)
            for column, value in values.items():
                table.columns[column].append(value)
    except csv.Error as error:
        faults.append(FileFault(name, reader.line_num, "", f"cannot be read as CSV ({error})"))


def _places(
    header: list[str], table: CsvTable, columns: Sequence[Column], faults: list[FileFault]
) -> dict[str, tuple[int, Parse]] | None:
    """Where each known column stands, or None when the header cannot be used."""
    before = len(faults)
    known = {column.name for column in columns}
    for repeated in sorted({cell for cell in header if header.count(cell) > 1}):
        faults.append(FileFault(table.file, 1, repeated, "the column stands twice in the header"))
    for column in columns:
        if column.required and column.name not in header:
            faults.append(FileFault(table.file, 1, column.name, "the column is missing"))
    for cell in header:
        if cell not in known:
            table.notices.append(Notice(table.file, f"the column '{cell}' is not known and is ignored"))
    if len(faults) > before:
        return None
    return {column.name: (header.index(column.name), column.parse) for column in columns if column.name in header}


def _parse_cells(
    cells: list[str], places: dict[str, tuple[int, Parse]], name: str, row: int, faults: list[FileFault]
) -> dict[str, Any] | None:
    values: dict[str, Any] = {}
    good = True
    for column, (index, parse) in places.items():
        try:
            values[column] = parse(cells[index].strip())
        except ValueError as error:
            faults.append(FileFault(name, row, column, str(error)))
            good = False
    return values if good else None


def stop_on_faults(*fault_lists: list[FileFault]) -> None:
    """Raise FileFaults when any list holds a fault."""
    faults = [fault for faults in fault_lists for fault in faults]
    if faults:
        raise FileFaults(faults)


# --- how a cell becomes a value ------------------------------------------------------------------


def text(cell: str) -> str:
    """Any text that is not blank; equal texts share one object, which matters at 250,000 rows."""
    if not cell:
        raise ValueError("is blank; a value is needed")
    return sys.intern(cell)


def optional_text(cell: str) -> str:
    return sys.intern(cell)


def one_of(*words: str) -> Parse:
    """One of the given words."""
    allowed = {word: sys.intern(word) for word in words}

    def parse(cell: str) -> str:
        if cell not in allowed:
            raise ValueError(f"'{cell}' is not one of {', '.join(words)}")
        return allowed[cell]

    return parse


def words(cell: str) -> tuple[str, ...]:
    """A list separated by semicolons; blank is the empty list."""
    return tuple(sys.intern(part.strip()) for part in cell.split(";") if part.strip())


def number(*, above: float | None = None, at_least: float | None = None, at_most: float | None = None) -> Parse:
    """A finite number with a decimal point, inside the given limits."""

    def parse(cell: str) -> float:
        try:
            value = float(cell)
        except ValueError:
            raise ValueError(f"'{cell}' is not a number") from None
        if value != value or value in (float("inf"), float("-inf")) or "_" in cell:
            raise ValueError(f"'{cell}' is not a number")
        if above is not None and not value > above:
            raise ValueError(f"'{cell}' must be more than {above:g}")
        if at_least is not None and value < at_least:
            raise ValueError(f"'{cell}' must be at least {at_least:g}")
        if at_most is not None and value > at_most:
            raise ValueError(f"'{cell}' must be at most {at_most:g}")
        return value

    return parse


def whole_number(*, at_least: int = 0) -> Parse:
    def parse(cell: str) -> int:
        try:
            value = int(cell)
        except ValueError:
            raise ValueError(f"'{cell}' is not a whole number") from None
        if value < at_least:
            raise ValueError(f"'{cell}' must be at least {at_least}")
        return value

    return parse


def quarter_hours(cell: str) -> float:
    """Hours, not negative, in multiples of a quarter."""
    value = float(number(at_least=0)(cell))
    if value * 4 != int(value * 4):
        raise ValueError(f"'{cell}' is not a multiple of 0.25 hours")
    return value


def yes_no(cell: str) -> bool:
    if cell not in ("0", "1"):
        raise ValueError(f"'{cell}' must be 0 or 1")
    return cell == "1"


def day(cell: str) -> date:
    try:
        if len(cell) != 10:
            raise ValueError
        return date.fromisoformat(cell)
    except ValueError:
        raise ValueError(f"'{cell}' is not a date like 2026-04-02") from None


def optional_day(cell: str) -> date | None:
    return day(cell) if cell else None

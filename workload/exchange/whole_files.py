"""An empty database filled from files, and the files written: see `whole_tables` for what they are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import select as select_columns
from sqlalchemy.exc import DataError, IntegrityError
from sqlmodel import Session, select

from workload.codes import person_code
from workload.exchange.backup import continue_counting
from workload.exchange.csv_table import CsvTable, read_csv
from workload.exchange.faults import FileFault, FileFaults, Notice
from workload.exchange.import_known import Known, Tally
from workload.exchange.whole_tables import WHOLE, WholeTable, cell_of, column_of
from workload.names import sort_name
from workload.tables.cases import Case
from workload.tables.people import Person
from workload.vocabulary import Driver

Sheet = tuple[tuple[str, ...], list[Sequence[object]]]
Read = list[tuple[WholeTable, CsvTable]]


def whole_sheets(session: Session) -> Iterator[tuple[str, Sheet]]:
    """Each file's name with its header and rows."""
    references = _references(session)
    for whole in WHOLE:
        columns = whole.columns()
        rows: list[Sequence[object]] = []
        for row in session.execute(select_columns(whole.table).order_by(*whole.table.primary_key.columns)).mappings():
            rows.append([cell_of(column, row[column.name], references) for column in columns])
        header = whole.header()
        if whole.key:
            places = [header.index(name) for name in whole.key]
            rows.sort(key=lambda row: [str(row[place]) for place in places])
        yield whole.file, (header, rows)


def read_whole(session: Session, folder: Path) -> tuple[Read, list[FileFault], list[Notice]]:
    """The files there are, what is wrong in them, and what a reader should know.

    A file whose rows are decided in the service is left out with a notice once its table holds anything.
    """
    read: Read = []
    faults: list[FileFault] = []
    notices: list[Notice] = []
    for whole in WHOLE:
        path = folder / whole.file
        if not path.exists():
            continue
        if not whole.key and session.execute(select_columns(whole.table).limit(1)).first() is not None:
            notices.append(Notice(whole.file, "is taken in only while there is none: it is decided in the service"))
            continue
        columns = [column_of(whole, column) for column in whole.columns()]
        key = whole.key or ((whole.own,) if whole.own else ())
        table, found = read_csv(path, columns, key=key)
        read.append((whole, table))
        faults += found
        notices += table.notices
    return read, faults, notices


def known_with(known: Known, read: Read) -> Known:
    """What the other files may name, once these are stored too."""
    tables = {whole.file: table for whole, table in read}

    def named(file: str, column: str) -> frozenset[Any]:
        cells = tables[file][column] if file in tables else ()
        return frozenset(tuple(cell) if isinstance(cell, list) else cell for cell in cells if cell is not None)

    people = {person_code(number): number for number in named("staff.csv", "person_id")}
    return replace(
        known,
        people=dict(known.people) | people,
        offices=known.offices | named("places.csv", "office_id"),
        regions=known.regions | named("regions.csv", "region_id"),
        communities=known.communities | named("communities.csv", "community_id"),
        languages=known.languages | {word for words in named("communities.csv", "languages") for word in words},
        new_cases=known.new_cases | (named("case_list.csv", "reference") - frozenset(known.cases)),
    )


def whole_faults(read: Read, known: Known, requests: frozenset[int]) -> list[FileFault]:
    """A fault for each cell that names a place, person, case or leave that is neither stored nor in the files."""
    allowed: dict[str, tuple[Any, str]] = {
        "region": (known.regions, "regions"),
        "office": (known.offices, "offices"),
        "community": (known.communities, "communities"),
        "person": (frozenset(known.people.values()), "people"),
        "case": (frozenset(known.cases) | known.new_cases, "cases"),
        "leave_request": (requests, "leave"),
    }
    found = []
    for whole, table in read:
        for column in whole.columns():
            target = next((key.column.table.name for key in column.foreign_keys), "")
            if target not in allowed:
                continue
            names, what = allowed[target]
            for row, value in zip(table.line, table[whole.head(column)], strict=True):
                if value is not None and value not in names:
                    named = person_code(value) if target == "person" else value
                    message = f"'{named}' is not one of the {what} we know"
                    found.append(FileFault(table.file, row, whole.head(column), message))
    return found


def requests_in(read: Read) -> frozenset[int]:
    return frozenset(number for whole, table in read if whole.own == "request_id" for number in table["request_id"])


def store_whole(session: Session, read: Read) -> dict[str, Tally]:
    """Store what was read and checked, file after file. Known rows follow the file; none is taken away.

    Raises FileFaults for a row that breaks a rule of its table.
    """
    tallies = {}
    for whole, table in read:
        try:
            tallies[whole.file] = _store(session, whole, table)
            session.flush()
        except (IntegrityError, DataError) as broken:  # a rule of the table itself, such as hours below zero
            message = f"holds a row that breaks a rule of the database: {broken.orig}"
            raise FileFaults([FileFault(whole.file, 0, "", message)]) from broken
        if whole.own:
            continue_counting(session.connection(), whole.table)
    return tallies


def _store(session: Session, whole: WholeTable, table: CsvTable) -> Tally:
    case_ids: Mapping[str, int] = {reference: number for number, reference in _references(session).items()}
    columns = whole.columns()
    stored = {_key_of(whole, one): one for one in session.exec(select(whole.model))} if whole.key else {}
    added = changed = 0
    buddies: list[tuple[Any, int]] = []
    for row in table.rows():
        values = {}
        for column in columns:
            value = row[whole.head(column)]
            if any(key.column.table.name == "case" for key in column.foreign_keys) and value is not None:
                value = case_ids[value]
            if value is not None or column.nullable:
                values[column.name] = value
        _complete(whole, values)
        one = stored.get(tuple(values.get(_attribute(whole, name)) for name in whole.key)) if whole.key else None
        if one is None:
            buddy = values.pop("buddy_id", None)
            made = whole.model(**values)
            session.add(made)
            if buddy is not None:
                buddies.append((made, buddy))
            added += 1
        elif any(getattr(one, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(one, name, value)
            changed += 1
    session.flush()
    for made, buddy in buddies:  # once everybody is there
        made.buddy_id = buddy
    return Tally(added, changed, len(table) - added - changed)


def _complete(whole: WholeTable, values: dict[str, Any]) -> None:
    """What follows from other columns and so stands in no file."""
    if whole.model is Person:
        values["sort_name"] = sort_name(values["given_name"], values["family_name"])
    if whole.model is Case:
        values["drivers"] = {driver.value: None for driver in Driver} | values.get("drivers", {})


def _attribute(whole: WholeTable, name: str) -> str:
    return "id" if name == whole.own else name


def _key_of(whole: WholeTable, one: Any) -> tuple[Any, ...]:
    return tuple(getattr(one, _attribute(whole, name)) for name in whole.key)


def _references(session: Session) -> dict[int, str]:
    return {number: name for number, name in session.exec(select(Case.id, Case.reference)) if number is not None}

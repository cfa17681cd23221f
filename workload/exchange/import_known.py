"""What an imported row may refer to, and how a file's reader, checks and storing belong together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import Executable
from sqlmodel import Session, SQLModel, col, select

from workload.codes import person_code
from workload.exchange.csv_table import Column, CsvTable, Parse, one_of
from workload.exchange.faults import FileFault
from workload.exchange.languages import CODES
from workload.facts import CalendarFacts
from workload.records.calendar import ANSWER_DAYS, calendar_facts
from workload.records.places import communities, community_names, office_names, regions
from workload.tables.calendar import ServiceStandard
from workload.tables.cases import Case
from workload.tables.people import Person

BATCH = 5000  # rows of one statement


def word_of(words: type[StrEnum], *more: str) -> Parse:
    """One of our words, as plain text."""
    return one_of(*more, *(word.value for word in words))


def in_batches(session: Session, statement: Executable, rows: Sequence[Mapping[str, object]]) -> None:
    """Run an insert or update with many rows, without an object for each."""
    for first in range(0, len(rows), BATCH):
        session.execute(statement, list(rows[first : first + BATCH]))


@dataclass(frozen=True)
class Tally:
    """Rows of a file: added to the database, changed in it, and already as they are."""

    added: int = 0
    changed: int = 0
    same: int = 0


@dataclass(frozen=True)
class Known:
    """Everything that may be named, the promise for concerns, and the calendar it counts by.

    `people` maps codes to ids. `cases` maps references to ids; `new_cases` are those that the files bring.
    """

    today: date
    people: Mapping[str, int]
    offices: frozenset[str]
    regions: frozenset[str]
    communities: frozenset[str]
    cases: Mapping[str, int]
    new_cases: frozenset[str]
    languages: frozenset[str]
    calendar: CalendarFacts
    promises: tuple[tuple[date, int], ...]

    def promise_on(self, day: date) -> int:
        """Business days to an answer for a concern told on `day`: the version in force then."""
        return next((days for since, days in reversed(self.promises) if since <= day), ANSWER_DAYS)

    def faults(self, table: CsvTable) -> list[FileFault]:
        """A fault for each cell that names something unknown."""
        everyone, cases = frozenset(self.people), frozenset(self.cases) | self.new_cases
        places: dict[str, tuple[frozenset[str], str]] = {
            "person_id": (everyone, "people"),
            "officer_id": (everyone, "people"),
            "current_officer": (everyone | {""}, "people"),
            "office_id": (self.offices, "offices"),
            "community": (self.communities, "communities"),
            "communities": (self.communities, "communities"),
            "language": (self.languages, "languages"),
            "languages": (self.languages, "languages"),
        }
        if table.file != "cases.csv":
            places["case_id"] = (cases | {""}, "cases")
        found = []
        for column, (allowed, what) in places.items():
            for row, cell in zip(table.line, table.columns.get(column, ()), strict=False):
                for name in cell if isinstance(cell, tuple) else (cell,):
                    if name not in allowed:
                        found.append(FileFault(table.file, row, column, f"'{name}' is not one of the {what} we know"))
        return found


Store = Callable[[Session, CsvTable, Known], Tally]
Check = Callable[[CsvTable, Known], list[FileFault]]


@dataclass(frozen=True)
class FileImport:
    """A file that can be taken in, and the tables whose rows it may change."""

    file: str
    columns: Sequence[Column]
    key: tuple[str, ...]
    touches: tuple[type[SQLModel], ...]
    store: Store
    check: Check | None = None


def gather_known(session: Session, today: date, cases: CsvTable | None) -> Known:
    """Read what the database knows; `cases` is the cases.csv that comes with it."""
    promises = (
        select(col(ServiceStandard.valid_from), col(ServiceStandard.business_days))
        .where(ServiceStandard.name == "concern")
        .order_by(col(ServiceStandard.valid_from))
    )
    spoken = {word for one in communities(session) for word in one.languages}
    stored = {name: number for name, number in session.exec(select(Case.reference, Case.id)) if number is not None}
    return Known(
        today=today,
        people={person_code(number): number for number in session.exec(select(Person.id)) if number is not None},
        offices=frozenset(office_names(session)),
        regions=frozenset(one.id for one in regions(session)),
        communities=frozenset(community_names(session)),
        cases=stored,
        new_cases=frozenset(cases["case_id"] if cases is not None else ()) - frozenset(stored),
        languages=frozenset(CODES | spoken),
        calendar=calendar_facts(session, date(today.year - 20, 1, 1), date(today.year + 2, 1, 1), for_clocks=True),
        promises=tuple(session.exec(promises).all()),
    )

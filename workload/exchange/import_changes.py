"""What an import does to the database, row by row: shown before it is confirmed, kept so that it can be undone."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Date, DateTime, Table, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from workload.exchange.territory_import import IMPORTS, ImportResult, import_territory
from workload.exchange.whole_tables import WHOLE, kind_of
from workload.tables import metadata

Plain = dict[str, Any]


@dataclass(frozen=True)
class RowChange:
    """A row before and after, as plain values; None where it was not there, or is not any more."""

    table: str
    before: Plain | None
    after: Plain | None

    @property
    def row(self) -> Plain:
        """The row as it is now, or as it last was."""
        return self.after or self.before or {}


class CannotUndo(Exception):
    """The database went on since. `change` is the row, `used` whether something else refers to it by now."""

    def __init__(self, change: RowChange, *, used: bool) -> None:
        super().__init__(change.table)
        self.change, self.used = change, used


def import_and_compare(
    session: Session, folder: Path, today: date, *, by: int | None
) -> tuple[ImportResult, list[RowChange]]:
    """Import the files of `folder` and say which rows of the database are new, other or gone; the caller commits.

    Raises FileFaults like `import_territory`.
    """
    tables = _touched({path.name for path in folder.iterdir()})
    before = [_rows(session, table) for table in tables]
    result = import_territory(session, folder, today, by=by)
    session.flush()
    changes = []
    for table, was in zip(tables, before, strict=True):
        after = _rows(session, table)
        for key in was.keys() | after.keys():
            if was.get(key) != after.get(key):
                changes.append(RowChange(table.name, was.get(key), after.get(key)))
    order = {table.name: place for place, table in enumerate(metadata.sorted_tables)}
    changes.sort(key=lambda one: (order[one.table], one.before is None, _key(metadata.tables[one.table], one.row)))
    return result, changes


def fingerprint(changes: Iterable[RowChange]) -> str:
    """Equal for equal changes, whenever they are worked out; times of entry do not count."""
    plain = [[one.table, *(_told(row) for row in (one.before, one.after))] for one in changes]
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()[:32]


def _told(row: Plain | None) -> Plain:
    return {name: value for name, value in (row or {}).items() if name != "id" and not name.endswith("_at")}


def undo(session: Session, changes: Sequence[RowChange]) -> None:
    """Put every row back as it was, all or nothing (the caller commits).

    Raises CannotUndo with the first row that is no longer as the import left it, or that others refer to.
    """
    for change in reversed(changes):
        table = metadata.tables[change.table]
        at = [column == _stored(column, change.row[column.name]) for column in table.primary_key.columns]
        row = session.execute(select(table).where(*at)).mappings().first()
        if (None if row is None else _plain(row)) != change.after:
            raise CannotUndo(change, used=False)
        was = {name: _stored(table.c[name], value) for name, value in (change.before or {}).items()}
        try:
            if change.before is None:
                session.execute(delete(table).where(*at))
            elif change.after is None:
                session.execute(insert(table).values(was))
            else:
                session.execute(update(table).where(*at).values(was))
        except IntegrityError as reference:
            raise CannotUndo(change, used=True) from reference
    session.expire_all()


def _touched(files: set[str]) -> list[Table]:
    models = [one.model for one in WHOLE if one.file in files]
    models += [model for one in IMPORTS if one.file in files for model in one.touches]
    names = {model.__tablename__ for model in models}
    return [table for table in metadata.sorted_tables if table.name in names]


def _rows(session: Session, table: Table) -> dict[tuple[Any, ...], Plain]:
    plain = (_plain(row) for row in session.execute(select(table)).mappings())
    return {_key(table, row): row for row in plain}


def _key(table: Table, row: Plain) -> tuple[Any, ...]:
    return tuple(row[column.name] for column in table.primary_key.columns)


def _plain(row: Any) -> Plain:
    """Values that JSON can carry. A word of ours is a text already."""
    return {name: _plain_value(value) for name, value in row.items()}


def _plain_value(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value


def _stored(column: Any, value: Any) -> Any:
    kind = kind_of(column)
    if isinstance(value, str) and isinstance(kind, DateTime):
        return datetime.fromisoformat(value)
    if isinstance(value, str) and isinstance(kind, Date):
        return date.fromisoformat(value)
    return value

"""A database filled under the first released revision comes up to date with everything in it, on both databases."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, MetaData, Table, inspect, select
from sqlmodel import Session

from workload.database import connect
from workload.migrations import upgrade, upgrade_to
from workload.records.soundness import unsound
from workload.tables import metadata

Rows = dict[str, list[dict[str, Any]]]


def filled_as_released(engine: Engine, seeded_file: Path) -> Rows:
    """Tables of revision 0001 with every row of the seed that has a place in them; what was stored, by table."""
    with engine.begin() as connection:
        upgrade_to(connection, "0001")
    released, stored = MetaData(), {}
    released.reflect(engine)
    seed = connect(f"sqlite:///{seeded_file}")
    with seed.connect() as reading, engine.begin() as writing:
        for table in metadata.sorted_tables:
            if table.name not in released.tables:
                continue
            names = [one.name for one in released.tables[table.name].columns]
            # The code's types on the released columns: json and dates must be the same things on both databases.
            there = Table(table.name, MetaData(), *[_bare(table.columns[name]) for name in names])
            rows = [dict(row) for row in reading.execute(select(*[table.columns[name] for name in names])).mappings()]
            inward = [
                name for name in names if any(key.column.table is table for key in table.columns[name].foreign_keys)
            ]
            if rows:
                writing.execute(there.insert(), [row | dict.fromkeys(inward) for row in rows])
            for row in rows:  # a person's buddy must be there first
                if any(row[name] is not None for name in inward):
                    values = {name: row[name] for name in inward}
                    writing.execute(there.update().where(there.c.id == row["id"]).values(**values))
            stored[table.name] = rows
    seed.dispose()
    return stored


def _bare(column: Any) -> Any:
    copy = column._copy()
    copy.foreign_keys.clear()
    copy.constraints.clear()
    return copy


def read_again(engine: Engine, stored: Rows) -> Rows:
    found = {}
    with engine.connect() as connection:
        for name, rows in stored.items():
            table = metadata.tables[name]
            columns = [table.columns[key] for key in (rows[0] if rows else [])] or list(table.primary_key.columns)
            query = select(*columns).order_by(*table.primary_key.columns)
            found[name] = [dict(row) for row in connection.execute(query).mappings()]
    return found


def in_order(stored: Rows) -> Rows:
    keys = {name: [one.name for one in metadata.tables[name].primary_key.columns] for name in stored}
    return {name: sorted(rows, key=lambda row: [row[key] for key in keys[name]]) for name, rows in stored.items()}


def test_a_filled_released_database_loses_nothing(empty_database: Engine, seeded_file: Path) -> None:
    stored = filled_as_released(empty_database, seeded_file)
    assert sum(len(rows) for rows in stored.values()) > 3000
    assert {"account", "concern", "planned_move", "case", "audit_entry"} <= set(stored)
    upgrade(empty_database)
    with Session(empty_database) as session:
        assert unsound(session, at=datetime(2026, 11, 16, 16, tzinfo=UTC)) == []
    assert read_again(empty_database, stored) == in_order(stored)
    assert set(metadata.tables) <= set(inspect(empty_database).get_table_names())


def test_a_migration_that_fails_leaves_everything(tmp_path: Path, seeded_file: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'old.db'}")
    filled_as_released(engine, seeded_file)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql("UPDATE leave_request SET person_id = 4711 WHERE id = 1")
        connection.commit()
        connection.exec_driver_sql("PRAGMA foreign_keys=ON")
        before = schema_of(connection)
    with pytest.raises(RuntimeError, match="1 rows point to something that is not there"):
        upgrade(engine)
    with engine.connect() as connection:
        assert schema_of(connection) == before
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def schema_of(connection: Connection) -> list[Any]:
    return list(connection.exec_driver_sql("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall())

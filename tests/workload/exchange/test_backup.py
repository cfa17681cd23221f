"""A backup holds everything, comes back on either database, and says so when it is not whole."""

import threading
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, text

from workload.database import connect
from workload.exchange.backup import BackupError, back_up, restore
from workload.migrations import newest_revision, upgrade
from workload.settings import Settings
from workload.tables import metadata


@pytest.fixture
def territory(settings: Settings) -> Engine:
    """The seed's territory, with tables that know their revision."""
    engine = connect(settings.address)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
        connection.execute(text("INSERT INTO alembic_version VALUES (:now)"), {"now": newest_revision()})
    return engine


def everything(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    with engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]
            for table in metadata.sorted_tables
        }


def test_a_backup_comes_back_on_either_database(territory: Engine, empty_database: Engine, tmp_path: Path) -> None:
    counts = back_up(territory, tmp_path / "all.zip")
    assert sum(counts.values()) > 3000
    assert restore(empty_database, tmp_path / "all.zip") == counts
    assert everything(empty_database) == everything(territory)
    with empty_database.begin() as connection:  # numbering goes on after the highest
        highest = connection.scalar(select(func.max(metadata.tables["audit_entry"].c.id))) or 0
        new = connection.execute(
            metadata.tables["audit_entry"].insert(),
            {
                "at": datetime.now(UTC),
                "action": "x",
                "subject": "x",
                "subject_id": "1",
                "before": {},
                "after": {},
                "why": "",
            },
        )
        assert new.inserted_primary_key[0] == highest + 1


def test_an_encrypted_backup_needs_its_passphrase(territory: Engine, tmp_path: Path) -> None:
    back_up(territory, tmp_path / "locked", passphrase="when the ice is thick")
    assert b"Behchok" not in (tmp_path / "locked").read_bytes()
    empty = connect(f"sqlite:///{tmp_path / 'empty.db'}")
    with pytest.raises(BackupError, match="give its passphrase"):
        restore(empty, tmp_path / "locked")
    with pytest.raises(BackupError, match="does not fit"):
        restore(empty, tmp_path / "locked", passphrase="when the ice is thin")
    restore(empty, tmp_path / "locked", passphrase="when the ice is thick")
    assert everything(empty) == everything(territory)


def test_a_backup_is_of_one_moment_while_others_write(territory: Engine, tmp_path: Path) -> None:
    stop = threading.Event()
    audit = metadata.tables["audit_entry"]

    def write() -> None:
        other = connect(str(territory.url))
        number = 0
        while not stop.is_set():
            number += 1
            with other.begin() as connection:  # always two rows together
                for word in ("first", "second"):
                    connection.execute(
                        audit.insert(),
                        {
                            "at": datetime.now(UTC),
                            "action": word,
                            "subject": "pair",
                            "subject_id": str(number),
                            "before": {},
                            "after": {},
                            "why": "",
                        },
                    )
        other.dispose()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for round_ in range(3):
            back_up(territory, tmp_path / f"{round_}.zip")
    finally:
        stop.set()
        writer.join()
    found = 0
    for round_ in range(3):
        empty = connect(f"sqlite:///{tmp_path / f'{round_}.db'}")
        restore(empty, tmp_path / f"{round_}.zip")
        with empty.connect() as connection:
            pairs = connection.execute(
                select(audit.c.subject_id, func.count()).where(audit.c.subject == "pair").group_by(audit.c.subject_id)
            ).all()
        found += len(pairs)
        assert {count for _number, count in pairs} <= {2}
    assert found > 0


@pytest.mark.parametrize("cut", [0, 10, 2000, -1])
def test_half_a_backup_restores_nothing(territory: Engine, tmp_path: Path, cut: int) -> None:
    back_up(territory, tmp_path / "all.zip")
    (tmp_path / "half.zip").write_bytes((tmp_path / "all.zip").read_bytes()[:cut])
    empty = connect(f"sqlite:///{tmp_path / 'empty.db'}")
    with pytest.raises(BackupError, match="not a whole"):
        restore(empty, tmp_path / "half.zip")
    upgrade(empty)  # still empty: the tables can be made


def test_a_changed_backup_is_found_out(territory: Engine, tmp_path: Path) -> None:
    back_up(territory, tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as old, zipfile.ZipFile(tmp_path / "new.zip", "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(b"Yellowknife", b"Blackknife ") if name == "office.jsonl" else content)
    with pytest.raises(BackupError, match="table office is not what was written"):
        restore(connect(f"sqlite:///{tmp_path / 'empty.db'}"), tmp_path / "new.zip")


def test_a_database_in_use_is_never_overwritten(territory: Engine, tmp_path: Path) -> None:
    back_up(territory, tmp_path / "all.zip")
    with pytest.raises(BackupError, match="in use"):
        restore(territory, tmp_path / "all.zip")

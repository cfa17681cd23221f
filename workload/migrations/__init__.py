"""Bringing a database to the newest tables. Alembic is run from here, never from a configuration file.

Revision 0001 is released and stays as it is. After a change of the tables, make the newest revision anew with
`python -m workload.migrations && ruff check --fix workload/migrations && ruff format workload/migrations`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

FOLDER = Path(__file__).parent


def configured(connection: Connection | None = None) -> Config:
    """Alembic's configuration, for an open connection; the scripts are those beside this file, also when installed."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


class NewerTables(Exception):
    """The tables were made by a newer release than this one; the text says what to do."""


def upgrade(engine: Engine) -> None:
    """Create or change the tables of the database until they are the newest, all or nothing. Again changes nothing.

    Raises NewerTables for those of a newer release, which cannot be made older.
    """
    with changing_tables(engine) as connection:
        if not is_known(MigrationContext.configure(connection).get_current_revision()):
            raise NewerTables(
                "the tables are those of a newer Fairload. Install that one again, or restore the backup from before "
                "the upgrade into an empty database."
            )
        upgrade_to(connection, "head")


@contextmanager
def changing_tables(engine: Engine) -> Iterator[Connection]:
    """A transaction in which tables may change, committed at the end or undone as a whole, also on SQLite.

    There a changed table is built anew and takes the place of the old one, which others point to: foreign keys are let
    go for that moment, and every one is looked at before the end. Raises RuntimeError when one points nowhere.
    """
    if engine.dialect.name != "sqlite":
        with engine.begin() as connection:
            yield connection
        return
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")  # heard only outside a transaction
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection
            lost = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if lost:
                raise RuntimeError(f"{len(lost)} rows point to something that is not there; nothing was changed")
            connection.commit()
        finally:
            connection.rollback()
            connection.exec_driver_sql("PRAGMA foreign_keys=ON")


def upgrade_to(connection: Connection, revision: str) -> None:
    """The same inside a transaction of the caller, up to `revision`."""
    command.upgrade(configured(connection), revision)


def is_known(revision: str | None) -> bool:
    """Does this release know the tables of a revision? None stands for a database without tables."""
    scripts = ScriptDirectory.from_config(configured())
    return revision is None or revision in {one.revision for one in scripts.walk_revisions()}


def newest_revision() -> str | None:
    return ScriptDirectory.from_config(configured()).get_current_head()

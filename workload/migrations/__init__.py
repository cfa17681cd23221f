"""Bringing a database to the newest tables. Alembic is run from here, never from a configuration file.

Revision 0001 is released and stays as it is. After a change of the tables, make the newest revision anew with
`python -m workload.migrations && ruff check --fix workload/migrations && ruff format workload/migrations`.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

FOLDER = Path(__file__).parent


def configured(connection: Connection | None = None) -> Config:
    """Alembic's configuration, for an open connection; the scripts are those beside this file, also when installed."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine) -> None:
    """Create or change the tables of the database until they are the newest. Running it again changes nothing."""
    with engine.begin() as connection:
        upgrade_to(connection, "head")


def upgrade_to(connection: Connection, revision: str) -> None:
    """The same inside a transaction of the caller, up to `revision`."""
    command.upgrade(configured(connection), revision)


def newest_revision() -> str | None:
    return ScriptDirectory.from_config(configured()).get_current_head()

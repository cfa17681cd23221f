"""Bringing a database to the newest tables. Alembic is run from here, never from a configuration file.

Revision 0001 is released and stays as it is. After a change of the tables, make the newest revision anew with
`python -m workload.migrations && ruff check --fix workload/migrations && ruff format workload/migrations`.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine

FOLDER = Path(__file__).parent


def configured(connection: Connection) -> Config:
    """Alembic's configuration for an open connection; the scripts are those beside this file, also when installed."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine) -> None:
    """Create or change the tables of the database until they are the newest. Running it again changes nothing."""
    with engine.begin() as connection:
        command.upgrade(configured(connection), "head")

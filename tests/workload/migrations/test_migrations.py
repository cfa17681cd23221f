"""The migrations make exactly the tables that the code describes, on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect

from workload.migrations import upgrade
from workload.tables import metadata


def test_migrating_leaves_nothing_to_generate(empty_database: Engine) -> None:
    upgrade(empty_database)
    with empty_database.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    assert set(metadata.tables) <= set(inspect(empty_database).get_table_names())


def test_migrating_twice_changes_nothing(empty_database: Engine) -> None:
    upgrade(empty_database)
    before = inspect(empty_database).get_table_names()
    upgrade(empty_database)
    assert inspect(empty_database).get_table_names() == before

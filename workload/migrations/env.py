"""Alembic's environment: our tables, on the connection that the caller opened."""

from alembic import context

import workload.tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=workload.tables.metadata,
    render_as_batch=True,  # SQLite cannot alter a table, only copy it
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()

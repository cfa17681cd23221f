"""The same databases as the records' tests."""

from tests.workload.conftest import empty_database, own_postgres  # noqa: F401

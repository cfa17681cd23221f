"""The same databases as the records' tests."""

from tests.workload.conftest import empty_database  # noqa: F401

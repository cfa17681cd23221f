"""Databases without tables, once on SQLite and once on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from workload.database import connect


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    address = f"sqlite:///{tmp_path / 'territory.db'}"
    if request.param == "postgres":
        address = request.getfixturevalue("postgres_url")
    engine = connect(address)
    yield engine
    engine.dispose()

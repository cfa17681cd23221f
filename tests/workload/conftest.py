"""Databases without tables, once on SQLite and once on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from workload.database import connect


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    postgres = request.param == "postgres"
    engine = connect(request.getfixturevalue("postgres_url") if postgres else f"sqlite:///{tmp_path / 'territory.db'}")
    yield engine
    engine.dispose()

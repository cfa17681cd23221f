"""The queue on both databases, for what must hold on each."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import Session

from workload.database import connect
from workload.tables import metadata
from workload.tables.places import Office, Region
from workload.vocabulary import OfficeKind


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def queue(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Session]:
    """A session on a database with one region, one office and an empty queue."""
    sqlite = request.param == "sqlite"
    engine = connect(f"sqlite:///{tmp_path / 'queue.db'}" if sqlite else request.getfixturevalue("postgres_url"))
    metadata.create_all(engine)
    with Session(engine) as session:
        session.add(Region(id="sahtu", name="Sahtu"))
        session.commit()
        session.add(Office(id="deline", name="Délı̨nę", region_id="sahtu", kind=OfficeKind.community))
        session.commit()
        yield session
    engine.dispose()

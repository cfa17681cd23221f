"""The database: SQLite with write-ahead log by default, PostgreSQL by its address."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event
from sqlmodel import Session, create_engine

BUSY_TIMEOUT_MS = 10_000
PATIENCE_MS = 500
"""A page that is only read does not wait longer to note something by the way. Ours."""

POSTGRESQL = {
    "connect_timeout": 10,
    "options": f"-c lock_timeout={BUSY_TIMEOUT_MS} -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 "
    "-c tcp_keepalives_count=3",
}
"""Nobody waits for ever: not for a server that is away, not for a lock, and a machine that lost its power or its line
is noticed by the server within 25 seconds, so that the clock that stands by can take over."""


def connect(address: str) -> Engine:
    """An engine for `address`. SQLite checks foreign keys and keeps a write-ahead log; both wait 10 s for a lock."""
    if address.startswith("postgresql://"):
        address = address.replace("postgresql://", "postgresql+psycopg://", 1)
    sqlite = address.startswith("sqlite")
    engine = create_engine(
        address,
        pool_pre_ping=not sqlite,
        connect_args={} if sqlite else POSTGRESQL,
        hide_parameters=True,  # what is stored about people stands in no message of an error
    )
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    return engine


@contextmanager
def short_waits(session: Session) -> Iterator[None]:
    """A transaction that waits half a second for a lock at most; it begins and ends here, and what fails undoes all of
    it. For what is noted as a page is read."""
    sqlite = session.get_bind().dialect.name == "sqlite"
    session.rollback()
    try:
        wait = f"PRAGMA busy_timeout={PATIENCE_MS}" if sqlite else f"SET LOCAL lock_timeout={PATIENCE_MS}"
        session.connection().exec_driver_sql(wait)
        yield
        session.commit()
    finally:
        session.rollback()
        if sqlite:
            session.connection().exec_driver_sql(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
            session.rollback()


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")  # 2 ms a commit: a power cut must not lose what was acknowledged
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    cursor.close()

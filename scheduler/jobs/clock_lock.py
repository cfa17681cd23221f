"""One clock at a time: the second one stands by until the first has gone.

The lock saves double work; it is the conditional claims of `scheduler.plan_queue` that keep plans right even if two
clocks ever ran. Both kinds of lock end by themselves when their process dies.
"""

import os
from pathlib import Path
from typing import IO, Protocol

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

ADVISORY_KEY = 76_2026  # any number, the same in every clock


class ClockLock(Protocol):
    def acquire(self) -> bool: ...
    def held(self) -> bool: ...
    def release(self) -> None: ...


def clock_lock(engine: Engine) -> ClockLock:
    """A lock file beside an SQLite database; an advisory lock on a PostgreSQL server."""
    if engine.dialect.name == "postgresql":
        return _AdvisoryLock(engine)
    return _FileLock(Path(f"{engine.url.database}.clock"))


class _FileLock:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[str] | None = None

    def acquire(self) -> bool:
        import fcntl

        if self.held():
            return True
        self.release()
        file = self._path.open("w")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return False
        self._file = file
        return True

    def held(self) -> bool:
        """Not when somebody removed the file: another clock would lock the next one."""
        try:
            return self._file is not None and os.path.samestat(os.fstat(self._file.fileno()), self._path.stat())
        except FileNotFoundError:
            return False

    def release(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


class _AdvisoryLock:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None

    def acquire(self) -> bool:
        if self.held():
            return True
        self.release()
        connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        if connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": ADVISORY_KEY}):
            self._connection = connection
            return True
        connection.close()
        return False

    def held(self) -> bool:
        """The lock lives as long as its connection: a server that was started anew knows nothing of it."""
        try:
            return self._connection is not None and self._connection.scalar(text("SELECT 1")) == 1
        except DBAPIError:
            self.release()
            return False

    def release(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.invalidate()  # the lock goes with the connection, also with one that is broken
            connection.close()

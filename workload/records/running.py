"""How the service itself is doing: the clock, the queue, the tables."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, inspect, text
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, select

from workload.migrations import is_known, newest_revision
from workload.tables.clock import ClockBeat
from workload.tables.plans import Plan
from workload.vocabulary import PlanStatus

CLOCK_SILENT = timedelta(seconds=60)
MOMENT_MS = 2000


@dataclass(frozen=True)
class Running:
    """`beat_age` and `queue_age` in seconds (None: no clock was ever here, nothing waits). `newer_tables`: they were
    made by a newer release than this one."""

    newest_tables: bool
    beat_age: float | None
    waiting: int
    solving: int
    failed: int
    queue_age: float | None
    newer_tables: bool = False

    @property
    def clock_silent(self) -> bool:
        return self.beat_age is None or self.beat_age > CLOCK_SILENT.total_seconds()


def note_beat(session: Session, *, by: str, at: datetime) -> None:
    session.merge(ClockBeat(id=1, at=at, by=by))


def how_it_runs(session: Session, *, at: datetime) -> Running:
    """The present condition. `at` is the present time with its zone. Raises DBAPIError when the database is away."""
    revision = tables_revision(session)
    if revision is None or revision != newest_revision():
        newer = not is_known(revision)
        return Running(
            newest_tables=False, newer_tables=newer, beat_age=None, waiting=0, solving=0, failed=0, queue_age=None
        )
    beat = session.get(ClockBeat, 1)
    counts = dict(session.exec(select(Plan.status, func.count()).group_by(col(Plan.status))).all())
    oldest = session.exec(select(func.min(Plan.asked_at)).where(Plan.status == PlanStatus.waiting)).one()
    return Running(
        newest_tables=True,
        beat_age=None if beat is None else (at - beat.at).total_seconds(),
        waiting=counts.get(PlanStatus.waiting, 0),
        solving=counts.get(PlanStatus.solving, 0),
        failed=counts.get(PlanStatus.failed, 0),
        queue_age=None if oldest is None else (at - oldest).total_seconds(),
    )


def takes_writes(session: Session) -> bool:
    """False while somebody else holds SQLite's one lock for writing for longer than a moment."""
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        return True
    before = connection.exec_driver_sql("PRAGMA busy_timeout").scalar()
    connection.exec_driver_sql(f"PRAGMA busy_timeout={MOMENT_MS}")
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        connection.exec_driver_sql("ROLLBACK")
    except OperationalError:
        return False
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={before}")
    return True


def tables_revision(session: Session) -> str | None:
    """The revision of the tables; None when there are none."""
    if not inspect(session.connection()).has_table("alembic_version"):
        return None
    revision: str | None = session.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return revision

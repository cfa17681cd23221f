"""Every night: keep what the gap of each office looked like, so that a later page can say what changed."""

from datetime import date

from sqlmodel import Session

from workload.estimates.calendar import monday_of
from workload.records.gaps import gap_strip, save_snapshot


def take_snapshot(session: Session, today: date) -> int:
    """Store the next thirteen weeks of every office as they look today; returns how many cells. Run twice on a day it
    replaces its own rows. The caller commits."""
    cells = [week for _office, weeks in gap_strip(session, today, monday_of(today)) for week in weeks]
    with session.no_autoflush:  # all reading first: while this writes, nobody else can on SQLite
        for week in cells:
            save_snapshot(session, week, taken_on=today)
    session.flush()
    return len(cells)

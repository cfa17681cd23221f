"""Every night: keep what the gap of each office looked like, so that a later page can say what changed."""

from datetime import date, timedelta

from sqlmodel import Session

from workload.estimates.calendar import monday_of
from workload.records.gaps import WEEKS_SHOWN, gap_strip, gather_days, save_snapshot


def take_snapshot(session: Session, today: date) -> int:
    """Store the next thirteen weeks of every office as they look today; returns how many cells. Run twice on a day it
    replaces its own rows. The caller commits."""
    monday = monday_of(today)
    facts = gather_days(session, today, monday, monday + timedelta(days=7 * WEEKS_SHOWN - 1))
    cells = [week for weeks in gap_strip(facts, monday).values() for week in weeks]
    with session.no_autoflush:  # all reading first: while this writes, nobody else can on SQLite
        for week in cells:
            save_snapshot(session, week, taken_on=today)
    session.flush()
    return len(cells)

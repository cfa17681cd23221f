"""The clock: `run(settings)` keeps the timetable until it is told to stop."""

from scheduler.jobs.clock import run

__all__ = ["run"]

"""The clock process: the only place that runs APScheduler."""

import os
import signal
import threading
import time
from datetime import datetime

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger
from sqlalchemy.exc import OperationalError

from scheduler.jobs.clock_lock import ClockLock, clock_lock
from scheduler.jobs.prepare_plans import PlanDesk
from scheduler.jobs.timetable import TIMETABLE, Job
from workload.database import connect
from workload.settings import Settings

STAND_BY_SECONDS = 2.0
NIGHTLY_GRACE_SECONDS = 3600
NIGHT = "night"  # the one thread in which the jobs of the night run
SILENT_SECONDS = 300.0  # twenty beats; ours
STUCK = 3  # the status with which a stuck clock ends
MOST_DRIFT_SECONDS = 10.0  # more is no drift: somebody, or the network time, has set the clock

log = structlog.get_logger()


def run(settings: Settings, stop: threading.Event | None = None) -> None:
    """Keep the timetable until SIGTERM or SIGINT (or `stop`), then end the worker and leave.

    While another clock holds the lock, this one stands by. Signals are taken only in a process's main thread.
    """
    stop = stop or threading.Event()
    if threading.current_thread() is threading.main_thread():
        for wanted in (signal.SIGTERM, signal.SIGINT):
            signal.signal(wanted, lambda *_: stop.set())
    engine = connect(settings.address)
    lock = clock_lock(engine)
    try:
        while _wait_for(lock, stop):
            _keep_time(PlanDesk(engine, settings), settings, lock, stop)
    finally:
        lock.release()
        engine.dispose()


def build_scheduler(desk: PlanDesk, settings: Settings) -> BackgroundScheduler:
    """The timetable as APScheduler jobs, in memory: a job store cannot be shared by processes.

    The jobs of the night run one after another, also when a clock starts with all of them: side by side they would
    take the processor from each other while one of them holds SQLite's lock, and a year strip must be there before it
    is looked at.
    """
    scheduler = BackgroundScheduler(
        timezone=settings.timezone, executors={"default": ThreadPoolExecutor(10), NIGHT: ThreadPoolExecutor(1)}
    )
    for job in TIMETABLE:
        nightly = job.every_seconds is None
        scheduler.add_job(
            job.run,
            trigger=_trigger(job, settings),
            args=(desk,),
            id=job.name,
            coalesce=True,
            max_instances=1,
            executor=NIGHT if nightly else "default",
            misfire_grace_time=NIGHTLY_GRACE_SECONDS if nightly else 1,
            **({"next_run_time": datetime.now(scheduler.timezone)} if job.at_start else {}),
        )
    return scheduler


def _trigger(job: Job, settings: Settings) -> CronTrigger | IntervalTrigger:
    if job.every_seconds is not None:
        return IntervalTrigger(seconds=job.every_seconds, timezone=settings.timezone)
    return CronTrigger(day_of_week=job.weekday, hour=job.hour, minute=job.minute, timezone=settings.timezone)


def _wait_for(lock: ClockLock, stop: threading.Event) -> bool:
    """True when this clock has the lock; False when it was told to stop before."""
    told = ""
    while not stop.is_set():
        try:
            if lock.acquire():
                return True
            state = "clock_stands_by"
        except OperationalError:
            state = "clock_waits_for_database"
        if told != state:
            log.info(state)
            told = state
        stop.wait(STAND_BY_SECONDS)
    return False


def _keep_time(desk: PlanDesk, settings: Settings, lock: ClockLock, stop: threading.Event) -> None:
    """Run the timetable until told to stop, until the lock is lost, or until the machine's clock is set.

    A timetable knows its next hours as times of day: after a clock was set back an hour it would sleep that hour.
    A clock whose beat fails for minutes, because its threads died for want of memory or the database takes no write,
    ends at once: what started it starts it anew, and one that stands by has the lock meanwhile.
    """
    began = _time_of_day_ahead()  # before the timetable, so that no set falls between the two
    scheduler = build_scheduler(desk, settings)
    scheduler.start()
    log.info("clock_started", jobs=[job.name for job in TIMETABLE])
    while not stop.wait(STAND_BY_SECONDS):
        if not lock.held():
            log.warning("clock_lost_its_lock")
            break
        if abs(_time_of_day_ahead() - began) > MOST_DRIFT_SECONDS:
            log.warning("machine_clock_was_set", seconds=round(_time_of_day_ahead() - began))
            break
        if time.monotonic() - desk.beaten > SILENT_SECONDS:
            log.error("clock_is_stuck", seconds=SILENT_SECONDS)
            os._exit(STUCK)  # there may be no thread left that could be waited for
    scheduler.shutdown(wait=True)
    desk.close()
    log.info("clock_stopped")


def _time_of_day_ahead() -> float:
    """Seconds between the time of day and a clock that nobody can set: they change only when the former is set."""
    return time.time() - time.monotonic()

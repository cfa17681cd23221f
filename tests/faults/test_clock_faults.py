"""The days on which clocks change, and clocks that are set while plans are solved."""

import threading
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from apscheduler.schedulers.background import BackgroundScheduler
from sqlmodel import Session

from scheduler.jobs import clock
from scheduler.jobs.clock_lock import clock_lock
from scheduler.jobs.prepare_plans import PlanDesk
from scheduler.plan_queue import ask_plan, claim_next
from tests.faults.processes import until
from workload.database import connect
from workload.settings import Settings
from workload.tables.base import now
from workload.vocabulary import PlanKind

CHANGES = ("2026-03-08", "2026-11-01", "2027-03-14", "2027-11-07")


@pytest.mark.parametrize("change", CHANGES)
def test_every_night_job_runs_once_when_clocks_change(settings: Settings, change: str) -> None:
    zone = ZoneInfo(settings.timezone)
    first = datetime.fromisoformat(change).replace(tzinfo=zone) - timedelta(days=8)
    nights = {(first + timedelta(days=ahead)).date() for ahead in range(16)}
    desk = PlanDesk(connect("sqlite://"), settings)
    for job in clock.build_scheduler(desk, settings).get_jobs():
        if not isinstance(job.trigger, clock.CronTrigger):
            continue
        ran: list[datetime] = []
        last: datetime | None = None
        while True:
            last = job.trigger.get_next_fire_time(last, last or first)
            assert not ran or last > ran[-1], f"{job.id} runs twice in the hour that comes twice"
            if last.date() > max(nights):
                break
            ran.append(last)
        days = [moment.date() for moment in ran]
        wanted = nights if job.id != "guard_leave" else {day for day in nights if day.weekday() == 0}
        assert sorted(set(days)) == sorted(wanted)
        assert len(days) == len(wanted), job.id


@pytest.mark.parametrize("step", [timedelta(hours=-1), timedelta(hours=1)])
def test_a_claim_survives_no_clock_that_was_set(session: Session, step: timedelta) -> None:
    """A clock was set back or forward by an hour while a worker died: its plan waits for nobody."""
    ask_plan(session, kind=PlanKind.caseload, region_id="sahtu", asked_by=None)
    session.commit()
    assert claim_next(session, claimant="killed", at=now(), only=PlanKind.caseload) is not None
    again = claim_next(session, claimant="another", at=now() + step, only=PlanKind.caseload)
    assert again is not None
    assert again.attempt == 2


def test_a_clock_that_is_set_makes_its_timetable_anew(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise it would sleep through the hour by which it was set back."""
    ahead, made, stop = [0.0], Counter[str](), threading.Event()
    monkeypatch.setattr(clock, "TIMETABLE", ())
    monkeypatch.setattr(clock, "STAND_BY_SECONDS", 0.02)
    monkeypatch.setattr(clock, "_time_of_day_ahead", lambda: ahead[0])
    build = clock.build_scheduler

    def counted(desk: PlanDesk, told: Settings) -> BackgroundScheduler:
        made["timetable"] += 1
        return build(desk, told)

    monkeypatch.setattr(clock, "build_scheduler", counted)
    thread = threading.Thread(target=clock.run, args=(settings, stop))
    thread.start()
    assert until(lambda: made.total() == 1, pause=0.01)
    ahead[0] = -3600.0
    assert until(lambda: made.total() == 2, pause=0.01)
    ahead[0] = -3601.0  # a drift is none
    assert not until(lambda: made.total() > 2, seconds=0.2, pause=0.02)
    stop.set()
    thread.join(20)
    assert not thread.is_alive()


def test_a_clock_whose_lock_file_is_removed_knows_it(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'fairload.db'}")
    first, second = clock_lock(engine), clock_lock(engine)
    assert first.acquire()
    assert first.held()
    (tmp_path / "fairload.db.clock").unlink()
    assert not first.held()
    assert second.acquire()
    assert not first.acquire()
    second.release()
    assert first.acquire()
    first.release()

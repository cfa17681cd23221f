"""The clock: one at a time, a worker process that may die, a timetable that says why, a clean stop."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import cast

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, func, select

from scheduler.caseload_balancing import ask_for_plan
from scheduler.jobs.clock import NIGHT, STUCK, build_scheduler, run
from scheduler.jobs.clock_lock import clock_lock
from scheduler.jobs.nightly import credit_leave, queue_missing_plans, release_counts, snapshot_gaps
from scheduler.jobs.prepare_plans import PlanDesk, prepare_plans
from scheduler.jobs.timetable import TIMETABLE
from scheduler.plan_queue import claim_next
from tests.fixtures.territory import MONDAY
from tests.scheduler.cast import ask, person_id, withdraw_everything
from workload.database import connect
from workload.records.plans import plan_for_request
from workload.records.releases import releases
from workload.settings import Settings
from workload.tables.base import now
from workload.tables.leave import LeaveEntry
from workload.tables.plans import Plan
from workload.tables.snapshots import GapSnapshot
from workload.vocabulary import LedgerReason, PlanKind, PlanStatus

WEEK = (MONDAY.replace(year=2027, month=3, day=8), MONDAY.replace(year=2027, month=3, day=12))


@pytest.fixture
def desk(session: Session, settings: Settings) -> Iterator[PlanDesk]:
    withdraw_everything(session)
    made = PlanDesk(cast(Engine, session.get_bind()), settings)
    yield made
    made.close()


def until(holds: Callable[[], bool], look: Callable[[], None] = lambda: time.sleep(0.1), seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not happen in time"
        look()


def status_of(session: Session, request_id: int) -> PlanStatus:
    session.rollback()
    session.expire_all()
    plan = plan_for_request(session, request_id)
    assert plan is not None
    return plan.status


def test_a_worker_process_answers_what_was_asked(session: Session, desk: PlanDesk) -> None:
    request_id = ask(session, "Céline", *WEEK)
    until(lambda: status_of(session, request_id) == PlanStatus.ready, desk.look_in)
    plan = plan_for_request(session, request_id)
    assert plan is not None
    assert plan.answer["possible"]
    assert (plan.attempts, plan.progress, plan.claimed_by) == (1, 1.0, desk.claimant)


def test_a_plan_whose_worker_was_killed_is_solved_again(session: Session, desk: PlanDesk) -> None:
    request_id = ask(session, "Céline", *WEEK)
    desk.fill_seats()  # claims it and starts the worker: within one look a short plan could be answered already
    assert status_of(session, request_id) == PlanStatus.solving
    (worker,) = desk.seats[0].compute.workers()
    os.kill(worker, signal.SIGKILL)
    until(lambda: status_of(session, request_id) == PlanStatus.ready, desk.look_in)
    plans = session.exec(select(Plan).where(Plan.request_id == request_id)).all()
    assert [(plan.status, plan.attempts) for plan in plans] == [(PlanStatus.ready, 2)]


def test_leave_does_not_wait_behind_a_balance(session: Session, desk: PlanDesk) -> None:
    ask_for_plan(session, region_id="north-slave", by=person_id(session, "Helen"))
    session.commit()
    desk.fill_seats()
    request_id = ask(session, "Céline", *WEEK)
    desk.fill_seats()
    claimed = {seat.only: seat.work.claim.plan_id for seat in desk.seats if seat.work}
    plan = plan_for_request(session, request_id)
    assert plan is not None
    assert claimed[PlanKind.relief] == plan.id
    assert len(claimed) == 2


def test_a_claim_of_a_killed_clock_is_taken_over(session: Session, desk: PlanDesk) -> None:
    request_id = ask(session, "Céline", *WEEK)
    long_ago = now().replace(year=2025)
    assert claim_next(session, claimant="a clock that was killed", at=long_ago) is not None
    until(lambda: status_of(session, request_id) == PlanStatus.ready, desk.look_in)
    plan = plan_for_request(session, request_id)
    assert plan is not None
    assert (plan.attempts, plan.claimed_by) == (2, desk.claimant)


def test_a_worker_ends_with_its_killed_clock(session: Session, settings: Settings) -> None:
    withdraw_everything(session)
    request_id = ask(session, "Céline", *WEEK)
    clock = subprocess.Popen([sys.executable, "-m", "scheduler.jobs"], env=dict(os.environ))
    until(lambda: status_of(session, request_id) == PlanStatus.ready)
    workers = subprocess.run(["pgrep", "-P", str(clock.pid)], capture_output=True, text=True).stdout.split()
    assert workers
    clock.kill()
    clock.wait()
    until(lambda: not any(os.path.exists(f"/proc/{number}") for number in workers))


def test_stopping_puts_an_unfinished_plan_back(session: Session, settings: Settings) -> None:
    withdraw_everything(session)
    request_id = ask(session, "Céline", *WEEK)
    desk = PlanDesk(cast(Engine, session.get_bind()), settings)
    desk.fill_seats()  # claims, and the worker needs a moment to start
    desk.close()
    assert status_of(session, request_id) == PlanStatus.waiting


def test_a_second_clock_stands_by(session: Session, settings: Settings) -> None:
    first, second = (clock_lock(connect(settings.address)) for _ in range(2))
    assert first.acquire()
    assert not second.acquire()
    first.release()
    assert second.acquire()
    second.release()


@pytest.mark.postgres
def test_a_second_clock_stands_by_on_postgresql(postgres_url: str) -> None:
    first, second = (clock_lock(connect(postgres_url)) for _ in range(2))
    assert first.acquire()
    assert not second.acquire()
    first.release()
    until(second.acquire)  # the server frees the lock when it sees the connection end
    second.release()


def test_a_clock_that_stands_by_can_be_stopped(settings: Settings) -> None:
    lock, stop = clock_lock(connect(settings.address)), threading.Event()
    assert lock.acquire()
    thread = threading.Thread(target=run, args=(settings, stop))
    thread.start()
    stop.set()
    thread.join(10)
    lock.release()
    assert not thread.is_alive()


def test_a_clock_whose_beat_fails_ends_to_be_started_anew(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    stop, ended = threading.Event(), list[int]()

    def end(status: int) -> None:
        ended.append(status)
        stop.set()

    beat = [job for job in TIMETABLE if job.name == "beat"]
    for name, value in {"TIMETABLE": beat, "STAND_BY_SECONDS": 0.05, "SILENT_SECONDS": 0.6}.items():
        monkeypatch.setattr(f"scheduler.jobs.clock.{name}", value)
    monkeypatch.setattr(os, "_exit", end)
    thread = threading.Thread(target=run, args=(settings, stop))
    thread.start()
    time.sleep(0.3)
    assert ended == [], "it beats"
    thread.join(10)
    assert ended == [STUCK], "and not again for fifteen seconds"


def test_the_clock_process_answers_and_leaves_on_sigterm(session: Session, settings: Settings) -> None:
    withdraw_everything(session)
    request_id = ask(session, "Céline", *WEEK)
    clock = subprocess.Popen([sys.executable, "-m", "scheduler.jobs"], env=dict(os.environ))
    try:
        until(lambda: status_of(session, request_id) == PlanStatus.ready)
    finally:
        clock.send_signal(signal.SIGTERM)
    assert clock.wait(60) == 0


def test_every_job_is_a_named_function_with_a_reason(settings: Settings, desk: PlanDesk) -> None:
    jobs = {job.id: job for job in build_scheduler(desk, settings).get_jobs()}
    assert list(jobs) == [job.name for job in TIMETABLE]
    for job in TIMETABLE:
        assert len(job.why) > 40
        assert job.run.__name__ != "<lambda>"
        assert (jobs[job.name].coalesce, jobs[job.name].max_instances) == (True, 1)
        assert jobs[job.name].misfire_grace_time
        assert jobs[job.name].executor == ("default" if job.every_seconds else NIGHT)  # one after another at night
        assert str(jobs[job.name].trigger.timezone) == "America/Yellowknife"


def test_the_night_may_run_twice_without_doing_twice(session: Session, desk: PlanDesk, settings: Settings) -> None:
    settings.today = MONDAY.replace(month=12, day=2)
    ask(session, "Céline", *WEEK)
    counts = []
    for _ in range(2):
        credit_leave(desk)
        queue_missing_plans(desk)
        snapshot_gaps(desk)
        session.rollback()
        earned = select(func.count()).select_from(LeaveEntry).where(LeaveEntry.reason == LedgerReason.earned)
        tables = (earned, select(func.count()).select_from(Plan), select(func.count()).select_from(GapSnapshot))
        counts.append([session.exec(query).one() for query in tables])
    assert counts[0] == counts[1]
    assert min(counts[0]) > 0


def test_counts_are_released_before_anybody_looks(session: Session, desk: PlanDesk) -> None:
    kept = []
    for _ in range(2):
        release_counts(desk)
        session.rollback()
        kept.append({(one.view, one.month): one.figures for one in releases(session)})
    assert kept[0] == kept[1]
    assert {view for view, _month in kept[0]} >= {"thanks beside concerns", "strain by region", "quality all"}
    assert {view for view, _month in kept[0]} >= {"quality sahtu", "concerns 2026-07 all", "concerns 2026-10 sahtu"}


def test_a_month_of_paid_hours_earns_its_share(session: Session, desk: PlanDesk, settings: Settings) -> None:
    settings.today = MONDAY.replace(month=12, day=2)
    credit_leave(desk)
    session.rollback()
    celine = person_id(session, "Céline")
    lines = session.exec(
        select(LeaveEntry)
        .where(LeaveEntry.person_id == celine, LeaveEntry.kind == "annual", LeaveEntry.reason == LedgerReason.earned)
        .order_by(LeaveEntry.day)  # type: ignore[arg-type]
    ).all()
    assert lines[-1].day == MONDAY.replace(day=30)
    weekdays_since_the_seed = 10
    assert lines[-1].hours == pytest.approx(weekdays_since_the_seed * 7.5 * 0.115385, abs=0.001)  # 15 to 20 years


def test_a_look_without_plans_does_nothing(session: Session, desk: PlanDesk) -> None:
    prepare_plans(desk)
    assert [seat.work for seat in desk.seats] == [None, None]

"""Claims waiting plans and has them answered by the worker process, one after the other."""

import os
import socket
import time
from concurrent.futures import Future, wait
from concurrent.futures.process import BrokenProcessPool

import structlog
from sqlalchemy import Engine
from sqlmodel import Session

from scheduler.compute import Compute
from scheduler.plan_queue import LEASE, Claim, claim_next, release, renew
from workload.settings import Settings
from workload.tables.base import now

PATIENCE = 0.9  # seconds of one look; the next one is due a second later

log = structlog.get_logger()


class PlanDesk:
    """Holds at most one claim. `prepare_plans` looks in every second."""

    def __init__(self, engine: Engine, settings: Settings, *, compute: Compute | None = None) -> None:
        self.engine = engine
        self.settings = settings
        self.compute = compute or Compute()
        self.claimant = f"{socket.gethostname()}:{os.getpid()}"
        self._claim: Claim | None = None
        self._work: Future[bool] | None = None
        self._renewed = now()

    def look_in(self) -> None:
        """Claim a plan when free; note when it is answered and take the next; keep a claim alive meanwhile.

        Comes back within `PATIENCE`, so that several short plans are answered in one look.
        """
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self._claim is None or self._work is None:
                self._begin()
            if self._claim is None or self._work is None:
                return
            wait([self._work], timeout=max(0.0, until - time.monotonic()))
            if self._work.done():
                self._finish(self._claim, self._work)
                self._claim = self._work = None
            else:
                self._keep(self._claim)

    def close(self) -> None:
        """End the work and put an unfinished plan back into the queue."""
        unfinished = self._claim if self._work is not None and not self._work.done() else None
        self.compute.close()
        if unfinished is not None:
            with Session(self.engine) as session:
                release(session, unfinished)
        self._claim = self._work = None

    def _begin(self) -> None:
        with Session(self.engine) as session:
            claim = claim_next(session, claimant=self.claimant, at=now())
        if claim is not None:
            today, seconds = self.settings.current_day(), self.settings.solve_seconds
            log.info("plan_claimed", plan=claim.plan_id, attempt=claim.attempt)
            self._work = self.compute.begin(self.settings.address, claim, today=today, seconds=seconds)
            self._claim, self._renewed = claim, now()

    def _keep(self, claim: Claim) -> None:
        if now() - self._renewed > LEASE / 6:
            with Session(self.engine) as session:
                renew(session, claim, at=now())
            self._renewed = now()

    def _finish(self, claim: Claim, work: "Future[bool]") -> None:
        try:
            log.info("plan_answered", plan=claim.plan_id, stored=work.result())
        except BrokenProcessPool:
            log.warning("worker_died", plan=claim.plan_id)
            self.compute.replace()
            with Session(self.engine) as session:
                release(session, claim)


def prepare_plans(desk: PlanDesk) -> None:
    desk.look_in()

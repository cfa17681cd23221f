"""Claims waiting plans and has them answered by workers, one plan to a worker at a time."""

import os
import socket
import time
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import suppress
from dataclasses import dataclass

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from scheduler.compute import Compute
from scheduler.plan_queue import LEASE, Claim, claim_next, release, renew
from workload.settings import Settings
from workload.tables.base import now
from workload.vocabulary import PlanKind

PATIENCE = 0.9  # seconds of one look; the next one is due a second later

log = structlog.get_logger()


@dataclass
class Work:
    """A claimed plan, its worker's promise to answer, and when the claim was last renewed, by a clock nobody sets."""

    claim: Claim
    answer: "Future[bool]"
    renewed: float


@dataclass
class Seat:
    """Room for one solve. `only` limits it to one kind of plan."""

    compute: Compute
    only: PlanKind | None = None
    work: Work | None = None


class PlanDesk:
    """As many seats as `settings.solvers`; of two or more the first is kept for leave, so that nobody who waits at a
    page for an answer about leave waits behind a long balance. `prepare_plans` looks in every second."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self.engine = engine
        self.settings = settings
        self.claimant = f"{socket.gethostname()}:{os.getpid()}"
        self.beaten = time.monotonic()
        self.seats = [Seat(Compute(settings.cluster)) for _ in range(settings.solvers)]
        if len(self.seats) > 1:
            self.seats[0].only = PlanKind.relief

    def look_in(self) -> None:
        """Fill free seats; note what is answered and take the next; keep claims alive meanwhile.

        Comes back within `PATIENCE`, so that several short plans are answered in one look.
        """
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            self.fill_seats()
            answers = [seat.work.answer for seat in self.seats if seat.work]
            if not answers:
                return
            wait(answers, timeout=max(0.0, until - time.monotonic()), return_when=FIRST_COMPLETED)
            for seat in self.seats:
                if seat.work and seat.work.answer.done():
                    self._finish(seat, seat.work)
                elif seat.work:
                    self._keep(seat.work)

    def fill_seats(self) -> None:
        """Claim a plan for every free seat and start answering it, without waiting."""
        for seat in self.seats:
            if seat.work is None:
                self._begin(seat)

    def close(self) -> None:
        """End the work and put unfinished plans back into the queue."""
        for seat in self.seats:
            unfinished = seat.work.claim if seat.work and not seat.work.answer.done() else None
            seat.compute.close()
            if unfinished is not None:
                with suppress(OperationalError), Session(self.engine) as session:  # away: the lease runs out instead
                    release(session, unfinished)
            seat.work = None

    def _begin(self, seat: Seat) -> None:
        with Session(self.engine) as session:
            claim = claim_next(session, claimant=self.claimant, at=now(), only=seat.only)
        if claim is None:
            return
        log.info("plan_claimed", plan=claim.plan_id, attempt=claim.attempt)
        today, seconds = self.settings.current_day(), self.settings.solve_seconds
        try:
            answer = seat.compute.begin(self.settings.address, claim, today=today, seconds=seconds)
        except OSError:  # a cluster that does not answer; the lease runs out and the plan is claimed again
            log.error("no_worker", plan=claim.plan_id, cluster=self.settings.cluster)
            return
        seat.work = Work(claim, answer, time.monotonic())

    def _keep(self, work: Work) -> None:
        if time.monotonic() - work.renewed > LEASE.total_seconds() / 6:
            with Session(self.engine) as session:
                renew(session, work.claim, at=now())
            work.renewed = time.monotonic()

    def _finish(self, seat: Seat, work: Work) -> None:
        seat.work = None
        try:
            log.info("plan_answered", plan=work.claim.plan_id, stored=work.answer.result())
        except Exception as lost:  # a plan that fails says so in its row: what reaches us is a worker that is gone
            log.warning("worker_died", plan=work.claim.plan_id, why=type(lost).__name__)
            seat.compute.replace()
            with Session(self.engine) as session:
                release(session, work.claim)


def prepare_plans(desk: PlanDesk) -> None:
    desk.look_in()

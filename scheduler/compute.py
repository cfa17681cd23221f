"""Where solving happens: one worker process beside the clock, started fresh so that it shares nothing with it."""

import multiprocessing
import os
import signal
import threading
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from functools import lru_cache

from sqlalchemy import Engine

from scheduler.plan_queue import Claim
from workload.database import connect


class Compute:
    """A process pool of one. A worker that dies is replaced at the next question."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    def begin(self, address: str, claim: Claim, *, today: date, seconds: float) -> "Future[bool]":
        """Start answering a claimed plan; the future says whether its answer was stored."""
        arguments = (address, claim, today, seconds)
        try:
            return self._running().submit(_answer_in_worker, *arguments)
        except BrokenProcessPool:  # the worker died while it had nothing to do
            self.replace()
            return self._running().submit(_answer_in_worker, *arguments)

    def _running(self) -> ProcessPoolExecutor:
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(max_workers=1, mp_context=context, initializer=_begin_worker)
        return self._pool

    def replace(self) -> None:
        """Forget a broken pool."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)

    def close(self) -> None:
        """End the worker now, whatever it does: an unfinished plan is claimed again later."""
        pool, self._pool = self._pool, None
        if pool is None:
            return
        for process in list((pool._processes or {}).values()):
            process.kill()  # a polite signal would make the solver stop early and store half an answer
        pool.shutdown(wait=True, cancel_futures=True)


def _begin_worker() -> None:
    """Ctrl-C reaches every process of a terminal and the clock alone answers it; a worker ends with its clock."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_clock, daemon=True).start()


def _end_with_the_clock() -> None:
    clock = multiprocessing.parent_process()
    if clock is not None:
        clock.join()
        os._exit(1)


def _answer_in_worker(address: str, claim: Claim, today: date, seconds: float) -> bool:
    from scheduler.plan_answering import answer_claim  # here: the clock itself stays without the solvers

    return answer_claim(_engine(address), claim, today=today, seconds=seconds)


@lru_cache(maxsize=1)
def _engine(address: str) -> Engine:
    return connect(address)

"""Where solving happens: a worker process beside the clock, or a Dask cluster when one is configured.

Both are a `concurrent.futures.Executor`. The local worker starts fresh, so that it shares nothing with the clock; the
workers of a cluster have Fairload installed and reach the same database.
"""

import multiprocessing
import os
import signal
import threading
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import suppress
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Engine

from scheduler.plan_queue import Claim
from workload.database import connect


class Compute:
    """One solve at a time: in a process pool of one, or on the cluster at `cluster` (`tcp://host:8786`).

    A worker that dies is replaced at the next question.
    """

    def __init__(self, cluster: str = "") -> None:
        self.cluster = cluster
        self._executor: Executor | None = None

    def begin(self, address: str, claim: Claim, *, today: date, seconds: float) -> "Future[bool]":
        """Start answering a claimed plan; the future says whether its answer was stored."""
        arguments = (address, claim, today, seconds)
        try:
            return self._running().submit(_answer_in_worker, *arguments)
        except BrokenExecutor:  # the worker died while it had nothing to do
            self.replace()
            return self._running().submit(_answer_in_worker, *arguments)

    def workers(self) -> list[int]:
        """The process ids of the local worker: one, or none before the first question."""
        return list(getattr(self._executor, "_processes", None) or ())

    def replace(self) -> None:
        """Forget a broken pool, or a cluster that cannot be reached."""
        executor, self._executor = self._executor, None
        if executor is not None:
            executor.shutdown(wait=False)

    def close(self) -> None:
        """End the local worker now, whatever it does: an unfinished plan is claimed again later.

        A solve on a cluster cannot be ended from here; it stops at its time limit and its answer is not stored.
        """
        for worker in self.workers():
            with suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)  # a polite signal would make the solver stop early and store half
        self.replace()

    def _running(self) -> Executor:
        if self._executor is None:
            self._executor = executor(self.cluster)
        return self._executor


def executor(cluster: str = "") -> Executor:
    """Where work is done: one fresh process beside this one, or the Dask cluster at `tcp://host:8786`."""
    if cluster:
        return _client(cluster).get_executor(pure=False)
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(max_workers=1, mp_context=context, initializer=_begin_worker)


@lru_cache(maxsize=1)
def _client(address: str) -> Any:
    from distributed import Client  # the extra `cluster`

    return Client(address, timeout="10s", set_as_default=False)


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

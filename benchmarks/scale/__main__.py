"""`python -m benchmarks.scale`: several regional balances at once, on one seat, on two, and on a cluster of two.

Every row solves the same regions through `scheduler.compute.executor`, as the clock does: a seat is one process. The
cluster is real: `dask scheduler` and two `dask worker` over tcp, started and ended here. Each region's plan must be
the same everywhere, byte for byte, or the run fails.
"""

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.balance.instances import make_territory, write_territory
from benchmarks.scale.work import ready, solve
from scheduler.compute import executor

ROOT = Path(__file__).resolve().parents[2]
BEGIN_SECONDS = 30.0
HEADER = "| where | seats | ready after, s | first plan, s | all plans, s | CPU s of the solves |"
RULE = "|---|---|---|---|---|---|"


def measured(where: str, seats: Sequence[Executor], folders: Sequence[str], seconds: float) -> tuple[str, list[str]]:
    """One row of the table, and the digests. A seat takes the next region when it is free, as the clock hands out."""
    begun = time.perf_counter()
    for future in [seat.submit(ready) for seat in seats]:
        future.result()
    start, ends = time.perf_counter(), []
    waiting = list(enumerate(folders))
    running: dict[Future[tuple[str, float]], tuple[int, Executor]] = {}
    answers: dict[int, tuple[str, float]] = {}
    free = list(seats)
    while waiting or running:
        while waiting and free:
            number, folder = waiting.pop(0)
            seat = free.pop()
            running[seat.submit(solve, folder, seconds)] = (number, seat)
        done = _first_of(list(running))
        number, seat = running.pop(done)
        answers[number] = done.result()
        ends.append(time.perf_counter() - start)
        free.append(seat)
    spent = sum(cpu for _digest, cpu in answers.values())
    row = f"| {where} | {len(seats)} | {start - begun:.1f} | {ends[0]:.1f} | {ends[-1]:.1f} | {spent:.1f} |"
    return row, [answers[number][0] for number in range(len(folders))]


def _first_of(futures: list["Future[tuple[str, float]]"]) -> "Future[tuple[str, float]]":
    while True:
        for one in futures:
            if one.done():
                return one
        time.sleep(0.01)


@contextmanager
def cluster(workers: int) -> Iterator[str]:
    """A Dask scheduler and its workers on this machine; its address."""
    port = _free_port()
    address = f"tcp://127.0.0.1:{port}"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": ROOT}
    dask = [sys.executable, "-m", "dask"]
    scheduler = ["scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]
    worker = ["worker", address, "--nthreads", "1", "--no-dashboard", "--no-nanny"]
    commands = [[*dask, *scheduler], *([*dask, *worker] for _ in range(workers))]
    with ExitStack() as stack:
        for command in commands:
            process = subprocess.Popen(command, **quiet)  # type: ignore[call-overload]  # noqa: S603
            stack.callback(process.wait)
            stack.callback(process.terminate)
        _wait_for(port)
        yield address


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait_for(port: int) -> None:
    until = time.monotonic() + BEGIN_SECONDS
    while time.monotonic() < until:
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit(f"the Dask scheduler does not answer on port {port}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--regions", type=int, default=4, help="how many balances are asked for at once (4)")
    parser.add_argument("--size", default="M", help="S, M, L or XL (M: 60 officers, 3,500 cases)")
    parser.add_argument("--seconds", type=float, default=3600.0, help="most seconds for one balance (3600)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        folders = [str(Path(folder) / str(seed)) for seed in range(given.regions)]
        for seed, one in enumerate(folders):
            write_territory(make_territory(given.size, 900 + seed), Path(one))
        busy = os.getloadavg()[0]
        print(f"{given.regions} balances of size {given.size}, {os.cpu_count()} cores, load before {busy:.1f}\n")
        print(HEADER, RULE, sep="\n")
        plans = []
        for seats in (1, 2):
            local = [executor() for _ in range(seats)]
            row, digests = measured("worker processes", local, folders, given.seconds)
            for seat in local:
                seat.shutdown()
            print(row, flush=True)
            plans.append(digests)
        pool = executor(stack.enter_context(cluster(2)))
        row, digests = measured("Dask cluster of two workers", [pool, pool], folders, given.seconds)
        print(row, flush=True)
        if any(other != digests for other in plans):
            raise SystemExit("the plans differ between the rows")
        print("\nThe plans are the same in every row.")
        pool.shutdown()


if __name__ == "__main__":
    main()

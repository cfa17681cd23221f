"""The real service on a database, as `fairload serve` starts it with its clock, and what it takes of memory."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from benchmarks.load.place import TODAY

WAIT_SECONDS = 60.0
CLOCK_SECONDS, LOOK_SECONDS = 300.0, 5.0
IDLE = 0.1  # of a processor


@contextmanager
def served(folder: Path, address: str, port: int, threads: int) -> Iterator[int]:
    """Runs `fairload serve` on the database until the block ends; yields its process id. Its lines go to serve.log."""
    environment = os.environ | {
        "FAIRLOAD_DATA_DIR": str(folder),
        "FAIRLOAD_DATABASE_URL": address,
        "FAIRLOAD_TODAY": TODAY.isoformat(),
    }
    command = [sys.executable, "-m", "web.commands", "serve", "--port", str(port), "--threads", str(threads)]
    with (folder / "serve.log").open("w") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)  # noqa: S603 - our own program
    try:
        _wait_until_ready(port, process)
        yield process.pid
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(20)
        process.kill()


def processor_seconds(pid: int) -> float:
    """What the process itself has used of a processor so far; its children are not counted."""
    return sum(_ticks(pid)[:2]) / os.sysconf("SC_CLK_TCK")


def wait_for_clock(pid: int) -> float:
    """Until the service's clock and its solvers have done what they do once when they first start (leave credited,
    strips of the year, releases, plans), or five minutes have passed: on a usual day that was done at night. Returns
    the seconds waited."""
    began, before = time.monotonic(), -1.0
    while time.monotonic() - began < CLOCK_SECONDS:
        worked = sum(_with_children(clock) for clock in _children(pid))
        if before >= 0 and worked - before < IDLE * LOOK_SECONDS:
            break
        before = worked
        time.sleep(LOOK_SECONDS)
    return time.monotonic() - began


def memory_of(pid: int) -> dict[str, float]:
    """MB in use by the process (web), its clock, and the largest of the workers that solve; peaks so far."""
    found = {"web": _peak(pid), "clock": 0.0, "solver": 0.0}
    for clock in _children(pid):
        found["clock"] = max(found["clock"], _peak(clock))
        found["solver"] = max([found["solver"], *(_peak(one) for one in _children(clock))])
    return found


def _ticks(pid: int) -> tuple[int, ...]:
    """Of the processor: of the process in its own code and in the system, and the same of its children that ended. None
    of a process that has ended."""
    with suppress(OSError):
        return tuple(int(one) for one in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[11:15])
    return (0, 0, 0, 0)


def _with_children(pid: int) -> float:
    """Processor seconds of a process and of all its children, also of those that ended."""
    ended = sum(_ticks(pid)) / os.sysconf("SC_CLK_TCK")
    return ended + sum(processor_seconds(one) for one in _children(pid))


def _children(pid: int) -> list[int]:
    with suppress(OSError):
        return [
            int(one) for task in Path(f"/proc/{pid}/task").iterdir() for one in (task / "children").read_text().split()
        ]
    return []


def _peak(pid: int) -> float:
    with suppress(OSError, StopIteration):
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024
    return 0.0


def _wait_until_ready(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with suppress(URLError, OSError), urlopen(f"http://127.0.0.1:{port}/ready", timeout=5) as answer:
            if answer.status == 200:
                return
        time.sleep(0.5)
    raise SystemExit("the service did not become ready; see serve.log")

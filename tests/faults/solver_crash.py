"""`python -m tests.faults.solver_crash 3`: the solving process killed at every try, and given too little memory.

Each try counts; after three the manager reads a sentence; nothing is stuck, and the next question is answered.
"""

import subprocess
import sys
from collections import Counter
from contextlib import suppress

import psutil
from sqlmodel import col, select

from scheduler.plan_queue import MOST_ATTEMPTS
from tests.faults.processes import Installation, Visitor, installation, kill, until
from workload.tables.plans import Plan
from workload.vocabulary import PlanKind, PlanStatus

SENTENCE = "The plan could not be worked out"
PATIENCE = 900.0  # seconds: three tries take that long where others keep the machine busy, and none is lost by waiting
TOO_LITTLE = 200 * 2**20  # bytes of addresses for one process: its libraries do not even load


def ask(place: Installation) -> None:
    visitor = Visitor(place.url).signed_in("patricia")
    answer = visitor.send("/caseloads/plan/ask", {"region": "sahtu"}, page="/caseloads/plan")
    assert answer.status_code == 303


def newest(place: Installation) -> tuple[PlanStatus, int, str]:
    """State, attempts and error of the newest plan for the Sahtu."""
    with place.session() as session:
        query = select(Plan).where(Plan.kind == PlanKind.caseload, Plan.region_id == "sahtu")
        plan = session.exec(query.order_by(col(Plan.id).desc())).first()
        assert plan is not None
        return plan.status, plan.attempts, plan.error


def says_so(place: Installation) -> bool:
    visitor = Visitor(place.url).signed_in("patricia")
    return SENTENCE in visitor.http.get(f"{place.url}/caseloads/plan").text


def answered_afterwards(place: Installation) -> None:
    """With a healthy clock the same question is answered at the first try."""
    clock = place.clock()
    ask(place)
    assert until(lambda: newest(place)[:2] == (PlanStatus.ready, 1), seconds=PATIENCE, pause=0.5), newest(place)
    kill(clock)


def workers_of(clock: "subprocess.Popen[bytes]") -> list[psutil.Process]:
    """The clock's solving processes; none that ended meanwhile."""
    found = []
    for one in psutil.Process(clock.pid).children():
        with suppress(psutil.NoSuchProcess):
            if "spawn_main" in " ".join(one.cmdline()):
                found.append(one)
    return found


def killed_every_time(place: Installation) -> int:
    """Kill the worker whenever the plan is being solved; how many workers were killed."""
    ask(place)
    clock, killed = place.clock(), 0

    def kill_workers() -> bool:
        nonlocal killed
        status, _attempts, _error = newest(place)
        if status is PlanStatus.solving:
            for worker in workers_of(clock):
                with suppress(psutil.NoSuchProcess):
                    worker.kill()
                    killed += 1
        return status is PlanStatus.failed

    assert until(kill_workers, seconds=PATIENCE, pause=0.2), newest(place)
    kill(clock)
    assert newest(place)[1:] == (MOST_ATTEMPTS, "gave_up")
    return killed


def too_little_memory(place: Installation) -> None:
    """The clock's workers may not have the memory that a solve needs; the clock itself may."""
    ask(place)
    clock = place.clock()

    def starve_workers() -> bool:
        for worker in workers_of(clock):
            with suppress(psutil.NoSuchProcess):
                worker.rlimit(psutil.RLIMIT_AS, (TOO_LITTLE, TOO_LITTLE))
        return newest(place)[0] is PlanStatus.failed

    assert until(starve_workers, seconds=PATIENCE, pause=0.02), newest(place)
    kill(clock)
    assert newest(place)[1] == MOST_ATTEMPTS


def tried(rounds: int) -> Counter[str]:
    came: Counter[str] = Counter()
    with installation("sqlite") as place:
        place.web()
        for _ in range(rounds):
            came["workers killed"] += killed_every_time(place)
            came["given up, and said so"] += says_so(place)
            answered_afterwards(place)
            too_little_memory(place)
            came["out of memory, and said so"] += says_so(place)
            answered_afterwards(place)
            came["answered afterwards"] += 2
        sound = place.command("check")
        assert sound.returncode == 0, sound.stderr
    assert came["given up, and said so"] == came["out of memory, and said so"] == rounds
    return came


if __name__ == "__main__":
    print(dict(tried(int(sys.argv[1]) if len(sys.argv) > 1 else 3)))

"""`python -m tests.faults.two_clocks 10`: two clocks on one database; the one that works is killed, again and again.

The other takes over within half a minute; never do both work.
"""

import sys
import time

from sqlmodel import Session

from tests.faults.processes import Installation, installation, kill, until
from workload.tables.clock import ClockBeat

LONGEST = 30.0


def working(place: Installation) -> int:
    """The process number of the clock whose beat is stored; 0 before the first."""
    with place.session() as session:
        return _beating(session)


def _beating(session: Session) -> int:
    beat = session.get(ClockBeat, 1)
    return int(beat.by.rpartition(":")[2]) if beat else 0


def tried(place: Installation, rounds: int) -> list[float]:
    """Seconds from each killing until the other clock's first beat."""
    clocks = {process.pid: process for process in (place.clock(), place.clock())}
    took = []
    assert until(lambda: working(place) in clocks, seconds=300), place.said()[-2000:]
    for _ in range(rounds):
        assert until(lambda: "clock_stands_by" in place.said(), seconds=300)  # a busy machine starts slowly
        first = working(place)
        time.sleep(1.0)
        assert working(place) == first, "both clocks work"
        kill(clocks.pop(first))
        began = time.monotonic()
        assert until(lambda: working(place) in clocks, seconds=2 * LONGEST), "nobody took over"
        took.append(time.monotonic() - began)
        assert took[-1] < LONGEST, f"it took {took[-1]:.1f} s"
        (place.folder / "said.log").write_text("")
        third = place.clock()
        clocks[third.pid] = third
    return took


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    for database in ("sqlite", "postgresql"):
        with installation(database) as made:
            seconds = tried(made, count)
            print(f"{database}: {count} times taken over, in {min(seconds):.1f} to {max(seconds):.1f} s", flush=True)

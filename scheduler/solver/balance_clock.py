"""How long a solve may take, and whether somebody asked it to stop."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Clock:
    """Seconds allowed since `began`; setting `stop` uses up the rest at once."""

    seconds: float
    stop: threading.Event | None = None
    began: float = field(default_factory=time.monotonic)

    def elapsed(self) -> float:
        return time.monotonic() - self.began

    def left(self) -> float:
        """Seconds that may still go by."""
        return max(0.0, self.seconds - self.elapsed()) if self.used() < 1.0 else 0.0

    def used(self) -> float:
        """Share of the time that is gone, 1 or more when it is over."""
        if self.stop is not None and self.stop.is_set():
            return 1.0
        return self.elapsed() / max(self.seconds, 1e-3)


@contextmanager
def watching(clock: Clock, halt: Callable[[], None]) -> Iterator[None]:
    """While the body runs, call `halt` as soon as the clock is used up (for solvers that do not ask by themselves)."""
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.1):
            if clock.used() >= 1.0:
                halt()

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()

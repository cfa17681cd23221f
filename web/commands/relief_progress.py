"""Progress of `fairload relief` on stderr: a bar of its stages on a terminal, plain lines otherwise."""

import time
from typing import TextIO

from scheduler.solver.relief_problem import STAGE_NAMES

EVERY = 5.0
"""Seconds between plain lines of one stage."""


class StageProgress:
    """Call it with a stage, its best value and its bound; `close` ends the line."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.live = stream.isatty()
        self.began = time.monotonic()
        self.last = ("", -EVERY)
        self.width = 0

    def __call__(self, stage: str, value: float, bound: float) -> None:
        elapsed = time.monotonic() - self.began
        words = f"{elapsed:6.1f} s  {self._words(stage, value, bound)}"
        if self.live:
            self.stream.write("\r" + f"{self._bar(stage)} {words}".ljust(self.width))
            self.width = len(words) + 13
        elif stage != self.last[0] or elapsed - self.last[1] >= EVERY:
            self.last = (stage, elapsed)
            self.stream.write(words + "\n")
        self.stream.flush()

    @staticmethod
    def _words(stage: str, value: float, bound: float) -> str:
        if stage == "explain":
            return f"explaining refusals: {value:g} of {bound:g}"
        return f"{stage.replace('_', ' ')}: {value:g} (bound {bound:g})"

    @staticmethod
    def _bar(stage: str) -> str:
        done = STAGE_NAMES.index(stage) if stage in STAGE_NAMES else len(STAGE_NAMES)
        return f"[{'#' * done}{'.' * (len(STAGE_NAMES) - done)}]"

    def close(self) -> None:
        if self.live and self.width:
            self.stream.write("\n")
        self.width = 0

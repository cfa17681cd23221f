"""Progress on stderr: one line that is rewritten on a terminal, plain lines otherwise."""

from typing import TextIO

from scheduler.solver.balance_problem import Progress

EVERY = 5.0  # seconds between plain lines


class ProgressLine:
    """Shows where a solve stands; `close` ends the line."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.live = stream.isatty()
        self.width = 0
        self.last_stage, self.last_seconds = "", -EVERY

    def show(self, progress: Progress) -> None:
        words = f"{progress.seconds:6.1f} s  {progress.stage}"
        if progress.moved_weight is not None and progress.bound:
            words += f": moved weight {progress.moved_weight:.2f}, at least {progress.bound:.2f}"
            words += f", gap {max(0.0, progress.moved_weight / progress.bound - 1):.2%}"
        if progress.breach_hours:
            words += f", {progress.breach_hours:.2f} h outside the band"
        if self.live:
            self.stream.write("\r" + words.ljust(self.width))
            self.width = len(words)
            self.stream.flush()
            return
        stage = progress.stage.split(",")[0]
        if stage != self.last_stage or progress.seconds - self.last_seconds >= EVERY:
            self.last_stage, self.last_seconds = stage, progress.seconds
            self.stream.write(words + "\n")
            self.stream.flush()

    def close(self) -> None:
        if self.live and self.width:
            self.stream.write("\n")
        self.width = 0

"""What a seat does in the benchmark of scale; a module of its own, so that every worker can import it."""

import hashlib
import os
import time
from pathlib import Path


def solve(folder: str, seconds: float) -> tuple[str, float]:
    """Balance the region in a folder: a digest of who holds which case, and the CPU seconds it took."""
    from scheduler.solver.balance_model import solve_balance
    from web.commands.balance_report import problem_of
    from workload.exchange.balance_files import read_balance_files

    begun = time.process_time()
    answer = solve_balance(problem_of(read_balance_files(Path(folder))), seconds=seconds, workers=1, seed=0)
    return hashlib.sha256(answer.officer.tobytes()).hexdigest(), time.process_time() - begun


def ready() -> int:
    """The number of the process that answers, once it has read the solver."""
    import scheduler.solver.balance_model  # noqa: F401

    return os.getpid()

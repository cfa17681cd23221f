"""`fairload clock`: the process that prepares plans; `fairload serve` starts one by itself."""

import os
import threading
import time

import click

WATCH_SECONDS = 1.0


@click.command("clock")
@click.option("--while-parent", type=int, hidden=True, help="End when this process, which started us, is gone.")
def command(while_parent: int | None) -> None:
    """Keep the timetable until it is stopped. A second clock on the same database stands by."""
    from scheduler.jobs import run
    from workload.settings import Settings

    stop = threading.Event()
    if while_parent is not None:
        threading.Thread(target=_stop_without_parent, args=(stop, while_parent), daemon=True).start()
    run(Settings(), stop)


def _stop_without_parent(stop: threading.Event, parent: int) -> None:
    """A web process that was killed cannot tell its clock; the clock looks for itself."""
    while os.getppid() == parent:
        time.sleep(WATCH_SECONDS)
    stop.set()

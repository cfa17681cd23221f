"""`fairload balance`: from a folder of plain files to a plan, a report, prices and a frontier."""

import gc
import resource
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from web.commands.ends import BAD_INPUT, INFEASIBLE, end_with_broken_promises, faults_told, tell
from web.commands.terminal_progress import ProgressLine

Target = click.Path(dir_okay=False, path_type=Path)


@click.command("balance", help="Assign every case in DIR to one officer who may hold it: even loads, fewest moves.")
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--out", type=Target, required=True, help="Where the plan goes (plan.csv).")
@click.option("--report", type=Target, help="Measures, bounds, tiers and every move with its reason (report.json).")
@click.option("--certificate", type=Target, help="The prices that prove the bounds (prices.json).")
@click.option("--frontier", type=Target, help="Ten plans from 'move nothing' to 'perfect balance' (out.csv).")
@click.option(
    "--pins",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Cases that must be with one officer (pins.csv: case_id,officer_id).",
)
@click.option("--band", type=click.FloatRange(0, 10), default=0.01, show_default=True, help="Width of the band.")
@click.option("--seconds", type=click.FloatRange(0.1), default=300.0, show_default=True, help="Time limit.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Threads.")
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="Same seed, same plan.")
def command(
    folder: Path,
    out: Path,
    report: Path | None,
    certificate: Path | None,
    frontier: Path | None,
    pins: Path | None,
    band: float,
    seconds: float,
    workers: int,
    seed: int,
) -> None:
    began = time.monotonic()
    targets = [path for path in (out, report, certificate, frontier) if path is not None]
    _refuse_bad_targets(folder, pins, targets)
    from workload.exchange.balance_files import read_balance_files

    with faults_told():
        files = read_balance_files(folder, pins)
    tell(files.notices)
    from web.commands.balance_pins import clashes_of

    impossible, uneven = clashes_of(files, band)
    for sentence in (*impossible, *uneven):
        click.echo(f"pins: {sentence}", err=True)
    if impossible:
        click.echo("these pins cannot all hold; nothing was written.", err=True)
        sys.exit(BAD_INPUT)

    from scheduler.solver.balance_certificate import certificate_of
    from scheduler.solver.balance_check import check_balance
    from scheduler.solver.balance_frontier import frontier as frontier_of
    from scheduler.solver.balance_model import solve_balance
    from web.commands import balance_report as words
    from workload.exchange.balance_results import write_frontier, write_json, write_plan

    line = ProgressLine(sys.stderr)
    stop = threading.Event()
    problem = words.problem_of(files)
    gc.freeze()
    answer = _interruptible(
        stop,
        lambda: solve_balance(
            problem, seconds=seconds, workers=workers, seed=seed, band=band, on_progress=line.show, stop=stop
        ),
    )
    content, prices = words.report_of(problem, answer, seed, band), certificate_of(problem, answer)
    faults = check_balance(words.facts_of(files), dict(words.plan_rows(problem, answer)), content, prices, band)
    if faults:
        line.close()
        end_with_broken_promises(faults)
    points: tuple[Any, ...] = ()
    if frontier is not None and not stop.is_set():
        left = max(1.0, seconds - (time.monotonic() - began))
        points = _interruptible(
            stop,
            lambda: frontier_of(problem, seconds=left, workers=workers, seed=seed, on_progress=line.show, stop=stop),
        )
    line.close()
    write_plan(out, words.plan_rows(problem, answer))
    if certificate is not None:
        write_json(certificate, prices)
    if frontier is not None:
        write_frontier(frontier, (words.frontier_row(point) for point in points))
    content["seconds"] = round(time.monotonic() - began, 3)
    content["peak_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
    if report is not None:
        write_json(report, content)
    click.echo("\n".join(words.summary(content)))
    sys.exit(INFEASIBLE if answer.unplaceable else 0)


def _refuse_bad_targets(folder: Path, pins: Path | None, targets: list[Path]) -> None:
    """Before any work: a result must have a folder to go to, its own name, and must not take an input's place."""
    inputs = {(folder / name).resolve() for name in ("cases.csv", "officers.csv", "conflicts.csv")}
    inputs |= {pins.resolve()} if pins is not None else set()
    seen: set[Path] = set()
    for path in targets:
        place = path.resolve()
        if place in inputs:
            raise click.UsageError(f"{path} is an input; choose another name for the result")
        if place in seen:
            raise click.UsageError(f"{path} is named for two results; each needs its own name")
        if not place.parent.is_dir():
            raise click.UsageError(f"the folder {place.parent} does not exist; make it first")
        seen.add(place)


def _interruptible(stop: threading.Event, work: Callable[[], Any]) -> Any:
    """Run `work` beside the main thread, so that Ctrl-C and SIGTERM ask it to stop and hand over the best so far."""
    box: dict[str, Any] = {}

    def run() -> None:
        try:
            box["value"] = work()
        except BaseException as error:
            box["error"] = error

    before = {number: signal.signal(number, lambda *_: stop.set()) for number in (signal.SIGINT, signal.SIGTERM)}
    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        while thread.is_alive():
            thread.join(0.2)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if "error" in box:
        raise box["error"]
    return box["value"]

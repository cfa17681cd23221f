"""`fairload year`: can everyone take the whole entitlement, in which weeks, and with how many relievers more?"""

import json
import resource
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from web.commands.ends import INFEASIBLE, end_with_broken_promises, faults_told, tell

if TYPE_CHECKING:
    from scheduler.solver.year_dependability import Dependability
    from scheduler.solver.year_problem import YearAnswer, YearProblem

KEPT_FOR_READING = 0.85
"""Share of the time for the search; the rest is for files and the simulation."""


@click.command("year", help="Say whether everyone in DIR can take their leave, propose the weeks, and size the pool.")
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="OUTDIR for the results.")
@click.option("--pool-max", type=click.IntRange(0, 30), default=4, show_default=True, help="Most extra relievers.")
@click.option("--seconds", type=click.FloatRange(1), default=60.0, show_default=True, help="Time limit.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Threads of the solver.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Same seed, same answer.")
def command(folder: Path, out: Path, pool_max: int, seconds: float, workers: int, seed: int) -> None:
    began = time.monotonic()
    if out.resolve() == folder.resolve():
        raise click.UsageError("--out is DIR itself; choose another folder for the results")
    from workload.exchange.year_files import read_year

    with faults_told():
        tables = read_year(folder)
    tell(tables.notices)

    from scheduler.solver.relief_check import RuleBroken
    from scheduler.solver.relief_problem import find_protected_overlaps
    from scheduler.solver.year_dependability import simulate_year
    from scheduler.solver.year_from_tables import year_from_tables, year_report, year_tables
    from scheduler.solver.year_solve import solve_year
    from workload.exchange.relief_files import write_tables
    from workload.exchange.safe_write import replacing

    year = year_from_tables(tables)
    overlaps = find_protected_overlaps(year.relief)
    if overlaps:
        for overlap in overlaps:
            click.echo(str(overlap), err=True)
        out.mkdir(parents=True, exist_ok=True)
        with replacing(out / "report.json") as stream:
            stream.write(
                json.dumps({"status": "infeasible", "reasons": [str(one) for one in overlaps]}, indent=2) + "\n"
            )
        sys.exit(INFEASIBLE)
    try:
        left = max(0.5, (seconds - (time.monotonic() - began)) * KEPT_FOR_READING)
        answer = solve_year(year, pool_max=pool_max, seconds=left, workers=workers, seed=seed, on_progress=_tell)
    except RuleBroken as error:
        end_with_broken_promises(error.broken)
    dependable = simulate_year(year, answer.plans[-1], answer.points, seed=seed)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    write_tables(out, year_tables(answer, dependable))
    with replacing(out / "report.json") as stream:
        stream.write(year_report(year, answer, dependable, peak_mb=peak_mb, seed=seed))
    click.echo(_summary(year, answer, dependable, time.monotonic() - began))


def _tell(relievers: int, not_placed: int, bound: int) -> None:
    click.echo(f"{relievers} more: {not_placed} leave days not placed (bound {bound})", err=True)


def _summary(year: "YearProblem", answer: "YearAnswer", dependable: "Dependability", seconds: float) -> str:
    first = answer.points[0]
    days = sum(row.days for row in year.entitlements)
    lines = [f"people {len(year.entitlements)}, leave days {days}, proposed weeks in weeks.csv"]
    if first.not_placed == 0:
        lines.append("everyone can take their leave with the people there are")
    else:
        lines.append(
            f"{first.not_placed} days cannot be placed with the people there are (bound {first.bound_not_placed})"
        )
    shares = {point.relievers: point.share for point in dependable.points}
    lines.append("relievers  not placed  worst person  breaches  proven  uncovered in a simulated year")
    for p in answer.points:
        proven = "yes" if p.proven else "no"
        lines.append(
            f"{p.relievers:9}  {p.not_placed:10}  {p.worst:12}  {p.breaches:8}  {proven:>6}  {shares[p.relievers]:6.1%}"
        )
    lines.append(_paper_and_dependable(dependable))
    lines.append(f"{seconds:.1f} s")
    return "\n".join(lines)


def _paper_and_dependable(found: "Dependability") -> str:
    """Two make it possible on paper, four make it dependable."""
    most = found.points[-1].relievers
    if found.on_paper is None:
        return "no number of relievers tried makes it possible on paper"
    paper = "possible on paper as it is" if found.on_paper == 0 else f"possible on paper with {found.on_paper} more"
    judged = "(judgement: at most 5 % of absence days uncovered)"
    if found.dependable is None:
        return f"{paper}, not dependable even with {most} {judged}"
    dependable = "as it is" if found.dependable == 0 else f"with {found.dependable} more"
    return f"{paper}, dependable {dependable} {judged}"

"""`fairload relief`: leave requests decided together with who covers, from a folder of plain files to another."""

import json
import resource
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from web.commands.ends import INFEASIBLE, end_with_broken_promises, faults_told, tell
from web.commands.relief_progress import StageProgress

if TYPE_CHECKING:
    from scheduler.solver.relief_problem import ProtectedOverlap, ReliefAnswer, ReliefProblem

Folder = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command("relief", help="Decide the leave requests in DIR together with who covers each day.")
@click.argument("folder", metavar="DIR", type=Folder)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="OUTDIR for the results.")
@click.option(
    "--seconds",
    type=click.FloatRange(0.1),
    default=None,
    show_default="9 for up to 50 requests, 1.5 more for each further one, at most 180",
    help="Time limit.",
)
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Threads of the solver.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Same seed, same answer.")
def command(folder: Path, out: Path, seconds: float | None, workers: int, seed: int) -> None:
    began = time.monotonic()
    if out.resolve() == folder.resolve():
        raise click.UsageError("--out is DIR itself; choose another folder for the results")
    from workload.exchange.relief_files import read_relief

    with faults_told():
        tables = read_relief(folder)
    tell(tables.notices)

    from scheduler.solver.relief_check import RuleBroken
    from scheduler.solver.relief_from_tables import answer_tables, problem_from_tables, report_text
    from scheduler.solver.relief_problem import find_protected_overlaps
    from scheduler.solver.relief_solve import solve_relief
    from workload.exchange.relief_files import write_tables
    from workload.exchange.safe_write import replacing

    problem = problem_from_tables(tables)
    overlaps = find_protected_overlaps(problem)
    if overlaps:
        _report_overlaps(problem, overlaps, out, began, seed)
        sys.exit(INFEASIBLE)
    line = StageProgress(sys.stderr)
    try:
        left = max(0.1, (seconds or _usual_seconds(problem)) - (time.monotonic() - began))
        answer = solve_relief(problem, seconds=left, workers=workers, seed=seed, on_progress=line)
    except RuleBroken as error:
        line.close()
        end_with_broken_promises(error.broken)
    line.close()
    write_tables(out, answer_tables(problem, answer))
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    with replacing(out / "report.json") as stream:
        stream.write(report_text(problem, answer, peak_mb=peak_mb, seed=seed))
    click.echo(_summary(problem, answer))


def _usual_seconds(problem: "ReliefProblem") -> float:
    """A territory's quarter is answered while one waits; a province's half-year takes minutes."""
    return min(180.0, 9.0 + 1.5 * max(0, len(problem.requests) - 50))


def _report_overlaps(
    problem: "ReliefProblem", overlaps: "list[ProtectedOverlap]", out: Path, began: float, seed: int
) -> None:
    """No answer exists: say why on the terminal and in report.json; no other file is written."""
    from workload.exchange.safe_write import replacing

    for overlap in overlaps:
        click.echo(str(overlap), err=True)
    report = {
        "status": "infeasible",
        "requests": len(problem.requests),
        "reasons": [str(overlap) for overlap in overlaps],
        "seconds": round(time.monotonic() - began, 3),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        "seed": seed,
        "stages": [],
    }
    out.mkdir(parents=True, exist_ok=True)
    with replacing(out / "report.json") as stream:
        stream.write(json.dumps(report, indent=2) + "\n")


def _summary(problem: "ReliefProblem", answer: "ReliefAnswer") -> str:
    granted = sum(decision.granted for decision in answer.decisions)
    proven = sum(stage.status == "optimal" and not stage.conditional for stage in answer.stages)
    return "\n".join(
        [
            f"requests           {len(problem.requests)}, granted {granted}, refused {len(problem.requests) - granted}",
            f"breaches           {answer.breaches}",
            f"unmet urgent hours {float(answer.unmet_hours):g}",
            f"cover days         {answer.cover_days}, worst share {answer.worst_cover_share:.0%}",
            f"travel hours       {answer.travel_quarters / 4:g}",
            f"other dates        {len(answer.alternatives)}",
            f"changes            {len({(c.request_id, c.rank) for c in answer.changes})} sets",
            f"proven             {proven} of {len(answer.stages)} stages",
            f"status             {answer.status}, {answer.seconds:.1f} s",
        ]
    )

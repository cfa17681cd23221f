"""`python -m benchmarks.relief`: solve generated territories with the command itself and print what came out.

Every answer is checked again from its files, in plain arithmetic, before its row is printed.
"""

import argparse
import csv
import json
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from benchmarks.relief.instances import SIZES, write_instance
from scheduler.solver.relief_check import check_plan, measure
from scheduler.solver.relief_from_tables import problem_from_tables
from scheduler.solver.relief_problem import Assignment
from workload.exchange.relief_files import read_relief

SECONDS = {"S": 15, "M": 120, "L": 180}
HEADER = (
    "| size | seed | requests | granted (bound) | breaches (bound) | left with nothing (bound) "
    "| unmet h (bound) | cover days (bound) | stages proven | stages 1-6 s | all s | MB |"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="S", help="S, M, L, separated by commas")
    parser.add_argument("--seeds", default="1,2,3,4,5,6,7", help="seeds, separated by commas")
    parser.add_argument("--seconds", type=float, help="time limit; otherwise 15 for S, 120 for M, 180 for L")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    print(HEADER)
    print("|" + "---|" * (HEADER.count("|") - 1), flush=True)
    for size in options.sizes.split(","):
        for seed in options.seeds.split(","):
            print(_row(size, int(seed), options.seconds or SECONDS[size], options.workers), flush=True)


def _row(size: str, seed: int, seconds: float, workers: int) -> str:
    with tempfile.TemporaryDirectory() as place:
        folder, out = Path(place) / "in", Path(place) / "out"
        write_instance(folder, SIZES[size], seed)
        command = [sys.executable, "-m", "web.commands", "relief", str(folder), "--out", str(out)]
        command += ["--seconds", str(seconds), "--workers", str(workers), "--seed", "1"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - ours
        report = json.loads((out / "report.json").read_text(encoding="utf-8"))
        _confirm(folder, out, report)
    stages = {stage["name"]: stage for stage in report["stages"]}
    proven = 0
    for stage in report["stages"]:
        if stage["status"] != "optimal":
            break
        proven += 1
    early = sum(stage["seconds"] for stage in report["stages"][:6])
    cells = [size, seed, report["requests"]]
    for name in ("granted", "breaches", "left_with_nothing", "unmet", "cover_days"):
        cells.append(f"{stages[name]['value']:g} ({stages[name]['bound']:g})")
    cells += [f"{proven} of 10", f"{early:.1f}", f"{report['seconds']:.1f}", f"{report['peak_mb']:.0f}"]
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def _confirm(folder: Path, out: Path, report: dict[str, object]) -> None:
    """The files alone must say what the report says, and break no rule."""
    problem = problem_from_tables(read_relief(folder))
    with (out / "decisions.csv").open(encoding="utf-8", newline="") as stream:
        granted = {r["request_id"]: int(r["option"]) for r in csv.DictReader(stream) if r["outcome"] == "granted"}
    with (out / "assignments.csv").open(encoding="utf-8", newline="") as stream:
        cover = [
            Assignment(
                date.fromisoformat(r["date"]), r["office_id"], r["person_id"], r["mode"], int(float(r["hours"]) * 4)
            )
            for r in csv.DictReader(stream)
        ]
    broken = check_plan(problem, granted, cover)
    measures = measure(problem, granted, cover)
    if broken or measures.granted != report["granted"] or measures.breaches != report["breaches"]:
        raise SystemExit(f"the answer does not stand: {broken[:3]}")


if __name__ == "__main__":
    main()

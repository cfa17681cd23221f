"""`python -m benchmarks.relief`: ours and the peers on the same generated territories, measured the same way.

Every plan is counted from its files in plain arithmetic: granted, breaches, unmet urgent hours, and weeks in which a
coverer would work above contract. Our own must break no rule at all. Seconds on the clock and peak memory are those of
the whole process, reading and writing included; the load average says how many others wanted the processor.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.relief.instances import SIZES, write_instance
from scheduler.solver.relief_check import check_plan, measure
from scheduler.solver.relief_from_tables import problem_from_tables
from scheduler.solver.relief_problem import Assignment, ReliefProblem
from workload.exchange.relief_files import read_relief

SECONDS = {"S": 15, "M": 120, "L": 180}
WHO = ("fairload", "flat-stages", "flat-weighted", "timefold", "first-come")
HEADER = (
    "| size | seed | who | granted (bound) of | left with nothing (bound) | breaches | weeks above contract "
    "| other rules broken | unmet h (bound) | cover days | stages proven | stages 1-6 s | all s | CPU s | MB | load |"
)


@dataclass(frozen=True)
class Used:
    """What one process took: seconds on the clock and of the processor, peak megabytes, load average at its end."""

    seconds: float
    cpu: float
    megabytes: float
    load: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="S", help="S, M, L, separated by commas")
    parser.add_argument("--seeds", default="1,2,3,4,5,6,7", help="seeds, separated by commas")
    parser.add_argument("--who", default="fairload", help=f"{', '.join(WHO)}, separated by commas, or all")
    parser.add_argument("--seconds", type=float, help="time limit; otherwise 15 for S, 120 for M, 180 for L")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--timefold-python", default=sys.executable, help="the Python that has timefold (and java)")
    options = parser.parse_args()
    names = WHO if options.who == "all" else options.who.split(",")
    print(HEADER)
    print("|" + "---|" * (HEADER.count("|") - 1), flush=True)
    for size in options.sizes.split(","):
        for seed in options.seeds.split(","):
            for name in names:
                seconds = options.seconds or SECONDS[size]
                cells = _row(size, int(seed), name, seconds, options.workers, options.timefold_python)
                print("| " + " | ".join(cells) + " |", flush=True)


def _row(size: str, seed: int, name: str, seconds: float, workers: int, timefold: str) -> list[str]:
    with tempfile.TemporaryDirectory() as place:
        folder, out = Path(place) / "in", Path(place) / "out"
        write_instance(folder, SIZES[size], seed)
        if name == "fairload":
            command = [sys.executable, "-m", "web.commands", "relief", str(folder), "--out", str(out)]
            command += ["--seconds", str(seconds), "--workers", str(workers), "--seed", "1"]
        else:
            python = timefold if name == "timefold" else sys.executable
            module = "benchmarks.relief.timefold_peer" if name == "timefold" else "benchmarks.relief.peers"
            command = [python, "-m", module, name, str(folder), str(out), str(seconds), str(workers)]
        used = _measured(command)
        return [size, str(seed), name, *_cells(read_problem(folder), out, own=name == "fairload"), *_cost(used)]


def _measured(command: list[str]) -> Used:
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - ours
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    cpu = usage.ru_utime + usage.ru_stime
    return Used(time.monotonic() - began, cpu, usage.ru_maxrss / 1024, os.getloadavg()[0])


def _cost(used: Used) -> list[str]:
    return [f"{used.seconds:.1f}", f"{used.cpu:.0f}", f"{used.megabytes:.0f}", f"{used.load:.1f}"]


def read_problem(folder: Path) -> ReliefProblem:
    return problem_from_tables(read_relief(folder))


def read_plan(out: Path) -> tuple[dict[str, int], list[Assignment]]:
    with (out / "decisions.csv").open(encoding="utf-8", newline="") as stream:
        granted = {r["request_id"]: int(r["option"]) for r in csv.DictReader(stream) if r["outcome"] == "granted"}
    with (out / "assignments.csv").open(encoding="utf-8", newline="") as stream:
        cover = [
            Assignment(
                date.fromisoformat(r["date"]), r["office_id"], r["person_id"], r["mode"], round(float(r["hours"]) * 4)
            )
            for r in csv.DictReader(stream)
        ]
    return granted, cover


def _cells(problem: ReliefProblem, out: Path, *, own: bool) -> list[str]:
    """The columns between who and what it cost."""
    granted, cover = read_plan(out)
    broken = check_plan(problem, granted, cover)
    measures = measure(problem, granted, cover)
    above = sum(text.startswith("e:") and "exceed" in text for text in broken)
    bound = dict.fromkeys(("granted", "left_with_nothing", "unmet"), "")
    if own:
        report = json.loads((out / "report.json").read_text(encoding="utf-8"))
        if broken or measures.granted != report["granted"] or measures.breaches != report["breaches"]:
            raise SystemExit(f"the answer does not stand: {broken[:3]}")
        bound = {stage["name"]: f" ({stage['bound']:g})" for stage in report["stages"]}
        unproven = (n for n, stage in enumerate(report["stages"]) if stage["status"] != "optimal")
        proven = next(unproven, len(report["stages"]))
        early = sum(stage["seconds"] for stage in report["stages"][:6])
    else:
        claims = json.loads((out / "claims.json").read_text(encoding="utf-8"))
        proven, early = claims["proven"], claims["early_seconds"]
    return [
        f"{measures.granted}{bound['granted']} of {len(problem.requests)}",
        f"{measures.left_with_nothing}{bound['left_with_nothing']}",
        str(measures.breaches),
        str(above),
        str(len(broken) - above),
        f"{float(measures.unmet):g}{bound['unmet']}",
        str(measures.cover_days),
        str(proven),
        f"{early:.1f}",
    ]


if __name__ == "__main__":
    main()

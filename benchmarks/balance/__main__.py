"""`python -m benchmarks.balance`: ours and the peers on the same territories, with the same measures.

Prints a Markdown table: what each moves against the proven bound, whether it keeps the band, CPU seconds of the whole
process (reading, solving, checking, writing), and its peak memory.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.balance.instances import Territory, make_territory, month_after, month_before, write_territory
from benchmarks.balance.peers import PEERS
from scheduler.solver.balance_bounds import band_of, moved_weight_bound, prices_of
from scheduler.solver.balance_case_prices import best_case_prices
from scheduler.solver.balance_flow import Relaxed, cheapest_in_band, network
from scheduler.solver.balance_model import STEPS
from scheduler.solver.balance_plan import breach_of, loads_of, moved_weight_of
from scheduler.solver.balance_problem import BalanceProblem, Band
from scheduler.solver.balance_rounding import stay_put
from scheduler.solver.balance_search import GROUPED
from scheduler.solver.balance_tiers import fairest_utilisation
from web.commands.balance_report import problem_of
from workload.exchange.balance_files import read_balance_files

TIMEFOLD_PYTHON = os.environ.get("FAIRLOAD_TIMEFOLD_PYTHON", sys.executable)
OTHERS = [*PEERS, "timefold"]
START = "from web.commands import main; main()"
HEADER = "| territory | who | gap of moved weight | outside the band, h | highest load | CPU s | peak MB |"
RULE = "|---|---|---|---|---|---|---|"


@dataclass(frozen=True)
class Run:
    """CPU seconds and peak megabytes of a process."""

    seconds: float
    megabytes: float
    status: int


def measured(command: list[str]) -> Run:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Run(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, process.returncode)


def run(name: str, folder: Path, target: Path, band: Band, seconds: float) -> Run:
    if name == "fairload":
        return measured(
            [sys.executable, "-c", START, "balance", str(folder), "--out", str(target), "--seconds", str(seconds)]
        )
    if name == "timefold":
        return _timefold(folder, target, band, seconds)
    if name == "highs":
        np.savez(
            f"{target}.band.npz",
            utilisation=band.utilisation,
            overload=band.overload,
            cap=band.cap,
            overload_cap=band.overload_cap,
            width=band.width,
        )
    return measured([sys.executable, "-m", "benchmarks.balance.peers", name, str(folder), str(target), str(seconds)])


def _timefold(folder: Path, target: Path, band: Band, seconds: float) -> Run:
    """Timefold under the Python that has it, with the problem as plain numbers."""
    problem = problem_of(read_balance_files(folder))
    start = stay_put(problem)
    cases = [
        [i, round(problem.hours[i] * 100), round(problem.weight[i] * 100), int(problem.current[i]), able, int(start[i])]
        for i, able in ((i, problem.eligible(i).tolist()) for i in range(len(start)))
        if able
    ]
    limits = np.floor(np.column_stack([band.cap, problem.capacity]) * 100 + 1e-6).astype(int).tolist()
    asked, answer = folder / "timefold.json", folder / "timefold-plan.json"
    asked.write_text(json.dumps({"overload_cap": int(band.overload_cap * 100), "officers": limits, "cases": cases}))
    script = Path(__file__).with_name("timefold_peer.py")
    used = measured([TIMEFOLD_PYTHON, str(script), str(asked), str(answer), str(seconds)])
    if answer.exists():
        with target.open("w", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(("case_id", "officer_id"))
            for case, officer in json.loads(answer.read_text()).items():
                writer.writerow((problem.case_ids[int(case)], problem.officer_ids[officer]))
    return used


def missing(name: str) -> str:
    """Why a peer cannot run here; empty when it can."""
    if name != "timefold":
        return ""
    tried = subprocess.run([TIMEFOLD_PYTHON, "-c", "import timefold.solver"], capture_output=True, check=False)  # noqa: S603
    return "" if tried.returncode == 0 else "not installed"


def read_plan(problem: BalanceProblem, target: Path) -> np.ndarray:
    number = {name: j for j, name in enumerate(problem.officer_ids)}
    with target.open(newline="") as stream:
        plan = {row["case_id"]: number[row["officer_id"]] for row in csv.DictReader(stream)}
    return np.array([plan.get(case, -1) for case in problem.case_ids], np.int32)


def proven_bound(problem: BalanceProblem, band: Band, relaxed: Relaxed) -> float:
    """The bound of prices of cases, as the report of a plan has it."""
    steps = STEPS if len(problem.capacity) <= GROUPED else 0
    return best_case_prices(problem, band, relaxed.price, relaxed.mu, steps=steps, used=lambda: 0.0).bound


def compare(label: str, folder: Path, names: list[str], seconds: float) -> None:
    problem = problem_of(read_balance_files(folder))
    band = band_of(problem, fairest_utilisation(problem), 0.01)
    relaxed = cheapest_in_band(network(problem), band.cap, band.overload_cap)
    linear = moved_weight_bound(problem, band, prices_of(relaxed.price, relaxed.mu))
    bound = max(linear, proven_bound(problem, band, relaxed))
    for name in names:
        target = folder / f"{name}.csv"
        if why := missing(name):
            print(f"| {label} | {name} | {why} | - | - | - | - |", flush=True)
            continue
        used = run(name, folder, target, band, seconds)
        cost = f"{used.seconds:.1f} | {used.megabytes:.0f} |"
        if not target.exists():
            print(f"| {label} | {name} | no plan | - | - | {cost}", flush=True)
            continue
        plan = read_plan(problem, target)
        load = loads_of(problem, plan)
        gap = moved_weight_of(problem, plan) / bound - 1 if bound > 0 else 0.0
        breach = breach_of(problem, band, load)
        highest = float((load / problem.capacity).max())
        print(f"| {label} | {name} | {gap:+.2%} | {breach:.2f} | {highest:.0%} | {cost}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.balance", description=__doc__)
    parser.add_argument("--sizes", default="S,M,L", help="of tiny,S,M,L,XL (S,M,L)")
    parser.add_argument("--seeds", default="1,2,3", help="seeds of the territories (1,2,3)")
    parser.add_argument("--loads", default="1.08,0.92", help="demand over capacity (1.08,0.92)")
    parser.add_argument("--who", default="fairload", help=f"of fairload,{','.join(OTHERS)}, or all (fairload)")
    parser.add_argument("--seconds", type=float, default=60.0, help="time each may take (60)")
    parser.add_argument("--usual-month", action="store_true", help="from the plan of the month before")
    chosen = parser.parse_args()
    names = ["fairload", *OTHERS] if chosen.who == "all" else chosen.who.split(",")
    print(HEADER, RULE, sep="\n", flush=True)
    for size in chosen.sizes.split(","):
        for load in map(float, chosen.loads.split(",")):
            for seed in map(int, chosen.seeds.split(",")):
                with tempfile.TemporaryDirectory() as folder:
                    if chosen.usual_month:
                        territory = _usual_month(size, seed, load, Path(folder))
                    else:
                        territory = make_territory(size, seed, load=load)
                    write_territory(territory, Path(folder))
                    compare(f"{size} {load:g} seed {seed}", Path(folder), names, chosen.seconds)


def _usual_month(size: str, seed: int, load: float, folder: Path) -> Territory:
    """From a plan of the month before, made without being measured, to the month with its few changes."""
    with tempfile.TemporaryDirectory() as before:
        write_territory(month_before(size, seed, load=load), Path(before))
        plan = folder / "before.csv"
        measured([sys.executable, "-c", START, "balance", before, "--out", str(plan)])
        with plan.open(newline="") as stream:
            known = {row["case_id"]: row["officer_id"] for row in csv.DictReader(stream)}
    return month_after(size, seed, known, load=load)


if __name__ == "__main__":
    main()

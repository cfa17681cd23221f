"""`python -m benchmarks.balance`: ours and the peers on the same territories, with the same measures.

Without options the whole table: two seeds and both loads of S and M, one seed of L, all peers; XL with those peers
that can read it; the usual month. Prints Markdown: what each moves against the proven bound, whether it keeps the band,
CPU seconds of the whole process (reading, solving, checking, writing), and its peak memory. Each peer has as many
seconds on the clock as ours took on the same territory, and what it needs to set its model up besides.
"""

import argparse
import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
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

ROOT = Path(__file__).resolve().parents[2]
TIMEFOLD_PYTHON = os.environ.get("FAIRLOAD_TIMEFOLD_PYTHON", sys.executable)
OTHERS = [*PEERS, "timefold"]
GREEDY = ["longest-first", "key-worker-rule", "keep-then-relocate"]
TABLE = (  # sizes, seeds, loads, who, whether a usual month
    ("S,M", "101,501", "1.08,0.92", "all", False),
    ("L", "101", "1.08,0.92", "all", False),
    ("XL", "101", "1.08,0.92", ",".join(["fairload", *GREEDY]), False),
    ("S,M,L", "101", "1.08,0.92", "fairload", True),
)
LOOK = 0.05  # seconds between two looks at a process
MOST_SECONDS, MOST_MEGABYTES = 120.0, 8_000  # beyond, a peer is stopped: the machine has other things to do
START = "from web.commands import main; main()"
HEADER = "| territory | who | gap of moved weight | outside the band, h | highest load | CPU s | peak MB |"
RULE = "|---|---|---|---|---|---|---|"


@dataclass(frozen=True)
class Run:
    """CPU seconds, peak megabytes and seconds on the clock of a process; whether it had to be stopped."""

    seconds: float
    megabytes: float
    clock: float
    stopped: bool

    @property
    def why_no_plan(self) -> str:
        if self.stopped:
            return "no plan in time"
        return "out of memory" if self.megabytes > 0.6 * MOST_MEGABYTES else "no plan"


def measured(command: list[str], most_seconds: float = 1e6, most_megabytes: int | None = None) -> Run:
    """Run a process to its end, or stop it at so many seconds; it gets no more memory than it may have."""
    began = time.monotonic()
    process = subprocess.Popen(  # noqa: S603
        command,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=_limit(most_megabytes) if most_megabytes else None,
    )
    peak, stopped = 0.0, False
    while True:
        peak = max(peak, _peak_of(process.pid))
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
        if ended:
            break
        if time.monotonic() - began > most_seconds:
            process.kill()
            stopped = True
        time.sleep(LOOK)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Run(usage.ru_utime + usage.ru_stime, peak, time.monotonic() - began, stopped)


def _peak_of(process: int) -> float:
    """Megabytes at most so far; 0 when it has ended.

    What the system tells at the end (`ru_maxrss`) is never less than this process had when it began the other one.
    """
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return float(line.split()[1]) / 1024
    return 0.0


def _limit(megabytes: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20, resource.RLIM_INFINITY))


def run(name: str, folder: Path, target: Path, band: Band, seconds: float | None) -> Run:
    if name == "fairload":
        limit = [] if seconds is None else ["--seconds", str(seconds)]
        return measured([sys.executable, "-c", START, "balance", str(folder), "--out", str(target), *limit])
    assert seconds is not None
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
    peer = [sys.executable, "-m", "benchmarks.balance.peers", name, str(folder), str(target), str(seconds)]
    return measured(peer, MOST_SECONDS, MOST_MEGABYTES)


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
    peer = [TIMEFOLD_PYTHON, "-m", "benchmarks.balance.timefold_peer", str(asked), str(answer), str(seconds)]
    used = measured(peer, MOST_SECONDS)  # Java limits its own memory
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


def compare(label: str, folder: Path, names: list[str], seconds: float | None) -> Run | None:
    """Print a row for each; what ours took, where it is among them."""
    problem = problem_of(read_balance_files(folder))
    band = band_of(problem, fairest_utilisation(problem), 0.01)
    relaxed = cheapest_in_band(network(problem), band.cap, band.overload_cap)
    linear = moved_weight_bound(problem, band, prices_of(relaxed.price, relaxed.mu))
    bound = max(linear, proven_bound(problem, band, relaxed))
    ours = None
    for name in names:
        target = folder / f"{name}.csv"
        if why := missing(name):
            print(f"| {label} | {name} | {why} | - | - | - | - |", flush=True)
            continue
        used = run(name, folder, target, band, seconds)
        if name == "fairload":
            ours, seconds = used, seconds or used.clock
        cost = f"{used.seconds:.1f} | {used.megabytes:.0f} |"
        if not target.exists():
            print(f"| {label} | {name} | {used.why_no_plan} | - | - | {cost}", flush=True)
            continue
        plan = read_plan(problem, target)
        load = loads_of(problem, plan)
        gap = moved_weight_of(problem, plan) / bound - 1 if bound > 0 else 0.0
        breach = breach_of(problem, band, load)
        highest = float((load / problem.capacity).max())
        print(f"| {label} | {name} | {gap:+.2%} | {breach:.2f} | {highest:.0%} | {cost}", flush=True)
    return ours


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.balance", description=__doc__)
    parser.add_argument("--sizes", help="of tiny,S,M,L,XL; the whole table without it")
    parser.add_argument("--seeds", default="101,501", help="seeds of the territories (101,501)")
    parser.add_argument("--loads", default="1.08,0.92", help="demand over capacity (1.08,0.92)")
    parser.add_argument("--who", default="fairload", help=f"of fairload,{','.join(OTHERS)}, or all (fairload)")
    parser.add_argument("--seconds", type=float, help="time each may take (ours as it needs, peers as long as ours)")
    parser.add_argument("--usual-month", action="store_true", help="from the plan of the month before")
    chosen = parser.parse_args()
    one = (chosen.sizes, chosen.seeds, chosen.loads, chosen.who, chosen.usual_month)
    table = (one,) if chosen.sizes else TABLE
    print(HEADER, RULE, sep="\n", flush=True)
    costs: dict[str, list[Run]] = defaultdict(list)
    for row in table:
        for size, seed, load, month in _territories(*row):
            names = ["fairload", *OTHERS] if row[3] == "all" else row[3].split(",")
            if "fairload" not in names and chosen.seconds is None:
                parser.error("--who without fairload needs --seconds")
            with tempfile.TemporaryDirectory() as folder:
                maker = _usual_month(size, seed, load, Path(folder)) if month else make_territory(size, seed, load=load)
                write_territory(maker, Path(folder))
                label = f"{size} {load:g} seed {seed}" + (", usual month" if month else "")
                ours = compare(label, Path(folder), names, chosen.seconds)
            if ours is not None:
                costs[size + (", usual month" if month else "")].append(ours)
    print("\n| fairload, on average | CPU s | peak MB |", "|---|---|---|", sep="\n")
    for size, runs in costs.items():
        mean = np.mean([(one.seconds, one.megabytes) for one in runs], axis=0)
        print(f"| {size} | {mean[0]:.1f} | {mean[1]:.0f} |")


def _territories(sizes: str, seeds: str, loads: str, who: str, month: bool) -> Iterator[tuple[str, int, float, bool]]:
    for size in sizes.split(","):
        for load in map(float, loads.split(",")):
            for seed in map(int, seeds.split(",")):
                yield size, seed, load, month


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

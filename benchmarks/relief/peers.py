"""`python -m benchmarks.relief.peers NAME DIR OUTDIR SECONDS WORKERS`: one peer on one folder, in its own process.

Writes decisions.csv and assignments.csv as the command does, and claims.json with what the peer says it has proven.
"""

import csv
import json
import sys
from pathlib import Path

from benchmarks.relief.first_come import first_come
from benchmarks.relief.flat import PeerPlan, flat_stages, flat_weighted
from scheduler.solver.relief_from_tables import problem_from_tables
from workload.exchange.relief_files import read_relief

PEERS = {"flat-stages": flat_stages, "flat-weighted": flat_weighted, "first-come": first_come}


def write(plan: PeerPlan, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    with (out / "decisions.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(
            [("request_id", "option", "outcome"), *((name, o, "granted") for name, o in plan.granted.items())]
        )
    with (out / "assignments.csv").open("w", encoding="utf-8", newline="") as stream:
        rows = [(a.day, a.office_id, a.person_id, a.mode, a.quarters / 4) for a in plan.assignments]
        csv.writer(stream).writerows([("date", "office_id", "person_id", "mode", "hours"), *rows])
    claims = {"proven": plan.proven, "early_seconds": plan.early_seconds}
    (out / "claims.json").write_text(json.dumps(claims), encoding="utf-8")


def main() -> None:
    name, folder, out, seconds, workers = sys.argv[1:]
    problem = problem_from_tables(read_relief(Path(folder)))
    write(PEERS[name](problem, float(seconds), int(workers)), Path(out))


if __name__ == "__main__":
    main()

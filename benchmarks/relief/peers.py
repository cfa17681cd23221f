"""`python -m benchmarks.relief.peers NAME DIR OUTDIR SECONDS WORKERS`: one peer on one folder, in its own process."""

import sys
from pathlib import Path

from benchmarks.relief.first_come import first_come
from benchmarks.relief.flat import flat_stages, flat_weighted
from benchmarks.relief.peer_plan import write_plan
from scheduler.solver.relief_from_tables import problem_from_tables
from workload.exchange.relief_files import read_relief

PEERS = {"flat-stages": flat_stages, "flat-weighted": flat_weighted, "first-come": first_come}


def main() -> None:
    name, folder, out, seconds, workers = sys.argv[1:]
    problem = problem_from_tables(read_relief(Path(folder)))
    write_plan(PEERS[name](problem, float(seconds), int(workers)), Path(out))


if __name__ == "__main__":
    main()

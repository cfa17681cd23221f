"""`python -m benchmarks.load` prints the load tables of docs/reliability.md: `make load` installs what it needs.

    python -m benchmarks.load morning  --database sqlite --minutes 4     200 people on a territory, solves meanwhile
    python -m benchmarks.load province --database sqlite                 every kind of page of a province, by each role

The load generator runs on the same machine as the service.
"""

import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.load import databases
from benchmarks.load.pages import visit_all
from benchmarks.load.place import make_place
from benchmarks.load.service import memory_of, served, wait_for_clock
from benchmarks.load.sizes import PROVINCE, TERRITORY
from workload.database import connect

PORT = 8190
GENTLE = 5  # niceness of the load generator: it should not take the processor from the service it measures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["morning", "province"], nargs="?", default="morning")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=4.0)
    parser.add_argument("--rounds", type=int, default=5, help="how often each page of the province is asked for")
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--threads", type=int, default=8, help="of the web process")
    wanted = parser.parse_args()
    size = TERRITORY if wanted.what == "morning" else PROVINCE
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with databases.empty(wanted.database, folder) as address:
            began = time.monotonic()
            engine = connect(address)
            make_place(engine, size)
            engine.dispose()
            made = time.monotonic() - began
            stored = databases.megabytes(wanted.database, address)
            say(f"{size.name}, {wanted.database}: made in {made:.0f} s, {stored:.0f} MB\n")
            with served(folder, address, wanted.port, wanted.threads) as pid:
                if wanted.what == "morning":
                    morning(folder, wanted)
                else:
                    say(f"waited {wait_for_clock(pid):.0f} s for the clock's first jobs\n")
                    visit_all(f"http://127.0.0.1:{wanted.port}", pid, wanted.rounds, say)
                memory = memory_of(pid)
            say("\n" + ", ".join(f"{part} {size:.0f} MB" for part, size in memory.items() if size) + " at most")
            say(f"load average {os.getloadavg()[0]:.1f}")


def morning(folder: Path, wanted: argparse.Namespace) -> None:
    """Runs locust as a process of its own and prints its counts by page."""
    scenario = Path(__file__).with_name("morning.py")
    command = [
        "nice", "-n", str(GENTLE), sys.executable, "-m", "locust", "-f", str(scenario), "--headless",
        "--users", str(wanted.people), "--spawn-rate", "5", "--run-time", f"{int(wanted.minutes * 60)}s",
        "--host", f"http://127.0.0.1:{wanted.port}", "--csv", str(folder / "load"), "--loglevel", "ERROR",
        "--only-summary", "--reset-stats",
    ]  # fmt: skip
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, env=os.environ | {"PYTHONPATH": "."})  # noqa: S603
    say("| page | requests | errors | p50 ms | p95 ms |\n|---|---|---|---|---|")
    with (folder / "load_stats.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            name = row["Name"] if row["Name"] != "Aggregated" else "**all**"
            say(f"| {name} | {row['Request Count']} | {row['Failure Count']} | {row['50%']} | {row['95%']} |")
            if row["Name"] == "Aggregated":
                say(f"\n{float(row['Requests/s']):.1f} requests a second")
    with (folder / "load_failures.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            say(f"error: {row['Name']}, {row['Error']}, {row['Occurrences']} times")


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

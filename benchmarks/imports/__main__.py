"""350,000 concerns as a file into the territory: `python -m benchmarks.imports [--rows 350000]`.

First with duplicate references and blank categories, every one of which must be named; then clean; then the same again,
which changes nothing; then the queries of the pages that list and count concerns.
"""

import argparse
import csv
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from random import Random
from time import perf_counter, process_time
from typing import Any

from sqlmodel import Session

from seed_data.load import load
from workload.database import connect
from workload.exchange.faults import FileFaults
from workload.exchange.territory_import import import_territory
from workload.migrations import upgrade
from workload.records.concerns import count_concerns_by_month, list_concerns
from workload.records.places import office_names
from workload.records.thanks_beside_concerns import thanks_beside_concerns
from workload.vocabulary import Channel, ConcernCategory, ConcernStatus

TODAY = date(2026, 11, 16)
EVERY = 500  # row of the faulty file is a duplicate, and as many have no category
DAYS_BACK = 3650


def write_concerns(path: Path, rows: int, offices: list[str], *, faulty: bool) -> int:
    """Concerns of ten years, all but the newest closed; returns the number of faults in the file."""
    dice, faults = Random(1), 0
    categories, channels = [one.value for one in ConcernCategory], [one.value for one in Channel]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["reference", "office_id", "opened", "closed", "category", "channel"])
        for number in range(rows):
            opened = TODAY - timedelta(days=dice.randint(0, DAYS_BACK))
            closed = opened + timedelta(days=dice.randint(0, 9))
            category, reference = dice.choice(categories), f"OLD-{number:07d}"
            if faulty and number % EVERY == 1:
                reference = f"OLD-{number - 1:07d}"
                faults += 1
            elif faulty and number % EVERY == 2:
                category = ""
                faults += 1
            done = closed.isoformat() if closed < TODAY else ""
            writer.writerow([reference, dice.choice(offices), opened, done, category, dice.choice(channels)])
    return faults


def timed(what: str, act: Callable[[], Any]) -> Any:
    began, worked = perf_counter(), process_time()
    found = act()
    sys.stdout.write(f"| {what} | {perf_counter() - began:.2f} s | {process_time() - worked:.2f} s |\n")
    sys.stdout.flush()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=350_000)
    parser.add_argument("--database", default="", help="address of an empty database; a new SQLite file otherwise")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        engine = connect(wanted.database or f"sqlite:///{folder / 'fairload.db'}")
        upgrade(engine)
        with Session(engine) as session:
            load(session, TODAY)
            session.commit()
            sys.stdout.write("| step | on the clock | processor |\n|---|---|---|\n")
            expected = write_concerns(folder / "concerns.csv", wanted.rows, list(office_names(session)), faulty=True)

            def refuse() -> int:
                try:
                    import_territory(session, folder, TODAY)
                except FileFaults as told:
                    return len(told.faults)
                return 0

            found = timed(f"a file of {wanted.rows:,} rows with {expected} faults, each named, nothing stored", refuse)
            assert found == expected, (found, expected)
            session.rollback()
            write_concerns(folder / "concerns.csv", wanted.rows, list(office_names(session)), faulty=False)

            def take_in() -> Any:
                result = import_territory(session, folder, TODAY)
                session.commit()
                return result.tallies["concerns.csv"]

            assert timed("the same rows without faults, stored", take_in).added == wanted.rows
            assert timed("once more, which changes nothing", take_in).same == wanted.rows
        with Session(engine) as session:
            for status in ConcernStatus:
                timed(f"list of concerns: {status.value}", partial(list_concerns, session, status=status))
            newest = partial(list_concerns, session, region_ids=["sahtu"], newest_first=True, limit=3)
            timed("newest concerns of a region", newest)
            counted = partial(count_concerns_by_month, session, first_day=TODAY - timedelta(days=350), last_day=TODAY)
            timed("concerns by month, a year", counted)
            timed("thanks beside concerns, territory", partial(thanks_beside_concerns, session, TODAY))
        engine.dispose()


if __name__ == "__main__":
    main()

"""Make the invented part of the territory from a fixed seed: `python -m seed_data.generate`.

The same seed gives the same bytes. Places, offices, people and case counts are written by hand in their own csv files
and read from there; README.md says of every number what it is.
"""

import sys
from pathlib import Path
from random import Random

from seed_data.csv_files import FOLDER, Row, write_rows
from seed_data.make_cases import make_cases
from seed_data.make_cover import make_cover

SEED = 20261116


def tables() -> dict[str, list[Row]]:
    """Every generated file by name. Each subject has its own dice, so that a change in one leaves the others alone."""
    cases, conflicts = make_cases(Random(f"{SEED} cases"))
    return {"cases": cases, "conflicts": conflicts, "cover": make_cover()}


def generate(folder: Path = FOLDER) -> None:
    """Write every generated csv file into `folder`."""
    for name, rows in tables().items():
        write_rows(folder, name, rows)
        sys.stdout.write(f"{name}.csv: {len(rows)} rows\n")


if __name__ == "__main__":
    generate()

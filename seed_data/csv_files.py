"""The csv files beside this module: rows of text, read and written always in the same way."""

import csv
from collections.abc import Sequence
from pathlib import Path

FOLDER = Path(__file__).parent
Row = dict[str, str]


def read_rows(name: str) -> list[Row]:
    """The rows of `name`.csv."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def write_rows(folder: Path, name: str, rows: Sequence[Row]) -> None:
    """Write `name`.csv; the columns are those of the first row."""
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)

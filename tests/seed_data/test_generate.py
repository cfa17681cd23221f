"""The generated files are those of the fixed seed, and nobody has edited them by hand."""

import csv
from pathlib import Path

from seed_data.csv_files import FOLDER, read_rows
from seed_data.generate import generate, tables


def test_generating_again_gives_the_same_bytes(tmp_path: Path) -> None:
    generate(tmp_path)
    written = sorted(tmp_path.glob("*.csv"))
    assert len(written) == len(tables())
    for path in written:
        assert path.read_bytes() == (FOLDER / path.name).read_bytes(), path.name


def test_every_file_and_its_source_stand_in_the_readme() -> None:
    readme = (FOLDER / "README.md").read_text("utf-8")
    for path in FOLDER.glob("*.csv"):
        assert f"`{path.name}`" in readme, path.name


def test_shares_of_each_community_come_to_its_cases() -> None:
    for row in read_rows("case_counts"):
        assert sum(int(share.split(":")[1]) for share in row["shares"].split(";")) == int(row["cases"])


def test_small_places_have_more_cases_a_head_than_the_capital() -> None:
    population = {row["id"]: int(row["population"]) for row in read_rows("communities")}
    rate = {
        row["community_id"]: int(row["cases"]) / population[row["community_id"]] for row in read_rows("case_counts")
    }
    assert all(rate["yellowknife"] < rate[place] for place in rate if place != "yellowknife")


def test_each_csv_is_plain_utf8_with_one_header() -> None:
    for path in FOLDER.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(stream))
        assert len({len(row) for row in rows}) == 1, path.name

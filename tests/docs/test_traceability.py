"""Every requirement of the report stands on its page with tests that exist, or says plainly that it is not met."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "traceability.md").read_text(encoding="utf-8")
ROWS = [re.split(r" *\| *", line)[1:-1] for line in PAGE.splitlines() if line.startswith("| R")]
TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def test_all_requirements_are_there_in_order() -> None:
    assert [row[0] for row in ROWS] == [f"R{number}" for number in range(1, 95)]
    assert all(all(cell for cell in row) and len(row) == 5 for row in ROWS)


def test_each_is_shown_by_a_test_or_said_to_be_missing() -> None:
    assert [row[0] for row in ROWS if bool(TEST.search(row[4])) == row[3].startswith("Not met")] == []


def test_every_test_named_exists() -> None:
    named = set(TEST.findall(PAGE))
    assert len(named) > 60
    missing = [
        f"{path}::{name}"
        for path, name in sorted(named)
        if not (ROOT / path).exists() or f"\ndef {name}(" not in (ROOT / path).read_text(encoding="utf-8")
    ]
    assert missing == []

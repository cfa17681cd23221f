import csv
from pathlib import Path

from click.testing import CliRunner, Result

from web.commands.forecast import command


def run(folder: Path, rows: str, *more: str) -> Result:
    (folder / "history.csv").write_text("month,count\n" + rows)
    return CliRunner().invoke(command, [str(folder / "history.csv"), f"--out={folder / 'months.csv'}", *more])


def months(first: int, count: int) -> str:
    return "".join(
        f"{2024 + (first + k) // 12}-{(first + k) % 12 + 1:02d},{1900 + 7 * (k % 3)}\n" for k in range(count)
    )


def test_months_to_come_follow_the_history(tmp_path: Path) -> None:
    result = run(tmp_path, months(10, 14), "--months", "3")
    assert result.exit_code == 0, result.stderr
    with (tmp_path / "months.csv").open() as stream:
        rows = list(csv.DictReader(stream))
    assert [row["month"] for row in rows] == ["2026-01", "2026-02", "2026-03"]
    assert all(float(row["low"]) < float(row["count"]) < float(row["high"]) for row in rows)
    assert "14 months, no trend and no season" in result.stdout


def test_short_history_is_said_and_nothing_written(tmp_path: Path) -> None:
    result = run(tmp_path, months(0, 7))
    assert result.exit_code == 3
    assert "7 months of history; 12 are the least" in result.stderr
    assert not (tmp_path / "months.csv").exists()


def test_gaps_and_bad_months_are_named(tmp_path: Path) -> None:
    result = run(tmp_path, "2026-01,5\n2026-13,5\n2026-03,-2\n2026-04,5\n2026-04,6\n")
    assert result.exit_code == 2
    for sentence in (
        "history.csv:3 month: '2026-13' is not a month like 2026-04",
        "history.csv:4 count: '-2' must be at least 0",
        "history.csv:5 month: '2026-02' is missing before '2026-04'",
        "history.csv:6 month: '2026-04' stands already in row 5",
    ):
        assert sentence in result.stderr

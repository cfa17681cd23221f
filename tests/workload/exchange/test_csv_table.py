"""Reading CSV files: every faulty cell is named, nothing is guessed."""

from pathlib import Path

import pytest

from workload.exchange.csv_table import Column, number, one_of, optional_text, read_csv, stop_on_faults, text, words
from workload.exchange.faults import FileFaults

COLUMNS = (
    Column("case_id", text),
    Column("hours", number(above=0, at_most=100)),
    Column("stream", one_of("regular", "icm"), required=False, default="regular"),
)


def write(folder: Path, content: str | bytes) -> Path:
    path = folder / "cases.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def told(path: Path, **options: object) -> list[str]:
    return [str(fault) for fault in read_csv(path, COLUMNS, **options)[1]]  # type: ignore[arg-type]


def test_columns_come_back_typed_in_order(tmp_path: Path) -> None:
    table, faults = read_csv(write(tmp_path, "hours,case_id,stream\n2.5,a,icm\n1,b,regular\n"), COLUMNS)
    assert not faults
    assert (table["case_id"], table["hours"], table["stream"]) == (["a", "b"], [2.5, 1.0], ["icm", "regular"])
    assert list(table.line) == [2, 3]
    assert next(table.rows()) == {"case_id": "a", "hours": 2.5, "stream": "icm"}


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("abc", "'abc' is not a number"),
        ("", "'' is not a number"),
        ("nan", "'nan' is not a number"),
        ("1_0", "'1_0' is not a number"),
        ("0", "'0' must be more than 0"),
        ("10000000", "'10000000' must be at most 100"),
    ],
)
def test_a_bad_number_is_named_with_its_place(tmp_path: Path, cell: str, message: str) -> None:
    assert told(write(tmp_path, f"case_id,hours\na,1\nb,{cell}\n")) == [f"cases.csv:3 hours: {message}"]


def test_every_faulty_row_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, "case_id,hours,stream\n,1,icm\nb,x,odd\nc,1\nd,2,icm\n")
    table, faults = read_csv(path, COLUMNS)
    assert [(fault.row, fault.column) for fault in faults] == [(2, "case_id"), (3, "hours"), (3, "stream"), (4, "")]
    assert table["case_id"] == ["d"]
    with pytest.raises(FileFaults, match=r"cases\.csv:3 stream: 'odd' is not one of regular, icm"):
        stop_on_faults(faults)


def test_a_repeated_key_names_both_rows(tmp_path: Path) -> None:
    path = write(tmp_path, "case_id,hours\na,1\nb,1\na,2\n")
    assert told(path, key=["case_id"]) == ["cases.csv:4 case_id: 'a' stands already in row 2"]


def test_a_repeated_pair_names_both_rows(tmp_path: Path) -> None:
    path = write(tmp_path, "case_id,hours\na,1\na,2\na,1\n")
    assert told(path, key=["case_id", "hours"]) == ["cases.csv:4 case_id,hours: 'a, 1.0' stands already in row 2"]


def test_missing_and_unknown_columns_are_told_apart(tmp_path: Path) -> None:
    table, faults = read_csv(write(tmp_path, "case_id,colour\na,red\n"), COLUMNS)
    assert [str(fault) for fault in faults] == ["cases.csv:1 hours: the column is missing"]
    assert [str(notice) for notice in table.notices] == ["cases.csv: the column 'colour' is not known and is ignored"]


def test_an_optional_column_takes_its_default(tmp_path: Path) -> None:
    table, faults = read_csv(write(tmp_path, "case_id,hours\na,1\nb,2\n"), COLUMNS)
    assert not faults
    assert table["stream"] == ["regular", "regular"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "cases.csv: the file is empty; it needs a header row"),
        ("case_id,hours,hours\na,1,1\n", "cases.csv:1 hours: the column stands twice in the header"),
        (b"case_id,hours\n\xe9t\xe9,1\n", "is not UTF-8; save the file as UTF-8 and try again"),
        ('case_id,hours\n"a,1\n', "cannot be read as CSV"),
    ],
)
def test_a_broken_file_is_explained(tmp_path: Path, content: str | bytes, message: str) -> None:
    assert message in "\n".join(told(write(tmp_path, content)))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert "the file is missing from" in told(tmp_path / "cases.csv")[0]


def test_a_byte_order_mark_and_blank_lines_do_no_harm(tmp_path: Path) -> None:
    table, faults = read_csv(write(tmp_path, b"\xef\xbb\xbfcase_id,hours\r\na,1\r\n\r\nb,2\r\n"), COLUMNS)
    assert not faults
    assert (table["case_id"], list(table.line)) == (["a", "b"], [2, 4])


def test_lists_are_cut_at_semicolons() -> None:
    assert words("gwi; ikt;;") == ("gwi", "ikt")
    assert words("") == ()
    assert optional_text("") == ""

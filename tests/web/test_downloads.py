"""Tables to take away."""

import csv
import io
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from web.downloads import Sheet, csv_response, xlsx_response


def test_a_download_opens_right_and_runs_nothing() -> None:
    answer = csv_response(["office", "note"], [["Behchokǫ̀", "=cmd()"], ["Déline", None], ["x", -2.5]], "gaps")
    text = answer.get_data(as_text=True)
    assert text.startswith("\ufeffoffice,note\r\n")
    assert "Behchokǫ̀,'=cmd()" in text
    assert "Déline,\r\n" in text
    assert "x,-2.5" in text
    assert answer.headers["Content-Disposition"] == 'attachment; filename="gaps.csv"'
    assert answer.mimetype == "text/csv"


def test_a_workbook_keeps_numbers_and_runs_no_formula() -> None:
    rows = [["Behchokǫ̀", "=cmd()", -2.5], ["+1", None, 3], ["a\x00b", "two\nlines", 0.1]]
    answer = xlsx_response([Sheet("Posts: 2026/27", ["office", "note", "posts"], rows), Sheet("Why", ["x"], [])], "p")
    book = load_workbook(io.BytesIO(answer.get_data()))
    assert book.sheetnames == ["Posts  2026 27", "Why"]
    page = book["Posts  2026 27"]
    assert [[cell.value for cell in row] for row in page.iter_rows(min_row=2)] == [
        ["Behchokǫ̀", "=cmd()", -2.5],
        ["+1", None, 3],
        ["ab", "two\nlines", 0.1],
    ]
    assert {page["B2"].data_type, page["A3"].data_type} == {"s"}, "text, not a formula"
    assert page["C2"].data_type == "n"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="p.xlsx"'


@pytest.mark.parametrize(
    ("username", "address"),
    [
        ("helen", "/caseloads"),
        ("helen", "/concerns/"),
        ("helen", "/gaps"),
        ("helen", "/leave/calendar"),
        ("celine", "/leave/ledger"),
    ],
)
def test_what_comes_as_csv_comes_as_a_workbook(
    sign_in: Callable[[str], FlaskClient], username: str, address: str
) -> None:
    client = sign_in(username)
    assert "format=xlsx" in client.get(address).text
    lines = list(csv.reader(io.StringIO(client.get(f"{address}?format=csv").text.lstrip("\ufeff"))))
    page = load_workbook(io.BytesIO(client.get(f"{address}?format=xlsx").get_data())).worksheets[0]
    assert [cell.value for cell in page[1]] == lines[0]
    assert page.max_row == len(lines) > 1

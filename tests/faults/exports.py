"""`python -m tests.faults.exports 10000`: cells that begin like formulas, through every way out as CSV and XLSX.

No cell of a download may begin with a sign that a spreadsheet takes for a formula.
"""

import csv
import io
import random
import sys
from collections import Counter

from flask import Flask
from openpyxl import load_workbook

from web.downloads import Sheet, csv_response, xlsx_response

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
PIECES = ("cmd|' /C calc'!A0", 'HYPERLINK("http://x")', "SUM(A1)", ",", '"', "'", ";", " ", "\n", "\r", "\t", "Déline")


def text_of(chance: random.Random) -> str:
    start = chance.choice((*STARTS, "", " ", '"', ",", "\u200b"))
    return start + "".join(chance.choice((*STARTS, *PIECES)) for _ in range(chance.randint(0, 4)))


def runs(cell: str) -> bool:
    return cell.startswith(STARTS)


def tried(count: int) -> Counter[str]:
    """Cells tried; AssertionError shows one that a spreadsheet would run."""
    chance, came = random.Random(1), Counter[str]()
    with Flask(__name__).test_request_context():
        for _ in range(0, count, 100):
            cells = [text_of(chance) for _ in range(100)]
            rows = [cells[at : at + 10] for at in range(0, 100, 10)]
            answer = csv_response(cells[:10], rows, "x")
            read = list(csv.reader(io.StringIO(answer.get_data(as_text=True).lstrip("\ufeff"), newline="")))
            assert len(read) == 11, "a cell has broken out of its row"
            for cell, was in zip((one for row in read[1:] for one in row), cells, strict=True):
                assert not runs(cell), (was, cell)
                assert cell in (was, "'" + was), (was, cell)
                came["csv"] += 1
            book = load_workbook(io.BytesIO(xlsx_response([Sheet("x", cells[:10], rows)], "x").get_data()))
            for row in book.worksheets[0].iter_rows():
                for one in row:
                    assert one.data_type != "f", one.value
                    came["xlsx"] += 1
    return came


if __name__ == "__main__":
    print(dict(tried(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)))

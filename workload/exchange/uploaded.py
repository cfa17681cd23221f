"""An uploaded CSV or XLSX file as headings and rows, whatever signs stand between its cells."""

import csv
import io
import tempfile
from dataclasses import dataclass
from pathlib import Path

from workload.exchange.faults import FileFault, FileFaults
from workload.exchange.workbook import sheet_as_csv

BETWEEN = ",;\t"
MOST_UNPACKED = 20_000_000  # bytes of a workbook; a page must answer soon
MOST_COLUMNS = 200


@dataclass(frozen=True)
class Upload:
    """Headings, and rows of as many cells. Row 2 of the file is `rows[0]`."""

    headings: list[str]
    rows: list[list[str]]

    def as_csv(self) -> str:
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows([self.headings, *self.rows])
        return text.getvalue()


def read_upload(name: str, content: bytes, wanted: str) -> Upload:
    """Read what was uploaded. Of a workbook the sheet called like `wanted` (`cases.csv`), or else its first.

    Raises FileFaults, by row where there is one, for what cannot be read.
    """
    if content.startswith(b"PK") or name.lower().endswith(".xlsx"):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "upload.xlsx"
            path.write_bytes(content)
            return _table(name, sheet_as_csv(path, wanted, most_bytes=MOST_UNPACKED))
    return _table(name, _text(name, content))


def from_csv(text: str) -> Upload:
    """What `as_csv` wrote."""
    headings, *rows = csv.reader(io.StringIO(text))
    return Upload(headings, rows)


def _text(name: str, content: bytes) -> str:
    if b"\x00" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FileFaults([FileFault(name, 0, "", "is no CSV or XLSX file")])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileFaults([FileFault(name, 0, "", "is not UTF-8; save it as CSV UTF-8 or as XLSX")]) from None


def _table(name: str, text: str) -> Upload:
    first = text.split("\n", 1)[0]
    between = max(BETWEEN, key=first.count)
    try:
        reader = csv.reader(io.StringIO(text), delimiter=between, strict=True)
        lines = [[" ".join(cell.split()) for cell in row] for row in reader]
    except csv.Error as error:
        raise FileFaults([FileFault(name, 0, "", f"cannot be read as CSV ({error})")]) from None
    if not lines or not any(lines[0]):
        raise FileFaults([FileFault(name, 0, "", "the file is empty; it needs a header row")])
    headings, rows = lines[0], lines[1:]
    if len(headings) > MOST_COLUMNS:
        raise FileFaults([FileFault(name, 1, "", f"has {len(headings)} columns; at most {MOST_COLUMNS} can be read")])
    if not any(any(row) for row in rows):
        raise FileFaults([FileFault(name, 0, "", "the file has headings and no rows")])
    width = len(headings)
    faults = [
        FileFault(name, number, "", f"has {len(row)} cells, the header has {width}")
        for number, row in enumerate(rows, start=2)
        if any(row[width:])
    ]
    if faults:
        raise FileFaults(faults)
    return Upload(headings, [(row + [""] * width)[:width] for row in rows])

"""A workbook with the same sheets as the files, written out as files: cells as typed, no formula worked out.

Sheets are named like the files, with or without `.csv`. A workbook is refused by its unpacked size before it is opened.
"""

import csv
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from workload.exchange.faults import FileFault, FileFaults, Notice

MOST_BYTES = 300_000_000  # unpacked; 350,000 rows of concerns take about 100 million


def write_sheets(book_path: Path, folder: Path, names: tuple[str, ...]) -> list[Notice]:
    """Write the sheets called like one of `names` (`cases.csv`) into `folder`; notices name the sheets left out.

    Raises FileFaults for what is no workbook, is too large, or holds formulas, by sheet and row.
    """
    book = _opened(book_path, MOST_BYTES)
    notices, faults = [], []
    with _closing(book, book_path):
        for sheet in book.worksheets:
            name = sheet.title.strip().lower().removesuffix(".csv") + ".csv"
            if name in names:
                faults += _write_sheet(sheet, folder / name)
            else:
                notices.append(Notice(book_path.name, f"the sheet '{sheet.title}' is not known and is ignored"))
    if faults:
        raise FileFaults(faults)
    return notices


def sheet_as_csv(book_path: Path, wanted: str, *, most_bytes: int) -> str:
    """The sheet called like `wanted`, or else the first one, as the text of a CSV file. Raises FileFaults as above."""
    book = _opened(book_path, most_bytes)
    with _closing(book, book_path), tempfile.TemporaryDirectory() as folder:
        by_name = {sheet.title.strip().lower().removesuffix(".csv") + ".csv": sheet for sheet in book.worksheets}
        path = Path(folder) / wanted
        faults = _write_sheet(by_name.get(wanted, next(iter(by_name.values()))), path)
        if faults:
            raise FileFaults(faults)
        return path.read_text("utf-8")


def _opened(path: Path, most_bytes: int) -> Any:
    from openpyxl import load_workbook

    _check_size(path, most_bytes)
    try:
        return load_workbook(path, read_only=True, data_only=False, keep_links=False)
    except Exception as broken:  # openpyxl raises whatever it meets in a damaged file
        raise FileFaults([FileFault(path.name, 0, "", "cannot be read as an XLSX workbook")]) from broken


@contextmanager
def _closing(book: Any, path: Path) -> Iterator[None]:
    """Closes the book; what turns out to be damaged while it is read is a fault of the file."""
    try:
        yield
    except (FileFaults, OSError, MemoryError):
        raise
    except Exception as broken:  # as above: a sheet is parsed only now
        raise FileFaults([FileFault(path.name, 0, "", "is damaged; save it again in Excel")]) from broken
    finally:
        book.close()


def _check_size(path: Path, most_bytes: int) -> None:
    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(part.file_size for part in packed.infolist())
    except (zipfile.BadZipFile, OSError) as broken:
        raise FileFaults([FileFault(path.name, 0, "", "is not an XLSX workbook; save it as .xlsx")]) from broken
    if size > most_bytes:
        message = (
            f"unpacks to {size / 1e6:,.0f} MB, more than the {most_bytes / 1e6:,.0f} MB we read; split it into files"
        )
        raise FileFaults([FileFault(path.name, 0, "", message)])


def _write_sheet(sheet: Any, path: Path) -> list[FileFault]:
    """One line a row, so that a fault of line 17 stands in row 17. Empty cells at the end of rows are left away."""
    faults: list[FileFault] = []
    width = 0
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        for number, row in enumerate(sheet.iter_rows(), start=1):
            cells = []
            for cell in row:
                if cell.data_type == "f":
                    faults.append(FileFault(path.name, number, "", "holds a formula; paste its value instead"))
                cells.append(_typed(cell.value))
            while cells and not cells[-1] and len(cells) > width:
                cells.pop()
            width = width or len(cells)
            writer.writerow(cells + [""] * (width - len(cells)))
    return faults


def _typed(value: object) -> str:
    """A cell as it would stand in a CSV file."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.10g}"
    return " ".join(str(value).split())

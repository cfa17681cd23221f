"""Tables to take away, as CSV and as XLSX."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import Response, request

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")  # also of full width
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST = 60  # characters of a column
LONGEST_TITLE = 31  # of a sheet


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook: its name, the heads of its columns, and its rows."""

    title: str
    columns: Sequence[str]
    rows: Iterable[Sequence[object]]


def wants_file() -> bool:
    """Whether the address asks for a file (`?format=csv` or `?format=xlsx`) instead of the page."""
    return request.args.get("format") in ("csv", "xlsx")


def table_response(columns: Sequence[str], rows: Iterable[Sequence[object]], name: str) -> Response:
    """The table as the file that the address asks for; `name` is without its ending."""
    if request.args.get("format") == "xlsx":
        return xlsx_response([Sheet(name, columns, rows)], name)
    return csv_response(columns, rows, name)


def csv_response(columns: Sequence[str], rows: Iterable[Sequence[object]], name: str) -> Response:
    """A CSV file as an answer, `name` without its ending."""
    response = Response(csv_text(columns, rows), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The text of a CSV file: UTF-8 with a mark, so that Excel reads the names right, and no formula that would run."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([_cell(column) for column in columns])
    writer.writerows([_cell(value) for value in row] for row in rows)
    return "\ufeff" + text.getvalue()


def xlsx_response(sheets: Sequence[Sheet], name: str) -> Response:
    """A workbook as an answer. Numbers stay numbers; text is kept as text, also where it looks like a formula."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        page = book.create_sheet(_sheet_title(sheet.title))
        lines: list[list[object]] = [list(sheet.columns), *(list(row) for row in sheet.rows)]
        for at, line in enumerate(lines, start=1):
            for column, value in enumerate(line, start=1):
                cell = page.cell(at, column)
                if isinstance(value, int | float) and not isinstance(value, bool):
                    cell.value = value
                elif value is not None and str(value):
                    cell.value = _printable(str(value))
                    cell.data_type, cell.quotePrefix = "s", True
                    cell.alignment = Alignment(wrap_text=True, vertical="top")
                if at == 1:
                    cell.font = Font(bold=True)
        for column, cells in enumerate(page.iter_cols(), start=1):
            widest = max(len(str(cell.value or "")) for cell in cells)
            page.column_dimensions[page.cell(1, column).column_letter].width = min(widest, WIDEST) + 2
        page.freeze_panes = "A2"
    made = io.BytesIO()
    book.save(made)
    response = Response(made.getvalue(), mimetype=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def _cell(value: object) -> object:
    """Typed text that a spreadsheet would take for a formula is kept as text."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return "'" + value
    return "" if value is None else value


def _sheet_title(title: str) -> str:
    """Without the signs that the name of a sheet may not have."""
    return "".join(" " if sign in "[]:*?/\\" else sign for sign in title)[:LONGEST_TITLE]


def _printable(text: str) -> str:
    """Without control characters, which a workbook cannot hold."""
    return "".join(sign for sign in text if sign.isprintable() or sign in "\n\t")

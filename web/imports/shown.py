"""Changes of an import as the rows of a table: one row for what is new, one for each cell that changes."""

from typing import Any

from flask_babel import gettext as _

from web.imports.kinds import COLUMNS
from workload.codes import person_code
from workload.exchange.import_changes import Plain, RowChange

UNSAID = {"id", "sort_name", "drivers", "entered_at", "recorded_at", "promised_due", "promise", "provisional"}
PEOPLE = {"person_id", "officer_id", "previous_officer_id", "holder_id", "buddy_id"}


def change_rows(changes: list[RowChange]) -> list[tuple[str, str, str, str, str]]:
    """Row, what happens, column, before, after."""
    rows = []
    for one in changes:
        name = person_says(one.row)
        if one.before is None:
            rows.append((name, _("new"), "", "", _all_cells(one.row)))
        elif one.after is None:
            rows.append((name, _("taken away"), "", "", ""))
        else:
            rows += [
                (name, _("changed"), _said(column), _cell(column, one.before[column]), _cell(column, value))
                for column, value in one.after.items()
                if column not in UNSAID and value != one.before[column]
            ]
    return rows


def person_says(row: Plain) -> str:
    """What people call a row: its reference, its name, or what it links."""
    if "given_name" in row:
        return f"{row['given_name']} {row['family_name']} ({person_code(row['id'])})"
    for name in ("reference", "name"):
        if row.get(name):
            return str(row[name])
    linked = [_cell(name, value) for name, value in row.items() if name not in UNSAID and value not in (None, "", [])]
    return ", ".join(linked[:4])


def _said(column: str) -> str:
    return str(COLUMNS[column][0]) if column in COLUMNS else column


def _all_cells(row: Plain) -> str:
    """What a new row says, column by column."""
    filled = {name: value for name, value in row.items() if name not in UNSAID and value not in (None, "", [], False)}
    return "; ".join(f"{_said(name)}: {_cell(name, value)}" for name, value in filled.items())


def _cell(column: str, value: Any) -> str:
    if value is None or value == "":
        return _("nothing")
    if column in PEOPLE:
        return person_code(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    return f"{value:g}" if isinstance(value, float) else str(value)

"""`entitlement.csv` beside the files of `fairload relief`: read with every fault named."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workload.exchange.csv_table import Column, CsvTable, number, read_csv, text, whole_number
from workload.exchange.faults import FileFault, FileFaults, Notice
from workload.exchange.relief_files import ReliefTables, read_relief

WEEKS_RUNNING = 5
"""GNWT-UNW collective agreement, art. 18.02: up to five consecutive weeks."""

_ENTITLEMENT = [
    Column("person_id", text),
    Column("days", number(at_least=0, at_most=366)),
    Column("min_block_days", whole_number()),
]


@dataclass(frozen=True)
class YearTables:
    """The six files of relief and the entitlements."""

    relief: ReliefTables
    entitlement: CsvTable

    @property
    def notices(self) -> list[Notice]:
        return [*self.relief.notices, *self.entitlement.notices]


def read_year(folder: Path) -> YearTables:
    """Read and check the seven files in `folder`. Raises FileFaults with every fault found in any of them."""
    entitlement, faults = read_csv(folder / "entitlement.csv", _ENTITLEMENT, key=["person_id"])
    faults += [
        FileFault(entitlement.file, row, "min_block_days", f"{block} is more than the {days:g} days of the entitlement")
        for row, days, block in zip(entitlement.line, entitlement["days"], entitlement["min_block_days"], strict=True)
        if block > days
    ]
    try:
        relief = read_relief(folder)
    except FileFaults as error:
        raise FileFaults([*error.faults, *faults]) from None
    faults += _person_faults(entitlement, dict(zip(relief.people["person_id"], relief.people["pattern"], strict=True)))
    if faults:
        raise FileFaults(faults)
    return YearTables(relief, entitlement)


def _person_faults(table: CsvTable, patterns: Mapping[str, tuple[int, ...]]) -> list[FileFault]:
    """Somebody unknown, without a working day, or whose block would be longer than five weeks."""
    faults = []
    for row, values in zip(table.line, table.rows(), strict=True):
        pattern = patterns.get(values["person_id"])
        days_a_week = sum(hours > 0 for hours in pattern or ())
        if pattern is None:
            message = f"'{values['person_id']}' is not in people.csv"
            faults.append(FileFault(table.file, row, "person_id", message))
        elif values["days"] and not days_a_week:
            message = f"{values['person_id']} has no working day in people.csv; enter 0"
            faults.append(FileFault(table.file, row, "days", message))
        elif values["min_block_days"] > WEEKS_RUNNING * days_a_week:
            message = (
                f"{values['min_block_days']} days running are more than {WEEKS_RUNNING} weeks of {days_a_week} days"
            )
            faults.append(FileFault(table.file, row, "min_block_days", message))
    return faults

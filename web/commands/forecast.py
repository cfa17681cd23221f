"""`fairload forecast`: the coming months of cases or applications from those of past months."""

import csv
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path

import click

from web.commands.ends import INFEASIBLE, OWN_FAILURE, faults_told
from workload.exchange.faults import FileFault, FileFaults


@click.command("forecast", help="Forecast monthly counts from HISTORY (columns month and count), with 80 % ranges.")
@click.argument("history", metavar="HISTORY", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--months", type=click.IntRange(1, 36), default=12, show_default=True, help="How many months ahead.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="Where the months go.")
def command(history: Path, months: int, out: Path) -> None:
    if out.resolve() == history.resolve():
        raise click.UsageError(f"{out} is the input; choose another name for the result")
    if not out.resolve().parent.is_dir():
        raise click.UsageError(f"the folder {out.resolve().parent} does not exist; make it first")
    from workload.estimates.forecast import LEAST_MONTHS, NotInstalled, forecast_months
    from workload.exchange.safe_write import replacing

    with faults_told():
        last, counts = _read(history)
    try:
        found = forecast_months(counts, months)
    except NotInstalled:
        click.echo("Forecasts need statsmodels: pip install 'fairload[forecast]'", err=True)
        sys.exit(OWN_FAILURE)
    if found is None:
        few = f"{len(counts)} month{'' if len(counts) == 1 else 's'} of history"
        click.echo(
            f"{few}; {LEAST_MONTHS} are the least from which anything can be said. Nothing was written.", err=True
        )
        sys.exit(INFEASIBLE)
    with replacing(out) as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("month", "count", "low", "high"))
        for k, one in enumerate(found.months, start=1):
            writer.writerow((_later(last, k), f"{one.middle:.1f}", f"{one.low:.1f}", f"{one.high:.1f}"))
    seen = [word for word, there in (("a trend", found.trend), ("a yearly season", found.season)) if there]
    click.echo(f"history    {found.history} months, {' and '.join(seen) or 'no trend and no season'}")
    click.echo(
        f"held out   off by {found.error:.1%} on the last 6 months; «as it was» by {found.error_of_last_value:.1%}"
    )
    if not found.better_than_last_value:
        click.echo("           so that the last value would have done as well: read the ranges, not the middle")


def _read(path: Path) -> tuple[str, list[float]]:
    """The last month and the counts, oldest first. Raises FileFaults, also for a month that is missing between two."""
    from workload.exchange.csv_table import Column, number, read_csv

    table, faults = read_csv(path, (Column("month", _month), Column("count", number(at_least=0))), key=["month"])
    rows = sorted(zip(table["month"], table["count"], table.line, strict=True))
    for (before, *_), (month, _, line) in pairwise(rows):
        if month != _later(before, 1):
            faults.append(FileFault(path.name, line, "month", f"'{_later(before, 1)}' is missing before '{month}'"))
    if not rows and not faults:
        faults.append(FileFault(path.name, 0, "", "has no rows; each row is a month and its count"))
    if faults:
        raise FileFaults(sorted(faults, key=lambda fault: fault.row))
    return rows[-1][0], [count for _, count, _ in rows]


def _month(cell: str) -> str:
    try:
        return f"{date.fromisoformat(f'{cell}-01'):%Y-%m}"
    except ValueError:
        raise ValueError(f"'{cell}' is not a month like 2026-04") from None


def _later(month: str, count: int) -> str:
    year, number = divmod(int(month[:4]) * 12 + int(month[5:]) - 1 + count, 12)
    return f"{year:04d}-{number + 1:02d}"

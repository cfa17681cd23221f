"""`fairload staffing`: posts from a year's counted work and the time off of a post."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from web.commands.ends import INFEASIBLE, faults_told, tell

if TYPE_CHECKING:
    from workload.estimates.workload_posts import CountedNeed
    from workload.exchange.staffing_files import StaffingFiles

Source = click.Path(exists=True, dir_okay=False, path_type=Path)
LARGEST = 5


@click.command("staffing", help="Say how many posts each office needs for its work of a year.")
@click.option("--workload", type=Source, required=True, help="Work of a year (workload.csv).")
@click.option("--availability", type=Source, required=True, help="Days of a post and what takes them.")
@click.option(
    "--hours-per-day",
    type=click.FloatRange(0, 24, min_open=True),
    default=7.5,
    show_default=True,
    help="Paid hours of a day.",
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="Where the need goes.")
def command(workload: Path, availability: Path, hours_per_day: float, out: Path) -> None:
    if hours_per_day != hours_per_day:
        raise click.BadParameter("'nan' is not a number of hours", param_hint="--hours-per-day")
    if out.resolve() in (workload.resolve(), availability.resolve()):
        raise click.UsageError(f"{out} is an input; choose another name for the result")
    if not out.resolve().parent.is_dir():
        raise click.UsageError(f"the folder {out.resolve().parent} does not exist; make it first")
    from workload.estimates.workload_posts import counted_needs
    from workload.exchange.staffing_files import read_staffing_files, write_need

    with faults_told():
        files = read_staffing_files(workload, availability, hours_per_day)
    tell(files.notices)
    never = [(office, one) for office, one in files.availability.items() if one.available_days <= 0]
    for office, one in never:
        click.echo(
            f"{office}: {one.base_days:g} days less {one.base_days - one.available_days:g} off leave no time for work, "
            "so no number of posts is enough",
            err=True,
        )
    if never:
        click.echo("Nothing was written.", err=True)
        sys.exit(INFEASIBLE)
    needs = counted_needs(files.work, files.availability)
    write_need(out, needs)
    click.echo("\n".join(_summary(files, needs)))


def _summary(files: "StaffingFiles", needs: "list[CountedNeed]") -> list[str]:
    hours = sorted({one.available_hours for one in files.availability.values()})
    a_post = f"{hours[0]:,.1f}" if len(hours) == 1 else f"{hours[0]:,.1f} to {hours[-1]:,.1f}"
    shown = sorted(needs, key=lambda need: -need.posts)[:LARGEST]
    more = [f"... and {len(needs) - LARGEST} more offices in the file"] if len(needs) > LARGEST else []
    return [
        f"offices          {len(needs)}",
        f"work             {sum(need.hours for need in needs):,.1f} hours a year",
        f"a full post      {a_post} hours a year at work",
        f"posts needed     {sum(need.posts for need in needs):,.2f} full-time",
        *(f"{need.office:<16} {need.posts:,.2f} posts for {need.hours:,.1f} hours" for need in shown),
        *more,
    ]

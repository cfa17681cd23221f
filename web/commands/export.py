"""`fairload export DIR`: the database as plain files."""

import sys
from pathlib import Path

import click

from web.commands.ends import BAD_INPUT


@click.command("export", help="Write cases, people, leave and the year's records from the database into DIR.")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--region", help="Only this region, such as north-slave.")
@click.option(
    "--year",
    "fiscal",
    type=click.IntRange(2000, 2999),
    help="Calendar, leave and entitlements of the fiscal year that begins on 1 April of this year.",
)
@click.option(
    "--whole",
    is_flag=True,
    help="Also the files from which an empty database can be filled. They hold names of staff.",
)
def command(folder: Path, region: str | None, fiscal: int | None, whole: bool) -> None:
    from sqlmodel import Session

    from workload.database import connect
    from workload.exchange.territory_files import export_territory
    from workload.records.places import regions
    from workload.settings import Settings

    if whole and region is not None:
        click.echo("--whole is about the whole territory: leave --region away", err=True)
        sys.exit(BAD_INPUT)
    settings = Settings()
    engine = connect(settings.address)
    with Session(engine) as session:
        known = [one.id for one in regions(session)]
        if region is not None and region not in known:
            click.echo(f"--region: '{region}' is not one of {', '.join(known) or 'no regions at all'}", err=True)
            sys.exit(BAD_INPUT)
        today = settings.current_day()
        counts = export_territory(session, folder, today, region_id=region, fiscal=fiscal, whole=whole)
    engine.dispose()
    for name, rows in counts.items():
        click.echo(f"{name}: {rows} rows")

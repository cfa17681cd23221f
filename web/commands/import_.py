"""`fairload import DIR` or `FILE.xlsx`: plain files into the database, all or nothing."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import click

BAD_INPUT = 2


@click.command(
    "import", help="Take the files in DIR, or the sheets of an XLSX workbook, into the database, all or nothing."
)
@click.argument("source", metavar="DIR|FILE.xlsx", type=click.Path(exists=True, path_type=Path))
def command(source: Path) -> None:
    from sqlmodel import Session

    from workload.database import connect
    from workload.exchange.faults import FileFaults
    from workload.exchange.territory_import import FILES, import_territory
    from workload.exchange.workbook import write_sheets
    from workload.settings import Settings

    settings = Settings()
    engine = connect(settings.address)
    try:
        with Session(engine) as session, TemporaryDirectory() as made:
            left_out = [] if source.is_dir() else write_sheets(source, Path(made), FILES)
            folder = source if source.is_dir() else Path(made)
            result = import_territory(session, folder, settings.current_day())
            session.commit()
    except FileFaults as error:
        for fault in error.faults:
            click.echo(str(fault), err=True)
        click.echo(f"{len(error.faults)} faults; nothing was stored.", err=True)
        sys.exit(BAD_INPUT)
    finally:
        engine.dispose()
    for notice in (*left_out, *result.notices):
        click.echo(str(notice), err=True)
    for name, tally in result.tallies.items():
        click.echo(f"{name}: {tally.added} added, {tally.changed} changed, {tally.same} as they were")

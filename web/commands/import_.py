"""`fairload import DIR` or `FILE.xlsx`: plain files into the database, all or nothing."""

from pathlib import Path
from tempfile import TemporaryDirectory

import click

from web.commands.ends import faults_told, tell


@click.command(
    "import", help="Take the files in DIR, or the sheets of an XLSX workbook, into the database, all or nothing."
)
@click.argument("source", metavar="DIR|FILE.xlsx", type=click.Path(exists=True, path_type=Path))
def command(source: Path) -> None:
    from sqlmodel import Session

    from workload.database import connect
    from workload.exchange.territory_import import FILES, import_territory
    from workload.exchange.workbook import write_sheets
    from workload.settings import Settings

    settings = Settings()
    engine = connect(settings.address)
    try:
        with faults_told("nothing was stored"), Session(engine) as session, TemporaryDirectory() as made:
            left_out = [] if source.is_dir() else write_sheets(source, Path(made), FILES)
            folder = source if source.is_dir() else Path(made)
            result = import_territory(session, folder, settings.current_day())
            session.commit()
    finally:
        engine.dispose()
    tell((*left_out, *result.notices))
    for name, tally in result.tallies.items():
        click.echo(f"{name}: {tally.added} added, {tally.changed} changed, {tally.same} as they were")

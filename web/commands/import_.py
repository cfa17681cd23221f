"""`fairload import DIR`: plain files into the database, all or nothing."""

import sys
from pathlib import Path

import click

BAD_INPUT = 2


@click.command("import", help="Take the files in DIR into the database, all of them or nothing.")
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
def command(folder: Path) -> None:
    from sqlmodel import Session

    from workload.database import connect
    from workload.exchange.faults import FileFaults
    from workload.exchange.territory_import import import_territory
    from workload.settings import Settings

    settings = Settings()
    engine = connect(settings.address)
    try:
        with Session(engine) as session:
            result = import_territory(session, folder, settings.current_day())
            session.commit()
    except FileFaults as error:
        for fault in error.faults:
            click.echo(str(fault), err=True)
        click.echo(f"{len(error.faults)} faults; nothing was stored.", err=True)
        sys.exit(BAD_INPUT)
    finally:
        engine.dispose()
    for notice in result.notices:
        click.echo(str(notice), err=True)
    for name, tally in result.tallies.items():
        click.echo(f"{name}: {tally.added} added, {tally.changed} changed, {tally.same} as they were")

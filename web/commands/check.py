"""`fairload check`: is what is stored sound?"""

import sys

import click

UNSOUND = 3


@click.command("check", help="Look over everything that is stored; exit status 3 names what is not sound.")
def command() -> None:
    from datetime import UTC, datetime

    from sqlmodel import Session

    from workload.database import connect
    from workload.records.soundness import unsound
    from workload.settings import Settings

    engine = connect(Settings().address)
    with Session(engine) as session:
        faults = unsound(session, at=datetime.now(UTC))
    engine.dispose()
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        sys.exit(UNSOUND)
    click.echo("Everything that is stored is sound.")

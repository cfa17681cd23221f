"""`fairload retention`: what is old enough to go, and letting it go. The clock does the same every night."""

import sys
from typing import TYPE_CHECKING

import click

from web.commands.ends import BAD_INPUT

if TYPE_CHECKING:
    from datetime import date

    from sqlmodel import Session


@click.command("retention", help="Let go what is kept no longer; with --dry-run only say what that would be.")
@click.option("--dry-run", is_flag=True, help="Say what would go, and change nothing.")
@click.option("--person", metavar="P007", help="Let go of what is personal of this person, who has left, now.")
def command(dry_run: bool, person: str | None) -> None:
    from sqlmodel import Session

    from workload.database import connect
    from workload.records.retention import keep_to_rules, what_would_go
    from workload.settings import Settings

    settings = Settings()
    engine = connect(settings.address)
    with Session(engine) as session:
        if person is not None:
            _forget(session, person, settings.current_day(), dry_run=dry_run)
            return
        found = (what_would_go if dry_run else keep_to_rules)(session, settings, settings.current_day())
        session.commit()
    engine.dispose()
    for due in found:
        if due.before is None:
            click.echo(f"{due.rule.what}: kept")
        else:
            rows = ", ".join(f"{count} of {table}" for table, count in due.rows.items()) or "nothing"
            click.echo(f"{due.rule.what}, before {due.before}: {rows}")
    click.echo("Nothing was changed." if dry_run else "Done; sums and counts are as they were.")


def _forget(session: "Session", code: str, today: "date", *, dry_run: bool) -> None:
    from workload.codes import person_id
    from workload.records.personal_data import forget, own_data
    from workload.tables.people import Person

    try:
        row = session.get(Person, person_id(code))
    except ValueError:
        row = None
    if row is None or row.id is None or row.works_until is None or row.works_until >= today:
        click.echo(f"--person: {code} is nobody who has left; enter the last day at work on their post page", err=True)
        sys.exit(BAD_INPUT)
    if dry_run:
        for table, (_columns, rows) in own_data(session, row.id):
            if rows:
                click.echo(f"{table}: {len(rows)} rows about {code}")
        click.echo("Nothing was changed.")
        return
    touched = forget(session, row.id)
    session.commit()
    click.echo(f"{touched} rows of {code} went or lost what is personal; sums of the office are as they were.")

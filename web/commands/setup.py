"""`fairload setup`: tables up to date, the demonstration's territory when asked for, and its first plans asked for."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sqlmodel import Session

    from workload.settings import Settings


@click.command("setup")
@click.option("--demonstration", is_flag=True, help="Fill an empty database with the synthetic territory.")
def command(demonstration: bool) -> None:
    """Make the database, or bring its tables up to date. What is stored is kept; running it again changes nothing."""
    from sqlmodel import Session, select

    from workload.database import connect
    from workload.migrations import upgrade
    from workload.settings import Settings
    from workload.tables.places import Region

    settings = Settings()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    engine = connect(settings.address)
    upgrade(engine)
    with Session(engine) as session:
        empty = session.exec(select(Region)).first() is None
        if demonstration and empty:
            from seed_data.load import load

            click.echo("Filling the database with a synthetic territory ...", err=True)
            load(session, settings.current_day())
            _ask_first_plans(session, settings)
            session.commit()
        elif empty:
            click.echo(
                "The tables are ready and empty. `fairload setup --demonstration` adds a synthetic one.",
                err=True,
            )
    engine.dispose()


def _ask_first_plans(session: "Session", settings: "Settings") -> None:
    """A waiting plan for every region and every undecided request; the clock answers them in its first minute."""
    from scheduler.leave_requests import ask_missing_plans
    from scheduler.plan_queue import ask_plan
    from workload.records.places import regions
    from workload.vocabulary import PlanKind

    for region in regions(session):
        ask_plan(session, kind=PlanKind.caseload, asked_by=None, region_id=region.id)
    ask_missing_plans(session, today=settings.current_day())

"""`fairload setup`: tables up to date, the demonstration's territory when asked for, and its first plans asked for."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sqlmodel import Session

    from workload.settings import Settings


@click.command("setup")
@click.option("--demonstration", is_flag=True, help="Fill an empty database with the synthetic territory.")
@click.option(
    "--standards",
    is_flag=True,
    help="Fill an empty database with what a territory of your own can begin with: activity table, promises, calendar.",
)
def command(demonstration: bool, standards: bool) -> None:
    """Make the database, or bring its tables up to date. What is stored is kept; running it again changes nothing."""
    from sqlmodel import Session, select

    from workload.database import connect
    from workload.migrations import upgrade
    from workload.settings import Settings
    from workload.tables.places import Region
    from workload.tables.workload_model import ActivityStandard

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
        elif standards and session.exec(select(ActivityStandard)).first() is None:
            from seed_data.load_calendar import add_calendar
            from seed_data.load_model import add_standards

            add_standards(session)
            add_calendar(session, settings.current_day())
            session.commit()
            click.echo("Activity table, promises and calendar are there; each row names its source.", err=True)
        elif empty:
            click.echo(
                "The tables are ready. `fairload import DIR` takes in your own territory, "
                "`fairload setup --demonstration` a synthetic one.",
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

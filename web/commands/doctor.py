"""`fairload doctor`: what is wrong with this installation, and how to mend it."""

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from workload.settings import Settings

ILL = 3
LITTLE_SPACE = 500 * 1024 * 1024


@click.command("doctor", help="Look over the installation; exit status 3 says what is wrong and how to mend it.")
def command() -> None:
    from web.commands.doctor_settings import addresses, keys, misspelt, provider
    from workload.settings import Settings

    settings = Settings()
    folder = _folder(settings)
    stored = [] if folder and not settings.database_url else _database(settings)
    found = [*misspelt(), *folder, *stored, *keys(settings), *_look(), *_safety(settings), *addresses(settings)]
    found += [*provider(settings), *_post(settings)]
    for trouble, remedy in found:
        click.echo(f"- {trouble}\n  {remedy}", err=True)
    if found:
        sys.exit(ILL)
    click.echo("Nothing is wrong with this installation.")


def _folder(settings: "Settings") -> list[tuple[str, str]]:
    import os
    import shutil

    folder = settings.data_dir.resolve()
    if not folder.is_dir():
        return [
            (f"There is no data folder {folder}.", "Run `fairload setup`, or set FAIRLOAD_DATA_DIR to the right one.")
        ]
    found = []
    if not os.access(folder, os.W_OK):
        found.append((f"The data folder {folder} cannot be written.", "Give it to the user who runs the service."))
    free = shutil.disk_usage(folder).free
    if free < LITTLE_SPACE:
        found.append(
            (f"Only {free // 2**20} MB are free where the data are.", "Make room: a full disk stores nothing.")
        )
    return found


def _database(settings: "Settings") -> list[tuple[str, str]]:
    from datetime import timedelta

    from sqlalchemy.exc import SQLAlchemyError
    from sqlmodel import Session, func, select

    from workload.database import connect
    from workload.records.running import how_it_runs
    from workload.tables.base import now
    from workload.tables.calendar import CalendarDay
    from workload.tables.workload_model import ActivityStandard

    engine = connect(settings.address)
    try:
        with Session(engine) as session:
            running = how_it_runs(session, at=now())
            if running.newer_tables:
                return [("The tables are those of a newer Fairload.", "Install it again, or restore the backup.")]
            if not running.newest_tables:
                return [("The tables are missing or old.", "Run `fairload setup`.")]
            last_day = session.exec(select(func.max(CalendarDay.day))).one()
            no_table = session.exec(select(ActivityStandard.id)).first() is None
    except SQLAlchemyError as reason:
        kind = type(reason).__name__
        remedy = "Look at FAIRLOAD_DATABASE_URL and whether it is running."
        if engine.dialect.name == "sqlite":
            remedy = f"Look at {engine.url.database}: who may read it, and whether it is a database. Else restore one."
        return [(f"The database does not answer ({kind}).", remedy)]
    finally:
        engine.dispose()
    found = []
    if running.clock_silent:
        found.append(("No clock is running: plans are not prepared.", "Start `fairload serve` or `fairload clock`."))
    if running.queue_age is not None and running.queue_age > 300:
        minutes = round(running.queue_age / 60)
        found.append(
            (f"A plan has waited for {minutes} minutes.", "Raise FAIRLOAD_SOLVERS, or look at the clock's log.")
        )
    if no_table:
        found.append(
            (
                "There is no activity table: no case has hours, and no promise a length.",
                "Run `fairload setup --standards`: activity table, promises and calendar, each row with its source.",
            )
        )
    elif last_day is None or last_day < settings.current_day() + timedelta(days=180):
        found.append(
            (f"The calendar ends on {last_day}.", "Enter the holidays of the coming year: due dates count on them.")
        )
    return found


def _look() -> list[tuple[str, str]]:
    from web.assets import LOOK

    if (LOOK / "manifest.json").exists():
        return []
    return [("The look of the pages is not built.", "Run `make look`.")]


def _safety(settings: "Settings") -> list[tuple[str, str]]:
    """What a demonstration may do and an installation with people in it may not."""
    from web.commands.doctor_settings import OPEN_TO_OTHERS

    if settings.demonstration:
        return []
    found = []
    if not settings.secure_cookies:
        found.append(("Sign-ins may travel without TLS.", "Serve behind TLS and set FAIRLOAD_SECURE_COOKIES=true."))
    if not settings.second_factor and not settings.oidc_issuer:
        found.append(("Managers sign in with a password alone.", "Set FAIRLOAD_SECOND_FACTOR=true."))
    if settings.today:
        found.append((f"The day stands still at {settings.today}.", "Take FAIRLOAD_TODAY away: it is for trying out."))
    ours = [one for one in sorted(settings.data_dir.glob("fairload.db*")) if one.stat().st_mode & OPEN_TO_OTHERS]
    if ours:
        names = " ".join(str(one) for one in ours)
        found.append(("Others on this machine may read the database.", f"chmod 600 {names}"))
    return found


def _post(settings: "Settings") -> list[tuple[str, str]]:
    import smtplib

    if not settings.smtp_host:
        return []
    try:
        with smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=5):
            return []
    except OSError as reason:
        return [(f"The mail server does not answer ({reason}).", "Look at FAIRLOAD_SMTP_HOST and FAIRLOAD_SMTP_PORT.")]

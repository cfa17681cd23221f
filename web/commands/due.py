"""`fairload due`: the day on which a service promise falls due, and the sentence that explains it.

With a database the stored calendar, promises and closures of offices count; without one the rules of the agreement and
the published promises do.
"""

import sys
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import click

from web.commands.ends import BAD_INPUT

if TYPE_CHECKING:
    from workload.estimates.service_clock import Due
    from workload.estimates.waits import Clock, Turn
    from workload.facts import CalendarFacts

FIRST, LAST = date(2000, 1, 1), date(2100, 12, 31)
LOOK_AHEAD = timedelta(days=400)
STANDARDS = ("application", "payment", "concern")
OWNERS = ("client", "hq", "bank", "no_cover", "outage")


@dataclass(frozen=True)
class Promised:
    """So many business days from a moment, by whom it was published, and since when."""

    days: int
    starts_when: str
    source: str
    since: date


@dataclass(frozen=True)
class Known:
    """What a due date is counted with: the calendar, the names of its closed days, the promises in force."""

    calendar: "CalendarFacts"
    names: dict[date, str]
    promises: list[Promised]


class Day(click.ParamType):
    name = "date"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(value)
        except ValueError:
            self.fail(f"'{value}' is not a date like 2026-04-02", param, ctx)
        if len(value) != 10:
            self.fail(f"'{value}' is not a date like 2026-04-02", param, ctx)
        if not FIRST <= day <= LAST:
            self.fail(f"'{value}' must be between {FIRST} and {LAST}", param, ctx)
        return day


class Wait(click.ParamType):
    """`OWNER:FROM:TO` or `client:FROM:TO:ITEM`; the wait ends on the day on which it is back at the office."""

    name = "wait"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> "list[Turn]":
        from workload.estimates.waits import Owner, Turn

        if not isinstance(value, str):
            return list(value)
        owner, *rest = value.split(":", 3)
        if owner not in OWNERS or len(rest) < 2:
            self.fail(f"'{value}' is not like hq:2026-02-03:2026-02-06; the owner is one of {', '.join(OWNERS)}")
        first, last = (Day().convert(part, param, ctx) for part in rest[:2])
        if last <= first:
            self.fail(f"'{value}' must end after the day on which it begins", param, ctx)
        item = rest[2] if len(rest) > 2 else ""
        return [Turn(first, Owner(owner), item), Turn(last, Owner.office)]


@click.command("due", help="Say on which day an answer is due to what came on DATE, and how the days were counted.")
@click.argument("received", metavar="DATE", type=Day())
@click.option("--standard", type=click.Choice(STANDARDS), default="application", show_default=True, help="The promise.")
@click.option("--office", help="An office of the database, for its own closed days.")
@click.option("--wait", "waits", type=Wait(), multiple=True, metavar="OWNER:FROM:TO[:ITEM]", help="A wait on the way.")
@click.option("--answered", type=Day(), help="The day of the answer, to say whether it was in time.")
def command(
    received: date, standard: str, office: str | None, waits: "tuple[list[Turn], ...]", answered: date | None
) -> None:
    from workload.estimates.service_clock import due
    from workload.estimates.waits import run_clock

    known = _known(received, standard, office)
    if not known.promises:
        click.echo(f"No promise named {standard} was in force on {received}.", err=True)
        sys.exit(BAD_INPUT)
    if answered is not None and answered < received:
        click.echo(f"answered: {answered} lies before {received}, the day on which it came", err=True)
        sys.exit(BAD_INPUT)
    first, *others = known.promises
    found = due(received, first.days, known.calendar, office)
    lines = [_explained(found, known.names), _of(standard, first)]
    for other in others:
        day = due(received, other.days, known.calendar, office).day
        lines.append(
            f"Since {other.since} also promised: {_days(other.days)} from when {other.starts_when}; "
            f"if that was on this day too, {_said(day)} ({other.source})."
        )
    day = found.day
    if waits or answered:
        log = [one for wait in waits for one in wait]
        until = max([received, answered or received, *(one.day for one in log)])
        clock = run_clock(received, first.days, log, known.calendar, until, answered=answered, office=office)
        day = clock.due or day
        lines += _run(clock, first.days, answered)
    click.echo("\n".join([f"Due {_said(day)} {day.year} ({day})", *lines]))


def _explained(found: "Due", names: dict[date, str]) -> str:
    """«Got Thu 2 Apr. Good Friday, weekend, Easter Monday not counted. Day 1 Tue 7, day 2 Wed 8.»"""
    from workload.estimates.service_clock import NotCounted

    skipped: list[str] = []
    for step in found.steps:
        if step.why_not in (None, NotCounted.received):
            continue
        name = "weekend" if step.why_not is NotCounted.weekend else names.get(step.day, "a closed day")
        if name not in skipped[-1:]:
            skipped.append(name)
    counted = ", ".join(f"day {step.number} {_said(step.day)}" for step in found.steps if step.number)
    left_out = f" {', '.join(skipped)} not counted." if skipped else ""
    left_out = left_out[:1] + left_out[1:2].upper() + left_out[2:]
    return f"Got {_said(found.received)}.{left_out} D{counted[1:]}."


def _of(standard: str, promise: Promised) -> str:
    return f"Promise for {standard}: {_days(promise.days)} from when {promise.starts_when} ({promise.source})."


def _run(clock: "Clock", business_days: int, answered: date | None) -> list[str]:
    shares = ", ".join(f"{owner.value} {count}" for owner, count in clock.days.items() if count)
    lines = [f"Open days since then: {shares or 'none'}; {clock.waited} with the client do not count."]
    reasons = {"no_item": "no item was named", "held_already": "it was there", "asked_before": "it was asked before"}
    lines += [f"The wait of {_said(one.day)} did not stop the clock: {reasons[why]}." for one, why in clock.not_paused]
    if answered is not None:
        lines.append(f"Answered {_said(answered)}: {clock.standing.value}; {clock.used} of {business_days} days used.")
    return lines


def _days(count: int) -> str:
    return f"{count} business day{'' if count == 1 else 's'}"


def _said(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b}"


def _known(received: date, standard: str, office: str | None) -> Known:
    """From the database where there is one, else from the rules."""
    from workload.settings import Settings

    settings = Settings()
    file = settings.data_dir / "fairload.db"
    if settings.database_url or file.is_file():
        found = _from_database(settings.address, received, standard, office)
        if found is not None:
            return found
    if office:
        click.echo(f"No database was found, so that own closed days of {office} are not known.", err=True)
    return _from_rules(received, standard)


def _from_rules(received: date, standard: str) -> Known:
    from seed_data.csv_files import read_rows
    from workload.estimates.calendar import gnwt_holidays
    from workload.facts import CalendarFacts

    holidays = [one for year in range(received.year, (received + LOOK_AHEAD).year + 1) for one in gnwt_holidays(year)]
    published = [
        Promised(int(row["business_days"]), row["starts_when"], row["source"], date.fromisoformat(row["valid_from"]))
        for row in read_rows("service_standards")
        if row["name"] == standard and date.fromisoformat(row["valid_from"]) <= received
    ]
    closed = frozenset(one.day for one in holidays)
    return Known(
        CalendarFacts(closed), {one.day: one.name for one in holidays}, sorted(published, key=lambda one: one.since)
    )


def _from_database(address: str, received: date, standard: str, office_id: str | None) -> Known | None:
    """None when the database has no tables yet, or its calendar does not reach so far."""
    from sqlalchemy import inspect
    from sqlmodel import Session

    from workload.database import connect
    from workload.records.calendar import calendar_days, calendar_facts, promises
    from workload.records.places import office
    from workload.vocabulary import DayKind

    engine = connect(address)
    try:
        if not inspect(engine).has_table("calendar_day"):
            return None
        with Session(engine) as session:
            if office_id and office(session, office_id) is None:
                raise click.BadParameter(f"there is no office '{office_id}' in the database", param_hint="--office")
            last = received + LOOK_AHEAD
            days = calendar_days(session, received, last)
            if not any(row.kind is DayKind.holiday for row in days):
                click.echo(f"The stored calendar does not reach {received.year}; the rules were used.", err=True)
                return None
            return Known(
                calendar_facts(session, received, last, for_clocks=True),
                {row.day: row.name for row in days if row.kind not in (DayKind.delivery, DayKind.mandatory)},
                [
                    Promised(row.business_days, row.starts_when, row.source, row.valid_from)
                    for row in promises(session, standard, received)
                ],
            )
    finally:
        engine.dispose()

"""Strain by region: how many people each signal asks to look at, released once a month."""

from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from workload.records.places import region_names
from workload.records.releases import Table, publish_tables, released
from workload.records.strain import STANDS, signals_in
from workload.records.unpaid_hours import territory_sum
from workload.tables.wellbeing import Release
from workload.vocabulary import Signal

SHOWN = (Signal.planned_load, Signal.part_time_fit, Signal.leave_refused, Signal.interruptions, Signal.incidents)
WINDOW_DAYS = 91


def strain_by_region(session: Session, today: date) -> Release:
    """This month's release: a table for each signal under its value, `unpaid` with hours and people of the weeks before
    this month, and since when these count."""
    return released(session, "strain by region", today, lambda: _figures(session, today))


def _figures(session: Session, today: date) -> dict[str, Any]:
    readings = {region: signals_in(session, region, today) for region in region_names(session)}
    month = f"{today:%Y-%m}"
    tables = []
    for signal in SHOWN:
        people = {
            f"{region} {month}": sum(
                one.signal is signal and one.level in STANDS for own in some.values() for one in own
            )
            for region, some in readings.items()
        }
        figures = {region: frozenset([f"{region} {month}"]) for region in readings}
        tables.append(Table(f"strain {signal}", figures, people, name=signal.value))
    last = today.replace(day=1) - timedelta(days=1)
    since = last - timedelta(days=WINDOW_DAYS - 1)
    unpaid = territory_sum(session, since, last)
    made = publish_tables(session, tables)
    return made | {"unpaid": [unpaid.hours, unpaid.people], "since": since.isoformat()}

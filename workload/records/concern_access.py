"""Who told us, and how: the whole months of a quarter by region, channel, language and name, fit to be published."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, col, func, select

from workload.records.concern_quarter import told_in
from workload.records.officers import OFFICER_KINDS, people
from workload.records.places import offices, regions
from workload.records.releases import Table, released_counts
from workload.tables.concerns import Concern
from workload.tables.wellbeing import Release
from workload.vocabulary import Channel, Naming

WAYS: dict[str, Callable[[Any], str]] = {
    "channel": lambda row: str(row.channel.value),
    "language": lambda row: "en" if row.language == "en" else "other",
    "named": lambda row: "no" if row.naming is Naming.anonymous else "yes",
    "written_by": lambda row: "staff" if row.recorded_by is not None else "person",
}
"""What each concern is counted by besides its region."""


def access_of(
    session: Session, first: date, today: date, *, last: date, region_ids: Sequence[str] | None
) -> tuple[Release, date] | None:
    """The release of a quarter, and the last day in it: the last whole month, since a month that still fills would tell
    from one look to the next of one person. None while no month of the quarter is over."""
    until = min(last, today.replace(day=1) - timedelta(days=1))
    if until < first:
        return None
    if region_ids is not None:  # headquarters first, so that no manager's look takes a figure from it
        access_of(session, first, today, last=last, region_ids=None)
    where = "all" if region_ids is None else "-".join(sorted(region_ids))
    view = f"concerns {first:%Y-%m} {where}"[:40]
    return released_counts(session, view, today, lambda: _tables(session, first, until, today, region_ids)), until


def _tables(session: Session, first: date, until: date, today: date, region_ids: Sequence[str] | None) -> list[Table]:
    region_of = {one.id: one.region_id for one in offices(session)}
    columns: Any = (col(Concern.office_id), col(Concern.opened_on), col(Concern.channel), col(Concern.language),
                    col(Concern.naming), col(Concern.recorded_by))  # fmt: skip
    query = told_in(select(*columns).add_columns(func.count().label("told")), first, until, region_ids)
    rows = [row for row in session.execute(query.group_by(*columns)) if row.office_id is not None]
    months = sorted({f"{row.opened_on:%Y-%m}" for row in rows})
    places = [one.id for one in regions(session) if region_ids is None or one.id in region_ids]
    values = {
        "channel": [one.value for one in Channel], "language": ["en", "other"], "named": ["yes", "no"],
        "written_by": ["person", "staff"],
    }  # fmt: skip
    tables = []
    for way, value_of in WAYS.items():
        count = Counter[str]()
        for row in rows:
            count[f"{region_of[row.office_id]} {row.opened_on:%Y-%m} {value_of(row)}"] += row.told
        groups = {
            value: frozenset(f"{place} {month} {value}" for place in places for month in months)
            for value in values[way]
        }
        tables.append(Table(f"concerns by {way}", groups, count))
    if region_ids is None:
        told, staff = Counter[str](), Counter[str]()
        for row in rows:
            told[f"{region_of[row.office_id]} {row.opened_on:%Y-%m}"] += row.told
        for one in people(session, today, kinds=OFFICER_KINDS):
            staff[region_of[one.office_id]] += 1
        groups = {place: frozenset(f"{place} {month}" for month in months) for place in places}
        tables.append(Table("concerns by region", groups, told, {place: staff[place] for place in places}))
    return tables

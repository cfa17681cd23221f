"""The ledger of published counts of people: what was shown this month is shown until the next, and nothing joins it
that would, with what is known already, tell of a few."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, col, select

from workload.estimates.calendar import months_between
from workload.estimates.release_ledger import refused_by_ledger
from workload.estimates.suppression import hide_small_cells
from workload.tables.wellbeing import Release

TOTAL = "total"
LATER = " later "  # between a group's name and how many it had with those who joined it after a release


@dataclass(frozen=True)
class Table:
    """A row of figures about one subject. `figures` are the groups that each figure counts, `people` how many people
    are in each group; `behind` how many officers stand behind a figure, where one about few would be about them."""

    subject: str
    figures: Mapping[str, frozenset[str]]
    people: Mapping[str, int]
    behind: Mapping[str, int] | None = None
    name: str = ""
    part: Mapping[str, int] | None = None


def released(
    session: Session, view: str, today: date, make: Callable[[], dict[str, Any]], *, quarterly: bool = False
) -> Release:
    """This month's (or quarter's) release of a view, made by `make` when nobody has asked for it yet.

    `make` gives plain values that are fit to be published: what is hidden is not in them.
    """
    month = quarter_of(today) if quarterly else today.replace(day=1)
    row = session.get(Release, (view, month))
    if row is None:
        row = Release(view=view, month=month, figures=make(), released_on=today)
        session.add(row)
        session.flush()
    return row


def released_counts(session: Session, view: str, today: date, make: Callable[[], list[Table]]) -> Release:
    """This month's release of tables of counts."""
    return released(session, view, today, lambda: publish_tables(session, make()))


def quarter_of(day: date) -> date:
    """The first day of the quarter of a year in which a day lies."""
    return date(day.year, day.month - (day.month - 1) % 3, 1)


def whole_quarters(today: date) -> tuple[date, ...]:
    """The first days of the twelve months of the four quarters before this one, oldest first.

    Counts over a year that moves on by a month would tell, month after month, of the month that joins or leaves it.
    """
    until = quarter_of(today)
    return tuple(first for first, _ in months_between(until.replace(year=until.year - 1), until - timedelta(days=1)))


def releases(session: Session) -> list[Release]:
    """Everything that was released, newest first."""
    return list(session.exec(select(Release).order_by(col(Release.released_on).desc(), col(Release.view))))


def publish_tables(session: Session, tables: Iterable[Table]) -> dict[str, Any]:
    """Under the name of each table (or its subject) its `shown` figures, None where hidden, with their total, and the
    `groups` and `people` that the ledger reckons with. Each is held against those before it, the first come first."""
    made: dict[str, Any] = {}
    before = [row.figures for row in session.exec(select(Release).order_by(col(Release.month)))]
    for table in tables:
        made[table.name or table.subject] = _publish(table, [*before, made])
    return made


def _publish(table: Table, before: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """A table as it may be published beside everything that was before, and the tables it is released with."""
    ledger, known = _ledger(table.subject, before)
    table = _with_latecomers(table, known)
    counts = {key: sum(table.people.get(one, 0) for one in groups) for key, groups in table.figures.items()}
    people = None if table.behind is None else {key: min(counts[key], table.behind[key]) for key in counts}
    found = hide_small_cells(counts, people=people)
    shown: dict[str, int | None] = {**found.cells, TOTAL: found.total}
    groups = {**table.figures, TOTAL: frozenset[str]().union(*table.figures.values())}
    asked = {key: groups[key] for key, count in shown.items() if count is not None}
    refused = refused_by_ledger(ledger, asked, known | dict(table.people))
    kept = {key: None if key in refused else count for key, count in shown.items()}
    parts = {key: table.part[key] for key in table.figures if kept[key] is not None} if table.part else {}
    return {
        "subject": table.subject,
        "shown": kept,
        "part": parts if kept[TOTAL] is None or not table.part else {**parts, TOTAL: sum(table.part.values())},
        "groups": {key: sorted(groups[key]) for key, count in kept.items() if count is not None},
        "people": dict(table.people),
    }


def _with_latecomers(table: Table, known: Mapping[str, int]) -> Table:
    """Who is entered for a month after that was released is a group of their own, so that a figure with them is held
    against the earlier one without them. Who was taken out again stays counted where they were released."""
    parts: dict[str, list[str]] = {}
    for name in known:
        parts.setdefault(name.split(LATER)[0], []).append(name)
    people: dict[str, int] = {}
    for group, count in table.people.items():
        before = {name: known[name] for name in parts.get(group, ())}
        more = count - sum(before.values())
        people |= before if before else {group: count}
        if before and more > 0:
            parts[group].append(f"{group}{LATER}{count}")
            people[parts[group][-1]] = more
    figures = {
        key: frozenset(part for group in groups for part in parts.get(group, [group]))
        for key, groups in table.figures.items()
    }
    return replace(table, figures=figures, people=people)


def _ledger(subject: str, before: Iterable[Mapping[str, Any]]) -> tuple[list[list[str]], dict[str, int]]:
    """The groups of every figure released about a subject, on whichever page, and the people in them."""
    figures: list[list[str]] = []
    people: dict[str, int] = {}
    for made in before:
        for key, part in made.items():
            if isinstance(part, dict) and "groups" in part and part.get("subject", key) == subject:
                figures += part["groups"].values()
                people |= part["people"]
    return figures, people

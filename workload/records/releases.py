"""The ledger of published counts of people: what was shown this month is shown until the next, and nothing joins it
that would, with what is known already, tell of a few."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from workload.estimates.release_ledger import refused_by_ledger
from workload.estimates.suppression import hide_small_cells
from workload.tables.wellbeing import Release

TOTAL = "total"


@dataclass(frozen=True)
class Table:
    """A row of figures about one subject. `figures` are the groups that each figure counts, `people` how many people
    are in each group; `behind` how many officers stand behind a figure, where one about few would be about them."""

    subject: str
    figures: Mapping[str, frozenset[str]]
    people: Mapping[str, int]
    behind: Mapping[str, int] | None = None


def released(session: Session, view: str, today: date, make: Callable[[], dict[str, Any]]) -> Release:
    """This month's release of a view, made by `make` when nobody has asked for it this month yet.

    `make` gives plain values that are fit to be published: what is hidden is not in them.
    """
    month = today.replace(day=1)
    row = session.get(Release, (view, month))
    if row is None:
        row = Release(view=view, month=month, figures=make(), released_on=today)
        session.add(row)
        session.flush()
    return row


def released_counts(session: Session, view: str, today: date, make: Callable[[], list[Table]]) -> Release:
    """This month's release of tables of counts. `figures` of the release has under each subject its `shown` figures
    (None is hidden) with their total, and the `groups` and `people` that the ledger reckons with."""

    return released(session, view, today, lambda: {table.subject: publish(session, table) for table in make()})


def releases(session: Session) -> list[Release]:
    """Everything that was released, newest first."""
    return list(session.exec(select(Release).order_by(col(Release.released_on).desc(), col(Release.view))))


def publish(session: Session, table: Table) -> dict[str, Any]:
    """A table as it may be published beside everything that was before."""
    counts = {key: sum(table.people.get(one, 0) for one in groups) for key, groups in table.figures.items()}
    people = None if table.behind is None else {key: min(counts[key], table.behind[key]) for key in counts}
    found = hide_small_cells(counts, people=people)
    shown: dict[str, int | None] = {**found.cells, TOTAL: found.total}
    groups = {**table.figures, TOTAL: frozenset[str]().union(*table.figures.values())}
    ledger, known = _ledger(session, table.subject)
    asked = {key: groups[key] for key, count in shown.items() if count is not None}
    refused = refused_by_ledger(ledger, asked, known | dict(table.people))
    kept = {key: None if key in refused else count for key, count in shown.items()}
    return {
        "shown": kept,
        "groups": {key: sorted(groups[key]) for key, count in kept.items() if count is not None},
        "people": dict(table.people),
    }


def _ledger(session: Session, subject: str) -> tuple[list[list[str]], dict[str, int]]:
    """The groups of every figure released about a subject, on whichever page, and the people in them."""
    figures: list[list[str]] = []
    people: dict[str, int] = {}
    for row in session.exec(select(Release).order_by(col(Release.month))):
        part = row.figures.get(subject)
        if isinstance(part, dict) and "groups" in part:
            figures += part["groups"].values()
            people |= part["people"]
    return figures, people

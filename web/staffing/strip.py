"""The gap strip as a page shows it: offices down, weeks across, and one sentence that says what to see."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlmodel import Session

from web.formats import hours, short_day
from workload.estimates.calendar import monday_of
from workload.estimates.office_gap import LEAST
from workload.estimates.office_weeks import WeekHours, added
from workload.records.gaps import gap_strip
from workload.records.places import region_names
from workload.tables.places import Office

SMALL = 0.5  # hours a week; less is shown as none


@dataclass(frozen=True)
class Cell:
    """`state` is uncovered, short or none: a class of the cell, beside its words. `uncovered` and `short` are hours."""

    monday: date
    state: str
    uncovered: float
    short: float
    delivery: bool
    closed: bool
    now: bool
    spoken: str


@dataclass(frozen=True)
class Row:
    """An office, or a region, by id and name, and its weeks."""

    id: str
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Strip:
    """`mondays` head the columns; `delivery` tells which hold delivery days; `answer` is the sentence above.
    `of_regions`: each row is the sum of a region's offices."""

    mondays: tuple[date, ...]
    delivery: tuple[bool, ...]
    rows: tuple[Row, ...]
    answer: str
    now: date
    of_regions: bool


def coming_gaps(session: Session, today: date, *, region_ids: Sequence[str] | None, sums: bool = False) -> Strip:
    """The strip of the next thirteen weeks, this one first: a row an office, or (`sums`) a region."""
    monday = monday_of(today)
    offices = gap_strip(session, today, monday, region_ids=region_ids)
    lines = _of_regions(session, offices) if sums else [(one.id, one.name, weeks) for one, weeks in offices]
    rows = tuple(Row(id_, name, tuple(_cell(week, name, monday) for week in weeks)) for id_, name, weeks in lines)
    mondays = tuple(cell.monday for cell in rows[0].cells) if rows else ()
    delivery = tuple(any(row.cells[index].delivery for row in rows) for index in range(len(mondays)))
    return Strip(mondays, delivery, rows, _answer(rows), monday, sums)


def _of_regions(
    session: Session, offices: list[tuple[Office, list[WeekHours]]]
) -> list[tuple[str, str, list[WeekHours]]]:
    """Each region's id, name and weeks: hours short and UNCOVERED are those of its offices, added up."""
    names, found = region_names(session), defaultdict[str, list[list[WeekHours]]](list)
    for one, weeks in offices:
        found[one.region_id].append(weeks)
    return [(id_, names[id_], [added(id_, week) for week in zip(*weeks, strict=True)]) for id_, weeks in found.items()]


def strip_columns() -> list[str]:
    return [_("Office"), _("Week of"), _("Delivery days"), _("Hours short"), _("Hours UNCOVERED")]


def strip_rows(strip: Strip) -> list[list[object]]:
    """One line an office and week for the file, hours with two decimals."""
    return [
        [
            row.name,
            cell.monday.isoformat(),
            _("yes") if cell.delivery else "",
            round(cell.short, 2),
            round(cell.uncovered, 2),
        ]
        for row in strip.rows
        for cell in row.cells
    ]


def state_of(uncovered: float, short: float) -> str:
    """UNCOVERED where nobody answers on some day, short where fewer hours are there than due, else none."""
    if uncovered > LEAST:
        return "uncovered"
    return "short" if short >= SMALL else "none"


def _cell(week: WeekHours, office: str, now: date) -> Cell:
    state = state_of(week.uncovered, week.short)
    return Cell(
        monday=week.monday,
        state=state,
        uncovered=week.uncovered,
        short=week.short if week.short >= SMALL else 0.0,
        delivery=week.delivery,
        closed=week.open_days == 0,
        now=week.monday == now,
        spoken=_spoken(week, state, office),
    )


def _spoken(week: WeekHours, state: str, office: str) -> str:
    values = {"office": office, "day": short_day(week.monday), "short": hours(week.short)}
    if state == "uncovered":
        return _(
            "%(office)s, week of %(day)s: %(hours)s UNCOVERED, %(short)s short", hours=hours(week.uncovered), **values
        )
    if state == "short":
        return _("%(office)s, week of %(day)s: %(short)s short", **values)
    return _("%(office)s, week of %(day)s: no gap", office=office, day=values["day"])


def _answer(rows: tuple[Row, ...]) -> str:
    """The sentence that says what to see: where nobody answers first, then how much is short."""
    uncovered = [row.name for row in rows if any(cell.state == "uncovered" for cell in row.cells)]
    short = sum(cell.short for row in rows for cell in row.cells)
    weeks = max((len(row.cells) for row in rows), default=0)
    if uncovered:
        return _(
            "UNCOVERED hours at %(offices)s: nobody answers for them. In all, %(hours)s are short in %(weeks)s weeks.",
            offices=", ".join(uncovered),
            hours=hours(short),
            weeks=weeks,
        )
    if short >= SMALL:
        return _(
            "Somebody answers for every absence. Short all the same: %(hours)s in %(weeks)s weeks.",
            hours=hours(short),
            weeks=weeks,
        )
    return _("No office is short of hours in these weeks.")

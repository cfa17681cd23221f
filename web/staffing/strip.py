"""The gap strip as a page shows it: offices down, weeks across, and one sentence that says what to see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _
from sqlmodel import Session

from web.formats import hours, short_day
from workload.estimates.calendar import monday_of
from workload.estimates.office_gap import LEAST
from workload.records.gaps import WEEKS_SHOWN, OfficeWeek, TerritoryDays, gap_strip, gather_days

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
    office_id: str
    office: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Strip:
    """`mondays` head the columns; `delivery` tells which hold delivery days; `answer` is the sentence above."""

    mondays: tuple[date, ...]
    delivery: tuple[bool, ...]
    rows: tuple[Row, ...]
    answer: str
    now: date


def gap_strip_of(
    facts: TerritoryDays, monday: date, *, region_ids: Sequence[str] | None, count: int = WEEKS_SHOWN
) -> Strip:
    names = {one.id: one.name for one in facts.offices}
    strip = gap_strip(facts, monday, region_ids=region_ids, count=count)
    rows = tuple(
        Row(office_id, names[office_id], tuple(_cell(week, names[office_id], monday) for week in weeks))
        for office_id, weeks in strip.items()
    )
    mondays = tuple(cell.monday for cell in rows[0].cells) if rows else ()
    delivery = tuple(any(row.cells[index].delivery for row in rows) for index in range(len(mondays)))
    return Strip(mondays, delivery, rows, _answer(rows), monday)


def coming_gaps(session: Session, today: date, *, region_ids: Sequence[str] | None) -> Strip:
    """The strip of the next thirteen weeks, this one first."""
    monday = monday_of(today)
    facts = gather_days(session, today, monday, monday + timedelta(days=7 * WEEKS_SHOWN - 1), region_ids=region_ids)
    return gap_strip_of(facts, monday, region_ids=region_ids)


def strip_columns() -> list[str]:
    return [_("Office"), _("Week of"), _("Delivery days"), _("Hours short"), _("Hours UNCOVERED")]


def strip_rows(strip: Strip) -> list[list[object]]:
    """One line an office and week for the file, hours with two decimals."""
    return [
        [
            row.office,
            cell.monday.isoformat(),
            _("yes") if cell.delivery else "",
            round(cell.short, 2),
            round(cell.uncovered, 2),
        ]
        for row in strip.rows
        for cell in row.cells
    ]


def state_of(week: OfficeWeek) -> str:
    """UNCOVERED where nobody answers on some day, short where fewer hours are there than due, else none."""
    if week.uncovered > LEAST:
        return "uncovered"
    return "short" if week.gap.short >= SMALL else "none"


def _cell(week: OfficeWeek, office: str, now: date) -> Cell:
    state = state_of(week)
    return Cell(
        monday=week.monday,
        state=state,
        uncovered=week.uncovered,
        short=week.gap.short if week.gap.short >= SMALL else 0.0,
        delivery=week.delivery,
        closed=week.open_days == 0,
        now=week.monday == now,
        spoken=_spoken(week, state, office),
    )


def _spoken(week: OfficeWeek, state: str, office: str) -> str:
    values = {"office": office, "day": short_day(week.monday), "short": hours(week.gap.short)}
    if state == "uncovered":
        return _(
            "%(office)s, week of %(day)s: %(hours)s UNCOVERED, %(short)s short", hours=hours(week.uncovered), **values
        )
    if state == "short":
        return _("%(office)s, week of %(day)s: %(short)s short", **values)
    return _("%(office)s, week of %(day)s: no gap", office=office, day=values["day"])


def _answer(rows: tuple[Row, ...]) -> str:
    """The sentence that says what to see: where nobody answers first, then how much is short."""
    uncovered = [row.office for row in rows if any(cell.state == "uncovered" for cell in row.cells)]
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

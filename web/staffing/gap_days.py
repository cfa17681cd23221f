"""The gap board: offices down, the open days of two weeks across, hours short and why in each cell."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlmodel import Session

from web.formats import day as day_words
from web.formats import hours
from web.staffing.strip import SMALL
from workload.estimates.calendar import is_open, monday_of
from workload.estimates.office_gap import LEAST, GapCause
from workload.records.gaps import TerritoryDays, gather_days, office_day, unanswered_by_day

WEEKS = 2
CAUSES = {
    GapCause.vacancy: "V",
    GapCause.leave: "L",
    GapCause.delivery: "D",
    GapCause.load: "W",
}


@dataclass(frozen=True)
class DayCell:
    """One office on one day. `uncovered` and `short` are hours; `why` are letters of the causes."""

    day: date
    closed: bool
    uncovered: float
    short: float
    why: str
    spoken: str

    @property
    def state(self) -> str:
        if self.uncovered > LEAST:
            return "uncovered"
        return "short" if self.short >= SMALL else "none"


@dataclass(frozen=True)
class DayRow:
    office_id: str
    office: str
    cells: tuple[DayCell, ...]


@dataclass(frozen=True)
class DayBoard:
    days: tuple[date, ...]
    delivery: frozenset[date]
    rows: tuple[DayRow, ...]
    answer: str


def day_board(session: Session, first: date, today: date, *, region_ids: list[str] | None) -> DayBoard:
    """Two weeks from the week of `first`, every office of the regions (None: all)."""
    monday = monday_of(first)
    last = monday + timedelta(days=7 * WEEKS - 1)
    facts = gather_days(session, today, monday, last, region_ids=region_ids)
    span = (monday + timedelta(days=n) for n in range(7 * WEEKS))
    days = tuple(day for day in span if is_open(day, facts.calendar))
    rows = tuple(
        DayRow(one.id, one.name, tuple(_cell(facts, one.id, one.name, day) for day in days))
        for one in facts.offices
        if region_ids is None or one.region_id in region_ids
    )
    return DayBoard(days, facts.calendar.delivery, rows, _answer(rows))


def _cell(facts: TerritoryDays, office_id: str, office: str, day: date) -> DayCell:
    closed = not is_open(day, facts.calendar, office_id)
    if closed:
        return DayCell(day, True, 0.0, 0.0, "", _("%(office)s, %(day)s: closed", office=office, day=day_words(day)))
    gap = office_day(facts, office_id, day)
    uncovered = unanswered_by_day(facts, office_id, monday_of(day)).get(day, 0.0)
    short = gap.short if gap.short >= SMALL else 0.0
    why = "".join(CAUSES[cause] for cause in gap.causes) if short or uncovered else ""
    return DayCell(day, False, uncovered, short, why, _spoken(office, day, uncovered, short))


def _spoken(office: str, day: date, uncovered: float, short: float) -> str:
    values = {"office": office, "day": day_words(day)}
    if uncovered > LEAST:
        return _("%(office)s, %(day)s: %(hours)s UNCOVERED", hours=hours(uncovered), **values)
    if short:
        return _("%(office)s, %(day)s: %(hours)s short", hours=hours(short), **values)
    return _("%(office)s, %(day)s: no gap", **values)


def _answer(rows: tuple[DayRow, ...]) -> str:
    """Where nobody answers first; how many office days are short besides."""
    uncovered = {row.office: [cell.day for cell in row.cells if cell.state == "uncovered"] for row in rows}
    places = [_("%(office)s (%(days)s)", office=office, days=_days(days)) for office, days in uncovered.items() if days]
    short = sum(cell.state == "short" for row in rows for cell in row.cells)
    if places:
        return _("Nobody answers for some of the work at %(places)s.", places=", ".join(places))
    if short:
        return _("Somebody answers everywhere; on %(num)s office days hours are short.", num=short)
    return _("No office is short of hours on these days.")


def _days(days: list[date]) -> str:
    """One day by its date, more by their number."""
    return day_words(days[0]) if len(days) == 1 else ngettext("%(num)d day", "%(num)d days", len(days))


def board_columns() -> list[str]:
    return [_("Office"), _("Day"), _("Hours short"), _("Hours UNCOVERED"), _("Why")]


def board_rows(board: DayBoard) -> list[list[object]]:
    """One line an office and open day for the file."""
    return [
        [row.office, cell.day.isoformat(), round(cell.short, 2), round(cell.uncovered, 2), cell.why]
        for row in board.rows
        for cell in row.cells
        if not cell.closed
    ]

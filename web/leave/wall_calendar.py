"""The wall calendar of a region: people down, days across, a letter in each cell; a month or a quarter, to print."""

from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import get_day_names
from flask import abort, render_template, request
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlmodel import Session
from werkzeug.wrappers import Response

from web.access import action, regions_of
from web.downloads import table_response, wants_file
from web.edge import db, today
from web.leave.blueprint import blueprint
from workload.estimates.calendar import month_of
from workload.facts import CalendarFacts
from workload.records.calendar import calendar_facts
from workload.records.leave import asked_or_granted, covers_while_away
from workload.records.officers import OFFICER_KINDS, people
from workload.records.places import office_names, region_by_office
from workload.vocabulary import DayPart, LeaveStatus

QUARTER = 3
FARTHEST_MONTHS = 24

LETTERS = {
    "A": _l("away on leave"),
    "a": _l("away for half a day"),
    "?": _l("has asked to be away, not decided"),
    "C": _l("covers for somebody"),
    "H": _l("holiday, December leave or a closed day"),
    "D": _l("delivery day"),
}


@dataclass(frozen=True)
class Person:
    """`letters` are one text for each day of the month: any of the letters, blank for an ordinary day, «·» for a
    weekend."""

    name: str
    office: str
    letters: tuple[str, ...]


@dataclass(frozen=True)
class Month:
    first: date
    days: tuple[date, ...]
    people: tuple[Person, ...]


@blueprint.get("/calendar")
@action("leave.calendar")
def wall_calendar() -> str | Response:
    first = _month_asked(today())
    count = QUARTER if request.args.get("months") == str(QUARTER) else 1
    months = [wall_month(db(), _months_later(first, n), regions_of("leave.calendar"), today()) for n in range(count)]
    if wants_file():
        return table_response(
            [_("Person"), _("Office"), _("Day"), _("Letters")], _rows(months), f"leave-calendar-{first}"
        )
    return render_template(
        "leave/wall_calendar.html",
        months=months,
        letters=LETTERS,
        initials=get_day_names("narrow", locale=str(get_locale() or "en")),
        count=count,
        before=_months_later(first, -count),
        after=_months_later(first, count),
        today=today(),
    )


def wall_month(session: Session, first: date, regions: list[str] | None, today: date) -> Month:
    """One month of everybody with a post or in the relief pool, offices from north to south."""
    last = month_of(first)[1]
    days = tuple(first + timedelta(days=n) for n in range(last.day))
    calendar = calendar_facts(session, first, last)
    offices, region_of = office_names(session), region_by_office(session)
    marks = _marks(session, first, last)
    shown = [
        one
        for one in people(session, max(first, today), kinds=OFFICER_KINDS)
        if regions is None or region_of[one.office_id] in regions
    ]
    return Month(
        first,
        days,
        tuple(
            Person(
                one.name,
                offices[one.office_id],
                tuple(_letters(marks, one.id or 0, one.office_id, day, calendar) for day in days),
            )
            for one in shown
        ),
    )


def _marks(session: Session, first: date, last: date) -> dict[tuple[int, date], str]:
    """Letters of leave and cover by person and day."""
    marks: dict[tuple[int, date], str] = {}
    for row in asked_or_granted(session, first, last):
        letter = "?" if row.status is LeaveStatus.asked else "A" if row.part is DayPart.whole else "a"
        day = max(row.first_day, first)
        while day <= min(row.last_day, last):
            marks[row.person_id, day] = marks.get((row.person_id, day), "") + letter
            day += timedelta(days=1)
    for cover, _absent in covers_while_away(session, first, last):
        key = (cover.person_id, cover.day)
        marks[key] = marks.get(key, "") + "C"
    return marks


def _letters(
    marks: dict[tuple[int, date], str], person_id: int, office_id: str, day: date, calendar: CalendarFacts
) -> str:
    if day.weekday() >= 5:
        return "·"
    if day in calendar.closed or day in calendar.office_closed.get(office_id, ()):
        return "H"
    return marks.get((person_id, day), "") + ("D" if day in calendar.delivery else "")


def _month_asked(today: date) -> date:
    """The month in the address, within two years of this one; this month when none is given."""
    text = request.args.get("month", "")
    try:
        month = date.fromisoformat(f"{text}-01") if text else today.replace(day=1)
    except ValueError:
        abort(404)
    if abs((month.year - today.year) * 12 + month.month - today.month) > FARTHEST_MONTHS:
        abort(404)
    return month


def _months_later(first: date, count: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + count, 12)
    return date(year, month + 1, 1)


def _rows(months: list[Month]) -> list[list[object]]:
    return [
        [one.name, one.office, day.isoformat(), letters]
        for month in months
        for one in month.people
        for day, letters in zip(month.days, one.letters, strict=True)
        if letters.strip("·")
    ]

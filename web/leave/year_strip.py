"""The year strip: each of the coming weeks open, tight or not coverable for one person, to pick dates from."""

from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import get_day_names
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlmodel import Session

from scheduler.leave_ledger import bonus_gained, hours_at_year_end
from web.formats import day, figure, hours, short_day
from web.language import word
from workload.estimates.calendar import fiscal_year, fiscal_year_of, monday_of
from workload.estimates.winter_bonus import usual_day
from workload.records.calendar import calendar_days
from workload.records.coverable_weeks import coverable_weeks, coverable_weeks_left
from workload.tables.leave_year import CoverableWeek
from workload.tables.people import Person
from workload.vocabulary import DayKind, WeekState

AHEAD = timedelta(weeks=52)
LONGEST = timedelta(weeks=5)
TO_FRIDAY = timedelta(days=4)
WEEK = timedelta(weeks=1)
PICKABLE = (WeekState.open, WeekState.tight, WeekState.not_coverable)


@dataclass(frozen=True)
class StripWeek:
    """One week. `first` and `last` are the days that choosing it fills in; both None where nothing can be asked.
    `spoken` says the whole cell in words."""

    monday: date
    state: WeekState
    delivery: bool
    holidays: tuple[str, ...]
    bonus: bool
    chosen: bool
    first: date | None
    last: date | None
    spoken: str


@dataclass(frozen=True)
class YearStrip:
    """`answer` sets the weeks that can be covered against the days still to take; `few` when they are too few.
    `weeks` is empty before the service has had its first night."""

    weeks: tuple[StripWeek, ...]
    answer: str
    few: bool


def year_strip(session: Session, person: Person, today: date, chosen: tuple[date, date] | None = None) -> YearStrip:
    """The weeks from this one on for a year. With `chosen` dates, the week beside them makes the leave longer."""
    number = person.id or 0
    rows = coverable_weeks(session, number, today, today + AHEAD)
    if not rows:
        return YearStrip((), "", False)
    special = calendar_days(session, rows[0].week, rows[-1].week + TO_FRIDAY)
    french = str(get_locale()) == "fr"
    names: dict[date, list[str]] = {}
    delivery = {monday_of(one.day) for one in special if one.kind is DayKind.delivery}
    for one in special:
        if one.kind is not DayKind.delivery and one.office_id in (None, person.office_id):
            name = (one.name_fr if french else one.name) or str(word(one.kind))
            names.setdefault(monday_of(one.day), []).append(name)
    bonus = bonus_gained(session, person, [(row.week, row.week + TO_FRIDAY) for row in rows])
    weeks = tuple(
        _week(row, today, row.week in delivery, tuple(dict.fromkeys(names.get(row.week, []))), gained > 0, chosen)
        for row, gained in zip(rows, bonus, strict=True)
    )
    return YearStrip(weeks, *_answer(session, person, today))


def _week(
    row: CoverableWeek,
    today: date,
    delivery: bool,
    holidays: tuple[str, ...],
    bonus: bool,
    chosen: tuple[date, date] | None,
) -> StripWeek:
    monday, friday = row.week, row.week + TO_FRIDAY
    inside = chosen is not None and chosen[0] <= friday and monday <= chosen[1]
    first: date | None = max(monday, today)
    last: date | None = friday
    if row.state not in PICKABLE or friday < today or inside:
        first = last = None
    elif chosen is not None:
        if monday_of(chosen[1]) + WEEK == monday and friday - chosen[0] < LONGEST:
            first = chosen[0]
        elif monday_of(chosen[0]) - WEEK == monday and chosen[1] - monday < LONGEST:
            last = chosen[1]
    return StripWeek(
        monday=monday,
        state=row.state,
        delivery=delivery,
        holidays=holidays,
        bonus=bonus and row.state in PICKABLE,
        chosen=inside,
        first=first,
        last=last,
        spoken=_spoken(row, delivery, holidays, bonus and row.state in PICKABLE),
    )


def _spoken(row: CoverableWeek, delivery: bool, holidays: tuple[str, ...], bonus: bool) -> str:
    said = [_("Week of %(day)s: %(state)s", day=day(row.week), state=word(row.state))]
    if row.state is WeekState.not_coverable and row.on_day is not None:
        said.append(_("no cover available on %(day)s", day=short_day(row.on_day)))
    if delivery:
        said.append(_("delivery days"))
    said += holidays
    if bonus:
        said.append(_("earns a bonus day"))
    return ", ".join(said)


def _answer(session: Session, person: Person, today: date) -> tuple[str, bool]:
    """Weeks in which leave can be covered against days still to take, up to 31 March."""
    year_end = fiscal_year(fiscal_year_of(today))[1]
    left = len(coverable_weeks_left(session, person.id or 0, today=today, until=year_end))
    days = max(0.0, hours_at_year_end(session, person, today)) / usual_day(person.pattern)
    a_week = max(1, sum(hours > 0 for hours in person.pattern))
    needed = days / a_week
    can = ngettext(
        "Until %(end)s your leave can still be covered in %(num)d week;",
        "Until %(end)s your leave can still be covered in %(num)d weeks;",
        left,
        end=day(year_end),
    )
    have = _(
        "with what you earn by then you have %(days)s days to take, about %(weeks)s weeks.",
        days=figure(days, 1),
        weeks=figure(needed, 1),
    )
    return f"{can} {have}", left < needed


SHORT = {
    WeekState.open: _l("open"),
    WeekState.tight: _l("tight"),
    WeekState.not_coverable: _l("no cover"),
    WeekState.away: _l("away"),
    WeekState.closed: _l("closed"),
}


def short_state(state: WeekState) -> str:
    """One or two words that fit into a cell; the whole sentence stands in its label."""
    return str(SHORT[state])


def paid_days(pattern: tuple[float, ...]) -> str:
    """«Monday 7.5 h, Tuesday 7.5 h»: the days with hours, for those who do not work five equal days."""
    names = get_day_names("wide", locale=str(get_locale() or "en"))
    return ", ".join(f"{names[n]} {hours(paid)}" for n, paid in enumerate(pattern) if paid)

"""My leave, line by line: what was earned, taken and given, and why. One fiscal year at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlmodel import Session

from scheduler.leave_ledger import earned_since, hours_at_year_end
from web.formats import day, days_range, figure, month
from workload.estimates.calendar import fiscal_year, fiscal_year_of
from workload.estimates.leave_ledger import AccrualBand, band_for, completed_years
from workload.estimates.winter_bonus import MOST, usual_day, winter_of
from workload.records.calendar import calendar_days
from workload.records.leave import carry_over, leave_rates, ledger
from workload.tables.leave import CarryOver, LeaveEntry, LeaveRequest
from workload.tables.people import Person
from workload.vocabulary import DayKind, LeaveKind, LedgerReason

SHOWN = (LeaveKind.annual, LeaveKind.sick, LeaveKind.special)


@dataclass(frozen=True)
class Line:
    """A signed line with its reason in words, and what was left after it, in hours."""

    day: date
    why: str
    hours: float
    after: float
    request_id: int | None


@dataclass(frozen=True)
class Ledger:
    """One kind of leave in one fiscal year. `before` was left when the year began, `left` is left after the last line,
    `pending` was earned since and has no line yet; all in hours."""

    kind: LeaveKind
    before: float
    lines: tuple[Line, ...]
    left: float
    pending: float
    rate: AccrualBand
    years: int


@dataclass(frozen=True)
class LedgerPage:
    """`bonus` counts the winter bonus days of the year; `december` are the days of the mandatory leave, free for all;
    `at_year_end` are annual hours that will be left when it ends, None for years that are over."""

    begins: int
    first: date
    last: date
    ledgers: tuple[Ledger, ...]
    usual_day: float
    bonus: int
    most_bonus: int
    december: tuple[date, ...]
    at_year_end: float | None
    earlier: int | None
    later: int | None


@dataclass(frozen=True)
class CarryOverState:
    """Leave that would be left on 31 March, the wish to use it later, and the last day to ask."""

    begins: int
    ask_by: date
    year_end: date
    hours: float
    days: float
    wish: CarryOver | None
    open: bool
    remind: bool


def ledger_page(session: Session, person: Person, begins: int, today: date) -> LedgerPage:
    first, last = fiscal_year(begins)
    this_year = fiscal_year_of(today)
    winter = winter_of(begins)
    entries = ledger(session, person.id or 0)
    days = [one.day for one in entries] or [today]
    return LedgerPage(
        begins=begins,
        first=first,
        last=last,
        ledgers=tuple(_ledger(session, person, kind, begins, today) for kind in SHOWN),
        usual_day=usual_day(person.pattern),
        bonus=sum(one.reason is LedgerReason.bonus and winter[0] <= one.day <= winter[1] for one in entries),
        most_bonus=MOST,
        december=tuple(one.day for one in calendar_days(session, first, last, kinds=[DayKind.mandatory])),
        at_year_end=hours_at_year_end(session, person, today) if begins == this_year else None,
        earlier=begins - 1 if fiscal_year_of(min(days)) < begins else None,
        later=begins + 1 if begins < max(this_year, fiscal_year_of(max(days))) else None,
    )


def carry_over_state(session: Session, person: Person, today: date) -> CarryOverState:
    """Where a person stands with leave to carry over at the end of this fiscal year (agreement, 18.02)."""
    begins = fiscal_year_of(today)
    year_end = fiscal_year(begins)[1]
    ask_by = date(begins + 1, 1, 31)
    hours = max(0.0, hours_at_year_end(session, person, today))
    days = hours / usual_day(person.pattern)
    wish = carry_over(session, person.id or 0, begins)
    soon = date(begins, 12, 1) <= today <= ask_by
    return CarryOverState(
        begins, ask_by, year_end, hours, days, wish, today <= ask_by, soon and days >= 1 and wish is None
    )


def _ledger(session: Session, person: Person, kind: LeaveKind, begins: int, today: date) -> Ledger:
    first, last = fiscal_year(begins)
    entries = ledger(session, person.id or 0, kind)
    before = sum(one.hours for one in entries if one.day < first)
    bands = leave_rates(session)[kind]
    mine = [one for one in entries if first <= one.day <= last]
    until = min(today, last)
    years = completed_years(person.service_since, until)
    lines, after = [], before
    for one in mine:
        after += one.hours
        why = _why(session, one, person, bands)
        lines.append(Line(one.day, why, one.hours, after, one.request_id))
    pending = earned_since(session, person, entries, today, kind) if first <= today <= last else 0.0
    return Ledger(kind, before, tuple(lines), after, pending, band_for(years, until, bands), years)


def _why(session: Session, entry: LeaveEntry, person: Person, bands: Sequence[AccrualBand]) -> str:
    request = session.get(LeaveRequest, entry.request_id) if entry.request_id else None
    days = days_range(request.first_day, request.last_day) if request else day(entry.day)
    match entry.reason:
        case LedgerReason.opening:
            return _("What you had when this ledger began")
        case LedgerReason.earned:
            return _earned(entry.day, person, bands)
        case LedgerReason.taken:
            return _("Leave on %(days)s", days=days)
        case LedgerReason.given_back:
            return _("Given back: leave on %(days)s", days=days)
        case LedgerReason.bonus:
            return _("Winter bonus: the fifth vacation day in a row was %(day)s", day=day(entry.day))
    return _("Carried over")


def _earned(until: date, person: Person, bands: Sequence[AccrualBand]) -> str:
    """The month and its rate; both rates where a year of service was completed in it."""
    month_began = until.replace(day=1)
    rates = []
    for one in (max(month_began, person.service_since), until):
        band = band_for(completed_years(person.service_since, one), one, bands)
        if band not in rates:
            rates.append(band)
    said = _(" then ").join(_("%(rate)s h", rate=figure(band.per_paid_hour, 6)) for band in rates)
    return _("Earned in %(month)s: %(rates)s for each paid hour", month=month(until), rates=said)


def years_words(band: AccrualBand) -> str:
    """«7 to 15 years of service» for the rate that holds."""
    if band.years_below is None:
        return _("%(first)d years of service or more", first=band.years_from) if band.years_from else ""
    if band.years_from == 0:
        return _("less than %(last)d years of service", last=band.years_below)
    return _("%(first)d to %(last)d years of service", first=band.years_from, last=band.years_below)

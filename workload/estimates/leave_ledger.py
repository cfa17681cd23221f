"""Leave in hours: what a request takes, what is earned, and the balance on any day.

Earned per paid hour by completed years of service: GNWT-UNW agreement art. 18.01 and Excluded Employees' Handbook (the
pages seen are of an older round, so the bands are data with a day from which they hold). Leave is taken in hours of the
scheduled day; a holiday during leave is not a day of leave (art. 16).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from workload.estimates.calendar import DAY, open_days
from workload.facts import CalendarFacts
from workload.vocabulary import DayPart, LeaveKind

ARTICLE_18 = "GNWT-UNW collective agreement, art. 18.01; Excluded Employees' Handbook"
ARTICLE_20 = "GNWT-UNW collective agreement, art. 20.01: 0.057693 hours per paid hour"
CAREERS_PAGE = "GNWT careers pages: five days a year, earned by the hour; the rate is 37.5 of 1,950 hours"
AGREEMENT_SEEN = date(2003, 4, 1)  # no day of the round is known; early enough for every service date


@dataclass(frozen=True)
class AccrualBand:
    """Leave hours earned per paid hour between two numbers of completed years, from a day on."""

    years_from: int
    years_below: int | None
    per_paid_hour: float
    days_a_year: float  # as published, of 7.5 hours, for a full-time year of 1,950 hours
    valid_from: date = AGREEMENT_SEEN
    source: str = ARTICLE_18


BANDS: tuple[AccrualBand, ...] = (
    AccrualBand(0, 2, 0.063462, 16.5),
    AccrualBand(2, 7, 0.082616, 21.5),
    AccrualBand(7, 15, 0.096000, 25.0),
    AccrualBand(15, 20, 0.115385, 30.0),
    AccrualBand(20, None, 0.134770, 35.0),
)
RATES: Mapping[LeaveKind, tuple[AccrualBand, ...]] = {
    LeaveKind.annual: BANDS,
    LeaveKind.sick: (AccrualBand(0, None, 0.057693, 15.0, source=ARTICLE_20),),
    LeaveKind.special: (AccrualBand(0, None, 0.019231, 5.0, source=CAREERS_PAGE),),
}
"""What each kind of leave earns. Mandatory leave is five days a year that the calendar gives, not hours earned."""


@dataclass(frozen=True)
class LedgerLine:
    """A signed line: plus earns, minus takes."""

    day: date
    hours: float


def completed_years(since: date, day: date) -> int:
    """Whole years of service on a day; the anniversary completes the year. 0 before service begins."""
    return max(0, day.year - since.year - ((day.month, day.day) < (since.month, since.day)))


def band_for(years: int, day: date, bands: Sequence[AccrualBand] = BANDS) -> AccrualBand:
    """The band for so many completed years that holds on a day: of several, the one that began last."""
    fitting = [
        band
        for band in bands
        if band.valid_from <= day
        and band.years_from <= years
        and (band.years_below is None or years < band.years_below)
    ]
    if not fitting:
        raise ValueError(f"No accrual band holds for {years} completed years on {day}.")
    return max(fitting, key=lambda band: band.valid_from)


def leave_hours(
    first: date,
    last: date,
    part: DayPart,
    pattern: Sequence[float],
    calendar: CalendarFacts,
    office: str | None = None,
) -> float:
    """Hours that leave from `first` to `last` takes: the pattern's hours on open days. Holidays, closures and days
    off take nothing; a morning or an afternoon takes half."""
    hours = sum(pattern[day.weekday()] for day in open_days(first, last, calendar, office))
    return hours if part is DayPart.whole else hours / 2


def hours_earned(
    service_since: date, pattern: Sequence[float], first: date, last: date, bands: Sequence[AccrualBand] = BANDS
) -> float:
    """Leave hours earned on the paid hours from `first` to `last`, both included. Holidays and leave are paid hours."""
    earned = 0.0
    day = max(first, service_since)
    while day <= last:
        if day.weekday() < 5 and pattern[day.weekday()] > 0:
            earned += pattern[day.weekday()] * band_for(completed_years(service_since, day), day, bands).per_paid_hour
        day += DAY
    return earned


def balance(lines: Iterable[LedgerLine], as_of: date) -> float:
    """Hours in the ledger on a day: every line dated up to then."""
    return sum(line.hours for line in lines if line.day <= as_of)


def forecast(
    lines: Iterable[LedgerLine],
    service_since: date,
    pattern: Sequence[float],
    earned_through: date,
    until: date,
    bands: Sequence[AccrualBand] = BANDS,
) -> float:
    """The balance to expect on `until`: lines up to then, granted leave ahead among them, and what is still to be
    earned after `earned_through`, the last day whose earnings stand in the ledger."""
    return balance(lines, until) + hours_earned(service_since, pattern, earned_through + DAY, until, bands)


def available_on(
    lines: Iterable[LedgerLine],
    service_since: date,
    pattern: Sequence[float],
    earned_through: date,
    day: date,
    until: date,
    bands: Sequence[AccrualBand] = BANDS,
) -> float:
    """Hours that leave beginning on `day` may take without leaving too few for leave already granted up to `until`."""
    lines = tuple(lines)
    moments = [day, *(line.day for line in lines if day < line.day <= until)]
    return min(forecast(lines, service_since, pattern, earned_through, moment, bands) for moment in moments)


def day_with_enough(
    lines: Iterable[LedgerLine],
    service_since: date,
    pattern: Sequence[float],
    earned_through: date,
    needed: float,
    earliest: date,
    latest: date,
    bands: Sequence[AccrualBand] = BANDS,
) -> date | None:
    """The first day from `earliest` to `latest` on which leave of so many hours could begin, or None."""
    lines = tuple(lines)
    days = [date.fromordinal(n) for n in range(earliest.toordinal(), latest.toordinal() + 1)]
    if not days:
        return None
    running = forecast(lines, service_since, pattern, earned_through, days[0], bands)
    balances = [running]
    for day in days[1:]:
        running += sum(line.hours for line in lines if line.day == day)
        if day > earned_through:
            running += hours_earned(service_since, pattern, day, day, bands)
        balances.append(running)
    found, lowest = None, float("inf")
    for day, hours in zip(reversed(days), reversed(balances), strict=True):
        lowest = min(lowest, hours)
        if lowest >= needed:
            found = day
    return found

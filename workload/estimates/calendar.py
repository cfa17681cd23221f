"""Business days, the holidays of the GNWT agreement, the monthly delivery, and the fiscal year.

Holidays: collective agreement GNWT-UNW, article 16.01 (which days) and 16.03 (a holiday on a day of rest moves to the
first working day after it); 30 September by order since 2021 for the public service, by Bill 47 since 2022 for all.
The agreement seen is an older round: the service keeps the days in a table that headquarters can edit, and only fills
it from here.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from workload.facts import CalendarFacts

DAY = timedelta(days=1)
DELIVERY_DAY_COUNT = 5  # ours: the territory publishes no list of its reporting and payment days
ARTICLE_16 = "GNWT-UNW collective agreement, art. 16.01"
MOVED = "; moved off a day of rest by art. 16.03"
TRUTH_AND_RECONCILIATION = "Order for the public service, 2021; Bill 47, in force 3 June 2022"


@dataclass(frozen=True)
class Holiday:
    """A designated paid holiday on the day it is taken, with its English and French name."""

    day: date
    name: str
    name_fr: str
    source: str


@dataclass(frozen=True)
class Week:
    """Monday to Sunday."""

    first: date
    last: date


def easter_sunday(year: int) -> date:
    """The Gregorian computus (Meeus, Jones, Butcher)."""
    golden, (century, in_century) = year % 19, divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leap_centuries - correction + 15) % 30
    leaps, year_rest = divmod(in_century, 4)
    weekday = (32 + 2 * century_rest + 2 * leaps - moon - year_rest) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def gnwt_holidays(year: int) -> list[Holiday]:
    """The designated holidays of a calendar year in order, each on the working day on which it is taken."""
    easter = easter_sunday(year)
    named = [
        (date(year, 1, 1), "New Year's Day", "Jour de l'An", ARTICLE_16),
        (easter - 2 * DAY, "Good Friday", "Vendredi saint", ARTICLE_16),
        (easter + DAY, "Easter Monday", "Lundi de Pâques", ARTICLE_16),
        (monday_of(date(year, 5, 24)), "Victoria Day", "Fête de la Reine", ARTICLE_16),
        (
            date(year, 6, 21),
            "National Indigenous Peoples Day",
            "Journée nationale des peuples autochtones",
            ARTICLE_16,
        ),
        (date(year, 7, 1), "Canada Day", "Fête du Canada", ARTICLE_16),
        (_nth_monday(year, 8, 1), "Civic Holiday", "Premier lundi d'août", ARTICLE_16),
        (_nth_monday(year, 9, 1), "Labour Day", "Fête du Travail", ARTICLE_16),
        (_nth_monday(year, 10, 2), "Thanksgiving Day", "Action de grâces", ARTICLE_16),
        (date(year, 11, 11), "Remembrance Day", "Jour du Souvenir", ARTICLE_16),
        (date(year, 12, 25), "Christmas Day", "Noël", ARTICLE_16),
        (date(year, 12, 26), "Boxing Day", "Lendemain de Noël", ARTICLE_16),
    ]
    if year >= 2021:
        named.append(
            (
                date(year, 9, 30),
                "National Day for Truth and Reconciliation",
                "Journée nationale de la vérité et de la réconciliation",
                TRUTH_AND_RECONCILIATION,
            )
        )
    taken: set[date] = {day for day, *_ in named if day.weekday() < 5}
    holidays = []
    for day, name, name_fr, source in sorted(named):
        working = day
        while working.weekday() >= 5 or (working != day and working in taken):
            working += DAY
        taken.add(working)
        holidays.append(Holiday(working, name, name_fr, source if working == day else source + MOVED))
    return sorted(holidays, key=lambda holiday: holiday.day)


def _nth_monday(year: int, month: int, n: int) -> date:
    return monday_of(date(year, month, 7 * n))


def is_open(day: date, calendar: CalendarFacts, office: str | None = None) -> bool:
    """Whether offices work that day; with `office`, whether that one does."""
    if day.weekday() >= 5 or day in calendar.closed:
        return False
    return office is None or day not in calendar.office_closed.get(office, ())


def open_days(first: date, last: date, calendar: CalendarFacts, office: str | None = None) -> list[date]:
    """The open days from `first` to `last`, both included."""
    closed_here = calendar.office_closed.get(office, frozenset()) if office else frozenset()
    return [day for day in _open_everywhere(first, last, calendar.closed) if day not in closed_here]


@lru_cache(maxsize=4096)
def _open_everywhere(first: date, last: date, closed: frozenset[date]) -> tuple[date, ...]:
    """Worked out once for all the people of a page, and for all the applications of a region."""
    every = (first + n * DAY for n in range((last - first).days + 1))
    return tuple(day for day in every if day.weekday() < 5 and day not in closed)


def next_open_day(day: date, calendar: CalendarFacts, office: str | None = None) -> date:
    """The first open day after `day`."""
    day += DAY
    while not is_open(day, calendar, office):
        day += DAY
    return day


def add_business_days(day: date, count: int, calendar: CalendarFacts, office: str | None = None) -> date:
    """The `count`th open day after `day`; `day` itself, open or not, is day 0."""
    for _ in range(count):
        day = next_open_day(day, calendar, office)
    return day


def delivery_days(year: int, month: int, closed: frozenset[date]) -> list[date]:
    """The last five open days of a month: when everyone reports and cheques are prepared. The rule is ours."""
    first, last = month_of(date(year, month, 1))
    return open_days(first, last, CalendarFacts(closed=closed))[-DELIVERY_DAY_COUNT:]


def monday_of(day: date) -> date:
    return day - day.weekday() * DAY


def weeks(first_monday: date, n: int) -> list[Week]:
    """`n` weeks in a row from the week of `first_monday`."""
    monday = monday_of(first_monday)
    return [Week(monday + 7 * k * DAY, monday + (7 * k + 6) * DAY) for k in range(n)]


def month_of(day: date) -> tuple[date, date]:
    """The first and last day of the month of `day`."""
    first = day.replace(day=1)
    return first, (first + 31 * DAY).replace(day=1) - DAY


def months_between(first: date, last: date) -> list[tuple[date, date]]:
    """First and last day of every calendar month that the days touch."""
    found = []
    month = month_of(first)
    while month[0] <= last:
        found.append(month)
        month = month_of(month[1] + DAY)
    return found


def fiscal_year_of(day: date) -> int:
    """The year in which the fiscal year (1 April to 31 March) of `day` begins."""
    return day.year if day.month >= 4 else day.year - 1


def fiscal_year(begins: int) -> tuple[date, date]:
    """First and last day of the fiscal year that begins in that year."""
    return date(begins, 4, 1), date(begins + 1, 3, 31)

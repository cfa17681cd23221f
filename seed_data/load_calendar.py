"""The calendar of several years around today: holidays, the December leave days, delivery days. Real, not shifted."""

from datetime import date, timedelta

from sqlmodel import Session

from seed_data.csv_files import read_rows
from seed_data.shift import Shift
from workload.estimates.calendar import delivery_days, gnwt_holidays
from workload.tables.calendar import CalendarDay
from workload.vocabulary import DayKind

YEARS_BACK, YEARS_AHEAD = 2, 3
MANDATORY_DAYS = 5


def mandatory_days(year: int, holidays: frozenset[date]) -> list[date]:
    """The five weekdays before New Year's Day that are no holidays, as the offices' December leave.

    The number is public (five mandatory leave days a year around the December holidays); which days is inferred.
    """
    days: list[date] = []
    day = date(year, 12, 31)
    while len(days) < MANDATORY_DAYS:
        if day.weekday() < 5 and day not in holidays:
            days.append(day)
        day -= timedelta(days=1)
    return sorted(days)


def add_calendar(session: Session, today: date) -> set[date]:
    """Holidays, December leave days and delivery days; the days on which all offices are closed."""
    closed: set[date] = set()
    for year in range(today.year - YEARS_BACK, today.year + YEARS_AHEAD + 1):
        holidays = gnwt_holidays(year)
        for holiday in holidays:
            session.add(
                CalendarDay(
                    day=holiday.day,
                    kind=DayKind.holiday,
                    name=holiday.name,
                    name_fr=holiday.name_fr,
                    source=holiday.source,
                )
            )
        closed |= {holiday.day for holiday in holidays}
        for day in mandatory_days(year, frozenset(closed)):
            closed.add(day)
            session.add(
                CalendarDay(
                    day=day,
                    kind=DayKind.mandatory,
                    name="December leave day",
                    name_fr="Jour de congé de décembre",
                    source="Five days a year are public (GNWT careers pages); which days is inferred",
                )
            )
        for month in range(1, 13):
            for day in delivery_days(year, month, frozenset(closed)):
                session.add(
                    CalendarDay(
                        day=day,
                        kind=DayKind.delivery,
                        name="Delivery",
                        name_fr="Livraison",
                        source="Invented: the last five open days of each month",
                    )
                )
    session.flush()
    return closed


def add_community_days(session: Session, closed: set[date], shift: Shift) -> None:
    """Those of the demonstration."""
    for row in read_rows("community_days"):
        day = shift.day(row["day"])
        if day not in closed:
            session.add(
                CalendarDay(
                    day=day,
                    kind=DayKind.community,
                    office_id=row["office_id"],
                    name=row["name"],
                    name_fr=row["name_fr"],
                    source="Invented for the demonstration",
                )
            )
    session.flush()

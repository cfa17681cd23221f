import itertools
from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fixtures.rule_calendar import territory_calendar
from workload.estimates.calendar import (
    add_business_days,
    delivery_days,
    fiscal_year,
    fiscal_year_of,
    gnwt_holidays,
    is_open,
    month_of,
    months_between,
    open_days,
    weeks,
)
from workload.facts import CalendarFacts

CALENDAR = territory_calendar(2025, 2028)
DAYS = st.dates(date(2025, 1, 1), date(2028, 9, 30))


def test_agreement_gives_thirteen_days_in_2026() -> None:
    assert [holiday.day.isoformat() for holiday in gnwt_holidays(2026)] == [
        "2026-01-01",
        "2026-04-03",
        "2026-04-06",
        "2026-05-18",
        "2026-06-22",
        "2026-07-01",
        "2026-08-03",
        "2026-09-07",
        "2026-09-30",
        "2026-10-12",
        "2026-11-11",
        "2026-12-25",
        "2026-12-28",
    ]


def test_moved_holidays_say_so_in_their_source() -> None:
    moved = [holiday.name for holiday in gnwt_holidays(2026) if "16.03" in holiday.source]
    assert moved == ["National Indigenous Peoples Day", "Boxing Day"]


@pytest.mark.parametrize(
    ("year", "christmas", "boxing"),
    [(2021, "2021-12-27", "2021-12-28"), (2022, "2022-12-27", "2022-12-26"), (2026, "2026-12-25", "2026-12-28")],
)
def test_christmas_and_boxing_day_never_share_a_day(year: int, christmas: str, boxing: str) -> None:
    by_name = {holiday.name: holiday.day.isoformat() for holiday in gnwt_holidays(year)}
    assert (by_name["Christmas Day"], by_name["Boxing Day"]) == (christmas, boxing)


def test_truth_and_reconciliation_is_a_holiday_since_2021() -> None:
    assert len(gnwt_holidays(2020)) == 12
    assert date(2021, 9, 30) in {holiday.day for holiday in gnwt_holidays(2021)}


@pytest.mark.parametrize("year", range(2015, 2051))
def test_every_year_agrees_with_the_holidays_package(year: int) -> None:
    """Where the package is right: it leaves out Easter Monday and Boxing Day, and moves nothing off a weekend."""
    package = set(holidays.country_holidays("CA", subdiv="NT", years=year, observed=False))
    ours = {holiday.day for holiday in gnwt_holidays(year)}
    on_weekdays = {day for day in package if day.weekday() < 5}
    assert on_weekdays <= ours
    good_friday = next(
        day for day, name in holidays.country_holidays("CA", subdiv="NT", years=year).items() if name == "Good Friday"
    )
    assert good_friday + timedelta(days=3) in ours
    assert len(ours) == (13 if year >= 2021 else 12)
    assert all(day.weekday() < 5 for day in ours)


def test_2026_has_248_working_days() -> None:
    assert len(open_days(date(2026, 1, 1), date(2026, 12, 31), CALENDAR)) == 248
    assert len(open_days(*fiscal_year(2026), CALENDAR)) == 246


def test_office_closes_on_its_own_days_too() -> None:
    hunt = date(2026, 5, 20)
    calendar = CalendarFacts(closed=CALENDAR.closed, office_closed={"tulita": frozenset({hunt})})
    assert not is_open(hunt, calendar, "tulita")
    assert is_open(hunt, calendar, "deline")
    assert is_open(hunt, calendar)


def test_delivery_is_the_last_five_open_days() -> None:
    assert [day.day for day in delivery_days(2026, 12, CALENDAR.closed)] == [23, 24, 29, 30, 31]
    assert [day.day for day in delivery_days(2026, 11, CALENDAR.closed)] == [24, 25, 26, 27, 30]


@given(DAYS, st.integers(0, 15))
def test_business_days_added_are_open_days_counted(day: date, count: int) -> None:
    due = add_business_days(day, count, CALENDAR)
    assert len(open_days(day + timedelta(days=1), due, CALENDAR)) == count
    assert count == 0 or is_open(due, CALENDAR)


@given(DAYS, DAYS)
def test_months_between_cover_the_days_without_gap(one: date, other: date) -> None:
    first, last = min(one, other), max(one, other)
    months = months_between(first, last)
    assert months[0] == month_of(first)
    assert months[-1] == month_of(last)
    assert all(later[0] - earlier[1] == timedelta(days=1) for earlier, later in itertools.pairwise(months))


@given(DAYS)
def test_each_day_lies_in_its_fiscal_year(day: date) -> None:
    first, last = fiscal_year(fiscal_year_of(day))
    assert first <= day <= last


def test_weeks_run_from_monday_to_sunday() -> None:
    first, second = weeks(date(2026, 11, 18), 2)
    assert (first.first, first.last) == (date(2026, 11, 16), date(2026, 11, 22))
    assert second.first == date(2026, 11, 23)

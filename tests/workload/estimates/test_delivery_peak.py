from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fixtures.rule_calendar import territory_calendar
from workload.estimates.calendar import month_of
from workload.estimates.delivery_peak import day_hours, due_hours_by_day, in_quarters
from workload.facts import CalendarFacts

CALENDAR = territory_calendar(2026, 2027)
FULL_TIME = (7.5,) * 5
PATTERNS = st.tuples(*[st.sampled_from([0.0, 3.75, 7.5])] * 5).filter(any)
MONTHS = st.dates(date(2026, 1, 1), date(2027, 12, 31)).map(month_of)


def test_reports_fall_due_on_delivery_days() -> None:
    day = day_hours(174.0, 47.0, FULL_TIME, CALENDAR, date(2026, 11, 1))
    assert day.ordinary == pytest.approx((174 - 47) / 20)
    assert day.delivery - day.ordinary == pytest.approx(47 / 5)


def test_delivery_week_of_95_reports_is_beyond_its_hours() -> None:
    due = due_hours_by_day(174.0, 47.0, FULL_TIME, CALENDAR, date(2026, 11, 24), date(2026, 11, 30))
    reports = sum(due.values()) - 5 * (174 - 47) / 20
    assert reports / (37.5 * 0.82) == pytest.approx(1.53, abs=0.01)


@given(MONTHS, PATTERNS, st.floats(0, 300), st.floats(0, 1))
def test_days_of_a_month_sum_to_its_hours(
    month: tuple[date, date], pattern: tuple[float, ...], hours: float, share: float
) -> None:
    due = due_hours_by_day(hours, hours * share, pattern, CALENDAR, *month)
    assert sum(due.values()) == pytest.approx(hours)
    assert all(pattern[day.weekday()] > 0 for day in due)


def test_person_who_never_works_at_delivery_is_asked_evenly() -> None:
    quiet = CalendarFacts(closed=CALENDAR.closed)
    day = day_hours(100.0, 30.0, FULL_TIME, quiet, date(2026, 11, 1))
    assert day.ordinary == day.delivery == pytest.approx(5.0)


def test_month_without_a_working_day_is_not_divided() -> None:
    away = (0.0,) * 5
    assert due_hours_by_day(100.0, 30.0, away, CALENDAR, *month_of(date(2026, 11, 1))) == {}
    assert day_hours(100.0, 30.0, away, CALENDAR, date(2026, 11, 1)).delivery == 0.0


@given(st.floats(0, 40))
def test_quarters_are_the_nearest_ones(hours: float) -> None:
    assert abs(in_quarters(hours) - hours) <= 0.125
    assert in_quarters(hours) * 4 == int(in_quarters(hours) * 4)

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fixtures.rule_calendar import territory_calendar
from workload.estimates.calendar import fiscal_year
from workload.estimates.leave_ledger import (
    BANDS,
    AccrualBand,
    LedgerLine,
    available_on,
    balance,
    band_for,
    completed_years,
    day_with_enough,
    forecast,
    hours_earned,
    leave_hours,
)
from workload.vocabulary import DayPart

CALENDAR = territory_calendar(2026, 2028)
FULL_TIME = (7.5,) * 5
MON_TO_WED = (7.5, 7.5, 3.75, 0.0, 0.0)
SINCE = date(2021, 9, 13)
TODAY = date(2026, 11, 16)
DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
LINES = st.lists(st.builds(LedgerLine, st.dates(date(2026, 4, 1), date(2027, 3, 31)), st.floats(-75, 75)), max_size=12)


@pytest.mark.parametrize(
    ("years", "days"),
    [(0, 16.5), (1, 16.5), (2, 21.5), (6, 21.5), (7, 25), (14, 25), (15, 30), (19, 30), (20, 35), (41, 35)],
)
def test_published_days_of_each_band_come_out(years: int, days: float) -> None:
    band = band_for(years, TODAY)
    assert band.days_a_year == days
    assert band.per_paid_hour * 1950 / 7.5 == pytest.approx(days, abs=0.05)


def test_whole_fiscal_year_earns_the_published_days() -> None:
    earned = hours_earned(date(2021, 1, 4), FULL_TIME, *fiscal_year(2026))
    assert earned / 7.5 == pytest.approx(21.5 * 261 / 260, abs=0.05)  # fiscal 2026/27 has 261 weekdays


def test_band_changes_on_the_anniversary() -> None:
    day = date(2028, 9, 13)
    assert completed_years(SINCE, day - timedelta(days=1)) == 6
    assert completed_years(SINCE, day) == 7
    before, after = (hours_earned(SINCE, FULL_TIME, one, one) for one in (day - timedelta(days=1), day))
    assert (before, after) == pytest.approx((7.5 * 0.082616, 7.5 * 0.096))


def test_leap_day_starter_completes_a_year_in_march() -> None:
    assert completed_years(date(2024, 2, 29), date(2025, 2, 28)) == 0
    assert completed_years(date(2024, 2, 29), date(2025, 3, 1)) == 1


def test_newer_agreement_replaces_the_rate_from_its_day() -> None:
    better = AccrualBand(2, 7, 0.09, 23.4, valid_from=date(2027, 4, 1), source="a newer round")
    bands = (*BANDS, better)
    assert band_for(5, date(2027, 3, 31), bands).per_paid_hour == 0.082616
    assert band_for(5, date(2027, 4, 1), bands) is better
    with pytest.raises(ValueError, match="No accrual band"):
        band_for(5, date(2027, 4, 1), [BANDS[0]])


def test_week_with_a_holiday_takes_four_days() -> None:
    assert leave_hours(date(2026, 11, 9), date(2026, 11, 13), DayPart.whole, FULL_TIME, CALENDAR) == 30.0


def test_christmas_fortnight_takes_only_its_working_days() -> None:
    assert leave_hours(date(2026, 12, 21), date(2027, 1, 3), DayPart.whole, FULL_TIME, CALENDAR) == 7 * 7.5


def test_days_off_of_a_part_time_officer_are_free() -> None:
    assert leave_hours(date(2026, 11, 16), date(2026, 11, 22), DayPart.whole, MON_TO_WED, CALENDAR) == 18.75
    assert leave_hours(date(2026, 11, 19), date(2026, 11, 22), DayPart.whole, MON_TO_WED, CALENDAR) == 0.0


def test_half_day_takes_half_its_hours() -> None:
    assert leave_hours(TODAY, TODAY, DayPart.morning, FULL_TIME, CALENDAR) == 3.75


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_leave_in_two_parts_costs_the_same(first: date, length: int, more: int) -> None:
    middle, last = first + timedelta(days=length), first + timedelta(days=length + more + 1)
    parts = [(first, middle), (middle + timedelta(days=1), last)]
    assert sum(leave_hours(*part, DayPart.whole, MON_TO_WED, CALENDAR) for part in parts) == pytest.approx(
        leave_hours(first, last, DayPart.whole, MON_TO_WED, CALENDAR)
    )


@given(LINES)
def test_balance_is_the_sum_of_lines_up_to_the_day(lines: list[LedgerLine]) -> None:
    assert balance(lines, date(2027, 3, 31)) == pytest.approx(sum(line.hours for line in lines))
    assert balance(lines, date(2026, 3, 31)) == 0.0


@given(LINES, st.integers(0, 130))
def test_forecast_does_not_depend_on_when_earnings_are_booked(lines: list[LedgerLine], later: int) -> None:
    """Booking what was earned as ledger lines leaves the forecast of the fiscal year end as it was."""
    end, through = date(2027, 3, 31), TODAY + timedelta(days=later)
    booked = LedgerLine(through, hours_earned(SINCE, FULL_TIME, TODAY + timedelta(days=1), through))
    assert forecast([*lines, booked], SINCE, FULL_TIME, through, end) == pytest.approx(
        forecast(lines, SINCE, FULL_TIME, TODAY, end)
    )


def test_forecast_takes_granted_leave_ahead() -> None:
    lines = [LedgerLine(date(2026, 4, 1), 100.0), LedgerLine(date(2026, 12, 21), -37.5)]
    before, after = (forecast(lines, SINCE, FULL_TIME, TODAY, date(2026, 12, day)) for day in (20, 21))
    assert after == pytest.approx(before - 37.5 + 7.5 * 0.082616)


def test_leave_already_granted_is_not_spent_twice() -> None:
    lines = [LedgerLine(date(2026, 4, 1), 40.0), LedgerLine(date(2026, 12, 7), -37.5)]
    day, year_end = date(2026, 11, 23), date(2027, 3, 31)
    assert forecast(lines, SINCE, FULL_TIME, TODAY, day) > 40
    assert available_on(lines, SINCE, FULL_TIME, TODAY, day, year_end) < 15


@given(LINES, st.floats(0, 150))
def test_day_with_enough_is_the_first_that_will_do(lines: list[LedgerLine], needed: float) -> None:
    latest = date(2027, 3, 31)
    found = day_with_enough(lines, SINCE, FULL_TIME, TODAY, needed, TODAY + timedelta(days=1), latest)
    days = [TODAY + timedelta(days=n) for n in range(1, (latest - TODAY).days + 1)]
    enough = [day for day in days[::7] if available_on(lines, SINCE, FULL_TIME, TODAY, day, latest) >= needed + 1e-6]
    assert not enough or (found is not None and found <= enough[0])
    assert found is None or available_on(lines, SINCE, FULL_TIME, TODAY, found, latest) >= needed - 1e-6

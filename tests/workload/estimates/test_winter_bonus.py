"""One day for five vacation days in a row in winter, four at most."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workload.estimates.calendar import DAY, gnwt_holidays
from workload.estimates.winter_bonus import MOST, BonusDay, winter_bonus, winter_of
from workload.facts import Absence
from workload.vocabulary import DayPart

FULL_TIME = (7.5,) * 5
HOLIDAYS = {one.day for year in (2026, 2027) for one in gnwt_holidays(year)}
DECEMBER = {date(2026, 12, 24), *(date(2026, 12, day) for day in (29, 30, 31))}


def earned(*leave: tuple[date, date], part: DayPart = DayPart.whole) -> list[date]:
    vacation = [Absence(1, first, last, part) for first, last in leave]
    return [one.day for one in winter_bonus(vacation, FULL_TIME, HOLIDAYS, DECEMBER, 2026)]


def test_a_week_in_february_earns_one_day() -> None:
    week = [Absence(1, date(2027, 2, 8), date(2027, 2, 12))]
    assert winter_bonus(week, FULL_TIME, HOLIDAYS, DECEMBER, 2026) == [BonusDay(date(2027, 2, 12), 7.5)]


def test_a_week_in_july_earns_nothing() -> None:
    assert earned((date(2026, 7, 6), date(2026, 7, 17))) == []


def test_four_days_and_a_holiday_make_five() -> None:
    assert earned((date(2026, 11, 9), date(2026, 11, 13))) == [date(2026, 11, 13)]  # 11 November among them
    assert earned((date(2026, 10, 13), date(2026, 10, 16))) == [date(2026, 10, 16)]  # after Thanksgiving


def test_december_leave_days_neither_count_nor_break() -> None:
    assert earned((date(2026, 12, 22), date(2027, 1, 5))) == [date(2027, 1, 1)]  # 22, 23, 25, 28 Dec and 1 Jan
    assert earned((date(2026, 12, 21), date(2027, 1, 5))) == [date(2026, 12, 28)]


def test_a_day_at_work_begins_a_new_row() -> None:
    assert earned((date(2027, 2, 1), date(2027, 2, 4)), (date(2027, 2, 8), date(2027, 2, 11))) == []


def test_mornings_off_earn_nothing() -> None:
    assert earned((date(2027, 2, 8), date(2027, 2, 12)), part=DayPart.morning) == []


def test_two_requests_side_by_side_are_one_row() -> None:
    assert earned((date(2027, 2, 8), date(2027, 2, 9)), (date(2027, 2, 10), date(2027, 2, 12))) == [date(2027, 2, 12)]


def test_three_days_a_week_need_five_paid_days() -> None:
    pattern = (7.5, 7.5, 3.75, 0.0, 0.0)
    leave = [Absence(1, date(2027, 2, 1), date(2027, 2, 9))]
    (bonus,) = winter_bonus(leave, pattern, HOLIDAYS, DECEMBER, 2026)
    assert (bonus.day, bonus.hours) == (date(2027, 2, 9), pytest.approx(6.25))


STARTS = st.dates(date(2026, 9, 1), date(2027, 4, 15))
LEAVE = st.lists(st.tuples(STARTS, st.integers(0, 40)), max_size=6)


@given(LEAVE, st.tuples(STARTS, st.integers(0, 40)))
def test_more_vacation_never_earns_less_nor_more_than_four(
    spans: list[tuple[date, int]], more: tuple[date, int]
) -> None:
    days = [(first, first + timedelta(days=n)) for first, n in spans]
    before, after = earned(*days), earned(*days, (more[0], more[0] + timedelta(days=more[1])))
    assert len(before) <= len(after) <= MOST
    first, last = winter_of(2026)
    assert all(first <= day <= last for day in after)
    assert len(set(after)) == len(after)
    off = {begin + n * DAY for begin, span in [*spans, more] for n in range(span + 1)}
    assert len(after) * 5 <= sum(day.weekday() < 5 and (day in off or day in HOLIDAYS) for day in days_of(first, last))


def days_of(first: date, last: date) -> list[date]:
    return [first + n * DAY for n in range((last - first).days + 1)]

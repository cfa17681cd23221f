from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fixtures.rule_calendar import territory_calendar
from workload.estimates.activity_minutes import ACTIVITY_TIMES
from workload.estimates.calendar import month_of, open_days
from workload.estimates.newcomer_share import share_on, steps_of
from workload.estimates.officer_capacity import (
    CapacityRules,
    case_hours_by_day,
    hours_by_day,
    hours_for_cases,
    month_capacity,
    rules_from,
)
from workload.facts import Absence, CalendarFacts, OfficerFacts
from workload.vocabulary import DayPart, PersonKind

CALENDAR = territory_calendar(2026, 2027)
NOVEMBER = month_of(date(2026, 11, 1))
MARY = OfficerFacts(
    id=1,
    name="Mary Tutcho",
    office="deline",
    region="sahtu",
    kind=PersonKind.cso,
    pattern=(7.5, 7.5, 7.5, 7.5, 7.5),
)
HALF_TIME = replace(MARY, id=2, name="Joe Bayha", pattern=(7.5, 7.5, 3.75, 0.0, 0.0))
SPANS = st.tuples(st.integers(0, 29), st.integers(0, 12), st.sampled_from(DayPart)).map(
    lambda span: Absence(
        1,
        date(2026, 11, 1) + timedelta(days=span[0]),
        date(2026, 11, 1) + timedelta(days=span[0] + (span[1] if span[2] is DayPart.whole else 0)),
        span[2],
    )
)


def test_half_time_post_has_45_percent_and_not_half() -> None:
    full, half = hours_for_cases(124.7, 10, 0.12), hours_for_cases(124.7 / 2, 10, 0.12)
    assert full == pytest.approx(99.7, abs=0.05)
    assert half == pytest.approx(44.9, abs=0.05)
    assert half / full == pytest.approx(0.45, abs=0.005)


def test_fixed_hours_weigh_more_on_part_time_posts() -> None:
    full = month_capacity(MARY, [], CALENDAR, *NOVEMBER)
    half = month_capacity(HALF_TIME, [], CALENDAR, *NOVEMBER)
    assert half.hours_of_duties / half.hours_present > full.hours_of_duties / full.hours_present + 0.05


def test_post_gives_18_percent_to_no_case() -> None:
    rules = rules_from(ACTIVITY_TIMES)
    assert 1 - hours_for_cases(124.7, rules.fixed_hours, rules.variable_share) / 124.7 == pytest.approx(0.18, abs=0.001)


def test_holiday_takes_hours_from_the_month() -> None:
    month = month_capacity(MARY, [], CALENDAR, *NOVEMBER)
    assert month.hours_of_pattern == 20 * 7.5  # 21 weekdays less Remembrance Day
    assert month.days_present == 20


def test_november_of_a_full_time_post_leaves_114_hours() -> None:
    month = month_capacity(MARY, [], CALENDAR, *NOVEMBER)
    away = 150 * 13 / 248 + 7 * 7.5 / 12  # expected sickness and training
    assert month.hours_expected_away == pytest.approx(away)
    assert month.hours_for_cases == pytest.approx((150 - away) * 0.9 - 10)
    assert round(month.hours_for_cases) == 114


def test_lines_of_capacity_add_up() -> None:
    leave = [Absence(1, date(2026, 11, 2), date(2026, 11, 6))]
    month = month_capacity(MARY, leave, CALENDAR, *NOVEMBER)
    assert month.hours_on_leave == 37.5
    assert month.hours_of_pattern - month.hours_on_leave - month.hours_expected_away == pytest.approx(
        month.hours_present
    )
    assert month.hours_present - month.hours_of_duties == pytest.approx(month.hours_for_cases)


def test_overlapping_absences_are_united_never_summed() -> None:
    week = Absence(1, date(2026, 11, 2), date(2026, 11, 6))
    again = Absence(1, date(2026, 11, 4), date(2026, 11, 13))
    both = month_capacity(MARY, [week, again], CALENDAR, *NOVEMBER)
    one = month_capacity(MARY, [Absence(1, date(2026, 11, 2), date(2026, 11, 13))], CALENDAR, *NOVEMBER)
    assert both == one
    assert both.hours_for_cases > 0


def test_morning_and_afternoon_make_a_whole_day() -> None:
    day = date(2026, 11, 3)
    morning, afternoon = (Absence(1, day, day, part) for part in (DayPart.morning, DayPart.afternoon))
    assert hours_by_day(MARY, [morning], CALENDAR, day, day)[day] == 3.75
    assert hours_by_day(MARY, [morning, morning], CALENDAR, day, day)[day] == 3.75
    assert hours_by_day(MARY, [morning, afternoon], CALENDAR, day, day)[day] == 0.0


def test_colleague_on_leave_takes_nothing_from_mine() -> None:
    joe_away = [Absence(2, *NOVEMBER)]
    assert month_capacity(MARY, joe_away, CALENDAR, *NOVEMBER) == month_capacity(MARY, [], CALENDAR, *NOVEMBER)


def test_month_away_leaves_no_hours_and_no_debt() -> None:
    month = month_capacity(MARY, [Absence(1, *NOVEMBER)], CALENDAR, *NOVEMBER)
    assert (month.hours_for_cases, month.hours_present, month.days_present) == (0.0, 0.0, 0)
    assert month.hours_on_leave == 150.0


def test_only_the_days_of_the_contract_count() -> None:
    leaving = replace(MARY, works_from=date(2026, 11, 9), works_until=date(2026, 11, 20))
    days = hours_by_day(leaving, [], CALENDAR, *NOVEMBER)
    assert list(days) == open_days(date(2026, 11, 9), date(2026, 11, 20), CALENDAR)


def test_day_is_worth_the_same_in_a_month_begun_late() -> None:
    late = replace(MARY, works_from=date(2026, 11, 30))
    day = date(2026, 11, 30)
    assert case_hours_by_day(late, [], CALENDAR, day, day) == case_hours_by_day(MARY, [], CALENDAR, day, day)


def test_office_closure_counts_for_its_own_people_only() -> None:
    day = date(2026, 11, 17)
    calendar = CalendarFacts(closed=CALENDAR.closed, office_closed={"deline": frozenset({day})})
    assert day not in hours_by_day(MARY, [], calendar, *NOVEMBER)
    assert day in hours_by_day(replace(MARY, office="tulita"), [], calendar, *NOVEMBER)


def test_person_not_yet_appointed_carries_no_cases() -> None:
    month = month_capacity(replace(MARY, appointed=False), [], CALENDAR, *NOVEMBER)
    assert month.hours_for_cases == 0.0
    assert month.hours_present > 100


def test_a_newcomers_hours_grow_month_by_month() -> None:
    steps = steps_of(date(2026, 10, 31))
    assert [day for day, _share in steps] == [date(2026, 10, 31), date(2026, 11, 30), date(2026, 12, 31),
                                              date(2027, 1, 31), date(2027, 2, 28)]  # fmt: skip
    assert [share_on(day, steps) for day in (date(2026, 10, 30), date(2026, 11, 29), date(2027, 5, 1))] == [0, 0.2, 1]
    full, new = (month_capacity(one, [], CALENDAR, *NOVEMBER) for one in (MARY, replace(MARY, steps=steps)))
    assert new.hours_of_duties == pytest.approx(full.hours_of_duties), "the duties of the post are the same"
    assert new.hours_for_cases + new.hours_of_newcomer == pytest.approx(full.hours_for_cases)
    by_day = case_hours_by_day(MARY, [], CALENDAR, *NOVEMBER)
    assert new.hours_for_cases == pytest.approx(
        sum(hours * (0.4 if day == date(2026, 11, 30) else 0.2) for day, hours in by_day.items())
    )
    soon = replace(MARY, appointed=False, steps=steps_of(date(2026, 11, 30)))
    assert sum(case_hours_by_day(soon, [], CALENDAR, *NOVEMBER).values()) == pytest.approx(
        0.2 * by_day[date(2026, 11, 30)]
    ), "nothing comes before the appointment"


@given(st.lists(SPANS, max_size=5))
def test_month_is_the_sum_of_its_days(absences: list[Absence]) -> None:
    month = month_capacity(MARY, absences, CALENDAR, *NOVEMBER)
    middle = date(2026, 11, 14)
    parts = [
        month_capacity(MARY, absences, CALENDAR, NOVEMBER[0], middle),
        month_capacity(MARY, absences, CALENDAR, middle + timedelta(days=1), NOVEMBER[1]),
    ]
    assert sum(part.hours_for_cases for part in parts) == pytest.approx(month.hours_for_cases)
    assert sum(case_hours_by_day(MARY, absences, CALENDAR, *NOVEMBER).values()) == pytest.approx(month.hours_for_cases)


@given(st.lists(SPANS, max_size=5), SPANS)
def test_more_leave_never_gives_more_hours(absences: list[Absence], another: Absence) -> None:
    before = month_capacity(MARY, absences, CALENDAR, *NOVEMBER)
    after = month_capacity(MARY, [*absences, another], CALENDAR, *NOVEMBER)
    assert 0 <= after.hours_for_cases <= before.hours_for_cases + 1e-9
    assert after.hours_on_leave - before.hours_on_leave >= 0


@given(st.floats(0, 30), st.floats(0, 1), st.floats(0, 1), st.floats(0, 30))
def test_no_rule_can_make_hours_negative(fixed: float, share: float, sick: float, training: float) -> None:
    month = month_capacity(HALF_TIME, [], CALENDAR, *NOVEMBER, CapacityRules(fixed, share, sick, training))
    assert month.hours_for_cases >= 0
    assert month.hours_present >= -1e-9

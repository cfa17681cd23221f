"""Which courses are due for whom, and what a booked course takes from a month."""

from dataclasses import replace
from datetime import date

import pytest

from tests.fixtures.rule_calendar import territory_calendar
from workload.estimates.calendar import month_of
from workload.estimates.officer_capacity import CapacityRules, case_hours_by_day, month_capacity
from workload.estimates.training import ONE_TIME, TAILORED, TERMS, TrainingFacts, courses_due
from workload.facts import Absence, OfficerFacts
from workload.vocabulary import Course, PersonKind, TrainingGround

TODAY = date(2026, 11, 16)
MARY = TrainingFacts(
    officer=True,
    service_since=date(2024, 6, 3),
    appointed_on=date(2024, 6, 17),
    done={Course.initial: date(2024, 6, 14), **dict.fromkeys((*ONE_TIME, *TAILORED), date(2025, 3, 3))},
)


def due(facts: TrainingFacts) -> list[tuple[Course, TrainingGround, date]]:
    return [(one.course, one.ground, one.due_on) for one in courses_due(facts, TODAY)]


def test_a_new_officer_starts_with_two_weeks() -> None:
    new = replace(MARY, service_since=date(2026, 11, 9), appointed_on=None, done={})
    assert due(new)[0] == (Course.initial, TrainingGround.starting, date(2026, 11, 23))
    assert TERMS[Course.initial].days == 10


def test_a_refresher_follows_two_years_after_the_last() -> None:
    assert due(MARY) == [(Course.refresher, TrainingGround.two_years, date(2026, 6, 14))]
    again = replace(MARY, done={**MARY.done, Course.refresher: date(2026, 5, 4)})
    assert due(again) == [], "not within a year"
    assert courses_due(again, date(2027, 5, 5))[0].due_on == date(2028, 5, 4)


def test_a_years_leave_asks_for_a_refresher_at_once() -> None:
    back = replace(
        MARY, done={**MARY.done, Course.refresher: date(2025, 9, 1)}, back_from_long_leave=date(2026, 10, 30)
    )
    assert due(back) == [(Course.refresher, TrainingGround.back_from_leave, date(2026, 10, 31))]
    since = replace(back, done={**back.done, Course.refresher: date(2026, 11, 5)})
    assert due(since) == []


def test_four_courses_are_due_once_in_the_first_year() -> None:
    found = due(replace(MARY, done={Course.initial: date(2026, 5, 29), Course.csp: date(2026, 6, 3)}))
    once = [(course, day) for course, ground, day in found if ground is TrainingGround.one_time]
    assert {course for course, _day in once} == set(ONE_TIME) - {Course.csp}
    assert {day for _course, day in once} == {date(2025, 6, 3)}


def test_managers_need_the_tailored_courses_only() -> None:
    manager = replace(MARY, officer=False, appointed_on=None, done={})
    assert {course for course, _ground, _day in due(manager)} == set(TAILORED)
    assert {day for _course, _ground, day in due(manager)} == {date(2027, 3, 31)}


def test_booked_hours_take_the_place_of_the_average() -> None:
    officer = OfficerFacts(1, "Mary", "deline", "sahtu", PersonKind.cso, (7.5, 7.5, 7.5, 7.5, 7.5))
    first, last = month_of(date(2027, 2, 1))
    calendar, rules = territory_calendar(2027, 2027), CapacityRules()
    day = date(2027, 2, 9)
    usual = month_capacity(officer, [], calendar, first, last, rules)
    leave = month_capacity(officer, [Absence(1, day, day)], calendar, first, last, rules)
    course = month_capacity(officer, [Absence(1, day, day, course=True)], calendar, first, last, rules)
    assert usual.hours_present - leave.hours_present == pytest.approx(7.5 * (1 - 13 / 248) - 4.375 / 20)
    assert usual.hours_present - course.hours_present == pytest.approx(7.5 * (1 - 13 / 248) - 4.375)
    by_day = case_hours_by_day(officer, [Absence(1, day, day, course=True)], calendar, first, last, rules)
    assert by_day[day] == 0
    assert sum(by_day.values()) == pytest.approx(course.hours_for_cases)

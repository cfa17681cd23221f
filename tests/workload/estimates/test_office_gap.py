from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fixtures.rule_calendar import territory_calendar
from workload.estimates.office_gap import GapCause, PersonDay, office_gap, person_days, vacant_days
from workload.facts import Absence, OfficerFacts
from workload.vocabulary import DayPart, PersonKind

CALENDAR = territory_calendar(2026, 2027)
MONDAY, FRIDAY = date(2026, 11, 16), date(2026, 11, 20)
DELIVERY_MONDAY, DELIVERY_FRIDAY = date(2026, 11, 23), date(2026, 11, 27)
FULL_TIME = (7.5, 7.5, 7.5, 7.5, 7.5)
MARY = OfficerFacts(1, "Mary Tutcho", "deline", "sahtu", PersonKind.cso, FULL_TIME)
AWAY = [Absence(1, MONDAY, FRIDAY)]


def week_of_mary(hours: float, absences: list[Absence]) -> list[PersonDay]:
    return person_days(MARY, hours, 0.25 * hours, absences, CALENDAR, MONDAY, FRIDAY)


def test_lone_officer_at_work_leaves_no_gap() -> None:
    gap = office_gap(week_of_mary(80.0, []))
    assert gap.needed == pytest.approx(80 * 0.75 / 20 * 5)
    assert (gap.short, gap.uncovered, gap.causes) == (0.0, 0.0, ())
    assert not gap.nobody


def test_lone_officer_away_leaves_all_hours_uncovered() -> None:
    gap = office_gap(week_of_mary(80.0, AWAY))
    assert gap.there == 0.0
    assert gap.uncovered == pytest.approx(gap.needed)
    assert gap.short == pytest.approx(gap.needed)
    assert gap.causes == (GapCause.leave,)
    assert gap.nobody


def test_cover_takes_from_what_is_uncovered() -> None:
    days = week_of_mary(80.0, AWAY)
    full = {entry.day: entry.due for entry in days}
    assert office_gap(days, cover=full).uncovered == pytest.approx(0.0)
    assert office_gap(days, cover=full).short == pytest.approx(0.0)
    two_days = {MONDAY: 9.0, MONDAY + timedelta(days=2): 2.0}
    gap = office_gap(days, cover=two_days)
    assert gap.uncovered == pytest.approx(gap.needed - 3.0 - 2.0)  # hours beyond what is due on a day cover no other


def test_cover_on_a_day_off_helps_the_week_it_is_in() -> None:
    part_time = replace(MARY, pattern=(7.5, 7.5, 7.5, 0.0, 0.0))
    days = person_days(part_time, 80.0, 20.0, [], CALENDAR, MONDAY, FRIDAY)
    alone, helped = office_gap(days), office_gap(days, cover={FRIDAY: 4.0})
    assert helped.there == pytest.approx(alone.there + 4.0)


def test_half_day_away_leaves_half_its_hours() -> None:
    gap = office_gap(week_of_mary(80.0, [Absence(1, MONDAY, MONDAY, DayPart.morning)]))
    assert gap.uncovered == pytest.approx(80 * 0.75 / 20 / 2)


def test_vacant_post_is_uncovered_and_named() -> None:
    days = week_of_mary(60.0, []) + vacant_days(80.0, 20.0, CALENDAR, MONDAY, FRIDAY, "deline")
    gap = office_gap(days)
    assert gap.uncovered == pytest.approx(80 * 0.75 / 20 * 5)
    assert GapCause.vacancy in gap.causes
    assert GapCause.leave not in gap.causes


def test_days_after_the_contract_are_those_of_a_vacancy() -> None:
    leaving = replace(MARY, works_until=MONDAY + timedelta(days=1))
    gap = office_gap(person_days(leaving, 80.0, 20.0, [], CALENDAR, MONDAY, FRIDAY))
    assert gap.causes == (GapCause.vacancy,)
    assert gap.uncovered == pytest.approx(3 * 80 * 0.75 / 20)


def test_too_many_cases_are_named_as_load() -> None:
    gap = office_gap(week_of_mary(300.0, []))
    assert gap.causes == (GapCause.load,)
    assert gap.uncovered == 0.0
    assert gap.short == pytest.approx(gap.needed - gap.there)


def test_peak_is_named_in_delivery_weeks() -> None:
    days = person_days(MARY, 130.0, 40.0, [], CALENDAR, DELIVERY_MONDAY, DELIVERY_FRIDAY)
    assert office_gap(days, delivery=CALENDAR.delivery).causes == (GapCause.delivery,)


def test_hours_lent_to_another_office_are_not_there() -> None:
    days = week_of_mary(80.0, [])
    kept, lent = office_gap(days), office_gap(days, lent={MONDAY: 7.5})
    assert lent.there == pytest.approx(kept.there - 7.5)


def test_person_of_other_pattern_owes_only_on_own_days() -> None:
    part_time = replace(MARY, pattern=(7.5, 7.5, 0.0, 0.0, 0.0))
    days = person_days(part_time, 40.0, 10.0, [], CALENDAR, MONDAY, FRIDAY)
    assert [entry.day.weekday() for entry in days] == [0, 1]


def test_leave_in_delivery_week_is_named_as_leave() -> None:
    away = [Absence(1, DELIVERY_MONDAY, DELIVERY_FRIDAY)]
    days = person_days(MARY, 130.0, 40.0, away, CALENDAR, DELIVERY_MONDAY, DELIVERY_FRIDAY)
    assert office_gap(days, delivery=CALENDAR.delivery).causes == (GapCause.leave,)


@given(st.floats(0, 300), st.integers(0, 4), st.integers(0, 4), st.floats(0, 10))
def test_gap_is_never_more_than_what_is_due(hours: float, start: int, length: int, cover: float) -> None:
    away = [Absence(1, MONDAY + timedelta(days=start), MONDAY + timedelta(days=start + length))]
    gap = office_gap(week_of_mary(hours, away), cover={MONDAY + timedelta(days=start): cover})
    assert -1e-9 <= gap.uncovered <= gap.needed + 1e-9
    assert -1e-9 <= gap.short <= gap.needed + 1e-9

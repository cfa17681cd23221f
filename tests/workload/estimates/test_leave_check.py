from datetime import date, timedelta
from typing import Any

import pytest

from tests.fixtures.rule_calendar import territory_calendar
from workload.estimates.leave_check import LeaveFaultCode, faults_of_request
from workload.facts import Absence
from workload.vocabulary import DayPart

CALENDAR = territory_calendar(2026, 2027)
TODAY = date(2026, 11, 16)
FULL_TIME = (7.5,) * 5


def faults(first: str, last: str, **other: Any) -> list[tuple[LeaveFaultCode, dict[str, Any]]]:
    asked: dict[str, Any] = {
        "part": DayPart.whole,
        "today": TODAY,
        "pattern": FULL_TIME,
        "calendar": CALENDAR,
        "office": "deline",
        "own_leave": [],
        "available": 300.0,
    }
    found = faults_of_request(first=date.fromisoformat(first), last=date.fromisoformat(last), **{**asked, **other})
    return [(fault.code, dict(fault.values)) for fault in found]


def test_sound_request_has_no_fault() -> None:
    assert faults("2026-12-07", "2026-12-11") == []
    assert faults("2026-11-16", "2026-11-16", part=DayPart.afternoon) == []


def test_last_day_before_the_first_is_said_alone() -> None:
    [(code, values)] = faults("2026-12-11", "2026-12-07")
    assert code is LeaveFaultCode.last_before_first
    assert values == {"first": date(2026, 12, 11), "last": date(2026, 12, 7)}


def test_leave_cannot_begin_in_the_past() -> None:
    assert faults("2026-11-13", "2026-11-20") == [
        (LeaveFaultCode.in_the_past, {"first": date(2026, 11, 13), "today": TODAY})
    ]


@pytest.mark.parametrize("pattern", [None, (0.0,) * 5])
def test_person_without_post_has_no_hours_to_take(pattern: tuple[float, ...] | None) -> None:
    assert faults("2026-12-07", "2026-12-11", pattern=pattern) == [(LeaveFaultCode.no_post, {})]


def test_holiday_and_weekend_need_no_leave() -> None:
    [(code, _)] = faults("2026-12-25", "2026-12-28")
    assert code is LeaveFaultCode.no_hours


def test_days_off_of_a_part_time_officer_need_none() -> None:
    [(code, _)] = faults("2026-12-10", "2026-12-11", pattern=(7.5, 7.5, 7.5, 0.0, 0.0))
    assert code is LeaveFaultCode.no_hours


def test_own_leave_that_overlaps_is_named() -> None:
    own = [Absence(1, date(2026, 12, 10), date(2026, 12, 18)), Absence(1, date(2027, 2, 1), date(2027, 2, 5))]
    assert faults("2026-12-07", "2026-12-11", own_leave=own) == [
        (LeaveFaultCode.overlaps, {"first": date(2026, 12, 10), "last": date(2026, 12, 18)})
    ]


def test_other_half_of_a_day_does_not_overlap() -> None:
    day = date(2026, 12, 10)
    morning = [Absence(1, day, day, DayPart.morning)]
    assert faults("2026-12-10", "2026-12-10", part=DayPart.afternoon, own_leave=morning) == []
    [(code, _)] = faults("2026-12-10", "2026-12-10", own_leave=morning)
    assert code is LeaveFaultCode.overlaps


def test_half_day_belongs_to_one_day() -> None:
    [(code, _)] = faults("2026-12-07", "2026-12-08", part=DayPart.morning)
    assert code is LeaveFaultCode.part_of_several_days


def test_beyond_the_balance_says_how_much_and_when() -> None:
    enough = date(2027, 2, 8)
    [(code, values)] = faults("2026-12-07", "2026-12-18", available=60.0, enough_from=enough)
    assert code is LeaveFaultCode.beyond_balance
    assert values == {"hours": 75.0, "available": 60.0, "short": 15.0, "enough_from": enough}


def test_balance_that_just_reaches_is_enough() -> None:
    assert faults("2026-12-07", "2026-12-11", available=37.5 - 1e-9) == []


def test_five_weeks_in_a_row_are_the_longest() -> None:
    assert faults("2027-01-11", "2027-02-12") == []
    assert faults("2027-01-09", "2027-02-14") == []  # weekends at either end take nothing
    assert faults("2027-01-13", "2027-02-16") == []
    assert faults("2027-01-11", "2027-02-15") == [
        (LeaveFaultCode.too_long, {"weeks": 5, "latest_last": date(2027, 2, 14)})
    ]


def test_all_faults_are_said_at_once() -> None:
    codes = [code for code, _ in faults("2027-01-11", "2027-02-15", available=10.0)]
    assert codes == [LeaveFaultCode.too_long, LeaveFaultCode.beyond_balance]


def test_days_decades_away_are_the_only_fault_said() -> None:
    assert faults("2099-01-05", "2099-01-09", available=0.0) == [
        (LeaveFaultCode.too_far, {"last": date(2099, 1, 9), "latest": TODAY + timedelta(days=730)})
    ]

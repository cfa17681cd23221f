"""The days that cannot be done in time, against a look at every window and against doing the work."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fixtures.rule_calendar import territory_calendar
from workload.estimates.calendar import open_days
from workload.estimates.peak_window import binding_window

CALENDAR = territory_calendar(2026, 2026)
DAYS = open_days(date(2026, 11, 2), date(2026, 11, 30), CALENDAR)
HOURS = st.lists(st.integers(0, 12), min_size=len(DAYS), max_size=len(DAYS))


def on(hours: list[int]) -> dict[date, float]:
    return {day: float(value) for day, value in zip(DAYS, hours, strict=True)}


@settings(max_examples=80)
@given(HOURS, HOURS)
def test_found_window_is_the_worst_of_all(came: list[int], there: list[int]) -> None:
    worst = max(
        sum(came[a : b + 1]) - sum(there[a : b + 3]) for a in range(len(DAYS) - 2) for b in range(a, len(DAYS) - 2)
    )
    found = binding_window(on(came), on(there), DAYS)
    assert found is not None
    assert found.came - found.there == pytest.approx(worst)
    assert found.short == max(0, worst)


@settings(max_examples=80)
@given(HOURS, HOURS)
def test_promise_holds_exactly_when_earliest_due_first_keeps_it(came: list[int], there: list[int]) -> None:
    queue: list[list[float]] = []
    late = 0.0
    for day in range(len(DAYS)):
        queue.append([day + 2, came[day] if day < len(DAYS) - 2 else 0.0])
        left = float(there[day])
        for piece in queue:
            done = min(piece[1], left)
            piece[1] -= done
            left -= done
            if piece[0] == day:
                late += piece[1]
                piece[1] = 0.0
    found = binding_window(on(came), on(there), DAYS)
    assert found is not None
    assert (found.short == 0) == (late == 0)


def test_delivery_week_of_95_reports_is_named() -> None:
    came = dict.fromkeys(DAYS[-7:-2], 47 / 5)
    found = binding_window(came, dict.fromkeys(DAYS, 4.4), DAYS)
    assert found is not None
    assert (found.first, found.last, found.until) == (DAYS[-7], DAYS[-3], DAYS[-1])
    assert found.short == pytest.approx(47 - 7 * 4.4)


def test_too_few_days_say_nothing() -> None:
    assert binding_window({}, {}, DAYS[:2]) is None

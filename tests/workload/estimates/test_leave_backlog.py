"""Work that waits on the day of return."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workload.estimates.leave_backlog import DayAway, backlog

DAY = date(2027, 7, 5)


def test_cover_is_done_and_the_rest_waits() -> None:
    found = backlog([DayAway(DAY, 8.0, 3.0, False), DayAway(DAY, 8.0, 0.0, False)], 0.4)
    assert (found.waits, found.arrives, found.done) == (13.0, 16.0, 3.0)


def test_colleagues_do_what_cannot_wait() -> None:
    assert backlog([DayAway(DAY, 10.0, 0.0, True)], 0.4).waits == pytest.approx(6.0)
    assert backlog([DayAway(DAY, 10.0, 0.0, False)], 0.4).waits == pytest.approx(10.0)


def test_hours_of_cover_beyond_the_work_leave_nothing() -> None:
    assert backlog([DayAway(DAY, 2.0, 7.5, False)], 0.4).waits == 0.0


def test_the_range_is_that_of_the_work() -> None:
    found = backlog([DayAway(DAY, 10.0, 4.0, False)], 0.4, low=0.8, high=1.3)
    assert (found.low, found.waits, found.high) == pytest.approx((4.0, 6.0, 9.0))


HOURS = st.floats(0, 20)
DAYS = st.lists(st.builds(DayAway, st.just(DAY), HOURS, HOURS, st.booleans()), max_size=10)


@given(DAYS, st.floats(0, 1))
def test_nothing_is_lost_and_more_cover_never_leaves_more(days: list[DayAway], urgent: float) -> None:
    found = backlog(days, urgent, 0.8, 1.2)
    assert found.low <= found.waits + 1e-9 <= found.high + 2e-9
    assert found.waits + found.done == pytest.approx(sum(one.due for one in days))
    covered = [DayAway(one.day, one.due, max(one.covered, urgent * one.due) + 1, one.colleagues) for one in days]
    assert backlog(covered, urgent).waits <= found.waits + 1e-9

"""Months to come, honest about months gone by."""

from math import sin, tau

import numpy as np
import pytest

from workload.estimates.forecast import forecast_months

NOISE = np.random.default_rng(5).normal(0, 1, 200)


def steady(months: int) -> list[float]:
    return [round(1900 + 25 * NOISE[k]) for k in range(months)]


def seasonal(months: int) -> list[float]:
    return [round(100 + 30 * sin(tau * k / 12) + 3 * NOISE[k]) for k in range(months)]


def test_less_than_a_year_is_too_short() -> None:
    assert forecast_months(steady(11), 6) is None
    assert forecast_months([], 6) is None
    assert forecast_months(steady(12), 6) is not None


def test_steady_history_is_forecast_near_itself() -> None:
    found = forecast_months(steady(30), 12)
    assert found is not None
    assert len(found.months) == 12
    assert all(one.low < 1900 < one.high for one in found.months)
    assert all(one.middle == pytest.approx(1900, rel=0.03) for one in found.months)
    assert found.error < 0.03
    assert not found.season


def test_season_is_seen_after_three_years() -> None:
    found = forecast_months(seasonal(48), 12)
    assert found is not None
    assert found.season
    assert found.better_than_last_value
    true = [100 + 30 * sin(tau * k / 12) for k in range(48, 60)]
    assert [one.middle for one in found.months] == pytest.approx(true, rel=0.12)


def test_range_widens_the_further_one_looks() -> None:
    walk = [float(value) for value in 1900 + np.cumsum(20 * NOISE[:40])]
    found = forecast_months(walk, 12)
    assert found is not None
    widths = [one.high - one.low for one in found.months]
    assert widths[-1] > widths[0]


def test_last_value_that_does_better_is_said() -> None:
    jump = [100.0] * 20 + [150.0] + [150.0] * 6
    found = forecast_months(jump, 3)
    assert found is not None
    assert found.error_of_last_value == 0
    assert not found.better_than_last_value


def test_no_range_goes_below_zero() -> None:
    found = forecast_months([0, 1, 0, 2, 0, 0, 1, 0, 3, 0, 0, 1, 0, 0], 6)
    assert found is not None
    assert all(0 <= one.low <= one.high for one in found.months)
    with pytest.raises(ValueError, match="fewer than 0"):
        forecast_months([-1.0] * 12, 6)

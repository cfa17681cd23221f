from math import comb, exp, factorial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workload.estimates.rates import poisson_interval, rate_per_100, tells_apart, unusual_months


@pytest.mark.parametrize(
    ("events", "case_months", "shown"),
    [
        (1, 90, "1.1 (0.0-6.2)"),
        (3, 90, "3.3 (0.7-9.7)"),
        (0, 90, "0.0 (0.0-4.1)"),
    ],
)
def test_rate_always_comes_with_its_exact_interval(events: int, case_months: float, shown: str) -> None:
    rate = rate_per_100(events, case_months)
    assert rate is not None
    assert f"{rate.rate:.1f} ({rate.low:.1f}-{rate.high:.1f})" == shown


def test_a_year_says_more_than_a_month() -> None:
    rate = rate_per_100(12, 12 * 90)
    assert rate is not None
    assert f"{rate.rate:.2f} ({rate.low:.2f}-{rate.high:.2f})" == "1.11 (0.57-1.94)"


def test_no_cases_make_no_rate() -> None:
    assert rate_per_100(0, 0) is None
    with pytest.raises(ValueError, match="negative"):
        poisson_interval(-1)


@given(st.integers(0, 60))
def test_interval_leaves_one_in_forty_on_each_side(events: int) -> None:
    def at_most(count: int, mean: float) -> float:
        return sum(exp(-mean) * mean**k / factorial(k) for k in range(count + 1))

    low, high = poisson_interval(events)
    assert low <= events <= high
    assert at_most(events, high) == pytest.approx(0.025, abs=1e-9)
    if events:
        assert 1 - at_most(events - 1, low) == pytest.approx(0.025, abs=1e-9)


def test_large_counts_stay_exact() -> None:
    low, high = poisson_interval(2500)
    assert (low, high) == pytest.approx((2403, 2600), abs=1)


def test_small_numbers_do_not_tell_offices_apart() -> None:
    quiet, loud, busy = (rate_per_100(events, 90) for events in (0, 5, 15))
    assert quiet
    assert loud
    assert busy
    assert not tells_apart(quiet, loud), "2 x 1/32 is more than one time in twenty"
    assert tells_apart(loud, busy), "5 and 15 of 20: 2 x 21,700 / 2**20 is less"
    assert tells_apart(quiet, busy)


def test_twice_the_cases_carry_twice_the_concerns() -> None:
    few, many = rate_per_100(10, 100), rate_per_100(20, 200)
    assert few
    assert many
    assert not tells_apart(few, many)
    wrong = sum(
        comb(20, k) / 2**20
        for k in range(21)
        if (one := rate_per_100(k, 90)) and (other := rate_per_100(20 - k, 90)) and tells_apart(one, other)
    )
    assert wrong <= 0.05, "of steady places one in twenty at most is called changed"


def test_a_month_is_unusual_only_outside_exact_limits() -> None:
    steady = [10] * 12
    at_least = 1 - sum(exp(-10) * 10**k / factorial(k) for k in range(21))
    assert at_least > 0.00135 > at_least - exp(-10) * 10**21 / factorial(21)
    assert unusual_months([*steady, 21], [100.0] * 13) == set()
    assert unusual_months([*steady, 22], [100.0] * 13) == {12}
    assert unusual_months([*steady, 22], [100.0] * 12 + [200.0]) == set(), "twice the cases"
    assert unusual_months([*steady, 22][1:], [100.0] * 12) == set(), "eleven months are no trial"


def test_what_comes_rarely_is_never_an_unusual_month() -> None:
    assert unusual_months([1] * 12 + [9], [50.0] * 13) == set()

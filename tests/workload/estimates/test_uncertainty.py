import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workload.estimates.activity_minutes import ACTIVITY_TIMES
from workload.estimates.case_hours import FREQUENCY_CV, MINUTES_CV
from workload.estimates.uncertainty import (
    NON_CASE_SD,
    SICKNESS_SD,
    hours_by_activity,
    need_range,
    sustainable_cases,
    utilisation_range,
)
from workload.vocabulary import Tier

A_MONTH = 102.2  # hours for cases of a full-time post, leave taken off


def usual_mix(cases: float) -> dict[Tier, float]:
    return {Tier.simple: 0.40 * cases, Tier.standard: 0.35 * cases, Tier.complex: 0.25 * cases}


def drawn_utilisations(counts: dict[Tier, int], capacity: float, draws: int) -> np.ndarray:
    """By seeded draws: minutes and frequency of every activity log-normal, sickness and other duties normal."""
    random = np.random.default_rng(8)
    hours = np.array(list(hours_by_activity(counts, ACTIVITY_TIMES).values()))

    def factors(cv: float) -> np.ndarray:
        sigma = np.sqrt(np.log(1 + cv * cv))
        return np.exp(sigma * random.standard_normal((draws, len(hours))) - sigma**2 / 2)

    needed = (factors(FREQUENCY_CV) * factors(MINUTES_CV)) @ hours
    present = (1 + SICKNESS_SD * random.standard_normal(draws)) * (1 + NON_CASE_SD * random.standard_normal(draws))
    return needed / (capacity * present)


def test_ninety_five_cases_are_near_170_percent() -> None:
    used = utilisation_range(usual_mix(95), A_MONTH, ACTIVITY_TIMES)
    assert used is not None
    assert used.median == pytest.approx(1.70, abs=0.03)
    assert (used.low, used.high) == pytest.approx((1.41, 2.06), abs=0.04)
    assert used.chance_over > 0.99


def test_fifty_cases_are_near_sustainable() -> None:
    used = utilisation_range(usual_mix(50), A_MONTH, ACTIVITY_TIMES)
    assert used is not None
    assert used.median == pytest.approx(0.90, abs=0.02)
    assert 0.1 < used.chance_over < 0.3
    cases = sustainable_cases(usual_mix(1), A_MONTH, ACTIVITY_TIMES)
    assert int(cases.middle) == 55
    assert (cases.low, cases.high) == pytest.approx((45.5, 67), abs=1.5)


def test_more_complex_clients_make_fewer_cases_sustainable() -> None:
    mix = {Tier.simple: 0.34, Tier.standard: 0.30, Tier.complex: 0.36}
    assert sustainable_cases(mix, A_MONTH, ACTIVITY_TIMES).middle == pytest.approx(48.5, abs=1)


@settings(max_examples=25, deadline=None)
@given(
    st.dictionaries(st.sampled_from(Tier), st.integers(0, 80), min_size=1).filter(lambda counts: any(counts.values())),
    st.floats(20, 130),
)
def test_closed_form_agrees_with_the_draws(counts: dict[Tier, int], capacity: float) -> None:
    quick = utilisation_range(counts, capacity, ACTIVITY_TIMES)
    drawn = drawn_utilisations(counts, capacity, draws=6000)
    low, median, high = np.quantile(drawn, (0.1, 0.5, 0.9))
    assert quick is not None
    assert quick.median == pytest.approx(median, rel=0.03)
    assert quick.low == pytest.approx(low, rel=0.05)
    assert quick.high == pytest.approx(high, rel=0.05)
    assert quick.chance_over == pytest.approx((drawn > 1).mean(), abs=0.06)


def test_person_without_capacity_has_no_percentage() -> None:
    assert utilisation_range(usual_mix(43), 0.0, ACTIVITY_TIMES) is None
    assert utilisation_range(usual_mix(43), -3.0, ACTIVITY_TIMES) is None


def test_need_range_scales_with_the_caseload() -> None:
    one, ten = (need_range(usual_mix(cases), ACTIVITY_TIMES) for cases in (10, 100))
    assert ten.middle == pytest.approx(10 * one.middle)
    assert ten.low / ten.middle == pytest.approx(one.low / one.middle)
    assert ten.low / ten.middle == pytest.approx(0.83, abs=0.01)

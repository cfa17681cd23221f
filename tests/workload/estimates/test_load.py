import pytest
from hypothesis import given
from hypothesis import strategies as st

from workload.estimates.load import load, verdict_of
from workload.vocabulary import Verdict

HOURS = st.floats(0, 1000)


def test_absent_officer_with_43_cases_is_uncovered_not_0_percent() -> None:
    found = load(needed=79.0, there=0.0)
    assert found.verdict is Verdict.uncovered
    assert found.utilisation is None
    assert found.needed == 79.0


def test_negative_capacity_never_becomes_a_negative_percentage() -> None:
    found = load(needed=49.4, there=-10.0)
    assert (found.verdict, found.utilisation, found.there) == (Verdict.uncovered, None, 0.0)


def test_nobody_there_and_nothing_needed_is_not_uncovered() -> None:
    assert load(0.0, 0.0).verdict is Verdict.full


@pytest.mark.parametrize(
    ("needed", "verdict"),
    [
        (85.0, Verdict.room),
        (85.1, Verdict.full),
        (100.0, Verdict.full),
        (100.1, Verdict.over),
        (133.0, Verdict.over),
        (133.1, Verdict.far_over),
    ],
)
def test_one_set_of_words_for_every_load(needed: float, verdict: Verdict) -> None:
    assert load(needed, 100.0).verdict is verdict
    assert verdict_of(needed / 100) is verdict


def test_range_of_needed_hours_is_kept() -> None:
    ranged, plain = load(171.0, 104.0, 140.0, 205.0), load(171.0, 104.0)
    assert (ranged.low, ranged.high) == (140.0, 205.0)
    assert (plain.low, plain.high) == (171.0, 171.0)


@given(HOURS, HOURS, st.floats(0.5, 1000))
def test_more_hours_needed_never_sounds_lighter(one: float, other: float, there: float) -> None:
    order = [Verdict.room, Verdict.full, Verdict.over, Verdict.far_over].index
    less, more = sorted((one, other))
    assert order(load(less, there).verdict) <= order(load(more, there).verdict)

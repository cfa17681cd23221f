"""People at the phones: Erlang C against its own definition, and a target that is truly met."""

from fractions import Fraction
from math import exp, factorial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workload.estimates.phones import PhoneLine, chance_of_waiting, phone_people, share_answered, to_roster

HALF_HOUR = PhoneLine(calls=100, interval=1800, handle=180, answer_in=20)


def by_definition(people: int, erlangs: Fraction) -> float:
    """Erlang C in exact fractions, sums of powers over factorials."""
    last = erlangs**people / factorial(people) * people / (people - erlangs)
    return float(last / (sum((erlangs**k / factorial(k) for k in range(people)), Fraction(0)) + last))


def test_thirteen_people_miss_eighty_percent() -> None:
    assert HALF_HOUR.erlangs == 10
    assert share_answered(13, HALF_HOUR) == pytest.approx(0.7956, abs=5e-5)
    found = phone_people(HALF_HOUR, target=0.8)
    assert found.people == 14
    assert found.level == pytest.approx(0.88835, abs=5e-5)
    assert found.waits == pytest.approx(0.1741, abs=5e-5)
    assert found.occupancy == pytest.approx(10 / 14)


@given(st.integers(1, 40), st.integers(1, 400))
def test_recurrence_is_erlang_by_definition(people: int, tenths: int) -> None:
    erlangs = Fraction(tenths, 10)
    if people > erlangs:
        assert chance_of_waiting(people, float(erlangs)) == pytest.approx(by_definition(people, erlangs), rel=1e-9)


@settings(max_examples=60)
@given(st.floats(0.5, 5000), st.floats(10, 900), st.floats(0, 120), st.floats(0.05, 0.99))
def test_found_number_is_the_smallest_that_meets_the_target(
    calls: float, handle: float, answer_in: float, target: float
) -> None:
    line = PhoneLine(calls, 1800, handle, answer_in)
    found = phone_people(line, target)
    assert share_answered(found.people, line) >= target
    assert found.people == 1 or share_answered(found.people - 1, line) < target


def test_two_thousand_people_are_counted_without_overflow() -> None:
    found = phone_people(PhoneLine(20_000, 1800, 180, 20), target=0.8)
    assert 2000 < found.people < 2050
    assert 0 < found.waits < 1


def test_busiest_allowed_adds_people() -> None:
    found = phone_people(PhoneLine(1000, 1800, 180, 20), target=0.8, max_occupancy=0.85)
    assert found.people == 118  # 100 erlangs over 0.85
    assert found.occupancy <= 0.85
    assert phone_people(PhoneLine(170, 1800, 90, 20), 0.5, max_occupancy=0.85).people == 10  # 8.5 erlangs exactly


def test_roster_is_rounded_up_but_never_for_nothing() -> None:
    assert to_roster(14, 0.3) == 20
    assert to_roster(14, 0.31) == 21
    assert to_roster(7, 0.0) == 7


def test_queue_that_only_grows_answers_nobody() -> None:
    assert share_answered(10, HALF_HOUR) == 0.0
    assert chance_of_waiting(10, 10.0) == 1.0


def test_no_calls_need_nobody() -> None:
    found = phone_people(PhoneLine(0, 1800, 180, 20), target=0.8)
    assert (found.people, found.level, found.roster) == (0, 1.0, 0)


def test_promise_of_no_wait_counts_those_who_never_wait() -> None:
    line = PhoneLine(100, 1800, 180, 0)
    assert share_answered(14, line) == pytest.approx(1 - chance_of_waiting(14, 10))
    assert share_answered(14, line) < 1 - chance_of_waiting(14, 10) * exp(-1)


@pytest.mark.parametrize(("target", "shrinkage", "busy"), [(1, 0, 1), (0, 0, 1), (0.8, 1, 1), (0.8, 0, 0)])
def test_what_cannot_be_answered_is_named(target: float, shrinkage: float, busy: float) -> None:
    with pytest.raises(ValueError, match="must be"):
        phone_people(HALF_HOUR, target, shrinkage, busy)

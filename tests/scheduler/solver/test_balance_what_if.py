"""What one more hour, a language or a community would change, in the fractional balance."""

from dataclasses import replace

import pytest

from scheduler.solver.balance_eligibility import build_problem
from scheduler.solver.balance_what_if import helpful_changes, values_of_hours, what_if
from tests.scheduler.solver.balance_instances import officer, some_cases

ANA, BEN, CARA = officer("ana", "tulita", 10), officer("ben", "deline", 10, "gwi"), officer("cara", "tulita", 10)
HEAVY = [*some_cases(30, "tulita", 1.0, "ana"), *some_cases(6, "deline", 1.0, "ben")]


def test_an_hour_more_is_worth_an_hour_of_overload() -> None:
    heavy, light = values_of_hours(build_problem(HEAVY, [ANA, BEN, CARA]), hours=2.0)
    assert heavy.officers == ("ana", "cara")
    assert (heavy.utilisation, heavy.utilisation_after) == pytest.approx((1.5, 30 / 22))
    assert heavy.overload_saved == pytest.approx(2.0)
    assert light.overload_saved == pytest.approx(0.0)
    assert light.highest_after == pytest.approx(light.highest_before)


def test_one_community_more_joins_two_pools() -> None:
    effect = what_if(HEAVY, [ANA, BEN, CARA], replace(BEN, communities=("deline", "tulita")))
    assert effect.officers == {
        name: pytest.approx((now, 1.2)) for name, now in (("ana", 1.5), ("ben", 0.6), ("cara", 1.5))
    }
    assert (effect.overload_before, effect.overload_after) == pytest.approx((10.0, 6.0))


def test_a_new_post_has_no_load_before() -> None:
    effect = what_if(HEAVY, [ANA, BEN, CARA], officer("dan", "tulita", 10))
    assert effect.officers["dan"] == (None, pytest.approx(1.0))
    assert effect.highest_after == pytest.approx(1.0)


def test_pins_and_conflicts_limit_what_a_change_brings() -> None:
    wider = replace(BEN, communities=("deline", "tulita"))
    pinned = {case.case_id: "ana" for case in HEAVY[:20]}
    assert what_if(HEAVY, [ANA, BEN, CARA], wider, pinned=pinned).highest_after == pytest.approx(2.0)
    barred = [(case.case_id, "ben") for case in HEAVY[:30]]
    assert what_if(HEAVY, [ANA, BEN, CARA], wider, conflicts=barred).highest_after == pytest.approx(1.5)


def test_the_change_that_lightens_a_pool_is_found() -> None:
    spoken = [replace(case, language="chp") if number < 3 else case for number, case in enumerate(HEAVY)]
    people = [replace(ANA, languages=("chp",)), replace(CARA, languages=("chp",)), BEN]
    (best,) = helpful_changes(spoken, people, ["ana", "cara"])
    assert (best.officer_id, best.kind, best.value, best.hours_opened) == ("ben", "community", "tulita", 27.0)
    assert best.effect.highest_after == pytest.approx(1.2)

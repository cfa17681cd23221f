"""Pins that cannot all hold are explained by the fewest of them that conflict."""

from dataclasses import replace

import pytest

from scheduler.solver.balance_pins import PinConflict, conflicting_pins
from tests.scheduler.solver.balance_instances import officer, some_cases

CASES = [*some_cases(6, "tulita", 2.0, "ana"), *some_cases(2, "deline", 3.0, "ben", start=6)]
PEOPLE = [officer("ana", "tulita", 8), officer("ben", "tulita deline", 12)]


def test_pins_that_all_can_hold_conflict_with_nothing() -> None:
    assert conflicting_pins(CASES, PEOPLE, pins=[("tulita-0", "ana")], excluded=[("tulita-1", "ana")]) == ()


def test_two_officers_for_one_case_are_named_together() -> None:
    pins = [("tulita-0", "ana"), ("tulita-0", "ben"), ("tulita-1", "ana")]
    assert conflicting_pins(CASES, PEOPLE, pins=pins) == (PinConflict("two_officers", tuple(pins[:2])),)


def test_a_pin_against_a_rule_names_the_rule() -> None:
    (found,) = conflicting_pins(CASES, PEOPLE, pins=[("deline-6", "ana")])
    assert (found.kind, found.rule) == ("may_not_hold", "community")
    gwichin = [replace(CASES[0], language="gwi"), *CASES[1:]]
    (found,) = conflicting_pins(gwichin, PEOPLE, pins=[("tulita-0", "ana")])
    assert found.rule == "language"
    (found,) = conflicting_pins(CASES, PEOPLE, pins=[("tulita-0", "ana")], conflicts=[("tulita-0", "ana")])
    assert found.rule == "conflict"


def test_a_pair_pinned_and_excluded_is_named_once() -> None:
    pair = ("tulita-0", "ana")
    assert conflicting_pins(CASES, PEOPLE, pins=[pair], excluded=[pair]) == (
        PinConflict("pinned_and_excluded", (pair,), (pair,)),
    )


def test_exclusions_that_leave_nobody_are_named_without_the_idle_ones() -> None:
    excluded = [("deline-6", "ana"), ("deline-6", "ben"), ("tulita-0", "ana")]
    assert conflicting_pins(CASES, PEOPLE, pins=[], excluded=excluded) == (
        PinConflict("nobody_left", exclusions=(("deline-6", "ben"),)),
    )


def test_the_fewest_pins_beyond_the_band_are_named() -> None:
    """Ana may hold 8.08 hours: the long case and three of two hours are the fewest that go beyond."""
    cases = [replace(CASES[0], hours=4.0), *CASES[1:]]
    (found,) = conflicting_pins(cases, PEOPLE, pins=[(case.case_id, "ana") for case in cases[:6]])
    assert (found.kind, found.hours, len(found.pins)) == ("too_much", 10.0, 4)
    assert found.limit == pytest.approx(8.08, abs=0.01)
    assert found.pins[0] == ("tulita-0", "ana")


def test_an_unknown_case_is_refused() -> None:
    with pytest.raises(ValueError, match="not known"):
        conflicting_pins(CASES, PEOPLE, pins=[("nobody", "ana")])

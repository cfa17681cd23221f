"""The independent check: it passes what stands, and catches each thing that could be wrong."""

from typing import Any

import pytest

from scheduler.solver.balance_certificate import certificate_of
from scheduler.solver.balance_check import check_balance
from scheduler.solver.balance_eligibility import build_problem
from scheduler.solver.balance_model import solve_balance
from tests.scheduler.solver.balance_instances import facts_of, random_territory
from web.commands.balance_report import plan_rows, report_of

Answer = tuple[Any, dict[str, str], dict[str, Any], dict[str, Any]]


@pytest.fixture
def answered() -> Answer:
    cases, people = random_territory(5, officers=5, cases=40, load=1.1)
    problem = build_problem(cases, people)
    answer = solve_balance(problem, effort=0.1)
    report, certificate = report_of(problem, answer, 0, 0.01), certificate_of(problem, answer)
    return facts_of(cases, people), dict(plan_rows(problem, answer)), report, certificate


def faults(answered: Answer) -> str:
    return "\n".join(check_balance(*answered, band=0.01))


def test_a_sound_answer_passes(answered: Answer) -> None:
    assert faults(answered) == ""


@pytest.mark.parametrize("name", ["overload", "max_utilisation", "moved_weight", "overload_bound", "band_breach_hours"])
def test_a_wrong_measure_is_caught(answered: Answer, name: str) -> None:
    answered[2][name] += 0.01
    assert name in faults(answered)


def test_a_bound_beyond_the_prices_is_caught(answered: Answer) -> None:
    answered[2]["moved_weight_bound"] *= 1.001
    assert "the prices prove only" in faults(answered)


@pytest.fixture
def unproven() -> Answer:
    """A caseload that no search ends on: its bound is added up from the prices of its cases."""
    cases, people = random_territory(21, officers=6, cases=150, load=1.08)
    problem = build_problem(cases, people)
    answer = solve_balance(problem, effort=0.1)
    report, certificate = report_of(problem, answer, 0, 0.01), certificate_of(problem, answer)
    return facts_of(cases, people), dict(plan_rows(problem, answer)), report, certificate


def test_case_prices_that_flatter_are_caught(unproven: Answer) -> None:
    assert (unproven[2]["bound_proof"], faults(unproven)) == ("knapsacks", "")
    unproven[3]["case_prices"] = [price * 0.97 for price in unproven[3]["case_prices"]]
    assert "moved_weight_bound is reported as" in faults(unproven)


def test_a_search_that_did_not_end_proves_nothing(unproven: Answer) -> None:
    unproven[2].update(bound_proof="search", moved_weight_bound=unproven[2]["moved_weight"])
    assert "the prices prove only" in faults(unproven)


def test_a_case_left_out_is_caught(answered: Answer) -> None:
    case = next(iter(answered[1]))
    del answered[1][case]
    assert f"case {case} is left without an officer" in faults(answered)


def test_an_officer_who_may_not_hold_it_is_caught(answered: Answer) -> None:
    facts, plan, _, _ = answered
    places = dict(zip(facts.officer_id, facts.communities, strict=True))
    case, stranger = next(
        (case, name)
        for case, place in zip(facts.case_id, facts.community, strict=True)
        for name in facts.officer_id
        if place not in places[name]
    )
    plan[case] = stranger
    assert f"case {case} is given to {stranger}, who may not hold it" in faults(answered)


def test_a_move_untold_is_caught(answered: Answer) -> None:
    answered[2]["moves"] = answered[2]["moves"][1:]
    assert "the moves of the report are not the moves of the plan" in faults(answered)


def test_tiers_that_flatter_are_caught(answered: Answer) -> None:
    answered[3]["tiers"][0]["utilisation"] *= 0.99
    assert "tier 1 is said to stand at" in faults(answered)

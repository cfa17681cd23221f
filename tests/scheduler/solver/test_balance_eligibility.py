"""Who may hold which case, rule by rule."""

import pytest

from scheduler.solver.balance_eligibility import build_problem
from scheduler.solver.balance_problem import BalanceCase
from tests.scheduler.solver.balance_instances import officer

PEOPLE = [
    officer("ana", "tulita deline", 10, "scs"),
    officer("ben", "tulita", 10, icm=True),
    officer("cam", "inuvik", 10, "gwi"),
]


@pytest.mark.parametrize(
    ("case", "holders"),
    [
        (BalanceCase("c", "tulita", 1.0), ["ana", "ben"]),
        (BalanceCase("c", "deline", 1.0), ["ana"]),
        (BalanceCase("c", "tulita", 1.0, language="scs"), ["ana"]),
        (BalanceCase("c", "tulita", 1.0, icm=True), ["ben"]),
        (BalanceCase("c", "inuvik", 1.0, icm=True), []),
    ],
)
def test_each_rule_narrows_the_circle(case: BalanceCase, holders: list[str]) -> None:
    problem = build_problem([case], PEOPLE)
    assert [problem.officer_ids[j] for j in problem.eligible(0)] == holders


@pytest.mark.parametrize(
    ("case", "extra", "rule"),
    [
        (BalanceCase("c", "aklavik", 1.0), {}, "community"),
        (BalanceCase("c", "tulita", 1.0, language="gwi"), {}, "language"),
        (BalanceCase("c", "deline", 1.0, icm=True), {}, "icm"),
        (BalanceCase("c", "deline", 1.0), {"conflicts": [("c", "ana")]}, "conflict"),
        (BalanceCase("c", "deline", 1.0), {"excluded": [("c", "ana")]}, "excluded"),
        (BalanceCase("c", "deline", 1.0), {"pinned": {"c": "ben"}}, "pin"),
    ],
)
def test_the_rule_that_excludes_everyone_is_named(case: BalanceCase, extra: dict, rule: str) -> None:
    assert build_problem([case], PEOPLE, **extra).no_holder == {0: rule}


def test_a_pin_leaves_one_holder() -> None:
    problem = build_problem([BalanceCase("c", "tulita", 1.0)], PEOPLE, pinned={"c": "ben"})
    assert problem.eligible(0).tolist() == [1]


def test_a_conflict_takes_one_holder_away() -> None:
    problem = build_problem([BalanceCase("c", "tulita", 1.0)], PEOPLE, conflicts=[("c", "ben")])
    assert problem.eligible(0).tolist() == [0]


@pytest.mark.parametrize(
    ("cases", "message"),
    [
        ([BalanceCase("c", "tulita", 0.0)], "hours of 'c' must be a number above 0"),
        ([BalanceCase("c", "tulita", 1.0, weight=-1)], "weight of 'c'"),
        ([BalanceCase("c", "tulita", 1.0), BalanceCase("c", "tulita", 1.0)], "the case 'c' is given twice"),
        ([BalanceCase("c", "tulita", 1.0, current_officer="zoe")], "the officer 'zoe' is not known"),
    ],
)
def test_facts_that_cannot_be_are_refused(cases: list[BalanceCase], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        build_problem(cases, PEOPLE)

"""The whole solve on small caseloads: what a manager is promised."""

import itertools
import threading

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.solver.balance_eligibility import build_problem
from scheduler.solver.balance_model import solve_balance
from scheduler.solver.balance_plan import breach_of, loads_of, moved_weight_of
from scheduler.solver.balance_problem import BalanceAnswer, BalanceCase, BalanceOfficer, BalanceProblem
from scheduler.solver.balance_search import effort_for
from scheduler.solver.balance_tiers import fairest_utilisation
from tests.scheduler.solver.balance_instances import officer, random_problem, random_territory, some_cases

few = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def solve(problem: BalanceProblem, **options: object) -> BalanceAnswer:
    return solve_balance(problem, seed=1, effort=0.1, **options)  # type: ignore[arg-type]


def test_an_uneven_pair_shares_evenly() -> None:
    problem = build_problem(
        some_cases(20, "tulita", 1.0, "ana"), [officer("ana", "tulita", 10), officer("ben", "tulita", 10)]
    )
    answer = solve(problem)
    assert answer.status == "optimal"
    assert answer.load.tolist() == [10.0, 10.0]
    assert answer.moved_cases == 10


def test_the_least_painful_cases_move() -> None:
    light = some_cases(5, "tulita", 1.0, "ana", weight=1.0)
    dear = some_cases(5, "tulita", 1.0, "ana", start=5, weight=9.0)
    problem = build_problem(dear + light, [officer("ana", "tulita", 5), officer("ben", "tulita", 5)])
    answer = solve(problem)
    assert {move.case_id for move in answer.moves} == {case.case_id for case in light}
    assert answer.moved_weight == pytest.approx(5.0)


def test_a_balanced_caseload_moves_nothing() -> None:
    cases = some_cases(8, "tulita", 1.0, "ana") + some_cases(8, "tulita", 1.0, "ben", start=8)
    answer = solve(build_problem(cases, [officer("ana", "tulita", 8), officer("ben", "tulita", 8)]))
    assert (answer.status, answer.moved_cases, answer.gap) == ("optimal", 0, 0.0)


@pytest.mark.parametrize("load", [0.9, 1.1])
@pytest.mark.parametrize("seed", range(4))
def test_tiny_caseloads_reach_the_exact_best(seed: int, load: float) -> None:
    problem = random_problem(seed, officers=3, cases=8, load=load)
    answer = solve(problem)
    best = (float("inf"), float("inf"))
    for plan in itertools.product(*(problem.eligible(case).tolist() for case in range(8))):
        chosen = answer.officer.copy()
        chosen[:] = plan
        breach = round(breach_of(problem, answer.band, loads_of(problem, chosen)), 6)
        best = min(best, (breach, moved_weight_of(problem, chosen)))
    assert answer.status == "optimal"
    assert answer.band_breach_hours == pytest.approx(best[0], abs=1e-3)
    assert answer.moved_weight == pytest.approx(best[1], abs=1e-6)


def test_a_case_nobody_may_hold_is_named() -> None:
    cases = [*some_cases(3, "tulita", 2.0), BalanceCase("lost", "tulita", 2.0, language="gwi")]
    answer = solve(build_problem(cases, [officer("ana", "tulita", 10, "scs")]))
    assert answer.status == "infeasible"
    assert [(case.case_id, case.rule) for case in answer.unplaceable] == [("lost", "language")]
    assert answer.officer.tolist() == [0, 0, 0, -1]


@given(seed=st.integers(0, 10_000), data=st.data())
@few
def test_more_capacity_never_worsens_the_balance(seed: int, data: st.DataObject) -> None:
    cases, people = random_territory(seed)
    lucky = data.draw(st.integers(0, len(people) - 1))
    roomier = [
        BalanceOfficer(p.officer_id, p.communities, p.capacity_hours * (1.3 if j == lucky else 1), p.languages, p.icm)
        for j, p in enumerate(people)
    ]
    before, after = (fairest_utilisation(build_problem(cases, team)) for team in (people, roomier))
    assert after.utilisation.max() <= before.utilisation.max() + 1e-9
    hours = [np.array([person.capacity_hours for person in team]) for team in (people, roomier)]
    over = [
        float((np.maximum(level.utilisation - 1, 0) * most).sum())
        for level, most in zip((before, after), hours, strict=True)
    ]
    assert over[1] <= over[0] + 1e-9


@given(seed=st.integers(0, 10_000), data=st.data())
@few
def test_a_pinned_case_never_moves(seed: int, data: st.DataObject) -> None:
    cases, people = random_territory(seed, load=1.1)
    held = [case for case in cases if case.current_officer]
    pinned = data.draw(st.lists(st.sampled_from(held), unique=True, max_size=5)) if held else []
    answer = solve(build_problem(cases, people, pinned={case.case_id: case.current_officer for case in pinned}))
    moved = {move.case_id for move in answer.moves}
    assert not moved & {case.case_id for case in pinned}


@given(seed=st.integers(0, 10_000), shuffle=st.randoms(use_true_random=False))
@few
def test_other_names_and_order_change_nothing(seed: int, shuffle: object) -> None:
    cases, people = random_territory(seed, cases=14, load=1.1)
    renamed = {person.officer_id: f"x{9 - j}" for j, person in enumerate(people)}
    others = [
        BalanceOfficer(renamed[p.officer_id], p.communities, p.capacity_hours, p.languages, p.icm) for p in people
    ]
    same = [
        BalanceCase(
            f"z{c.case_id}", c.community, c.hours, c.weight, c.language, c.icm, renamed.get(c.current_officer, "")
        )
        for c in cases
    ]
    shuffle.shuffle(others)  # type: ignore[attr-defined]
    shuffle.shuffle(same)  # type: ignore[attr-defined]
    first, second = solve(build_problem(cases, people)), solve(build_problem(same, others))
    assert second.overload_bound == pytest.approx(first.overload_bound)
    assert second.max_utilisation_bound == pytest.approx(first.max_utilisation_bound)
    assert second.band_breach_hours == pytest.approx(first.band_breach_hours, abs=1e-3)
    assert second.moved_weight == pytest.approx(first.moved_weight, abs=1e-6)


def test_same_seed_gives_the_same_plan() -> None:
    problem = random_problem(7, officers=8, cases=120, load=1.08)
    assert solve(problem).officer.tolist() == solve(problem).officer.tolist()


def test_little_to_move_is_searched_for_less_long() -> None:
    problem = random_problem(7, officers=8, cases=120, load=1.08)
    weight = float(problem.weight.sum())
    assert effort_for(problem, weight / 5, 1.0) == 1.0
    assert effort_for(problem, weight / 100, 1.0) <= 0.1
    assert effort_for(problem, weight / 100, 0.03) == 0.03


def test_a_stop_hands_over_the_best_so_far() -> None:
    stop = threading.Event()
    stop.set()
    problem = random_problem(7, officers=8, cases=120, load=1.08)
    answer = solve_balance(problem, stop=stop)
    assert answer.stopped_early
    assert (answer.officer >= 0).all()


def test_a_plan_to_begin_from_bends_around_a_pin() -> None:
    cases, people = random_territory(7, officers=8, cases=200, load=1.08)
    before = solve(build_problem(cases, people))
    pins = {move.case_id: move.sender for move in before.moves[:2]}
    after = solve(build_problem(cases, people, pinned=pins), start=before.officer)
    assert not pins.keys() & {move.case_id for move in after.moves}
    assert after.band_breach_hours == 0
    assert after.gap < 0.05
    assert (after.officer != before.officer).sum() < 40


ODD = {
    "one officer": (some_cases(4, "tulita", 3.0, "ana"), [officer("ana", "tulita", 5)]),
    "no cases": ([], [officer("ana", "tulita", 5)]),
    "nobody and nothing": ([], []),
    "no officers": (some_cases(2, "tulita", 1.0), []),
    "a sliver of a post": (
        some_cases(9, "tulita", 1.0, "ana"),
        [officer("ana", "tulita", 100), officer("ben", "tulita", 0.01)],
    ),
    "an officer nobody needs": (
        some_cases(9, "tulita", 1.0, "ana"),
        [officer("ana", "tulita", 5), officer("ben", "aklavik", 50)],
    ),
    "everything icm": (
        [BalanceCase(f"c{n}", "tulita", 1.0, icm=True, current_officer="ben") for n in range(6)],
        [officer("ana", "tulita", 5, icm=True), officer("ben", "tulita", 5)],
    ),
    "huge cases": (some_cases(3, "tulita", 500.0, "ana"), [officer("ana", "tulita", 5), officer("ben", "tulita", 5)]),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_territories_are_answered(name: str) -> None:
    cases, people = ODD[name]
    answer = solve(build_problem(cases, people))
    assert len(answer.officer) == len(cases)
    assert (answer.status == "infeasible") == (not people and bool(cases))
    if name == "everything icm":
        assert answer.moved_cases == 6
        assert answer.moves[0].code == "must_leave"
    if name == "huge cases":
        assert answer.load.max() == 1000.0
        assert answer.band_breach_hours > 0

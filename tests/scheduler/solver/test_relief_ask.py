"""One request on a page: granted with added cover, or refused with a way forward, and nothing decided is touched."""

from dataclasses import replace

from scheduler.solver.relief_ask import ask_relief
from scheduler.solver.relief_problem import Assignment, CoverPair, Leave, Request
from scheduler.solver.relief_solve import solve_relief
from tests.scheduler.solver.relief_cases import calendar, day, lone_post


def test_a_lone_week_is_granted_with_the_itinerant() -> None:
    problem = lone_post()
    answer = ask_relief(problem, problem.requests[0])
    assert answer.decision.granted
    assert {a.person_id for a in answer.added} == {"Ivy"}
    assert answer.dropped == ()
    assert answer.seconds < 5


def test_cover_that_is_published_stays() -> None:
    problem = lone_post(calendar=calendar(28), approved=(Leave("Ana", day(0), day(4)),), requests=())
    published = solve_relief(problem, seconds=10, workers=1).assignments
    later = Request("R2", "Ana", "planned", False, ((day(14), day(18)),))
    answer = ask_relief(problem, later, published)
    assert answer.decision.granted
    assert answer.dropped == ()
    assert all(a.day >= day(14) for a in answer.added)


def test_a_coverer_who_asks_gives_up_only_cover_during_the_leave() -> None:
    problem = lone_post(
        approved=(Leave("Ana", day(0), day(4)),),
        cover=(CoverPair("Ivy", "Aklavik", "site", 8), CoverPair("Ben", "Aklavik", "remote")),
    )
    published = tuple(Assignment(day(n), "Aklavik", "Ivy", "site", 8) for n in (1, 3))
    answer = ask_relief(problem, Request("R9", "Ivy", "planned", False, ((day(3), day(3)),)), published)
    assert answer.decision.granted
    assert answer.dropped == (published[1],)
    assert {(a.person_id, a.day) for a in answer.added} <= {("Ben", day(3)), ("Ben", day(2)), ("Ben", day(4))}


def test_without_cover_the_reason_other_dates_and_changes_come() -> None:
    problem = lone_post(calendar=calendar(28), approved=(Leave("Ivy", day(0), day(6)),))
    answer = ask_relief(problem, problem.requests[0], seconds=5)
    assert not answer.decision.granted
    assert answer.decision.reason
    assert len(answer.alternatives) == 3
    assert answer.changes


def test_a_declared_conflict_takes_the_coverer_away() -> None:
    problem = lone_post()
    removed = frozenset(("Ivy", "Aklavik", "site", c.day) for c in problem.calendar)
    answer = ask_relief(replace(problem, removed=removed), problem.requests[0], seconds=5)
    assert not answer.decision.granted

"""Does a plan for one request still hold? Plain arithmetic on the database of this moment, no solver."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlmodel import Session

from scheduler.relief_question import ReliefQuestion, gather_question, kept_in, problem_for, quarters
from scheduler.solver.relief_check import Plan, check_plan, measure
from scheduler.solver.relief_problem import Assignment, CoverPair, ReliefProblem
from workload.codes import person_code, person_id
from workload.tables.leave import LeaveRequest

RULES = "bcdef"


def why_plan_fails(
    session: Session, request: LeaveRequest, answer: dict[str, Any], *, today: date
) -> list[dict[str, Any]]:
    """What no longer holds, as codes with values; empty when the plan can be put in place as it stands.

    `past`: the leave is over. `coverer` (person_id, rule c to f): this coverer can no longer do what was planned.
    `overlap`: the applicant has other leave on these days. `service`: an office would be left unserved.
    """
    if request.last_day < today:
        return [{"code": "past"}]
    if not answer.get("needs_solver", True):
        return []
    question = gather_question(session, request, today=today)
    return broken_promises(question, request.first_day, request.last_day, assignments_of(answer))


def assignments_of(answer: dict[str, Any]) -> list[Assignment]:
    """The planned cover of a stored answer."""
    return [
        Assignment(
            date.fromisoformat(row["day"]),
            row["office_id"],
            person_code(row["person_id"]),
            row["mode"],
            quarters(row["hours"]),
        )
        for row in answer.get("cover", [])
    ]


def broken_promises(
    question: ReliefQuestion, first: date, last: date, planned: Sequence[Assignment]
) -> list[dict[str, Any]]:
    """The rules that this cover would break beside everything agreed before."""
    problem = real_problem(question, first, last)
    granted = {question.request_code: 1}
    kept = [row.assignment for row in kept_in(question, problem)]
    known = {person.person_id for person in problem.people}
    strangers = [a for a in planned if a.person_id not in known]
    planned = [a for a in planned if a.person_id in known]
    found = [{"code": "coverer", "person_id": person_id(a.person_id), "rule": "c"} for a in strangers]
    before = set(check_plan(problem, granted, kept))
    for code in sorted({a.person_id for a in planned}):
        mine = [a for a in planned if a.person_id == code]
        broken = [text for text in check_plan(problem, granted, [*kept, *mine]) if text not in before]
        rules = sorted({text[0] for text in broken if text[1:2] == ":"} & set(RULES))
        found += [{"code": "coverer", "person_id": person_id(code), "rule": rule} for rule in rules]
    if any("overlaps" in text for text in before):
        found.append({"code": "overlap"})
    without = replace(problem, requests=())
    if measure(problem, granted, [*kept, *planned]).breaches > measure(without, {}, kept).breaches:
        found.append({"code": "service", "office_id": question.office_id})
    return _once(found)


def real_problem(question: ReliefQuestion, first: date, last: date) -> ReliefProblem:
    """The problem with the ways of agreed cover listed beside the others, so that its journeys can be counted."""
    problem = problem_for(question, first, last)
    listed = {(pair.person_id, pair.office_id, pair.mode) for pair in problem.cover}
    travel: dict[tuple[str, str, str], int] = {}
    for row in kept_in(question, problem):
        key = (row.assignment.person_id, row.assignment.office_id, row.assignment.mode)
        if key not in listed:
            travel[key] = max(row.travel, travel.get(key, 0))
    return replace(problem, cover=(*problem.cover, *(CoverPair(*key, hours) for key, hours in travel.items())))


def laid_out(question: ReliefQuestion, first: date, last: date, planned: Sequence[Assignment]) -> Plan:
    """Leave, agreed cover and planned cover by date, to read hours, journeys and served days from."""
    problem = real_problem(question, first, last)
    kept = [row.assignment for row in kept_in(question, problem)]
    return Plan(problem, {question.request_code: 1}, [*kept, *planned])


def _once(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for index, one in enumerate(found) if one not in found[:index]]

"""Agreed cover built into a relief problem, so that the solver counts on it and cannot move it.

Each agreed day at one of the problem's offices becomes a helper who can do just that. In a week in which a coverer is
busy elsewhere already, a stand-in takes the coverer's place, with that cover counted as own work.
"""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from scheduler.relief_question import Kept, ReliefQuestion, kept_in
from scheduler.solver.relief_problem import CoverPair, Person, ReliefProblem
from workload.estimates.calendar import monday_of

HELPER = "kept-"
STAND_IN = "@"
NO_LIMIT = 10_000
Removed = set[tuple[str, str, str, date]]


def real_person(name: str) -> str | None:
    """The person behind a name in the solver's answer; None for a helper, whose cover was agreed before."""
    return None if name.startswith(HELPER) else name.split(STAND_IN)[0]


def with_kept_cover(question: ReliefQuestion, problem: ReliefProblem) -> ReliefProblem:
    kept = kept_in(question, problem)
    people, cover, removed = list(problem.people), list(problem.cover), set(problem.removed)
    here = {office.office_id for office in problem.offices}
    for number, row in enumerate(kept):
        if row.assignment.office_id in here:
            _add_helper(problem, f"{HELPER}{number}", row, people, cover, removed)
    approved = list(problem.approved)
    for person in problem.people:
        mondays = sorted({monday_of(r.assignment.day) for r in kept if r.assignment.person_id == person.person_id})
        left = person.max_cover_days
        for monday in mondays:
            name = f"{person.person_id}{STAND_IN}{monday.isoformat()}"
            days, left = min(5, left), max(0, left - 5)
            own = _own_quarters(problem, person, monday, kept)
            people.append(
                replace(
                    person,
                    person_id=name,
                    kind="pool",
                    own_quarters=own,
                    own_quarters_delivery=own,
                    max_cover_days=days,
                )
            )
            approved += [replace(a, person_id=name) for a in problem.approved if a.person_id == person.person_id]
            _move_pairs(problem, person, name, monday, cover, removed)
        if mondays:
            people[people.index(person)] = replace(person, max_cover_days=left)
    return replace(
        problem, people=tuple(people), cover=tuple(cover), approved=tuple(approved), removed=frozenset(removed)
    )


def _add_helper(
    problem: ReliefProblem, name: str, row: Kept, people: list[Person], cover: list[CoverPair], removed: Removed
) -> None:
    kept = row.assignment
    monday, tuesday, wednesday, thursday, friday = (
        kept.quarters if weekday == kept.day.weekday() else 0 for weekday in range(5)
    )
    pattern = (monday, tuesday, wednesday, thursday, friday)
    people.append(Person(name, kept.office_id, "pool", pattern, 0, 0, Fraction(0), True, NO_LIMIT))
    cover.append(CoverPair(name, kept.office_id, "remote"))
    removed |= {(name, kept.office_id, "remote", c.day) for c in problem.calendar if c.day != kept.day}


def _own_quarters(problem: ReliefProblem, person: Person, monday: date, kept: list[Kept]) -> int:
    """Own work a day that leaves this week just what agreed cover leaves, rounded up to a quarter-hour a day."""
    away = [(leave.first_day, leave.last_day) for leave in problem.approved if leave.person_id == person.person_id]
    days = [
        c
        for c in problem.calendar
        if c.kind != "closed"
        and monday_of(c.day) == monday
        and person.pattern[c.day.weekday()]
        and not any(first <= c.day <= last for first, last in away)
    ]
    own = sum(person.own_quarters_delivery if c.kind == "delivery" else person.own_quarters for c in days)
    own += sum(
        row.assignment.quarters + row.travel
        for row in kept
        if row.assignment.person_id == person.person_id and monday_of(row.assignment.day) == monday
    )
    return -(-own // len(days)) if days else 0


def _move_pairs(
    problem: ReliefProblem, person: Person, name: str, monday: date, cover: list[CoverPair], removed: Removed
) -> None:
    """That week's ways of covering pass from the person to the stand-in.

    A CSO does not travel a second time in one week, and covers nobody on delivery days.
    """
    week = {monday + timedelta(days=n) for n in range(7)}
    for pair in problem.cover:
        if pair.person_id != person.person_id:
            continue
        removed |= {(person.person_id, pair.office_id, pair.mode, day) for day in week}
        if person.kind == "cso" and pair.mode == "site":
            continue
        cover.append(replace(pair, person_id=name))
        removed |= {
            (name, pair.office_id, pair.mode, c.day)
            for c in problem.calendar
            if c.day not in week
            or (person.kind == "cso" and c.kind == "delivery")
            or (person.person_id, pair.office_id, pair.mode, c.day) in problem.removed
        }

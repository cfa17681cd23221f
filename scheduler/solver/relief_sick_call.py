"""Somebody cannot come in, or a coverer declines: who could take these days, with everything else left as it is.

Plain arithmetic on the rules, no solver: an answer takes a fraction of a second.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations

from scheduler.solver.relief_check import Plan, check_plan, count_breaches
from scheduler.solver.relief_problem import Assignment, CoverPair, Office, Person, ReliefProblem

MOST_OFFERED = 3


@dataclass(frozen=True)
class WeekEffect:
    """A coverer's week from `monday`: quarter-hours spent before and after the new cover, of `contract` at work."""

    monday: date
    before: int
    after: int
    contract: int


@dataclass(frozen=True)
class Candidate:
    """One person who could take over some days of a run, and what it does to service and to that person.

    `breaches` are those of the whole plan with this cover, `journeys` the trips begun and `journey_quarters` their
    length; `cover_days` counts the person's cover days this quarter with the new ones; `share` is past and new cover
    days against the limit.
    """

    rank: int
    person_id: str
    mode: str
    assignments: tuple[Assignment, ...]
    days_left_open: tuple[date, ...]
    breaches: int
    journeys: int
    journey_quarters: int
    weeks: tuple[WeekEffect, ...]
    cover_days: int
    share: Fraction


def candidates(
    problem: ReliefProblem,
    assignments: Sequence[Assignment],
    office_id: str,
    days: Sequence[date],
    *,
    but: Collection[str] = (),
    given: Mapping[str, int] | None = None,
) -> tuple[Candidate, ...]:
    """Up to three people who could cover these days: fewest breaches, then least change, then least burden.

    Least change: fewest days left open, then fewest and shortest journeys. `problem.approved` is all leave that stands
    (its requests are not looked at), `assignments` the cover agreed so far. Nobody in `but` is asked. `given` counts
    cover days this quarter by person, for those whose days are not all among `assignments`.
    """
    office = next(o for o in problem.offices if o.office_id == office_id)
    person = {p.person_id: p for p in problem.people}
    best: dict[str, tuple[tuple[object, ...], Candidate]] = {}
    for pair in problem.cover:
        if pair.office_id != office_id or pair.person_id in but:
            continue
        added = _most_useful(problem, assignments, office, person[pair.person_id], pair, days)
        if not added:
            continue
        one = _effect(problem, assignments, person[pair.person_id], pair, added, days, given)
        order = (
            one.breaches,
            len(one.days_left_open),
            one.journeys,
            one.journey_quarters,
            one.share,
            one.person_id,
            one.mode,
        )
        if pair.person_id not in best or order < best[pair.person_id][0]:
            best[pair.person_id] = (order, one)
    ranked = [one for _, one in sorted(best.values(), key=lambda found: found[0])]
    return tuple(replace(one, rank=n) for n, one in enumerate(ranked[:MOST_OFFERED], 1))


def _most_useful(
    problem: ReliefProblem,
    assignments: Sequence[Assignment],
    office: Office,
    person: Person,
    pair: CoverPair,
    days: Sequence[date],
) -> list[Assignment]:
    """The minimum hours on as many of the days as the person can take, week by week; of as many, the fewest breaches.

    Only the person's own rules can be broken by own cover, so they are checked on a problem of this person alone.
    """
    mine = [a for a in assignments if a.person_id == person.person_id]
    alone = replace(
        problem,
        people=(person,),
        cover=tuple(p for p in problem.cover if p.person_id == person.person_id),
        approved=tuple(a for a in problem.approved if a.person_id == person.person_id),
        requests=(),
    )
    broken_before = set(check_plan(alone, {}, mine))

    def allowed(more: Sequence[Assignment]) -> bool:
        return set(check_plan(alone, {}, [*mine, *more])) <= broken_before

    def cover_on(day: date) -> Assignment:
        return Assignment(day, office.office_id, person.person_id, pair.mode, max(1, office.min_quarters))

    weeks: dict[date, list[date]] = {}
    for day in days:
        if allowed([cover_on(day)]):
            weeks.setdefault(_monday(day), []).append(day)
    chosen: list[Assignment] = []
    for _, possible in sorted(weeks.items()):
        fitting: list[list[Assignment]] = []
        for size in range(len(possible), 0, -1):
            trials = [[cover_on(day) for day in some] for some in combinations(possible, size)]
            fitting = [trial for trial in trials if allowed([*chosen, *trial])]
            if fitting:
                break
        if fitting:
            chosen += min(fitting, key=lambda trial: _breaches(problem, [*assignments, *chosen, *trial], office))
    return chosen


def _effect(
    problem: ReliefProblem,
    assignments: Sequence[Assignment],
    person: Person,
    pair: CoverPair,
    added: list[Assignment],
    days: Sequence[date],
    given: Mapping[str, int] | None,
) -> Candidate:
    everything = [*assignments, *added]
    plan = Plan(replace(problem, requests=()), {}, everything)
    travel_hours = {(p.person_id, p.office_id, p.mode): p.travel_quarters for p in problem.cover}
    trips = [plan.travel(a, travel_hours) for a in added]
    others = sum(a.person_id == person.person_id for a in assignments)
    so_far = given.get(person.person_id, 0) if given is not None else others
    total = person.past_cover_days + others + len(added)
    return Candidate(
        rank=0,
        person_id=person.person_id,
        mode=pair.mode,
        assignments=tuple(added),
        days_left_open=tuple(day for day in days if day not in {a.day for a in added}),
        breaches=count_breaches(plan),
        journeys=sum(trip > 0 for trip in trips),
        journey_quarters=sum(trips),
        weeks=tuple(
            _week(plan, person, monday, added, travel_hours) for monday in sorted({_monday(a.day) for a in added})
        ),
        cover_days=so_far + len(added),
        share=Fraction(total, max(1, person.max_cover_days)),
    )


def _week(
    plan: Plan, person: Person, monday: date, added: list[Assignment], travel_hours: Mapping[tuple[str, str, str], int]
) -> WeekEffect:
    working = [d for d in plan.days if _monday(d) == monday and plan.at_work(person, d)]
    mine = [a for a in plan.assignments if a.person_id == person.person_id and _monday(a.day) == monday]
    spent = {a: a.quarters + plan.travel(a, travel_hours) for a in mine}
    own = sum(plan.due(person, d) for d in working)
    new = sum(spent[a] for a in added if _monday(a.day) == monday)
    after = own + sum(spent.values())
    return WeekEffect(monday, after - new, after, sum(plan.hours(person, d) for d in working))


def _breaches(problem: ReliefProblem, assignments: Sequence[Assignment], office: Office) -> int:
    """Breaches of one office."""
    return count_breaches(Plan(replace(problem, offices=(office,), requests=()), {}, assignments))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())

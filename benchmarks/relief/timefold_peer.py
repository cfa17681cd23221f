"""Timefold's employee scheduling adapted to these rules, in a Python that has `timefold` and a Java.

`PYTHON -m benchmarks.relief.timefold_peer timefold DIR OUTDIR SECONDS WORKERS`. Slots (an office on a day that leave
may leave without service) choose a coverer; wishes choose an option; both may stay unassigned. Simplified, always on
the safe side: a journey is charged on every day on site, officers do not travel, and nobody covers in a week of own
leave. Breaches, limits and hours are hard; grants (refused before count double) are medium; later options are soft.
"""

import sys
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

from timefold.solver.domain import (
    PlanningEntityCollectionProperty,
    PlanningId,
    PlanningScore,
    PlanningVariable,
    ProblemFactCollectionProperty,
    ValueRangeProvider,
    planning_entity,
    planning_solution,
)
from timefold.solver.score import (
    Constraint,
    ConstraintCollectors,
    ConstraintFactory,
    HardMediumSoftScore,
    Joiners,
    constraint_provider,
)

from benchmarks.relief.peer_plan import PeerPlan, write_plan
from benchmarks.timefold_search import best_found
from scheduler.solver.relief_from_tables import problem_from_tables
from scheduler.solver.relief_problem import Assignment, Person, ReliefProblem
from workload.exchange.relief_files import read_relief


@dataclass(unsafe_hash=True)
class Way:
    """A person and a mode; quarter-hours that a day of it costs, cover and journey together."""

    person: str
    mode: str
    cost: int


@dataclass(unsafe_hash=True)
class Option:
    number: int
    first: int
    last: int


@dataclass(unsafe_hash=True)
class Room:
    """Spare quarter-hours of a person in a week, and cover days allowed in all."""

    person: str
    week: int
    quarters: int


@dataclass(unsafe_hash=True)
class Limit:
    person: str
    days: int


@planning_entity
@dataclass
class Slot:
    """An office on an open day. `present` counts its own people at the desk when no wish is granted."""

    id: Annotated[str, PlanningId]
    office: str
    day: int
    order: int
    week: int
    delivery: bool
    present: int
    ways: Annotated[list[Way], ValueRangeProvider]
    way: Annotated[Way | None, PlanningVariable(allows_unassigned=True)] = None


@planning_entity
@dataclass
class Wish:
    """A planned request. `serves` says whether its person keeps the own office served."""

    id: Annotated[str, PlanningId]
    person: str
    office: str
    serves: bool
    worth: int
    options: Annotated[list[Option], ValueRangeProvider]
    option: Annotated[Option | None, PlanningVariable(allows_unassigned=True)] = None


@planning_solution
@dataclass
class Relief:
    slots: Annotated[list[Slot], PlanningEntityCollectionProperty]
    wishes: Annotated[list[Wish], PlanningEntityCollectionProperty]
    rooms: Annotated[list[Room], ProblemFactCollectionProperty]
    limits: Annotated[list[Limit], ProblemFactCollectionProperty]
    score: Annotated[HardMediumSoftScore | None, PlanningScore] = field(default=None)


def unserved(factory: ConstraintFactory):
    """Slots without cover on which every own server is away."""
    emptied = (
        factory.for_each_including_unassigned(Slot)
        .filter(lambda s: s.way is None and s.present > 0)
        .join(
            Wish,
            Joiners.equal(lambda s: s.office, lambda w: w.office),
            Joiners.filtering(lambda s, w: w.serves and w.option.first <= s.day and s.day <= w.option.last),
        )
        .group_by(lambda s, w: s, ConstraintCollectors.count_bi())
        .filter(lambda s, away: away >= s.present)
        .map(lambda s, away: s)
    )
    standing = factory.for_each_including_unassigned(Slot).filter(lambda s: s.way is None and s.present == 0)
    return emptied.concat(standing)


@constraint_provider
def rules(factory: ConstraintFactory) -> list[Constraint]:
    return [
        factory.for_each_unique_pair(Slot, Joiners.equal(lambda s: s.way.person), Joiners.equal(lambda s: s.day))
        .penalize(HardMediumSoftScore.ONE_HARD)
        .as_constraint("one office a day"),
        factory.for_each(Slot)
        .join(Wish, Joiners.equal(lambda s: s.way.person, lambda w: w.person))
        .filter(lambda s, w: w.option.first < 7 * s.week + 7 and w.option.last >= 7 * s.week)
        .penalize(HardMediumSoftScore.ONE_HARD)
        .as_constraint("at work"),
        factory.for_each_unique_pair(Wish, Joiners.equal(lambda w: w.person))
        .filter(lambda a, b: a.option.first <= b.option.last and b.option.first <= a.option.last)
        .penalize(HardMediumSoftScore.ONE_HARD)
        .as_constraint("one leave at a time"),
        factory.for_each(Slot)
        .group_by(lambda s: s.way.person, lambda s: s.week, ConstraintCollectors.sum(lambda s: s.way.cost))
        .join(
            Room,
            Joiners.equal(lambda p, w, q: p, lambda r: r.person),
            Joiners.equal(lambda p, w, q: w, lambda r: r.week),
        )
        .filter(lambda p, w, q, r: q > r.quarters)
        .penalize(HardMediumSoftScore.ONE_HARD)
        .as_constraint("week's hours"),
        factory.for_each(Slot)
        .group_by(lambda s: s.way.person, ConstraintCollectors.count())
        .join(Limit, Joiners.equal(lambda p, n: p, lambda one: one.person))
        .filter(lambda p, n, one: n > one.days)
        .penalize(HardMediumSoftScore.ONE_HARD)
        .as_constraint("cover days"),
        unserved(factory)
        .filter(lambda s: s.delivery)
        .penalize(HardMediumSoftScore.ONE_HARD)
        .as_constraint("delivery day unserved"),
        unserved(factory)
        .join(
            unserved(factory),
            Joiners.equal(lambda s: s.office, lambda s: s.office),
            Joiners.equal(lambda s: s.order + 1, lambda s: s.order),
        )
        .penalize(HardMediumSoftScore.ONE_HARD)
        .as_constraint("two days unserved"),
        factory.for_each(Wish).reward(HardMediumSoftScore.ONE_MEDIUM, lambda w: w.worth).as_constraint("granted"),
        factory.for_each(Wish)
        .penalize(HardMediumSoftScore.ONE_SOFT, lambda w: w.option.number - 1)
        .as_constraint("later options"),
    ]


def build(problem: ReliefProblem) -> Relief:
    days = [c for c in problem.calendar if c.kind != "closed"]
    monday = days[0].day - timedelta(days=days[0].day.weekday())
    person = {p.person_id: p for p in problem.people}
    away: set[tuple[str, date]] = set()
    stands = [(leave.person_id, leave.first_day, leave.last_day) for leave in problem.approved]
    stands += [(r.person_id, *r.options[0]) for r in problem.requests if r.kind == "protected"]
    for name, first, last in stands:
        away |= {(name, first + timedelta(days=n)) for n in range((last - first).days + 1)}

    def number(day: date) -> int:
        return (day - monday).days

    def working(p: Person, day: date) -> bool:
        return day.weekday() < 5 and p.pattern[day.weekday()] > 0 and (p.person_id, day) not in away

    wishes = []
    for r in problem.requests:
        free = [
            Option(n, number(a), number(b))
            for n, (a, b) in enumerate(r.options, 1)
            if not any(name == r.person_id and x <= b and a <= y for name, x, y in stands)
        ]
        p = person[r.person_id]
        if r.kind == "planned" and free:
            worth = 1000 + 1000 * r.refused_before + int(p.service_years)
            wishes.append(Wish(r.request_id, p.person_id, p.office_id, p.kind == "cso" and p.qualified, worth, free))
    slots = []
    for o in problem.offices:
        own = [p for p in problem.people if p.office_id == o.office_id and p.kind == "cso"]
        for order, c in enumerate(days if own else ()):
            ways = [
                Way(pair.person_id, pair.mode, max(1, o.min_quarters) + pair.travel_quarters)
                for pair in problem.cover
                if pair.office_id == o.office_id
                and (p := person[pair.person_id]).qualified
                and working(p, c.day)
                and not (p.kind == "cso" and (c.kind == "delivery" or pair.mode == "site"))
                and max(1, o.min_quarters) + pair.travel_quarters <= p.pattern[c.day.weekday()]
            ]
            present = sum(p.qualified and working(p, c.day) for p in own)
            asked = any(
                w.office == o.office_id and x.first <= number(c.day) <= x.last for w in wishes for x in w.options
            )
            if present == 0 or asked:
                day = number(c.day)
                delivery = c.kind == "delivery"
                slots.append(Slot(f"{o.office_id}/{day}", o.office_id, day, order, day // 7, delivery, present, ways))
    rooms = []
    for p in problem.people:
        for week in sorted({number(c.day) // 7 for c in days}):
            here = [c for c in days if number(c.day) // 7 == week and working(p, c.day)]
            own_work = sum(p.own_quarters_delivery if c.kind == "delivery" else p.own_quarters for c in here)
            rooms.append(Room(p.person_id, week, sum(p.pattern[c.day.weekday()] for c in here) - own_work))
    return Relief(slots, wishes, rooms, [Limit(p.person_id, p.max_cover_days) for p in problem.people])


def solve(problem: ReliefProblem, seconds: float) -> PeerPlan:
    best = best_found(build(problem), [Slot, Wish], rules, seconds)
    office = {o.office_id: o for o in problem.offices}
    days = [c.day for c in problem.calendar if c.kind != "closed"]
    granted = {r.request_id: 1 for r in problem.requests if r.kind == "protected"}
    granted |= {w.id: w.option.number for w in best.wishes if w.option is not None}
    cover = [
        Assignment(days[s.order], s.office, s.way.person, s.way.mode, max(1, office[s.office].min_quarters))
        for s in best.slots
        if s.way is not None
    ]
    return PeerPlan(granted, cover)


def main() -> None:
    _, folder, out, seconds, _ = sys.argv[1:]
    problem = problem_from_tables(read_relief(Path(folder)))
    write_plan(solve(problem, float(seconds)), Path(out))


if __name__ == "__main__":
    main()

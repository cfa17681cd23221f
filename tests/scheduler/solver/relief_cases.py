"""Small leave-and-relief problems for tests: a few days, a few desks, every kind of rule in reach."""

import random
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from scheduler.solver.relief_problem import (
    CalendarDay,
    CoverPair,
    Leave,
    Office,
    Person,
    ReliefProblem,
    Request,
    find_protected_overlaps,
)

MONDAY = date(2026, 6, 1)


def day(n: int) -> date:
    """The n-th day of the horizon, from Monday 1 June 2026."""
    return MONDAY + timedelta(days=n)


def calendar(days: int, delivery: tuple[int, ...] = (), closed: tuple[int, ...] = ()) -> tuple[CalendarDay, ...]:
    def kind(n: int) -> str:
        if day(n).weekday() >= 5 or n in closed:
            return "closed"
        return "delivery" if n in delivery else "open"

    return tuple(CalendarDay(day(n), kind(n)) for n in range(days))


def cso(name: str, office: str, **changes: object) -> Person:
    person = Person(name, office, "cso", (30,) * 5, 22, 28, Fraction(5), True, 20)
    return replace(person, **changes)  # type: ignore[arg-type]


def itinerant(name: str, base: str, **changes: object) -> Person:
    return cso(name, base, kind="itinerant", own_quarters=4, own_quarters_delivery=4, **changes)


def lone_post(**changes: object) -> ReliefProblem:
    """Ana alone at Aklavik asks for a week; Ivy travels from Inuvik, where Ben works."""
    problem = ReliefProblem(
        calendar=calendar(14),
        offices=(Office("Aklavik", "north", 8, Fraction(1, 2)), Office("Inuvik", "north", 8, Fraction(1, 2))),
        people=(cso("Ana", "Aklavik"), cso("Ben", "Inuvik"), itinerant("Ivy", "Inuvik")),
        cover=(CoverPair("Ivy", "Aklavik", "site", 8),),
        requests=(Request("R1", "Ana", "planned", False, ((day(0), day(4)),)),),
    )
    return replace(problem, **changes)  # type: ignore[arg-type]


def random_problem(seed: int, *, days: int = 5, tiny: bool = False) -> ReliefProblem:
    """Three offices and five people with every rule able to bind; `tiny` has few enough plans to list."""
    rng = random.Random(seed)
    closed = tuple(n for n in range(days) if rng.random() < 0.1)
    delivery = tuple(n for n in range(days) if rng.random() < 0.15)
    if len(closed) == days:
        closed = ()
    top = 2 if tiny else 30
    offices = tuple(
        Office(
            name, "north", rng.randint(1, 2) if tiny else rng.choice([4, 8, 10]), Fraction(rng.choice([3, 5, 10]), 10)
        )
        for name in "ABC"
    )
    people = [
        cso(
            f"{name}{i}",
            name,
            pattern=tuple(0 if rng.random() < 0.15 else top for _ in range(5)),
            own_quarters=rng.randint(0, 1) if tiny else rng.randint(18, 28),
            own_quarters_delivery=rng.randint(0, 2) if tiny else rng.randint(22, 30),
            service_years=Fraction(rng.randint(1, 40), 2),
            qualified=rng.random() < 0.9,
            max_cover_days=rng.randint(0, 5),
            past_cover_days=rng.choice([0, 0, 2]),
        )
        for name, i in (("A", 1), ("B", 1), ("C", 1), ("C", 2))
    ]
    people.append(
        itinerant("X1", rng.choice("ABC"), pattern=(top,) * 5, max_cover_days=rng.randint(1, 5))
        if not tiny
        else cso(
            "X1",
            rng.choice("ABC"),
            kind="pool",
            pattern=(2, 2, 2, 0, 2),
            own_quarters=0,
            own_quarters_delivery=0,
            max_cover_days=rng.randint(1, 4),
        )
    )
    pairs = []
    for person in (people[-1], rng.choice(people[:4])):
        for office in rng.sample("ABC", 2 if person is people[-1] else 1):
            mode = "remote" if office == person.office_id or rng.random() < 0.4 else "site"
            travel = rng.choice([0, 1] if tiny else [0, 4, 10]) if mode == "site" else 0
            pairs.append(CoverPair(person.person_id, office, mode, travel))
    problem = ReliefProblem(calendar(days, delivery, closed), offices, tuple(people), tuple(pairs))
    problem = replace(problem, approved=_approved(rng, people, days), requests=_requests(rng, problem, days))
    if problem.requests and rng.random() < 0.3:
        first = replace(problem.requests[0], kind="protected")
        certain = replace(problem, requests=(first, *problem.requests[1:]))
        return problem if find_protected_overlaps(certain) else certain
    return problem


def _approved(rng: random.Random, people: list[Person], days: int) -> tuple[Leave, ...]:
    first = rng.randrange(-2, days)
    return (Leave(rng.choice(people[:4]).person_id, day(first), day(first + rng.randint(0, 1))),)


def _requests(rng: random.Random, problem: ReliefProblem, days: int) -> tuple[Request, ...]:
    open_days = {c.day for c in problem.calendar if c.kind != "closed"}
    requests = []
    for n in range(rng.randint(0, 4)):
        person = rng.choice(problem.people[:4])
        options = []
        for _ in range(rng.randint(1, 2)):
            first = rng.randrange(days)
            span = (day(first), day(min(days - 1, first + rng.randint(0, 2))))
            dates = [span[0] + timedelta(days=i) for i in range((span[1] - span[0]).days + 1)]
            if any(d in open_days and person.pattern[d.weekday()] for d in dates):
                options.append(span)
        if options:
            requests.append(Request(f"R{n}", person.person_id, "planned", rng.random() < 0.3, tuple(options)))
    return tuple(requests)

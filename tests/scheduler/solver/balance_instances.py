"""Small caseloads for the tests: made by hand, or from a seed."""

import random
from collections.abc import Sequence

from scheduler.solver.balance_check import Facts
from scheduler.solver.balance_eligibility import build_problem
from scheduler.solver.balance_problem import BalanceCase, BalanceOfficer, BalanceProblem


def officer(name: str, communities: str, hours: float, languages: str = "", *, icm: bool = False) -> BalanceOfficer:
    """`officer("ana", "tulita deline", 100, "scs")`."""
    return BalanceOfficer(name, tuple(communities.split()), hours, tuple(languages.split()), icm)


def some_cases(
    count: int, community: str, hours: float, current: str = "", *, start: int = 0, weight: float = 1.0
) -> list[BalanceCase]:
    return [
        BalanceCase(f"{community}-{start + n}", community, hours, weight, current_officer=current) for n in range(count)
    ]


def random_territory(
    seed: int, *, officers: int = 4, cases: int = 18, load: float = 1.0
) -> tuple[list[BalanceCase], list[BalanceOfficer]]:
    """A few communities, two languages, an ICM post; every case can be held by somebody."""
    dice = random.Random(seed)
    places = ["inuvik", "aklavik", "tulita"]
    people = [
        officer(
            f"o{j}",
            " ".join(dice.sample(places, dice.randint(1, 3))),
            1.0,
            dice.choice(["", "gwi"]),
            icm=dice.random() < 0.4,
        )
        for j in range(officers)
    ]
    people[0] = officer("o0", " ".join(places), 1.0, "gwi", icm=True)
    rows = []
    for i in range(cases):
        place, language, icm = dice.choice(places), dice.choice(["en", "en", "en", "gwi"]), dice.random() < 0.1
        able = [
            person.officer_id
            for person in people
            if place in person.communities
            and (language == "en" or language in person.languages)
            and (person.icm or not icm)
        ]
        rows.append(
            BalanceCase(
                f"c{i}",
                place,
                round(dice.uniform(0.5, 5), 2),
                round(dice.uniform(0.5, 3), 2),
                language,
                icm,
                dice.choice([*able, able[0], ""]),
            )
        )
    total = sum(case.hours for case in rows)
    shares = [dice.uniform(0.5, 1.5) for _ in people]
    people = [
        BalanceOfficer(
            person.officer_id,
            person.communities,
            round(total / load * share / sum(shares), 2),
            person.languages,
            person.icm,
        )
        for person, share in zip(people, shares, strict=True)
    ]
    return rows, people


def random_problem(seed: int, *, officers: int = 4, cases: int = 18, load: float = 1.0) -> BalanceProblem:
    return build_problem(*random_territory(seed, officers=officers, cases=cases, load=load))


def facts_of(
    cases: Sequence[BalanceCase],
    officers: Sequence[BalanceOfficer],
    barred: Sequence[tuple[str, str]] = (),
    only: dict[str, str] | None = None,
) -> Facts:
    return Facts(
        [case.case_id for case in cases],
        [case.community for case in cases],
        [case.language for case in cases],
        [case.icm for case in cases],
        [case.hours for case in cases],
        [case.weight for case in cases],
        [case.current_officer for case in cases],
        [person.officer_id for person in officers],
        [person.communities for person in officers],
        [person.languages for person in officers],
        [person.icm for person in officers],
        [person.capacity_hours for person in officers],
        barred,
        only,
    )

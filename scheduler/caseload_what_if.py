"""What if somebody served one community more, or spoke one language more: answered at once, from the present facts."""

from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from scheduler.caseload_problem import parts_of
from workload.codes import person_code, person_id
from workload.records.balance_facts import gather_balance


@dataclass(frozen=True)
class WhatIf:
    """Loads by person (before, after) as shares of the hours there, and hours a month that nobody has time for.

    Hours are divided here as if cases could be; a plan of whole cases comes close to it.
    """

    people: dict[int, tuple[float, float]]
    overload_before: float
    overload_after: float
    heaviest_before: float
    heaviest_after: float


def what_if_served(
    session: Session, today: date, region_id: str, person: int, *, community: str = "", language: str = ""
) -> WhatIf | None:
    """The fairest loads there could be if the person served or spoke one more; None when not in the region's plan."""
    from scheduler.solver.balance_what_if import what_if

    facts = gather_balance(session, today, region_id=region_id)
    cases, officers = parts_of(facts)
    one = next((officer for officer in officers if officer.officer_id == person_code(person)), None)
    if one is None:
        return None
    changed = replace(
        one,
        communities=one.communities if not community else (*one.communities, community),
        languages=one.languages if not language else (*one.languages, language),
    )
    effect = what_if(cases, officers, changed, conflicts=facts.conflicts)
    return WhatIf(
        {person_id(name): (before or 0.0, after) for name, (before, after) in effect.officers.items()},
        effect.overload_before,
        effect.overload_after,
        effect.highest_before,
        effect.highest_after,
    )

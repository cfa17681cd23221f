"""The territory cut where nobody connects it: parts that share no coverer are solved one by one, exactly."""

from collections.abc import Sequence
from dataclasses import replace

from scheduler.solver.relief_fit import components
from scheduler.solver.relief_layout import Layout
from scheduler.solver.year_problem import YearProblem


def parts_of(year: YearProblem, layout: Layout) -> list[YearProblem]:
    """One problem for each set of offices that a chain of coverers connects; people go with their office."""
    component = components(layout)
    return [
        part_with(year, [office.office_id for office, c in zip(layout.offices, component, strict=True) if c == number])
        for number in dict.fromkeys(component)
    ]


def part_with(year: YearProblem, offices: Sequence[str], *, entitled: Sequence[str] | None = None) -> YearProblem:
    """The offices with their people; with `entitled` only these take leave beyond what stands."""
    inside = set(offices)
    relief = year.relief
    people = {p.person_id for p in relief.people if p.office_id in inside}
    return replace(
        year,
        relief=replace(
            relief,
            offices=tuple(o for o in relief.offices if o.office_id in inside),
            people=tuple(p for p in relief.people if p.person_id in people),
            cover=tuple(c for c in relief.cover if c.person_id in people and c.office_id in inside),
            approved=tuple(a for a in relief.approved if a.person_id in people),
            requests=tuple(r for r in relief.requests if r.person_id in people),
            removed=frozenset(r for r in relief.removed if r[0] in people),
        ),
        entitlements=tuple(
            e for e in year.entitlements if e.person_id in people and (entitled is None or e.person_id in entitled)
        ),
    )

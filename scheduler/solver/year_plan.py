"""From a year as found to one that can be read: blocks, names for extra relievers, no cover that nobody needs."""

from collections import defaultdict
from datetime import date

from scheduler.solver.relief_check import RuleBroken
from scheduler.solver.relief_problem import Assignment
from scheduler.solver.year_check import blocks_of, check_year, measure_year
from scheduler.solver.year_needed import needed_cover
from scheduler.solver.year_point import Draft
from scheduler.solver.year_problem import Block, YearPlan, YearProblem


def plan_of(year: YearProblem, draft: Draft, relievers: int) -> YearPlan:
    """The plan, checked in plain arithmetic. Raises RuleBroken when it breaks a rule."""
    blocks: list[Block] = []
    for row in year.entitlements:
        blocks += blocks_of(year, row.person_id, set(draft.leave.get(row.person_id, ())))
    assignments = needed_cover(year, blocks, [*draft.cover, *named(year, draft, relievers)], relievers)
    broken = check_year(year, blocks, assignments, relievers)
    if broken:
        raise RuleBroken(broken)
    measures = measure_year(year, blocks, assignments, relievers)
    return YearPlan(tuple(blocks), tuple(assignments), measures.below_band, draft.wishes)


def named(year: YearProblem, draft: Draft, relievers: int) -> list[Assignment]:
    """Extra relievers by name: whoever was at an office the day before stays, so that few journeys are made."""
    least = {office.office_id: max(1, office.min_quarters) for office in year.relief.offices}
    wanted: dict[date, set[str]] = defaultdict(set)
    for day, office in draft.extra:
        wanted[day].add(office)
    place: dict[int, str] = {}
    found = []
    for day in sorted(wanted):
        staying: dict[int, str] = {}
        for n, office in place.items():
            if office in wanted[day]:
                staying[n] = office
        free = [n for n in range(1, relievers + 1) if n not in staying]
        for office in sorted(wanted[day] - set(staying.values())):
            staying[free.pop(0)] = office
        place = staying
        found += [Assignment(day, office, f"extra-{n}", "site", least[office]) for n, office in sorted(place.items())]
    return found

"""A first plan for a large territory: leave granted one request after the other, in the order that people are owed it.

Each grant arranges anew only the cover of its own part in its own weeks, which takes milliseconds; what is granted
stays. The stages then improve on this plan, so nothing here needs to be best, only sound.
"""

from collections.abc import Sequence
from typing import Any

from scheduler.solver.relief_fit import away_with, weeks_around
from scheduler.solver.relief_layout import Choice, Layout
from scheduler.solver.relief_model import PlanModel
from scheduler.solver.relief_parts import Part, Territory, Working
from scheduler.solver.relief_scope import Scope, Step
from scheduler.solver.run_model import Clock

TRY_SECONDS = 0.5
"""The most that one option of one request may take."""


def grant_one_by_one(territory: Territory, clock: Clock) -> None:
    """Refused before first, then everyone's first leave, then the rest; longer service first, options in order."""
    layout = territory.layout
    part_of = {o: part for part in territory.parts for o in part.offices}
    options: dict[int, list[Choice]] = {}
    for choice in layout.choices:
        options.setdefault(choice.r, []).append(choice)
    granted = [c for c in layout.choices if (c.r, c.option) in territory.plan.granted]
    for r in _in_order(layout, options):
        if clock.left <= 0:
            return
        if any(c.r == r for c in granted):
            continue
        for choice in options[r]:
            if any(choice.overlaps(c) for c in granted):
                continue
            if _grant(territory, part_of[layout.home[choice.e]], choice, granted, clock):
                granted.append(choice)
                break


def _in_order(layout: Layout, options: dict[int, list[Choice]]) -> list[int]:
    requests, people = layout.problem.requests, layout.people
    ranked = sorted(options, key=lambda r: (not requests[r].refused_before, -people[options[r][0].e].service_years))
    seen: set[int] = set()
    first: list[int] = []
    rest: list[int] = []
    for r in ranked:
        e = options[r][0].e
        (first if requests[r].refused_before or e not in seen else rest).append(r)
        seen.add(e)
    return first + rest


def _grant(territory: Territory, part: Part, choice: Choice, granted: Sequence[Choice], clock: Clock) -> bool:
    """Grant this option if the part's cover in its weeks can be arranged so that no breach is added."""
    layout, inside = territory.layout, set(part.offices)
    free = weeks_around(layout, choice.days)
    before = away_with(layout, granted)
    pinned = {
        step: quarters
        for step, quarters in territory.plan.cover.items()
        if step[1] not in free or layout.ways[step[0]].o not in inside
    }
    if any(layout.ways[n].k == choice.e and d in choice.days for n, d in pinned):
        return False
    allowed = breaches_near(layout, territory.plan.cover, before, part.offices, free)
    scope = Scope(away_with(layout, [*granted, choice]), offices=part.offices, pinned=pinned, free=free)
    pm = PlanModel(layout, scope)
    pm.model.linear(pm.breach_terms, 0, allowed)
    pm.model.minimise([(y, 1) for step, y in pm.y.items() if step not in pinned])
    pm.model.hint(pm.values_of((), territory.plan.cover))
    quick: dict[str, Any] = {"stop_after_first_solution": True, "cp_model_probing_level": 0, "symmetry_level": 0}
    outcome = pm.model.solve(clock.part(TRY_SECONDS), workers=1, seed=territory.settings.seed, **quick)
    if not outcome.found:
        return False
    territory.plan = Working(territory.plan.granted | {(choice.r, choice.option)}, pm.cover(outcome.values))
    return True


def breaches_near(
    layout: Layout, cover: dict[Step, int], away: Sequence[frozenset[int]], offices: Sequence[int], free: range
) -> int:
    """Breaches of these offices that the days `free` and their neighbours take part in, as a model of them counts."""
    days = range(max(0, free.start - 1), min(len(layout.dates), free.stop + 1))
    hours: dict[tuple[int, int], int] = {}
    lent: set[tuple[int, int]] = set()
    for (n, d), quarters in cover.items():
        if d in days:
            way = layout.ways[n]
            hours[way.o, d] = hours.get((way.o, d), 0) + quarters
            if way.mode == "site":
                lent.add((way.k, d))
    total = 0
    for o in offices:
        if not layout.has_cso[o]:
            continue
        unserved_before = False
        for d in days:
            at_desk = any(layout.pattern[e][d] and d not in away[e] and (e, d) not in lent for e in layout.servers[o])
            unserved = not at_desk and hours.get((o, d), 0) < layout.offices[o].min_quarters
            total += (layout.delivery[d] + unserved_before) if unserved else 0
            unserved_before = unserved
    return total

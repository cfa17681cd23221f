"""Which days of a year an office is unserved, as rules of a model (rule g)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from scheduler.solver.relief_layout import Layout
from scheduler.solver.relief_scope import Place, Step
from scheduler.solver.run_model import Model, Term
from scheduler.solver.year_cover import YearCover


def breaches_of_year(model: Model, layout: Layout, off: Mapping[tuple[int, int], int], cover: YearCover) -> list[Term]:
    """Booleans whose sum is the breaches: an unserved delivery day is one, and so are two unserved days running."""
    at: dict[Place, list[Step]] = defaultdict(list)
    gone = {person_day: [variable] for person_day, variable in off.items()}
    for number, d in cover.y:
        way = layout.ways[number]
        at[way.o, d].append((number, d))
        if way.mode == "site":
            gone.setdefault((way.k, d), []).append(cover.y[number, d])
    breaches: list[Term] = []
    for o in (o for o, has_cso in enumerate(layout.has_cso) if has_cso):
        unserved: dict[int, int] = {}
        for d in range(len(layout.dates)):
            there = [gone.get((e, d), []) for e in layout.servers[o] if layout.at_work(e, d)]
            if all(there):
                unserved[d] = _unserved(model, layout, (o, d), at[o, d], there, cover)
        for d, variable in unserved.items():
            breaches += _breaches_of_day(model, variable, unserved.get(d - 1), delivery=layout.delivery[d])
    return breaches


def _unserved(
    model: Model,
    layout: Layout,
    place: Place,
    steps: Sequence[Step],
    there: Sequence[Sequence[int]],
    cover: YearCover,
) -> int:
    """Holds unless one of those `there` (each with what takes them away) stays, or cover reaches the minimum."""
    unserved = model.boolean()
    terms: list[Term] = [(unserved, 1)]
    terms += [(cover.y[step], 1) for step in steps if step not in cover.z]
    scarce = [(cover.z[step], 1) for step in steps if step in cover.z]
    if scarce:
        covered = model.boolean()
        model.linear([*scarce, (covered, -layout.offices[place[0]].min_quarters)], 0, None)
        terms.append((covered, 1))
    if place in cover.pool:
        terms.append((cover.pool[place], 1))
    terms += [(variable, -1) for gone in there for variable in gone]
    model.linear(terms, 1 - len(there), None)
    return unserved


def _breaches_of_day(model: Model, unserved: int, before: int | None, *, delivery: bool) -> list[Term]:
    breaches: list[Term] = [(unserved, 1)] if delivery else []
    if before is not None:
        breach = model.boolean()
        model.at_least_one([-before - 1, -unserved - 1, breach])
        breaches.append((breach, 1))
    return breaches

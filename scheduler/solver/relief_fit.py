"""Does a given set of leave fit, with cover arranged anew and no breach more? The question behind every explanation."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from scheduler.solver.relief_check import Plan, check_plan, count_breaches, days_served_by
from scheduler.solver.relief_layout import Choice, Layout
from scheduler.solver.relief_model import PlanModel
from scheduler.solver.relief_problem import Change, Leave
from scheduler.solver.relief_scope import Scope, Step
from scheduler.solver.run_model import Clock

LARGEST_PART = 14
"""Offices in a part; a larger region is cut."""

LARGEST_SCOPE = 24
"""Offices whose cover is arranged anew to explain one refusal; in a larger territory, those of the region."""


@dataclass(frozen=True)
class Decided:
    """A plan as it was decided: granted (request, option) of planned requests, cover, and where service fails."""

    granted: frozenset[tuple[int, int]]
    cover: dict[Step, int]
    unserved: frozenset[tuple[int, int]]
    """(office, day) of offices with a CSO that the plan leaves unserved."""


class Ground:
    """The layout with a decided plan on it: who is away, which parts of the territory hang together."""

    def __init__(self, layout: Layout, decided: Decided) -> None:
        self.layout, self.decided = layout, decided
        self.taken = [c for c in layout.choices if (c.r, c.option) in decided.granted]
        self.away = away_with(layout, self.taken)
        self.component = components(layout)

    def scope_of(self, e: int, days: frozenset[int] = frozenset(), *, alone: bool = False) -> Scope:
        """Person e away on these days too, and all people and offices that can matter; in a large territory the region.

        `alone` asks what is possible beside standing leave only, so the cover that was decided elsewhere is not there.
        """
        layout, home = self.layout, self.layout.home[e]
        away = with_days(layout.standing if alone else self.away, e, days)
        connected = [o for o, c in enumerate(self.component) if c == self.component[home]]
        if len(connected) <= LARGEST_SCOPE:
            inside = set(connected)
            return Scope(away, people=[k for k, o in enumerate(layout.home) if o in inside], offices=connected)
        offices = next(part for part in regions(layout) if home in part)
        inside = set(offices)
        pinned = {step: q for step, q in self.decided.cover.items() if layout.ways[step[0]].o not in inside}
        return Scope(away, offices=offices, pinned=None if alone else pinned)

    def breaches_in(self, offices: Iterable[int] | None) -> int:
        inside = set(range(len(self.layout.offices)) if offices is None else offices)
        return sum(
            self.layout.delivery[d] + ((o, d - 1) in self.decided.unserved)
            for o, d in self.decided.unserved
            if o in inside
        )

    def stands(self, choice: Choice, scope: Scope, cover: Mapping[Step, int], changes: Sequence[Change] = ()) -> bool:
        """Plain arithmetic: does this cover of the scope's offices keep every rule and cause no breach more?"""
        layout, inside = self.layout, set(scope.offices or ())
        problem = layout.problem
        leave = tuple(Leave(layout.people[c.e].person_id, c.first, c.last) for c in [*self.taken, choice])
        protected = tuple(r for r in problem.requests if r.kind == "protected")
        after = replace(problem, approved=problem.approved + leave, requests=protected)
        granted = {r.request_id: 1 for r in protected}
        elsewhere = {step: q for step, q in self.decided.cover.items() if layout.ways[step[0]].o not in inside}
        assignments = layout.assignments({**elsewhere, **cover})
        breaches = count_breaches(Plan(after, granted, assignments), days_served_by(changes))
        return breaches <= self.breaches_in(None) and not check_plan(after, granted, assignments, changes)

    def own_spans(self, e: int) -> list[tuple[date, date]]:
        """Leave of this person that stands or is granted."""
        return self.layout.standing_spans[e] + [(c.first, c.last) for c in self.taken if c.e == e]

    def fits(self, choice: Choice, clock: Clock, *, alone: bool = False) -> bool | None:
        """Can the choice be granted? With every decision kept, or `alone` beside leave that stands. None: not known."""
        scope = self.scope_of(choice.e, choice.days, alone=alone)
        for window in (weeks_around(self.layout, choice.days), None):
            if clock.left <= 0:
                return None
            if window is not None and scope.pinned is not None:
                continue  # pinned cover reaches over any window
            pm = PlanModel(self.layout, replace(scope, window=window))
            pm.model.linear(pm.breach_terms, 0, self.breaches_in(scope.offices))
            pm.model.hint(pm.values_of((), self.decided.cover))
            outcome = pm.model.solve(clock)
            if outcome.status == "infeasible":
                return False
            if outcome.status == "unknown":
                return None
        return True


def weeks_around(layout: Layout, days: Iterable[int]) -> range:
    """The day indices of the calendar weeks that these days touch."""
    inside = sorted(days)
    if not inside:
        return range(0)
    return range(layout.week_days[layout.week[inside[0]]][0], layout.week_days[layout.week[inside[-1]]][-1] + 1)


def away_with(layout: Layout, taken: Iterable[Choice]) -> list[frozenset[int]]:
    away = list(layout.standing)
    for choice in taken:
        away[choice.e] = away[choice.e] | choice.days
    return away


def with_days(away: Sequence[frozenset[int]], e: int, days: frozenset[int]) -> list[frozenset[int]]:
    result = list(away)
    result[e] = result[e] | days
    return result


def components(layout: Layout) -> list[int]:
    """A number for each office; offices share it when some coverer, or a chain of coverers, connects them."""
    parent = list(range(len(layout.offices)))

    def root(o: int) -> int:
        while parent[o] != o:
            parent[o] = parent[parent[o]]
            o = parent[o]
        return o

    for way in layout.ways:
        parent[root(layout.home[way.k])] = root(way.o)
    return [root(o) for o in range(len(parent))]


def choice_for(layout: Layout, r: int, first: date, last: date, option: int = 0) -> Choice:
    """Any span of dates as a choice of request `r`."""
    e = layout.person_of[layout.problem.requests[r].person_id]
    return Choice(r, option, e, first, last, frozenset(layout.days_between(first, last)))


def regions(layout: Layout) -> list[list[int]]:
    """Offices by region, apart where nobody connects them, and cut where a part would grow too large."""
    component = components(layout)
    groups: dict[tuple[str, int], list[int]] = defaultdict(list)
    for o, office in enumerate(layout.offices):
        groups[office.region, component[o]].append(o)
    parts = []
    for group in groups.values():
        pieces = -(-len(group) // LARGEST_PART)
        size = -(-len(group) // pieces)
        parts += [group[i : i + size] for i in range(0, len(group), size)]
    return parts

"""The ten objectives as terms to minimise on one model, in whole units, and what a unit is worth."""

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from math import lcm

from scheduler.solver.relief_layout import Choice, Layout
from scheduler.solver.relief_model import PlanModel
from scheduler.solver.run_model import Term

MOST = {"refused_before", "granted", "service"}
"""Stages whose value is to be as large as possible; all others as small as possible."""

OF_DECISIONS = ("refused_before", "left_with_nothing", "granted", "service", "options")
"""Stages 2 to 6, which look at decisions only."""


class Units:
    """What one unit of an objective's terms is worth, and what protected leave adds to the value."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        people, requests = layout.people, layout.problem.requests
        protected = [r for r in requests if r.kind == "protected"]
        years = [people[c.e].service_years for c in layout.choices]
        self.service_scale = lcm(1, *(y.denominator for y in years))
        asked = {r.person_id for r in requests if r.kind == "planned"}
        self.base = {
            "refused_before": Fraction(sum(r.refused_before for r in protected)),
            "left_with_nothing": Fraction(len(asked) - len({c.e for c in layout.choices})),
            "granted": Fraction(len(protected)),
            "service": sum((people[layout.person_of[r.person_id]].service_years for r in protected), Fraction(0)),
        }
        self.unit = {
            "service": Fraction(1, self.service_scale),
            "unmet": Fraction(1, 4 * layout.share_scale),
            "travel": Fraction(1, 4),
        }

    def value(self, name: str, units: int) -> Fraction:
        """What a sum of terms means; terms are minimised, so the stages in MOST carry a minus."""
        if name == "worst_cover_share":
            return self.levels[max(0, units)]
        sign = -1 if name in MOST else 1
        return self.base.get(name, Fraction(0)) + sign * units * self.unit.get(name, Fraction(1))

    def units(self, name: str, value: Fraction) -> int:
        if name == "worst_cover_share":
            return self.levels.index(value)
        sign = -1 if name in MOST else 1
        units = (value - self.base.get(name, Fraction(0))) / self.unit.get(name, Fraction(1)) * sign
        assert units.denominator == 1, name
        return int(units)

    @cached_property
    def levels(self) -> list[Fraction]:
        """Every value the highest cover share can take, from what nobody can go below."""
        counted = [p for p in self.layout.people if p.max_cover_days > 0]
        floor = max((Fraction(p.past_cover_days, p.max_cover_days) for p in counted), default=Fraction(0))
        shares = {floor}
        for k in {way.k for way in self.layout.ways}:
            p = self.layout.people[k]
            if p.max_cover_days:
                most = min(p.max_cover_days, len(self.layout.dates))
                shares |= {Fraction(p.past_cover_days + n, p.max_cover_days) for n in range(most + 1)}
        return sorted(share for share in shares if share >= floor)


class Objectives:
    """Terms by name on one model. Makes the few variables that stages 3 and 8 need, and fills in their values."""

    def __init__(self, plan_model: PlanModel, units: Units) -> None:
        self.plan_model, self.units = plan_model, units
        self.layout = plan_model.layout
        self.nothing: list[tuple[int, list[int]]] = []
        self.steps: list[int] = []
        pm, requests = plan_model, plan_model.layout.problem.requests
        picked = list(zip(pm.x, pm.choices, strict=True))
        self.given: list[tuple[int, list[int]]] = []
        given = [(g, requests[c.r], self.layout.people[c.e].service_years) for g, c in self._granted()]
        self.terms: dict[str, list[Term]] = {
            "breaches": pm.breach_terms,
            "refused_before": [(g, -1) for g, request, _ in given if request.refused_before],
            "left_with_nothing": self._left_with_nothing(),
            "granted": [(g, -1) for g, _, _ in given],
            "service": [(g, -int(years * units.service_scale)) for g, _, years in given],
            "options": [(x, c.option - 1) for x, c in picked if c.option > 1],
            "unmet": [(variable, 1) for variable in pm.u.values()],
            "cover_days": [(y, 1) for step, y in pm.y.items() if step not in pm.pinned],
            "travel": [(t, self.layout.ways[n].travel) for (n, d), t in pm.t.items() if (n, d) not in pm.pinned],
        }

    def _granted(self) -> list[tuple[int, Choice]]:
        """A Boolean for each request that some option of it is granted: a tighter sum than that of all options."""
        by_request: dict[int, list[tuple[int, Choice]]] = defaultdict(list)
        for x, choice in zip(self.plan_model.x, self.plan_model.choices, strict=True):
            by_request[choice.r].append((x, choice))
        found = []
        for options in by_request.values():
            if len(options) == 1:
                found.append(options[0])
                continue
            xs = [x for x, _ in options]
            granted = self.plan_model.model.boolean()
            self.plan_model.model.linear([(granted, -1), *((x, 1) for x in xs)], 0, 0)
            self.given.append((granted, xs))
            found.append((granted, options[0][1]))
        return found

    def _left_with_nothing(self) -> list[Term]:
        by_person: dict[int, list[int]] = defaultdict(list)
        for x, choice in zip(self.plan_model.x, self.plan_model.choices, strict=True):
            by_person[choice.e].append(x)
        for xs in by_person.values():
            nothing = self.plan_model.model.boolean()
            self.plan_model.model.at_least_one([nothing, *xs])
            self.nothing.append((nothing, xs))
        return [(nothing, 1) for nothing, _ in self.nothing]

    def all_decisions(self) -> list[Term] | None:
        """Stages 2 to 6 in one sum, each outweighing all after it; None when the weights would grow too large."""
        weight, merged = 1, dict[int, int]()
        for name in reversed(OF_DECISIONS):
            for variable, coefficient in self.terms[name]:
                merged[variable] = merged.get(variable, 0) + coefficient * weight
            weight *= 1 + sum(abs(coefficient) for _, coefficient in self.terms[name])
        return list(merged.items()) if weight < 1 << 52 else None

    def add_levels(self, highest: int) -> None:
        """Variables that pick the highest cover share allowed, up to this level."""
        pm, model, levels = self.plan_model, self.plan_model.model, self.units.levels[: highest + 1]
        self.steps = [model.boolean() for _ in levels[1:]]
        for lower, higher in pairwise(self.steps):
            model.linear([(lower, 1), (higher, -1)], 0, None)
        for k, variables in pm.cover_days_of.items():
            allowed = [self._allowed(k, level) for level in levels]
            terms: list[Term] = [(v, 1) for v in variables]
            terms += [(b, before - after) for b, (before, after) in zip(self.steps, pairwise(allowed), strict=True)]
            model.linear(terms, None, allowed[0])
        self.terms["worst_cover_share"] = [(b, 1) for b in self.steps]

    def _allowed(self, k: int, level: Fraction) -> int:
        person = self.layout.people[k]
        most = min(person.max_cover_days, len(self.layout.dates))
        return min(most, int(level * person.max_cover_days) - person.past_cover_days)

    def complete(self, values: list[int]) -> list[int]:
        """Fill in the values of the variables made here."""
        values += [0] * (self.plan_model.model.count - len(values))
        for granted, xs in self.given:
            values[granted] = int(any(values[x] for x in xs))
        for nothing, xs in self.nothing:
            values[nothing] = int(not any(values[x] for x in xs))
        if self.steps:
            worst = self._worst(values)
            for level, b in zip(self.units.levels, self.steps, strict=False):
                values[b] = int(level < worst)
        return values

    def _worst(self, values: Sequence[int]) -> Fraction:
        people = self.layout.people
        return max(
            (
                Fraction(people[k].past_cover_days + sum(values[v] for v in variables), people[k].max_cover_days)
                for k, variables in self.plan_model.cover_days_of.items()
            ),
            default=Fraction(0),
        )

    def count(self, name: str, values: Sequence[int]) -> int:
        return sum(values[variable] * coefficient for variable, coefficient in self.terms[name])

"""Leave and cover as one integer model: each rule of the command's contract is one method.

Hours are quarter-hours. A model may hold planned leave as choices, or none when every decision is fixed.
Two depths: for the early stages only cover that can make a day served; with `unmet` also urgent hours.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from scheduler.solver.relief_cover import CoverModel
from scheduler.solver.relief_layout import Layout
from scheduler.solver.relief_scope import Detail, Place, Scope, Step
from scheduler.solver.run_model import Term


class PlanModel(CoverModel):
    """The whole model: x a granted choice, y a covered day, z its hours, t a charged journey, un an unserved day."""

    def __init__(self, layout: Layout, scope: Scope) -> None:
        super().__init__(layout, scope)
        self.un: dict[Place, int] = {}
        self.breach_terms: list[Term] = []
        self.breach_of: list[tuple[int, int, int]] = []
        self.covered: dict[Place, int] = {}
        self.present: dict[Place, list[tuple[int, list[int]]]] = defaultdict(list)
        self.u: dict[Place, int] = {}
        self.served_or_breach()
        if scope.unmet:
            self.urgent_hours()

    # --- service ---------------------------------------------------------------------------------------

    def served_or_breach(self) -> None:
        """Rule g: an unserved delivery day is a breach, and so are two consecutive unserved days."""
        at: dict[Place, list[Step]] = defaultdict(list)
        for number, d in self.y:
            at[self.layout.ways[number].o, d].append((number, d))
        self.at = at
        for o in self.offices:
            for d in self.risk[o]:
                self.un[o, d] = self._unserved(o, d, at[o, d])
            for d in self.risk[o]:
                self.breaches_of_day(o, d)

    def breaches_of_day(self, o: int, d: int) -> None:
        unserved, before = self.un[o, d], self.un.get((o, d - 1))
        if self.layout.delivery[d]:
            self.breach_terms.append((unserved, 1))
        if before is not None:
            breach = self.model.boolean()
            self.model.at_least_one([-before - 1, -unserved - 1, breach])
            self.breach_terms.append((breach, 1))
            self.breach_of.append((breach, before, unserved))

    def _unserved(self, o: int, d: int, steps: Sequence[Step]) -> int:
        """A Boolean that must hold unless somebody is at the own desk or cover reaches the minimum."""
        unserved = self.model.boolean()
        also = self.also_served(o, d)
        least = self.layout.offices[o].min_quarters
        ways_out = [unserved, *also]
        if sum(self.cap[step] for step in steps) >= least:
            covered = self.model.boolean()
            self.model.linear([*((self.z[step], 1) for step in steps), (covered, -least)], 0, None)
            ways_out.append(covered)
            self.covered[o, d] = covered
        for e in self.layout.servers[o]:
            if self.working(e, d):
                gone = self.off.get((e, d), []) + self._lent(e, d)
                present = self.model.boolean()
                self.model.at_most([present, *gone])
                ways_out.append(present)
                self.present[o, d].append((present, gone))
        self.model.at_least_one(ways_out)
        return unserved

    def _lent(self, e: int, d: int) -> list[int]:
        if self.scope.detail == Detail.relaxed:
            return []
        return [
            self.y[number, d]
            for number in self.layout.ways_of[e]
            if self.layout.ways[number].mode == "site" and (number, d) in self.y
        ]

    def urgent_hours(self) -> None:
        """Urgent hours of absent people that cover does not reach, in quarter-hours times the share scale."""
        scale = self.layout.share_scale
        for (o, d), (fixed, terms) in self.need.items():
            short = self.model.integer(0, fixed + self._most_due(o, d))
            cover = [(self.z[step], scale) for step in self.at.get((o, d), ())]
            lost = [(variable, -amount) for variable, amount in terms]
            self.model.linear([(short, 1), *cover, *lost], fixed, None)
            self.u[o, d] = short

    def high(self, variable: int) -> int:
        """The largest value of a variable."""
        return int(self.model.proto.variables[variable].domain[-1])

    # --- from a plan to values and back ----------------------------------------------------------------------------

    def values_of(self, granted: Iterable[tuple[int, int]], cover: Mapping[Step, int]) -> list[int]:
        """The value of every variable under a plan: granted (request, option) and quarter-hours by step."""
        values = [0] * self.model.count
        chosen = set(granted)
        for choice, variable in zip(self.choices, self.x, strict=True):
            values[variable] = int((choice.r, choice.option) in chosen)
        for step, quarters in cover.items():
            if step in self.y:
                values[self.y[step]] = 1
                if self.z[step] != self.y[step]:
                    values[self.z[step]] = self.just.get(step, min(quarters, self.cap[step]))
        for (number, d), journey in self.t.items():
            if journey != self.y[number, d]:
                values[journey] = int(values[self.y[number, d]] > values[self.y[number, d - 1]])
        for variable, days in self.covers_week:
            values[variable] = max(values[day] for day in days)
        for place, variable in self.un.items():
            covered = sum(values[self.z[step]] for step in self.at.get(place, ()))
            reached = place in self.covered and covered >= self.layout.offices[place[0]].min_quarters
            if reached:
                values[self.covered[place]] = 1
            for present, gone in self.present[place]:
                values[present] = int(not any(values[v] for v in gone))
            values[variable] = int(not reached and not any(values[p] for p, _ in self.present[place]))
        for breach, one, other in self.breach_of:
            values[breach] = values[one] * values[other]
        for place, variable in self.u.items():
            fixed, terms = self.need[place]
            due = fixed + sum(values[v] * amount for v, amount in terms)
            covered = sum(values[self.z[step]] for step in self.at.get(place, ()))
            values[variable] = max(0, due - covered * self.layout.share_scale)
        return values

    def cover(self, values: Sequence[int]) -> dict[Step, int]:
        return {step: values[self.z[step]] for step, variable in self.y.items() if values[variable]}

    def granted(self, values: Sequence[int]) -> set[tuple[int, int]]:
        """The granted (request, option) pairs."""
        return {(c.r, c.option) for c, variable in zip(self.choices, self.x, strict=True) if values[variable]}

"""The territory in parts that share few coverers: what a part could reach alone, and its place in the plan.

*Alone* a part has every coverer all to itself: no plan of the territory can do better there, which gives bounds.
*In place* it is solved with the leave and cover of all other parts pinned, which keeps the plan sound.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from scheduler.solver.relief_fit import away_with, regions
from scheduler.solver.relief_layout import Layout
from scheduler.solver.relief_model import PlanModel
from scheduler.solver.relief_objectives import OF_DECISIONS, Objectives, Units
from scheduler.solver.relief_scope import Detail, Scope, Step
from scheduler.solver.run_model import FAR, Clock, Outcome, Term

TIDY_SECONDS = 0.4
"""How long unneeded cover is looked for after an early stage; it is not proven to be all."""


@dataclass
class Working:
    """The plan in hand: granted (request, option) of planned requests, and cover by step."""

    granted: set[tuple[int, int]] = field(default_factory=set)
    cover: dict[Step, int] = field(default_factory=dict)


@dataclass
class Settings:
    workers: int = 2
    seed: int = 1


class Part:
    """Some offices with the choices of their people. `bound` is in units of terms to minimise, by stage name."""

    def __init__(self, layout: Layout, offices: Iterable[int]) -> None:
        self.offices = sorted(offices)
        inside = set(self.offices)
        self.choices = [c for c in layout.choices if layout.home[c.e] in inside]
        self.bound: dict[str, int] = {}
        self.held: dict[str, int] = {}
        self.exact: set[str] = set()
        self.alone: Objectives | None = None
        self.offer: Working | None = None


class Territory:
    """A layout with the plan in hand and the two ways of solving a part of it."""

    def __init__(self, layout: Layout, settings: Settings) -> None:
        self.layout, self.settings = layout, settings
        self.units = Units(layout)
        self.plan = Working()
        self.parts = [Part(layout, offices) for offices in regions(layout)]
        self.whole = Part(layout, range(len(layout.offices)))
        self.kept: list[str] = []
        """Stages that are decided: the plan may not become worse in them."""
        self.deciding = False
        self.late = False
        self.level = 0
        """Index of the highest cover share allowed, once stage 8 is kept."""

    # --- alone -----------------------------------------------------------------------------------------

    def model_alone(self, part: Part) -> Objectives:
        if part.alone is None:
            scope = Scope(
                self.layout.standing,
                part.choices if self.deciding else (),
                unmet=self.late,
                offices=part.offices,
                detail=Detail.relaxed,
            )
            part.alone = Objectives(PlanModel(self.layout, scope), self.units)
            for name, limit in part.held.items():
                part.alone.plan_model.model.linear(part.alone.terms[name], None, limit)
            if "worst_cover_share" in self.kept:
                part.alone.add_levels(self.level)
        return part.alone

    def bound_alone(self, part: Part, name: str, clock: Clock) -> None:
        """Set `part.bound[name]` to what no plan can go below there, given what is held."""
        if name in part.bound:
            return
        if clock.left <= 0:
            part.bound[name] = -FAR
            return
        objectives = self.model_alone(part)
        if name == "worst_cover_share":
            objectives.add_levels(self.level)
        together = None
        if name == OF_DECISIONS[0] and part.choices and part is not self.whole:
            together = objectives.all_decisions()
        if together is not None:
            outcome = self.solve(objectives, together, clock.part(clock.left / 2), self.plan)
            if outcome.status == "optimal":
                part.bound |= {each: objectives.count(each, outcome.values) for each in OF_DECISIONS}
                part.offer = _plan_of(objectives, outcome)
                return
        outcome = self.solve(objectives, objectives.terms[name], clock, self.plan)
        part.bound[name] = outcome.bound
        if outcome.status == "optimal":
            part.exact.add(name)
        if outcome.found:
            part.offer = _plan_of(objectives, outcome)

    def counts(self, part: Part) -> dict[str, int]:
        """Stages 2 to 6 of the plan in one part, in units to minimise."""
        requests, people = self.layout.problem.requests, self.layout.people
        granted = [c for c in part.choices if (c.r, c.option) in self.plan.granted]
        scale = self.units.service_scale
        return {
            "refused_before": -sum(requests[c.r].refused_before for c in granted),
            "left_with_nothing": len({c.e for c in part.choices} - {c.e for c in granted}),
            "granted": -len(granted),
            "service": -sum(int(people[c.e].service_years * scale) for c in granted),
            "options": sum(c.option - 1 for c in granted),
        }

    def hold(self, name: str, total: int) -> None:
        """Given the total of a stage, no part can take more of it than the others can spare."""
        bounds = [part.bound.get(name, -FAR) for part in self.parts]
        if name == "worst_cover_share":
            for part in (*self.parts, self.whole):
                part.alone = None
            return
        limits = [(self.whole, total)]
        if all(bound > -FAR for bound in bounds):
            limits += [(part, total - (sum(bounds) - bound)) for part, bound in zip(self.parts, bounds, strict=True)]
        for part, limit in limits:
            part.held[name] = limit
            if part.alone is not None:
                part.alone.plan_model.model.linear(part.alone.terms[name], None, limit)

    # --- in place --------------------------------------------------------------------------------------

    def improve(
        self,
        part: Part,
        name: str,
        clock: Clock,
        *,
        floor: int = -FAR,
        detail: Detail = Detail.exact,
        settled: bool = False,
    ) -> int:
        """Solve a part with all others pinned and take what is better. Returns a bound on its value, in units.

        `floor` is a known bound: a plan that reaches it needs no further search. With `settled` the leave stays as it
        is and only cover changes. A quick or settled search proves nothing beyond `floor`.
        """
        if clock.left <= 0 or (name in OF_DECISIONS and self.counts(part)[name] <= floor):
            return floor
        layout, inside = self.layout, set(part.offices)
        pinned = {step: q for step, q in self.plan.cover.items() if layout.ways[step[0]].o not in inside}
        choices = part.choices if self.deciding and not settled else []
        elsewhere = [
            c
            for c in layout.choices
            if (c.r, c.option) in self.plan.granted and (not choices or layout.home[c.e] not in inside)
        ]
        scope = Scope(
            away_with(layout, elsewhere),
            choices,
            unmet=self.late,
            offices=part.offices,
            pinned=pinned,
            detail=detail,
            around=self.plan.cover,
        )
        pm = PlanModel(layout, scope)
        objectives = Objectives(pm, self.units)
        if "worst_cover_share" in self.kept or name == "worst_cover_share":
            objectives.add_levels(self.level)
        now = objectives.complete(pm.values_of(self.plan.granted, self.plan.cover))
        for kept in self.kept:
            if kept != "worst_cover_share":
                pm.model.linear(objectives.terms[kept], None, objectives.count(kept, now))
        before = objectives.count(name, now)
        if before <= floor or not objectives.terms[name]:
            return before
        together = objectives.all_decisions() if name == OF_DECISIONS[0] else None
        terms = together or objectives.terms[name]
        start = self.plan
        if part.offer is not None:
            start = Working(part.offer.granted, pinned | part.offer.cover)
        goals = {each: part.bound[each] for each in OF_DECISIONS if each in part.bound} if together else {name: floor}
        if detail == Detail.quick:
            goals = {}  # small enough to be solved to the end
        if self.late and name not in part.exact and part is not self.whole:
            goals = {}  # a bound that nobody reached even alone is not worth asking for
        outcome = self.reach(objectives, goals, clock.part(clock.left * 0.5), start)
        bound = floor
        if outcome is None:
            outcome = self.solve(objectives, terms, clock, self.plan)
            proves = together is None and detail == Detail.exact and not settled
            bound = outcome.bound if proves else floor
        if outcome.status == "infeasible":
            raise RuntimeError(f"stage {name} lost the plan it began with")
        if not outcome.found or _sum(terms, outcome.values) > _sum(terms, now):
            return bound
        if not self.late:
            outcome = self.tidy(objectives, terms, outcome, clock)
        found = _plan_of(objectives, outcome)
        self.plan = Working(found.granted | {(c.r, c.option) for c in elsewhere}, found.cover)
        return bound

    def reach(self, objectives: Objectives, goals: dict[str, int], clock: Clock, start: Working) -> Outcome | None:
        """A plan that reaches known bounds, asked for outright: easier than to minimise. None when none is found."""
        if not goals or min(goals.values()) <= -FAR:
            return None
        pm = objectives.plan_model
        wanted = pm.model.boolean()
        for name, goal in goals.items():
            pm.model.linear(objectives.terms[name], None, goal, when=[wanted])
        pm.model.bounds(wanted, 1, 1)
        outcome = self.solve(objectives, [], clock, start)
        pm.model.bounds(wanted, 0, 1)
        return outcome if outcome.found else None

    def tidy(self, objectives: Objectives, terms: Sequence[Term], outcome: Outcome, clock: Clock) -> Outcome:
        """The early stages do not price cover; take away what nobody needs, so that other parts find coverers free."""
        pm = objectives.plan_model
        pm.model.linear(terms, None, _sum(terms, outcome.values))
        start = _plan_of(objectives, outcome)
        tidied = self.solve(objectives, objectives.terms["cover_days"], clock.part(TIDY_SECONDS), start)
        return tidied if tidied.found else outcome

    def solve(self, objectives: Objectives, terms: Sequence[Term], clock: Clock, start: Working) -> Outcome:
        model = objectives.plan_model.model
        model.minimise(terms)
        model.hint(objectives.complete(objectives.plan_model.values_of(start.granted, start.cover)))
        return model.solve(clock, workers=self.settings.workers, seed=self.settings.seed)


def _sum(terms: Sequence[Term], values: Sequence[int]) -> int:
    return sum(values[variable] * coefficient for variable, coefficient in terms)


def _plan_of(objectives: Objectives, outcome: Outcome) -> Working:
    pm = objectives.plan_model
    return Working(pm.granted(outcome.values), pm.cover(outcome.values))

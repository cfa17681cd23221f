"""The ten objectives in strict order: solve, keep the value, go on from the same plan.

Stages 1 to 6 need only cover that makes a day served, so they run on a smaller model than stages 7 to 10.
Each stage begins from the plan in hand, and a plan is only ever replaced by one that plain arithmetic finds better.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from math import lcm
from typing import Any

from scheduler.solver.relief_check import Measures, measure
from scheduler.solver.relief_layout import Layout
from scheduler.solver.relief_model import PlanModel, Step
from scheduler.solver.relief_problem import STAGE_NAMES, Stage
from scheduler.solver.run_model import Clock, Model, Term

MOST = {"refused_before", "granted", "service"}
"""Stages whose value is to be as large as possible; all others as small as possible."""

SHARE_OF_TIME = {
    "breaches": 0.2,
    "refused_before": 0.15,
    "left_with_nothing": 0.2,
    "granted": 0.2,
    "service": 0.2,
    "options": 0.2,
    "unmet": 0.5,
    "worst_cover_share": 0.3,
    "cover_days": 0.5,
    "travel": 1.0,
}
"""The part of the time still left that a stage may use before the next one begins."""

Progress = Callable[[str, float, float], None]
"""Told the stage's name, the best value and the bound, as they are reported."""


@dataclass
class Settings:
    workers: int = 2
    seed: int = 1
    on_progress: Progress | None = None


@dataclass
class Working:
    """The plan in hand: granted (request, option) of planned requests, cover by step, and what it measures."""

    granted: set[tuple[int, int]] = field(default_factory=set)
    cover: dict[Step, int] = field(default_factory=dict)


class Stages:
    """Runs the stages on one layout; `plan` is the best plan so far and is always sound."""

    def __init__(self, layout: Layout, clock: Clock, settings: Settings) -> None:
        self.layout, self.clock, self.settings = layout, clock, settings
        self.plan = Working()
        self.done: list[Stage] = []
        self.unavoidable = 0
        self.objectives: Objectives | None = None

    def run(self) -> list[Stage]:
        self.least_breaches()
        self.decide()
        self.refine_cover()
        return self.done

    # --- stage 1 --------------------------------------------------------------------------------------

    def least_breaches(self) -> None:
        """B: the least breaches with only the leave that stands, cover chosen freely."""
        plan_model = PlanModel(self.layout, [], self.layout.standing)
        self._stage(plan_model, "breaches", plan_model.breach_terms, Fraction(1))
        self.unavoidable = int(self.done[-1].value)

    # --- stages 2 to 6 --------------------------------------------------------------------------------

    def decide(self) -> None:
        layout, requests = self.layout, self.layout.problem.requests
        plan_model = PlanModel(layout, layout.choices, layout.standing)
        model = plan_model.model
        model.linear(plan_model.breach_terms, 0, self.unavoidable)
        self.objectives = Objectives(plan_model)
        for name, (terms, unit) in self.objectives.of_decisions().items():
            self._stage(plan_model, name, terms, unit)
            self._keep(model, terms, name, unit)
        del requests

    # --- stages 7 to 10 -------------------------------------------------------------------------------

    def refine_cover(self) -> None:
        layout = self.layout
        plan_model = PlanModel(layout, layout.choices, layout.standing, unmet=True)
        model = plan_model.model
        model.linear(plan_model.breach_terms, 0, self.unavoidable)
        self.objectives = Objectives(plan_model)
        for name, (terms, unit) in self.objectives.of_decisions().items():
            self._keep(model, terms, name, unit)
        unit = Fraction(1, 4 * layout.share_scale)
        terms = [(variable, 1) for variable in plan_model.u.values()]
        self._stage(plan_model, "unmet", terms, unit)
        self._keep(model, terms, "unmet", unit)
        levels = self.objectives.share_levels(self._measures().worst_cover_share)
        self._stage(plan_model, "worst_cover_share", self.objectives.level_terms, levels)
        self.objectives.keep_level(levels.index(self._measures().worst_cover_share))
        terms = [(variable, 1) for variable in plan_model.y.values()]
        self._stage(plan_model, "cover_days", terms, Fraction(1))
        self._keep(model, terms, "cover_days", Fraction(1))
        terms = [(variable, layout.ways[number].travel) for (number, _), variable in plan_model.t.items()]
        self._stage(plan_model, "travel", terms, Fraction(1, 4))

    # --- one stage ------------------------------------------------------------------------------------

    def _measures(self) -> Measures:
        layout = self.layout
        granted = {layout.problem.requests[r].request_id: option for r, option in self.plan.granted}
        granted |= {r.request_id: 1 for r in layout.problem.requests if r.kind == "protected"}
        return measure(layout.problem, granted, layout.assignments(self.plan.cover))

    def _value(self, name: str) -> Fraction:
        return self._measures().in_order()[STAGE_NAMES.index(name)]

    def _keep(self, model: Model, terms: Sequence[Term], name: str, unit: Fraction) -> None:
        """No later stage may be worse here than the plan in hand."""
        base = self.objectives.base.get(name, Fraction(0)) if self.objectives else Fraction(0)
        limit = (self._value(name) - base) / unit
        assert limit.denominator == 1
        sign = -1 if name in MOST else 1
        model.linear(terms, None, sign * int(limit))

    def _stage(
        self, plan_model: PlanModel, name: str, terms: Sequence[Term], unit: Fraction | Sequence[Fraction]
    ) -> None:
        """Minimise `terms`; a value n of theirs means n * unit (or unit[n]) plus what protected leave adds."""
        model, sign = plan_model.model, -1 if name in MOST else 1
        base = self.objectives.base.get(name, Fraction(0)) if self.objectives else Fraction(0)

        def told(value: int) -> Fraction:
            return unit[max(0, value)] if isinstance(unit, Sequence) else base + sign * value * unit

        before = self._value(name)
        started = self.clock.elapsed
        model.minimise(terms)
        values = plan_model.values_of(self.plan.granted, self.plan.cover)
        if self.objectives:
            self.objectives.complete(values)
        model.hint(values)
        progress = self.settings.on_progress
        report = None if progress is None else lambda v, b: progress(name, float(told(round(v))), float(told(round(b))))
        limit = SHARE_OF_TIME[name] * self.clock.left
        outcome = model.solve(
            self.clock.part(limit), workers=self.settings.workers, seed=self.settings.seed, on_solution=report
        )
        if outcome.status == "infeasible":
            raise RuntimeError(f"stage {name} lost the plan it began with")
        if outcome.found and self._better(name, told(outcome.value), before):
            self.plan = Working(plan_model.granted(outcome.values), plan_model.cover(outcome.values))
        value = self._value(name)
        bound = told(outcome.bound) if abs(outcome.bound) < 1 << 49 else self._trivial(name, terms, told)
        proven = outcome.status == "optimal" or bound == value
        self.done.append(
            Stage(
                stage=STAGE_NAMES.index(name) + 1,
                name=name,
                value=_number(value),
                bound=_number(value if proven else bound),
                status="optimal" if proven else "feasible",
                seconds=self.clock.elapsed - started,
                conditional=any(stage.status != "optimal" for stage in self.done),
            )
        )

    @staticmethod
    def _better(name: str, value: Fraction, before: Fraction) -> bool:
        return value >= before if name in MOST else value <= before

    @staticmethod
    def _trivial(name: str, terms: Sequence[Term], told: Callable[[int], Fraction]) -> Fraction:
        return told(sum(min(0, coefficient) for _, coefficient in terms))


class Objectives:
    """The terms of each objective on one model; `base` is what protected leave adds to the value."""

    def __init__(self, plan_model: PlanModel) -> None:
        self.plan_model = plan_model
        self.layout = plan_model.layout
        self.base: dict[str, Fraction] = {}
        self.nothing: list[tuple[int, list[int]]] = []
        self.levels: list[tuple[int, int]] = []
        self.level_terms: list[Term] = []

    def of_decisions(self) -> Mapping[str, tuple[list[Term], Fraction]]:
        """Stages 2 to 6: terms to minimise, and the unit of their value."""
        layout, pm = self.layout, self.plan_model
        requests = layout.problem.requests
        protected = [r for r in requests if r.kind == "protected"]
        years = [layout.people[c.e].service_years for c in pm.choices]
        scale = lcm(1, *(y.denominator for y in years))
        picked = list(zip(pm.x, pm.choices, strict=True))
        self.base = {
            "refused_before": Fraction(sum(r.refused_before for r in protected)),
            "left_with_nothing": Fraction(self._without_choice()),
            "granted": Fraction(len(protected)),
            "service": sum(
                (layout.people[layout.person_of[r.person_id]].service_years for r in protected), Fraction(0)
            ),
        }
        return {
            "refused_before": ([(x, -1) for x, c in picked if requests[c.r].refused_before], Fraction(1)),
            "left_with_nothing": (self._left_with_nothing(), Fraction(1)),
            "granted": ([(x, -1) for x in pm.x], Fraction(1)),
            "service": ([(x, -int(y * scale)) for x, y in zip(pm.x, years, strict=True)], Fraction(1, scale)),
            "options": ([(x, c.option - 1) for x, c in picked if c.option > 1], Fraction(1)),
        }

    def _without_choice(self) -> int:
        asked = {r.person_id for r in self.layout.problem.requests if r.kind == "planned"}
        return len(asked) - len({c.e for c in self.plan_model.choices})

    def _left_with_nothing(self) -> list[Term]:
        by_person: dict[int, list[int]] = defaultdict(list)
        for x, choice in zip(self.plan_model.x, self.plan_model.choices, strict=True):
            by_person[choice.e].append(x)
        for xs in by_person.values():
            nothing = self.plan_model.model.boolean()
            self.plan_model.model.at_least_one([nothing, *xs])
            self.nothing.append((nothing, xs))
        return [(nothing, 1) for nothing, _ in self.nothing]

    def share_levels(self, worst: Fraction) -> list[Fraction]:
        """Every value the highest cover share can take up to `worst`, and variables that pick one of them."""
        pm, layout, model = self.plan_model, self.layout, self.plan_model.model
        counted = [p for p in layout.people if p.max_cover_days > 0]
        floor = max((Fraction(p.past_cover_days, p.max_cover_days) for p in counted), default=Fraction(0))
        shares = {floor, worst}
        for k in pm.cover_days_of:
            p = layout.people[k]
            shares |= {Fraction(p.past_cover_days + n, p.max_cover_days) for n in range(p.max_cover_days + 1)}
        levels = sorted(share for share in shares if floor <= share <= worst)
        steps = [model.boolean() for _ in levels[1:]]
        for lower, higher in pairwise(steps):
            model.linear([(lower, 1), (higher, -1)], 0, None)
        for k, variables in pm.cover_days_of.items():
            allowed = [self._allowed(k, level) for level in levels]
            terms: list[Term] = [(v, 1) for v in variables]
            terms += [(b, -(after - before)) for b, before, after in zip(steps, allowed, allowed[1:], strict=False)]
            model.linear(terms, None, allowed[0])
        self.levels = [(b, i) for i, b in enumerate(steps)]
        self.level_terms = [(b, 1) for b in steps]
        self._level_shares = levels
        return levels

    def _allowed(self, k: int, level: Fraction) -> int:
        person = self.layout.people[k]
        return min(person.max_cover_days, int(level * person.max_cover_days) - person.past_cover_days)

    def keep_level(self, level: int) -> None:
        for b, i in self.levels:
            if i >= level:
                self.plan_model.model.bounds(b, 0, 0)

    def complete(self, values: list[int]) -> None:
        """Fill in the values of the variables made here."""
        values += [0] * (self.plan_model.model.count - len(values))
        for nothing, xs in self.nothing:
            values[nothing] = int(not any(values[x] for x in xs))
        if self.levels:
            layout = self.layout
            worst = max(
                (
                    Fraction(
                        layout.people[k].past_cover_days + sum(values[v] for v in variables),
                        layout.people[k].max_cover_days,
                    )
                    for k, variables in self.plan_model.cover_days_of.items()
                ),
                default=Fraction(0),
            )
            for b, i in self.levels:
                values[b] = int(self._level_shares[i] < worst)


def _number(value: Fraction) -> Any:
    return int(value) if value.denominator == 1 else round(float(value), 6)

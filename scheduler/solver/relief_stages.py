"""The ten objectives in strict order: bound every part, improve every part in place, then the territory as a whole."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from scheduler.solver.relief_check import Measures, measure
from scheduler.solver.relief_layout import Layout
from scheduler.solver.relief_objectives import MOST, OF_DECISIONS
from scheduler.solver.relief_parts import Part, Settings, Territory, Working
from scheduler.solver.relief_problem import STAGE_NAMES, Stage
from scheduler.solver.relief_scope import Detail
from scheduler.solver.run_model import FAR, Clock

SHARE_OF_TIME = {
    "breaches": 0.25,
    "refused_before": 0.5,
    "left_with_nothing": 0.3,
    "granted": 0.3,
    "service": 0.2,
    "options": 0.2,
    "unmet": 0.45,
    "worst_cover_share": 0.25,
    "cover_days": 0.5,
    "travel": 1.0,
}
"""The part of the time still left that a stage may use before the next one begins."""

WHOLE_STEPS = 12_000
"""Days of possible cover up to which the whole territory is worth a model of its own in the late stages."""

WHOLE_STEPS_EARLY = 60_000
"""The same in the early stages, whose model is much smaller."""

Progress = Callable[[str, float, float], None]
"""Told the stage's name, the best value and the bound, as they are reported."""


class Stages:
    """Runs the stages on one layout; `plan` is the best plan so far and is always sound."""

    def __init__(self, layout: Layout, clock: Clock, settings: Settings, on_progress: Progress | None = None) -> None:
        self.layout, self.clock, self.on_progress = layout, clock, on_progress
        self.territory = Territory(layout, settings)
        self.parts = sorted(self.territory.parts, key=lambda part: -len(part.choices))
        self.done: list[Stage] = []
        self._measured: tuple[Working | None, Measures] = (None, self.measures())
        self.reached: dict[str, int] = {}
        self.unavoidable = 0
        self.steps = sum(len(way.days) for way in layout.ways)

    def run(self) -> list[Stage]:
        for name in STAGE_NAMES:
            if name == "unmet":
                self.fresh_models(late=True)
            self.run_stage(name)
            if name == "breaches":
                self.unavoidable = int(self.done[-1].value)
                self.territory.deciding = True
                self.fresh_models(late=False)
        return self.done

    def fresh_models(self, *, late: bool) -> None:
        self.territory.late = late
        for part in (*self.territory.parts, self.territory.whole):
            part.alone = part.offer = None

    def run_stage(self, name: str) -> None:
        territory, started, safe = self.territory, self.clock.elapsed, self.territory.plan
        clock = self.clock.part(SHARE_OF_TIME[name] * self.clock.left)
        if name == "worst_cover_share":
            territory.level = self.units_now(name)
        if territory.late:
            self.cover_quickly(name, clock.part(clock.left * 0.6))
        else:
            self.quickly(name, clock)
        for n, part in enumerate(self.parts):
            territory.bound_alone(part, name, fair(clock, len(self.parts) - n + 1))
        bound = self.bound(name)
        if self.units_now(name) > bound and not territory.late and name not in (STAGE_NAMES[0], OF_DECISIONS[0]):
            self.quickly(name, clock)
        if self.whole_too(name) and self.units_now(name) > bound and name != STAGE_NAMES[0]:
            territory.bound_alone(territory.whole, name, clock.part(clock.left * 0.4))
            bound = max(bound, territory.whole.bound[name])
        if self.whole_too(name) and self.units_now(name) > bound and clock.left > 0:
            whole = clock.part(clock.left * (0.5 if territory.late else 0.7))
            bound = max(bound, territory.improve(territory.whole, name, whole, floor=bound))
            self.tell(name, bound)
        if self.units_now(name) > bound and len(self.parts) > 1:
            self.sweep(name, clock, bound)
        if name in OF_DECISIONS and self.units_now(name) > bound:
            self.pairs(name, clock)
        if any(self.units_now(kept) > limit for kept, limit in self.reached.items()):
            territory.plan = safe  # never seen, and never to be seen: a later stage costs nothing in an earlier one
        self.finish(name, bound, self.clock.elapsed - started)

    def quickly(self, name: str, clock: Clock) -> None:
        """Plans of the simplest kind: the whole territory in one small model, or part after part where it is large."""
        territory = self.territory
        parts = [territory.whole] if self.steps <= WHOLE_STEPS_EARLY else self.parts
        for n, part in enumerate(parts):
            floor = part.bound.get(name, 0 if name == STAGE_NAMES[0] else -FAR)
            territory.improve(part, name, fair(clock, 2 * (len(parts) - n)), floor=floor, detail=Detail.quick)
        self.tell(name, self.trivial(name))

    def cover_quickly(self, name: str, clock: Clock) -> None:
        """Cover of the simplest kind for leave as it is decided: part after part, then all of a small territory."""
        territory = self.territory
        for n, part in enumerate(self.parts):
            share = clock.part(1.5 * clock.left / (len(self.parts) - n))
            territory.improve(part, name, share, floor=0, detail=Detail.quick, settled=True)
        self.tell(name, self.trivial(name))
        if self.steps <= WHOLE_STEPS_EARLY and self.units_now(name) > 0 and len(self.parts) > 1:
            territory.improve(territory.whole, name, clock, floor=0, detail=Detail.quick, settled=True)
            self.tell(name, self.trivial(name))

    def sweep(self, name: str, clock: Clock, bound: int) -> None:
        """Improve part after part in place, again while it helps; half of the time where a whole model follows."""
        territory = self.territory
        limit = clock.part(clock.left * (0.7 if name in OF_DECISIONS else 1))
        before = FAR
        while limit.left > 0 and bound < self.units_now(name) < before:
            before = self.units_now(name)
            for n, part in enumerate(self.parts):
                floor = part.bound.get(name, -FAR)
                territory.improve(part, name, fair(limit, len(self.parts) - n), floor=floor)
                part.offer = None
            self.tell(name, bound)

    def whole_too(self, name: str) -> bool:
        """Is the whole territory worth one model, after its parts? In the first stage it always is."""
        limit = WHOLE_STEPS_EARLY if name in OF_DECISIONS else WHOLE_STEPS
        return name == "breaches" or self.steps <= limit

    def pairs(self, name: str, clock: Clock) -> None:
        """A part below what it could reach alone is solved together with those that share most coverers."""
        territory, layout = self.territory, self.layout
        coverers = {id(p): {layout.ways[n].k for o in p.offices for n in layout.ways_to[o]} for p in self.parts}
        for part in self.parts:
            missed = {k: v for k, v in territory.counts(part).items() if k in part.bound and v != part.bound[k]}
            if not missed:
                continue
            others = [p for p in self.parts if p is not part and coverers[id(p)] & coverers[id(part)]]
            others.sort(key=lambda p: -len(coverers[id(p)] & coverers[id(part)]))
            for other in others[:2]:
                if clock.left > 0:
                    both = Part(layout, part.offices + other.offices)
                    both.bound = {k: v + other.bound[k] for k, v in part.bound.items() if k in other.bound}
                    territory.improve(both, name, clock.part(clock.left / 3), floor=both.bound.get(name, -FAR))
        self.tell(name, self.bound(name))

    def bound(self, name: str) -> int:
        """What no plan can go below in this stage, given the stages before."""
        bounds = [part.bound.get(name, -FAR) for part in self.parts]
        if name == "worst_cover_share":
            return max([0, *bounds])
        together = sum(bounds) if all(bound > -FAR for bound in bounds) else -FAR
        return max(self.trivial(name), together)

    def trivial(self, name: str) -> int:
        if name not in MOST:
            return 0
        layout, requests = self.layout, self.layout.problem.requests
        possible = {c.r: c for c in layout.choices}
        if name == "refused_before":
            return -sum(requests[r].refused_before for r in possible)
        if name == "granted":
            return -len(possible)
        scale = self.territory.units.service_scale
        return -sum(int(layout.people[c.e].service_years * scale) for c in possible.values())

    def finish(self, name: str, bound: int, seconds: float) -> None:
        territory = self.territory
        units = self.units_now(name)
        proven = units <= bound
        together = sum(part.bound.get(name, -FAR) for part in self.parts)
        if name == "worst_cover_share":
            territory.level = units
        territory.kept.append(name)
        self.reached[name] = units
        territory.hold(name, units)
        if together != units:
            # Later bounds that were found in one go with this stage hold only where this one is reached.
            for part in self.parts:
                part.bound = {k: v for k, v in part.bound.items() if STAGE_NAMES.index(k) <= STAGE_NAMES.index(name)}
        self.done.append(
            Stage(
                stage=STAGE_NAMES.index(name) + 1,
                name=name,
                value=as_number(territory.units.value(name, units)),
                bound=as_number(territory.units.value(name, units if proven else bound)),
                status="optimal" if proven else "feasible",
                seconds=seconds,
                conditional=any(stage.status != "optimal" for stage in self.done),
            )
        )
        self.tell(name, bound)

    def final_stages(self, measures: Measures) -> list[Stage]:
        """The stages with the values of the plan as it stands now: later stages may have improved an unproven one."""
        stages = []
        for stage, value in zip(self.done, measures.in_order(), strict=True):
            shown = stage.value if stage.name == "breaches" else as_number(value)
            status = "optimal" if shown == stage.bound else stage.status
            stages.append(Stage(stage.stage, stage.name, shown, stage.bound, status, stage.seconds, stage.conditional))
        return stages

    def measures(self) -> Measures:
        layout, plan = self.layout, self.territory.plan
        granted = {layout.problem.requests[r].request_id: option for r, option in plan.granted}
        granted |= {r.request_id: 1 for r in layout.problem.requests if r.kind == "protected"}
        return measure(layout.problem, granted, layout.assignments(plan.cover))

    def units_now(self, name: str) -> int:
        """The plan's value in units to minimise; measured anew only when the plan is another one."""
        if self._measured[0] is not self.territory.plan:
            self._measured = (self.territory.plan, self.measures())
        value = self._measured[1].in_order()[STAGE_NAMES.index(name)]
        return self.territory.units.units(name, value)

    def tell(self, name: str, bound: int) -> None:
        if self.on_progress is not None:
            units = self.territory.units
            self.on_progress(name, float(units.value(name, self.units_now(name))), float(units.value(name, bound)))


def fair(clock: Clock, sharing: int) -> Clock:
    """A part's time: an equal share, or a quarter of what is left, for most parts need next to nothing."""
    return clock.part(max(clock.left / sharing, clock.left / 4))


def as_number(value: Fraction) -> Any:
    return int(value) if value.denominator == 1 else round(float(value), 6)

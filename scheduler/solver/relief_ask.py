"""One request on a page, answered in about two seconds, with everything that is decided left as it is.

Other leave and published cover stay; only new cover is added, the cheapest that will do. Without it: the reason,
up to three other dates and up to three smallest changes, for which cover may be arranged anew.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from scheduler.solver.relief_alternatives import other_dates
from scheduler.solver.relief_changes import smallest_changes
from scheduler.solver.relief_check import Plan, check_plan, count_breaches
from scheduler.solver.relief_fit import Decided, Ground
from scheduler.solver.relief_layout import Choice, Layout
from scheduler.solver.relief_model import PlanModel, Step
from scheduler.solver.relief_problem import (
    Alternative,
    Assignment,
    Change,
    Decision,
    ReliefProblem,
    Request,
)
from scheduler.solver.relief_reasons import why_refused
from scheduler.solver.run_model import Clock


@dataclass(frozen=True)
class AskAnswer:
    """Granted with an option and the cover to add and to drop; or refused with reasons, other dates and changes."""

    decision: Decision
    added: tuple[Assignment, ...] = ()
    dropped: tuple[Assignment, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    changes: tuple[Change, ...] = ()
    seconds: float = 0.0


def ask_relief(
    problem: ReliefProblem,
    request: Request,
    assignments: Iterable[Assignment] = (),
    *,
    seconds: float = 2.0,
    workers: int = 1,
    seed: int = 1,
) -> AskAnswer:
    """Can this request be granted now? `problem.approved` holds all leave that stands; its requests are not looked at.

    `assignments` is the cover published so far; it stays, but for what the asker covers during the leave itself.
    """
    clock = Clock(seconds)
    published = tuple(assignments)
    before = replace(problem, requests=())
    asked = replace(problem, requests=(replace(request, kind="planned"),))
    layout = Layout(asked)
    plan = Plan(before, {}, published)
    allowed = count_breaches(plan)
    for choice in layout.choices:
        cover = _cheapest_cover(layout, choice, plan, clock, workers, seed)
        if cover is not None:
            after = layout.assignments(cover)
            broken = check_plan(asked, {request.request_id: choice.option}, after)
            now = count_breaches(Plan(asked, {request.request_id: choice.option}, after))
            if not broken and now <= allowed:
                return AskAnswer(
                    Decision(request.request_id, choice.option),
                    added=tuple(a for a in after if a not in set(published)),
                    dropped=tuple(a for a in published if a not in set(after)),
                    seconds=clock.elapsed,
                )
    ground = Ground(layout, Decided(frozenset(), steps_of(layout, published), _unserved(layout, plan)))
    reason = why_refused(ground, 0, clock.part(clock.left / 2))
    return AskAnswer(
        Decision(request.request_id, 0, reason.rule, reason.days, reason.text, reason.facts),
        alternatives=tuple(other_dates(ground, 0, clock.part(clock.left * 0.6))),
        changes=tuple(smallest_changes(ground, 0, clock)),
        seconds=clock.elapsed,
    )


def steps_of(layout: Layout, assignments: Iterable[Assignment]) -> dict[Step, int]:
    """Assignments by (way, day) index; those that no way of the layout allows any more are left out."""
    number = {
        (layout.people[w.k].person_id, layout.offices[w.o].office_id, w.mode): n for n, w in enumerate(layout.ways)
    }
    steps = {}
    for a in assignments:
        n = number.get((a.person_id, a.office_id, a.mode))
        d = layout.day_of.get(a.day)
        if n is not None and d is not None and d in layout.ways[n].days:
            steps[n, d] = a.quarters
    return steps


def _unserved(layout: Layout, plan: Plan) -> frozenset[tuple[int, int]]:
    return frozenset(
        (o, d)
        for o, office in enumerate(layout.offices)
        if layout.has_cso[o]
        for d, when in enumerate(layout.dates)
        if not plan.served(office, when)
    )


def _cheapest_cover(
    layout: Layout, choice: Choice, plan: Plan, clock: Clock, workers: int, seed: int
) -> dict[Step, int] | None:
    """The whole cover after granting, or None: no breach more, then least unmet hours, cover days and journeys."""
    published = steps_of(layout, plan.assignments)
    leaves_open = {step for step in published if layout.ways[step[0]].k == choice.e and step[1] in choice.days}
    kept = {step: quarters for step, quarters in published.items() if step not in leaves_open}
    touched = {layout.home[choice.e]} | {layout.ways[n].o for n, _ in leaves_open}
    away = list(layout.standing)
    away[choice.e] = away[choice.e] | choice.days
    model = PlanModel(layout, [], away, offices=touched, unmet=True, pinned=kept)
    unserved_now = _unserved(layout, plan)
    allowed = sum(layout.delivery[d] + ((o, d - 1) in unserved_now) for o, d in unserved_now if o in touched)
    model.model.linear(model.breach_terms, 0, allowed)
    weight: dict[int, int] = defaultdict(int)
    hour = 4 * layout.share_scale
    for (_, d), variable in model.u.items():
        if d in choice.days:
            weight[variable] += 10 * 4
    for step, variable in model.y.items():
        if step not in kept:
            weight[variable] += hour * 10
    for (number, d), variable in model.t.items():
        if (number, d) not in kept:
            weight[variable] += layout.ways[number].travel * layout.share_scale * 4
    model.model.minimise(list(weight.items()))
    outcome = model.model.solve(clock.part(clock.left / 2), workers=workers, seed=seed)
    return model.cover(outcome.values) if outcome.found else None

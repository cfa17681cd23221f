"""Decide leave together with its cover, and explain every refusal: the one call the service and the command make."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from scheduler.solver.relief_alternatives import other_dates
from scheduler.solver.relief_changes import smallest_changes
from scheduler.solver.relief_check import Plan
from scheduler.solver.relief_fit import Decided, Ground
from scheduler.solver.relief_layout import Layout
from scheduler.solver.relief_parts import Settings
from scheduler.solver.relief_problem import (
    Alternative,
    Change,
    Decision,
    ReliefAnswer,
    ReliefProblem,
    find_protected_overlaps,
)
from scheduler.solver.relief_reasons import why_refused
from scheduler.solver.relief_sound import require_sound
from scheduler.solver.relief_stages import Progress, Stages
from scheduler.solver.run_model import Clock

EXPLAIN_PART = 0.2
"""The part of the time kept for reasons, other dates and changes."""


def solve_relief(
    problem: ReliefProblem,
    *,
    seconds: float = 60.0,
    workers: int = 2,
    seed: int = 1,
    on_progress: Progress | None = None,
) -> ReliefAnswer:
    """Decisions, cover, other dates and changes; the best found when the time is up or a signal asks to stop.

    Raises ProtectedOverlap when two leaves that must stand share a day, RuleBroken if the answer were unsound.
    """
    overlaps = find_protected_overlaps(problem)
    if overlaps:
        raise overlaps[0]
    clock = Clock(seconds)
    with stopped_by_signal(clock):
        layout = Layout(problem)
        part = 1 - EXPLAIN_PART if layout.choices else 1.0
        stages = Stages(layout, clock.part(seconds * part), Settings(workers, seed), on_progress)
        stages.run()
        return _answer(problem, layout, stages, clock, on_progress)


def _answer(
    problem: ReliefProblem,
    layout: Layout,
    stages: Stages,
    clock: Clock,
    on_progress: Progress | None,
) -> ReliefAnswer:
    option_of = {problem.requests[r].request_id: option for r, option in stages.territory.plan.granted}
    option_of |= {r.request_id: 1 for r in problem.requests if r.kind == "protected"}
    assignments = layout.assignments(stages.territory.plan.cover)
    ground = Ground(layout, decided(layout, option_of, stages))
    decisions, alternatives, changes = [], [], []
    refused = [r for r, request in enumerate(problem.requests) if request.request_id not in option_of]
    explained: dict[int, tuple[Decision, list[Alternative], list[Change]]] = {}
    for n, r in enumerate(refused):
        if on_progress is not None:
            on_progress("explain", n, len(refused))
        share = clock.part(clock.left / (len(refused) - n))
        name = problem.requests[r].request_id
        reason = why_refused(ground, r, share)
        decision = Decision(name, 0, reason.rule, reason.days, reason.text, reason.facts)
        explained[r] = (decision, other_dates(ground, r, share), smallest_changes(ground, r, share))
    for r, request in enumerate(problem.requests):
        if request.request_id in option_of:
            decisions.append(Decision(request.request_id, option_of[request.request_id]))
        else:
            decision, others, ways_out = explained[r]
            decisions.append(decision)
            alternatives += others
            changes += ways_out
    measures = require_sound(problem, decisions, assignments, stages.unavoidable)
    done = stages.final_stages(measures)
    return ReliefAnswer(
        status="optimal" if all(stage.status == "optimal" for stage in done) else "feasible",
        decisions=tuple(decisions),
        assignments=assignments,
        alternatives=tuple(alternatives),
        changes=tuple(changes),
        stages=tuple(done),
        unmet=measures.unmet_days,
        breaches=measures.breaches,
        unmet_hours=measures.unmet,
        cover_days=measures.cover_days,
        worst_cover_share=round(float(measures.worst_cover_share), 6),
        travel_quarters=int(measures.travel * 4),
        seconds=clock.elapsed,
    )


def decided(layout: Layout, option_of: dict[str, int], stages: Stages) -> Decided:
    plan = Plan(layout.problem, option_of, layout.assignments(stages.territory.plan.cover))
    unserved = frozenset(
        (o, d)
        for o, office in enumerate(layout.offices)
        if layout.has_cso[o]
        for d, when in enumerate(layout.dates)
        if not plan.served(office, when)
    )
    return Decided(frozenset(stages.territory.plan.granted), dict(stages.territory.plan.cover), unserved)


@contextmanager
def stopped_by_signal(clock: Clock) -> Iterator[None]:
    """Ctrl-C and a polite kill stop the search and keep the best plan; only a main thread can listen."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    for number in before:
        signal.signal(number, lambda *_: clock.stop())
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

"""The last look at an answer before anyone sees it: every rule kept, no breach too many, each request decided once."""

from collections.abc import Sequence

from scheduler.solver.relief_check import Measures, RuleBroken, check_plan, measure
from scheduler.solver.relief_problem import Assignment, Decision, ReliefProblem


def require_sound(
    problem: ReliefProblem, decisions: Sequence[Decision], assignments: Sequence[Assignment], allowed_breaches: int
) -> Measures:
    """The measures of an answer that breaks no rule and has no more than the allowed breaches; RuleBroken otherwise."""
    broken = [f"request {name} has no single decision" for name in _not_once(problem, decisions)]
    granted = {d.request_id: d.option for d in decisions if d.granted}
    broken += check_plan(problem, granted, assignments)
    measures = measure(problem, granted, assignments)
    if measures.breaches > allowed_breaches:
        broken.append(f"g: {measures.breaches} breaches, {allowed_breaches} are unavoidable")
    if broken:
        raise RuleBroken(broken)
    return measures


def _not_once(problem: ReliefProblem, decisions: Sequence[Decision]) -> list[str]:
    names = [d.request_id for d in decisions]
    return [r.request_id for r in problem.requests if names.count(r.request_id) != 1]

"""A region's plan of moves: asked for by a manager or by the clock, answered in a worker process.

The facts are those that `fairload export` writes, so that `fairload balance` on an exported region gives the same plan.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date

from sqlmodel import Session

from scheduler.plan_queue import CannotPlan, PlanAnswer, Report, ask_plan
from workload.codes import person_code
from workload.records.balance_facts import BalanceFacts, gather_balance
from workload.records.caseload_plans import all_moves_of, current_plans
from workload.records.cases import open_case_facts
from workload.records.delivery_peaks import delivery_peaks
from workload.records.places import regions
from workload.tables.plans import Plan
from workload.vocabulary import PlanKind, PlanStatus

SEED = 0  # as `fairload balance` without options, so that both give the same plan
WORKERS = 1
PATIENCE = 6  # times the seconds a plan should take: a search cut short on a busy machine would give another plan
EFFORT_AROUND = 0.05  # of the search, after a pin: somebody waits at the page, and most of the plan stands already


def ask_around(session: Session, plan: Plan, *, by: int) -> Plan:
    """Ask for the same plan again after a pin or an exclusion: quickly, keeping what need not change."""
    asked = ask_plan(session, kind=PlanKind.caseload, region_id=plan.region_id, asked_by=by)
    asked.based_on = plan.id
    session.add(asked)
    return asked


def ask_for_plan(session: Session, *, region_id: str, by: int) -> Plan:
    """A manager asks how the region's cases could be shared; the plan that stood before is replaced."""
    return ask_plan(session, kind=PlanKind.caseload, region_id=region_id, asked_by=by)


def ensure_plans(session: Session, today: date) -> int:
    """Ask for a plan for every region without one, or whose facts have changed since; how many were asked for."""
    asked = 0
    places = [region.id for region in regions(session)]
    newest = current_plans(session, places)
    for region_id in places:
        plan = newest.get(region_id)
        if plan is not None and plan.status in (PlanStatus.waiting, PlanStatus.solving):
            continue
        facts = gather_balance(session, today, region_id=region_id)
        if not facts.cases or not facts.officers:
            continue
        if plan is not None and plan.inputs_hash == hash_of(facts):
            continue
        ask_plan(session, kind=PlanKind.caseload, region_id=region_id, asked_by=None)
        asked += 1
    return asked


def hash_of(facts: BalanceFacts) -> str:
    """The same for the same facts: an answer that was given to other facts can be told from it."""
    return hashlib.sha256(json.dumps(asdict(facts), default=str, sort_keys=True).encode()).hexdigest()


def answer_plan(session: Session, plan: Plan, *, today: date, seconds: float, report: Report) -> PlanAnswer:
    """Work out the region's moves and why each, and nine other plans beside it.

    A plan based on another one, after a pin or an exclusion, begins from that one and keeps its nine others without
    what may no longer be: somebody waits at the page. Raises CannotPlan when there is nobody or nothing to share.
    """
    from scheduler.caseload_answer import Told, rows_of, summary_of
    from scheduler.caseload_check import faults_of
    from scheduler.caseload_clashes import standing_clashes
    from scheduler.caseload_curve import carried_over, curve_of, with_moves
    from scheduler.caseload_pools import pools_of
    from scheduler.caseload_problem import problem_of
    from scheduler.solver.balance_model import solve_balance
    from scheduler.solver.balance_problem import Progress

    plan_id, region_id = plan.id, plan.region_id
    assert plan_id is not None
    report(0.05, "gathering")
    before = _plan_before(session, plan)
    facts = gather_balance(session, today, region_id=region_id)
    about = open_case_facts(session, today, region_id=region_id)
    peaks = delivery_peaks(session, today, facts)
    clashes = standing_clashes(session, facts) if facts.cases and facts.officers else ()
    session.rollback()
    if not facts.cases:
        raise CannotPlan("no_cases")
    if not facts.officers:
        raise CannotPlan("no_officers")
    problem = problem_of(facts)
    seconds *= PATIENCE

    def tell(progress: Progress) -> None:
        report(min(0.5, 0.1 + 0.4 * progress.seconds / max(seconds, 0.1)), "balancing")

    def tell_curve(progress: Progress) -> None:
        report(min(0.9, 0.5 + 0.4 * progress.seconds / max(seconds, 0.1)), "comparing")

    effort = 1.0 if before is None else EFFORT_AROUND
    start = None if before is None else with_moves(problem, before.moves.get(0, {}))
    answer = solve_balance(
        problem, seconds=seconds, workers=WORKERS, seed=SEED, on_progress=tell, effort=effort, start=start
    )
    if before is None:
        curve = curve_of(problem, answer, seconds=seconds, on_progress=tell_curve)
    else:
        curve = carried_over(problem, answer, before.widths, before.moves)
    report(0.95, "checking")
    faults = faults_of(facts, problem, answer)
    if faults:
        raise RuntimeError(f"the answer for {region_id} does not stand: {'; '.join(faults[:5])}")
    told = Told(facts, about, peaks, problem)
    summary = summary_of(told, answer, curve, pools_of(facts, problem, answer))
    return PlanAnswer(
        summary | {"around": before is not None, "clashes": [asdict(one) for one in clashes]},
        hash_of(facts),
        tuple(row for point in curve for row in rows_of(plan_id, told, point)),
    )


@dataclass(frozen=True)
class PlanBefore:
    """The curve of an earlier plan: the band of each point, and who was to get which case there."""

    widths: dict[int, float]
    moves: dict[int, dict[str, str]]


def _plan_before(session: Session, plan: Plan) -> PlanBefore | None:
    """What the plan is based on; None when there is no curve to keep."""
    base = None if plan.based_on is None else session.get(Plan, plan.based_on)
    if base is None or not base.answer.get("curve"):
        return None
    moves: dict[int, dict[str, str]] = {}
    for move, case in all_moves_of(session, base.id or 0):
        moves.setdefault(move.point, {})[case.reference] = person_code(move.to_id)
    return PlanBefore({one["point"]: one["width"] for one in base.answer["curve"]}, moves)

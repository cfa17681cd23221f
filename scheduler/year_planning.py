"""The coming fiscal year for the whole territory: the pool curve for Headquarters, the proposed year of the round."""

import hashlib
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sqlmodel import Session

from scheduler.plan_queue import CannotPlan, PlanAnswer, Report, ask_plan
from scheduler.relief_question import quarters
from workload.codes import person_code, person_id
from workload.estimates.calendar import fiscal_year, fiscal_year_of
from workload.records.entitlements import EntitlementDays, gather_entitlements, gather_fiscal_year
from workload.records.leave import was_refused_before
from workload.records.leave_year import newest_plan, rounds, wishes_of
from workload.records.officers import MOST_TOGETHER
from workload.records.relief_facts import ReliefFacts
from workload.tables.leave_year import LeaveRound
from workload.tables.plans import Plan
from workload.vocabulary import PlanKind, PlanStatus, RoundState

if TYPE_CHECKING:
    from scheduler.solver.relief_problem import Request
    from scheduler.solver.year_problem import YearProblem

SEED = 1
POOL_MAX = 4  # none for more than MOST_TOGETHER officers: four would be lost among them
DRAWS_OF_MANY = 40  # simulated years of a service with more than MOST_TOGETHER officers, where chance evens out
PATIENCE = 5  # times the seconds of a plan that somebody waits for: nobody waits for a year


def coming_fiscal_year(today: date) -> int:
    """The fiscal year that lies ahead as a whole."""
    return fiscal_year_of(today) + 1


def ensure_curve(session: Session, today: date) -> bool:
    """Ask for the pool curve when there is none for the coming year, or the facts have changed; True when asked."""
    plan = newest_plan(session, PlanKind.year)
    if plan is not None and plan.status in (PlanStatus.waiting, PlanStatus.solving):
        return False
    facts, entitlements = _facts(session, coming_fiscal_year(today), today)
    if not facts.people or (plan is not None and plan.inputs_hash == _hash(facts, entitlements)):
        return False
    ask_plan(session, kind=PlanKind.year, asked_by=None)
    return True


def answer_plan(session: Session, plan: Plan, *, today: date, seconds: float, report: Report) -> PlanAnswer:
    """Both kinds: the curve (`year`), or the weeks of everyone with wishes met (`annual_round`)."""
    from scheduler.solver.year_check import approved_days
    from scheduler.solver.year_dependability import DRAWS, simulate_year
    from scheduler.solver.year_solve import solve_year

    curve = plan.kind == PlanKind.year
    report(0.05, "gathering")
    fiscal = coming_fiscal_year(today)
    wishes: list[Request] = []
    if not curve:
        current = _round_of(session, plan)
        fiscal, wishes = current.fiscal_year, wishes_asked(session, current)
    facts, entitlements = _facts(session, fiscal, today)
    session.rollback()
    if not facts.people:
        raise CannotPlan("no_officers")
    year = problem_of(facts, entitlements, wishes)
    pool = POOL_MAX if curve and len(facts.people) <= MOST_TOGETHER else 0

    def tell(relievers: int, not_placed: int, bound: int) -> None:
        report(min(0.9, 0.1 + 0.8 * (relievers + 1) / (pool + 1)), "looking")

    answer = solve_year(year, pool_max=pool, seconds=seconds * PATIENCE, workers=1, seed=SEED, on_progress=tell)
    report(0.92, "checking")
    draws = DRAWS if len(facts.people) <= MOST_TOGETHER else DRAWS_OF_MANY
    found = simulate_year(year, answer.plans[-1], answer.points, seed=SEED, draws=draws)
    plan_of_people = answer.plans[0]
    placed: dict[str, int] = {}
    for block in plan_of_people.blocks:
        placed[block.person_id] = placed.get(block.person_id, 0) + block.days
    stored: dict[str, Any] = {
        "fiscal_year": fiscal,
        "people": len(entitlements),
        "days": sum(row.days for row in year.entitlements),
        "points": [
            {"relievers": p.relievers, "not_placed": p.not_placed, "worst": p.worst, "breaches": p.breaches,
             "proven": p.proven}
            for p in answer.points
        ],
        "dependability": [
            {"relievers": p.relievers, "share": p.share, "low": p.low, "high": p.high, "absence_days": p.absence_days}
            for p in found.points
        ],
        "on_paper": found.on_paper,
        "dependable": found.dependable,
        "assumptions": found.assumptions.as_rows(),
        "blocks": [
            {"person_id": person_id(b.person_id), "first_day": b.first_day.isoformat(),
             "last_day": b.last_day.isoformat(), "days": b.days}
            for b in plan_of_people.blocks
        ],
        "wishes": sorted(name for name, _ in plan_of_people.wishes),
        "lacking": {
            str(person_id(row.person_id)): max(
                0, row.days - len(approved_days(year, row.person_id)) - placed.get(row.person_id, 0)
            )
            for row in year.entitlements
        },
    }  # fmt: skip
    return PlanAnswer(stored, _hash(facts, entitlements))


def problem_of(
    facts: ReliefFacts, entitlements: Sequence[EntitlementDays], wishes: Sequence["Request"]
) -> "YearProblem":
    """The gathered facts as the solver takes them; only leave that may not be refused stands beside what is granted."""
    from scheduler.solver.relief_problem import CalendarDay, CoverPair, Leave, Office, Person, ReliefProblem
    from scheduler.solver.year_problem import Entitlement, YearProblem

    relief = ReliefProblem(
        calendar=tuple(CalendarDay(row.day, row.kind) for row in facts.calendar),
        offices=tuple(
            Office(row.office_id, row.region, quarters(row.min_hours), Fraction(str(row.urgent_share)))
            for row in facts.offices
        ),
        people=tuple(
            Person(
                row.person_id,
                row.office_id,
                str(row.kind),
                (
                    quarters(row.pattern[0]),
                    quarters(row.pattern[1]),
                    quarters(row.pattern[2]),
                    quarters(row.pattern[3]),
                    quarters(row.pattern[4]),
                ),
                quarters(row.own_hours),
                quarters(row.own_hours_delivery),
                Fraction(str(row.service_years)),
                bool(row.qualified),
                row.max_cover_days,
                row.past_cover_days,
            )
            for row in facts.people
        ),
        cover=tuple(CoverPair(r.person_id, r.office_id, str(r.mode), quarters(r.travel_hours)) for r in facts.cover),
        approved=tuple(Leave(row.person_id, row.first_day, row.last_day) for row in facts.approved),
        requests=tuple(wishes),
    )
    return YearProblem(
        relief,
        tuple(
            Entitlement(row.person_id, int(row.days), row.min_block_days, row.days - int(row.days))
            for row in entitlements
        ),
    )


def wishes_asked(session: Session, current: LeaveRound) -> list["Request"]:
    """The wishes of a round, each as a request of one option; `W12` is the wish with that number."""
    from scheduler.solver.relief_problem import Request

    first, last = fiscal_year(current.fiscal_year)
    return [
        Request(
            f"W{wish.id}",
            person_code(wish.person_id),
            "planned",
            was_refused_before(session, wish.person_id, wish.first_day, wish.last_day),
            ((max(first, wish.first_day), min(last, wish.last_day)),),
        )
        for wish in wishes_of(session, current.id or 0)
    ]


def _round_of(session: Session, plan: Plan) -> LeaveRound:
    for current in rounds(session):
        if current.plan_id == plan.id and current.state is not RoundState.published:
            return current
    raise CannotPlan("decided")


def _facts(session: Session, fiscal: int, today: date) -> tuple[ReliefFacts, list[EntitlementDays]]:
    facts = gather_fiscal_year(session, today, fiscal)
    return facts, gather_entitlements(session, facts, today)


def _hash(facts: ReliefFacts, entitlements: Sequence[EntitlementDays]) -> str:
    return hashlib.sha256(repr((facts, entitlements)).encode()).hexdigest()

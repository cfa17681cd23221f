"""Answers the plan of one leave request: who covers each day, or why nobody can and what else would work."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from scheduler.plan_queue import CannotPlan, PlanAnswer, Report
from scheduler.relief_answer import describe_cover, who_is_the_limit
from scheduler.relief_kept import real_person, with_kept_cover
from scheduler.relief_question import ReliefQuestion, gather_question, problem_for
from scheduler.relief_still_holds import broken_promises
from scheduler.solver.relief_problem import Assignment, Change, ReliefAnswer
from workload.codes import person_id
from workload.records.leave import standing_requests
from workload.tables.leave import LeaveRequest
from workload.tables.plans import Plan
from workload.vocabulary import DayPart, LeaveStatus

MODEL = "relief-1"
SEED = 1
WEEKS_AROUND = 10  # how far other dates are looked for
OTHER_DATES = 3
SECONDS_FOR_OTHER_DATES = 1.0


def answer_plan(session: Session, plan: Plan, *, today: date, seconds: float, report: Report) -> PlanAnswer:
    """The protocol of `scheduler.plan_queue`: reads, lets go of the database, solves, writes nothing."""
    request = session.get(LeaveRequest, plan.request_id)
    if request is None or request.status != LeaveStatus.asked:
        raise CannotPlan("decided")
    if request.part != DayPart.whole:
        session.rollback()
        return PlanAnswer(half_day_answer())
    report(0.1, "gathering")
    question = gather_question(session, request, today=today, weeks_around=WEEKS_AROUND)
    hours, own_leave = request.hours, _other_leave(session, request)
    session.rollback()
    report(0.3, "looking")
    answer = answer_question(question, seconds=seconds)
    if not answer["possible"]:
        report(0.6, "other_dates")
        answer["other_dates"] = list(other_dates(question, own_leave, today=today))
    return PlanAnswer(answer | {"hours": hours}, question.fingerprint())


def half_day_answer() -> dict[str, Any]:
    """For half a day nobody needs to cover: the applicant is at work for the other half."""
    return {"model": MODEL, "possible": True, "needs_solver": False, "cover": [], "days": [], "coverers": []}


def answer_question(question: ReliefQuestion, *, seconds: float, seed: int = SEED) -> dict[str, Any]:
    """Can the leave be covered on the dates asked for? The stored answer, checked by plain arithmetic."""
    first, last = question.first_day, question.last_day
    solved = _solve(question, first, last, seconds=seconds, seed=seed)
    decision = solved.decisions[0]
    if not decision.granted and not _proven(solved):
        raise CannotPlan("no_time")
    answer: dict[str, Any] = {
        "model": MODEL,
        "seed": seed,
        "status": solved.status,
        "seconds": round(solved.seconds, 2),
        "possible": decision.granted,
        "needs_solver": True,
    }
    if decision.granted:
        planned = planned_cover(question, solved)
        broken = broken_promises(question, first, last, planned)
        if broken:
            raise RuntimeError(f"the solver's plan for {question.request_code} breaks rules: {broken}")
        answer["limits"] = who_is_the_limit(question, first, last)  # who else would be free
        return answer | describe_cover(question, first, last, planned)
    return answer | why_not(question, solved)


def why_not(question: ReliefQuestion, solved: ReliefAnswer) -> dict[str, Any]:
    """What stands against the leave: the rules, the days without anybody, each person's limit, the smallest changes."""
    first, last, decision = question.first_day, question.last_day, solved.decisions[0]
    limits = who_is_the_limit(question, first, last)
    nobody = [row["day"] for row in limits if not any(one["code"] == "free" for one in row["people"])]
    binding = [day.isoformat() for day in decision.days if first <= day <= last]
    return {
        "rules": list(decision.rule),
        "short_days": nobody or binding,
        "limits": limits,
        "changes": changes_by_rank(solved.changes),
        "cover": [],
        "days": describe_cover(question, first, last, [])["days"],
    }


def planned_cover(question: ReliefQuestion, solved: ReliefAnswer) -> list[Assignment]:
    """New cover at the applicant's office, by real people."""
    found = []
    for a in solved.assignments:
        name = real_person(a.person_id)
        if name is not None and a.office_id == question.office_id:
            found.append(Assignment(a.day, a.office_id, name, a.mode, a.quarters))
    return found


def changes_by_rank(changes: Sequence[Change]) -> list[list[dict[str, Any]]]:
    """The smallest changes, a list of rows for each; those that would lean on agreed cover are left out."""
    ranks: dict[int, list[dict[str, Any]]] = {}
    for change in changes:
        name = real_person(change.person_id) if change.person_id else ""
        row = {
            "kind": change.kind,
            "person_id": person_id(name) if name else None,
            "office_id": change.office_id,
            "first_day": change.first_day.isoformat(),
            "last_day": change.last_day.isoformat(),
            "amount": change.amount / 4 if change.kind == "week_hours" else change.amount,
        }
        ranks.setdefault(change.rank, []).append(row)
    return [ranks[rank] for rank in sorted(ranks)]


def other_dates(
    question: ReliefQuestion, own_leave: Sequence[tuple[date, date]], *, today: date
) -> Iterator[dict[str, Any]]:
    """Up to three other dates that can be covered: the same days of the week, as many working days, closest first."""
    found = 0
    wanted = _working_days(question, question.first_day, question.last_day)
    for weeks in sorted((n for n in range(-8, 9) if n), key=lambda n: (abs(n), n < 0)):
        shift = timedelta(weeks=weeks)
        first, last = question.first_day + shift, question.last_day + shift
        if first <= today or any(first <= b and a <= last for a, b in own_leave):
            continue
        if _working_days(question, first, last) != wanted:
            continue
        if _solve(question, first, last, seconds=SECONDS_FOR_OTHER_DATES, seed=SEED).decisions[0].granted:
            yield {"first_day": first.isoformat(), "last_day": last.isoformat()}
            found += 1
            if found == OTHER_DATES:
                return


def _proven(solved: ReliefAnswer) -> bool:
    """No cover exists: the stages up to the decision ran to their end."""
    return all(stage.status == "optimal" for stage in solved.stages if stage.name in ("breaches", "granted"))


def _solve(question: ReliefQuestion, first: date, last: date, *, seconds: float, seed: int) -> ReliefAnswer:
    from scheduler.solver.relief_solve import solve_relief

    problem = with_kept_cover(question, problem_for(question, first, last))
    return solve_relief(problem, seconds=seconds, workers=1, seed=seed)


def _working_days(question: ReliefQuestion, first: date, last: date) -> int:
    applicant = next(p for p in question.people if p.person_id == question.applicant)
    days = (c.day for c in question.calendar if c.kind != "closed" and first <= c.day <= last)
    return sum(applicant.pattern[day.weekday()] > 0 for day in days)


def _other_leave(session: Session, request: LeaveRequest) -> list[tuple[date, date]]:
    around = timedelta(weeks=WEEKS_AROUND)
    rows = standing_requests(session, request.person_id, request.first_day - around, request.last_day + around)
    return [(row.first_day, row.last_day) for row in rows if row.id != request.id]

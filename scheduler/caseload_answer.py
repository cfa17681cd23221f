"""A solved balance as the plan page needs it: plain values that JSON can carry, and a row for each move.

Only codes and values here; the page makes the sentences, in the reader's language.
"""

from collections.abc import Mapping
from typing import Any

from scheduler.solver.balance_problem import NOBODY, BalanceAnswer, BalanceProblem, Move
from workload.codes import person_id
from workload.facts import CaseFacts
from workload.records.balance_facts import BalanceFacts
from workload.tables.plans import PlannedMove

LEAST_THERE = 1.0  # hours a month; somebody away all the time has no utilisation, the hours are uncovered


def summary_of(facts: BalanceFacts, problem: BalanceProblem, answer: BalanceAnswer) -> dict[str, Any]:
    """The plan in figures: hours of each person before and after, the pools, and what the bounds prove."""
    people = _people(problem, answer)
    there = [row for row in people if row["capacity"] >= LEAST_THERE]
    return {
        "period": [facts.first_day.isoformat(), facts.last_day.isoformat()],
        "status": answer.status,
        "cases": len(problem.case_ids),
        "people": people,
        "tiers": _tiers(problem, answer),
        "heaviest_before": max((row["before"] / row["capacity"] for row in there), default=0.0),
        "heaviest_after": max((row["after"] / row["capacity"] for row in there), default=0.0),
        "heaviest_bound": answer.max_utilisation_bound,
        "unheld_cases": int((problem.current == NOBODY).sum()),
        "unheld_hours": float(problem.hours[problem.current == NOBODY].sum()),
        "overload_before": sum(max(0.0, row["before"] - row["capacity"]) for row in people),
        "overload_after": answer.overload,
        "overload_bound": answer.overload_bound,
        "band": answer.band.width,
        "band_breach_hours": answer.band_breach_hours,
        "moved_cases": answer.moved_cases,
        "moved_weight": answer.moved_weight,
        "moved_weight_bound": answer.moved_weight_bound,
        "gap": min(answer.gap, 9.99),
        "unplaceable": [{"case": one.case_id, "rule": one.rule} for one in answer.unplaceable],
        "seconds": round(answer.seconds, 2),
        "stopped_early": answer.stopped_early,
    }


def rows_of(
    plan_id: int,
    case_ids: Mapping[str, int],
    about: Mapping[int, CaseFacts],
    problem: BalanceProblem,
    answer: BalanceAnswer,
) -> tuple[PlannedMove, ...]:
    """A row for each case that changes hands, and for each case without an officer that gets one."""
    number = {case: i for i, case in enumerate(problem.case_ids)}
    share = _shares(problem, answer)
    rows = []
    for move in answer.moves:
        known = about[case_ids[move.case_id]]
        reason = _reason(problem, number[move.case_id], move.code, known, share, move.receiver, move.sender)
        rows.append(_row(plan_id, case_ids, move, reason, person_id(move.sender)))
    for i in range(len(problem.case_ids)):
        to = int(answer.officer[i])
        if to != NOBODY and problem.current[i] == NOBODY:
            case, receiver = problem.case_ids[i], problem.officer_ids[to]
            known = about[case_ids[case]]
            move = Move(case, "", receiver, float(problem.hours[i]), float(problem.weight[i]), "no_officer", {}, "")
            reason = _reason(problem, i, move.code, known, share, receiver, None)
            rows.append(_row(plan_id, case_ids, move, reason, None))
    return tuple(rows)


def _row(
    plan_id: int, case_ids: Mapping[str, int], move: Move, reason: dict[str, Any], sender: int | None
) -> PlannedMove:
    return PlannedMove(
        plan_id=plan_id,
        case_id=case_ids[move.case_id],
        from_id=sender,
        to_id=person_id(move.receiver),
        hours=move.hours,
        weight=move.weight,
        reason=reason,
    )


def _reason(
    problem: BalanceProblem,
    case: int,
    code: str,
    known: CaseFacts,
    share: Mapping[str, tuple[float, float]],
    receiver: str,
    sender: str | None,
) -> dict[str, Any]:
    """Why this case, and why this officer. `could_hold` counts everybody who may hold it, the present officer too."""
    sender_before, sender_after = share[sender] if sender else (None, None)
    return {
        "code": code,
        "months": known.months_with_officer if sender else 0.0,
        "community": known.community,
        "language": known.language,
        "stream": known.stream.value,
        "could_hold": len(problem.eligible(case)),
        "sender_before": sender_before,
        "sender_after": sender_after,
        "receiver_before": share[receiver][0],
        "receiver_after": share[receiver][1],
    }


def _people(problem: BalanceProblem, answer: BalanceAnswer) -> list[dict[str, Any]]:
    people = [
        {
            "person": person_id(code),
            "capacity": float(problem.capacity[j]),
            "before": 0.0,
            "after": float(answer.load[j]),
            "cases_before": 0,
            "cases_after": 0,
        }
        for j, code in enumerate(problem.officer_ids)
    ]
    for i in range(len(problem.case_ids)):
        before, after = int(problem.current[i]), int(answer.officer[i])
        if before != NOBODY:
            people[before]["before"] += float(problem.hours[i])
            people[before]["cases_before"] += 1
        if after != NOBODY:
            people[after]["cases_after"] += 1
    return people


def _shares(problem: BalanceProblem, answer: BalanceAnswer) -> dict[str, tuple[float, float]]:
    """Utilisation before and after, by officer."""
    return {
        code: (row["before"] / row["capacity"], row["after"] / row["capacity"])
        for code, row in zip(problem.officer_ids, _people(problem, answer), strict=True)
    }


def _tiers(problem: BalanceProblem, answer: BalanceAnswer) -> list[dict[str, Any]]:
    return [
        {
            "utilisation": tier.utilisation,
            "people": [person_id(problem.officer_ids[j]) for j in tier.officers],
            "hours": tier.hours,
            "capacity": tier.capacity,
        }
        for tier in answer.tiers
    ]

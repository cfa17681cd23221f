"""A solved balance as the plan page needs it: plain values that JSON can carry, and a row for each move.

Only codes and values here; the page makes the sentences, in the reader's language.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scheduler.solver.balance_plan import is_moved, loads_of, moved_weight_of, overload_of
from scheduler.solver.balance_problem import NOBODY, BalanceAnswer, BalanceProblem, Ints
from scheduler.solver.balance_reasons import moves_of
from workload.codes import person_id
from workload.facts import CaseFacts
from workload.records.balance_facts import BalanceFacts
from workload.records.delivery_peaks import DeliveryPeaks, peaks_of
from workload.tables.plans import PlannedMove

LEAST_THERE = 1.0  # hours a month; somebody away all the time has no utilisation, the hours are uncovered


@dataclass(frozen=True)
class Told:
    """What a plan is told about: the gathered facts, the cases as they stand by id, the coming delivery."""

    facts: BalanceFacts
    about: Mapping[int, CaseFacts]
    peaks: DeliveryPeaks | None
    problem: BalanceProblem


@dataclass(frozen=True)
class Point:
    """One plan of the curve: who holds each case. `number` 0 is the recommended plan, `width` its band."""

    number: int
    width: float
    officer: Ints


def summary_of(
    told: Told, answer: BalanceAnswer, curve: tuple[Point, ...], pools: list[dict[str, Any]]
) -> dict[str, Any]:
    """The plan in figures: hours of each person before and after, the pools, what the bounds prove, and the curve."""
    facts, problem = told.facts, told.problem
    people = _people(told, answer.officer)
    there = [row for row in people if row["capacity"] >= LEAST_THERE]
    return {
        "period": [facts.first_day.isoformat(), facts.last_day.isoformat()],
        "delivery": [told.peaks.first.isoformat(), told.peaks.last.isoformat()] if told.peaks else None,
        "status": answer.status,
        "cases": len(problem.case_ids),
        "people": people,
        "tiers": pools,
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
        "curve": [_point(told, point) for point in curve],
    }


def rows_of(plan_id: int, told: Told, point: Point) -> tuple[PlannedMove, ...]:
    """A row for each case that changes hands, and for each case without an officer that gets one."""
    problem = told.problem
    number = {case.case_id: case.id for case in told.facts.cases}
    share = _shares(told, point.officer)
    rows = [
        _row(plan_id, told, point, i, number[problem.case_ids[i]], "no_officer", share)
        for i in ((problem.current == NOBODY) & (point.officer != NOBODY)).nonzero()[0].tolist()
    ]
    index = {case: i for i, case in enumerate(problem.case_ids)}
    for move in moves_of(problem, point.officer):
        rows.append(_row(plan_id, told, point, index[move.case_id], number[move.case_id], move.code, share))
    return tuple(rows)


def _row(
    plan_id: int, told: Told, point: Point, case: int, case_id: int, code: str, share: Mapping[str, tuple[float, float]]
) -> PlannedMove:
    """The officer whom the case leaves may stand outside the plan, having left or being about to leave."""
    problem, known = told.problem, told.about[case_id]
    receiver = problem.officer_ids[int(point.officer[case])]
    current = int(problem.current[case])
    before, after = share[problem.officer_ids[current]] if current != NOBODY else (None, None)
    if code == "no_officer" and known.officer is not None:
        code = "leaves"
    reason = {
        "code": code,
        "months": known.months_with_officer if known.officer is not None else 0.0,
        "community": known.community,
        "language": known.language,
        "stream": known.stream.value,
        "could_hold": len(problem.eligible(case)),
        "sender_before": before,
        "sender_after": after,
        "receiver_before": share[receiver][0],
        "receiver_after": share[receiver][1],
    }
    return PlannedMove(
        plan_id=plan_id,
        point=point.number,
        case_id=case_id,
        from_id=known.officer,
        to_id=person_id(receiver),
        hours=float(problem.hours[case]),
        weight=float(problem.weight[case]),
        reason=reason,
    )


def _point(told: Told, point: Point) -> dict[str, Any]:
    """A plan of the curve in figures. `months` is the time of working together that its moves end."""
    problem, load = told.problem, loads_of(told.problem, point.officer)
    moved = is_moved(problem, point.officer)
    number = [case.id for case in told.facts.cases]
    there = problem.capacity >= LEAST_THERE
    return {
        "point": point.number,
        "width": round(point.width, 6),
        "moved_cases": int(moved.sum()),
        "moved_weight": moved_weight_of(problem, point.officer),
        "months": sum(told.about[number[i]].months_with_officer for i in moved.nonzero()[0].tolist()),
        "heaviest": float((load[there] / problem.capacity[there]).max(initial=0.0)),
        "overload": overload_of(problem, load),
        "people": [
            {"after": row["after"], "cases_after": row["cases_after"], "peak_after": row["peak_after"]}
            for row in _people(told, point.officer)
        ],
    }


def _people(told: Told, officer: Ints) -> list[dict[str, Any]]:
    """Each person's hours and cases before and after, and the hours due on a coming delivery day."""
    problem, peaks = told.problem, told.peaks
    before_peak = peaks_of(peaks, told.facts, _codes(problem, problem.current)) if peaks else {}
    after_peak = peaks_of(peaks, told.facts, _codes(problem, officer)) if peaks else {}
    before, after = loads_of(problem, problem.current), loads_of(problem, officer)
    found = []
    for j, code in enumerate(problem.officer_ids):
        number = person_id(code)
        found.append(
            {
                "person": number,
                "capacity": float(problem.capacity[j]),
                "before": float(before[j]),
                "after": float(after[j]),
                "cases_before": int((problem.current == j).sum()),
                "cases_after": int((officer == j).sum()),
                "peak_there": peaks.there.get(number, 0.0) if peaks else 0.0,
                "peak_before": before_peak.get(number, 0.0),
                "peak_after": after_peak.get(number, 0.0),
            }
        )
    return found


def _codes(problem: BalanceProblem, officer: Ints) -> list[str]:
    return ["" if j == NOBODY else problem.officer_ids[j] for j in officer.tolist()]


def _shares(told: Told, officer: Ints) -> dict[str, tuple[float, float]]:
    """Utilisation before and after, by officer."""
    problem = told.problem
    before = loads_of(problem, problem.current) / problem.capacity
    after = loads_of(problem, officer) / problem.capacity
    return dict(zip(problem.officer_ids, zip(before.tolist(), after.tolist(), strict=True), strict=True))

"""What `fairload balance` writes and says about an answer."""

from collections.abc import Iterator, Mapping
from typing import Any

from scheduler.solver.balance_check import Facts
from scheduler.solver.balance_eligibility import CaseColumns, build_problem
from scheduler.solver.balance_frontier import FrontierPoint
from scheduler.solver.balance_problem import BalanceAnswer, BalanceOfficer, BalanceProblem
from workload.exchange.balance_files import BalanceFiles

PROOFS = {
    "prices": "prices of hours",
    "knapsacks": "prices of cases",
    "search": "a search through all plans",
}


def officers_of(files: BalanceFiles) -> list[BalanceOfficer]:
    rows = (files.officers[name] for name in ("officer_id", "communities", "capacity_hours", "languages", "icm"))
    return [BalanceOfficer(*row) for row in zip(*rows, strict=True)]


def problem_of(files: BalanceFiles) -> BalanceProblem:
    cases = files.cases
    columns = CaseColumns(
        cases["case_id"],
        cases["community"],
        cases["language"],
        [stream == "icm" for stream in cases["stream"]],
        cases["hours"],
        cases["weight"],
        cases["current_officer"],
    )
    return build_problem(columns, officers_of(files), conflicts=files.conflicts, pinned=dict(files.pins))


def facts_of(files: BalanceFiles) -> Facts:
    cases, officers = files.cases, files.officers
    return Facts(
        case_id=cases["case_id"],
        community=cases["community"],
        language=cases["language"],
        icm=[stream == "icm" for stream in cases["stream"]],
        hours=cases["hours"],
        weight=cases["weight"],
        current_officer=cases["current_officer"],
        officer_id=officers["officer_id"],
        communities=officers["communities"],
        languages=officers["languages"],
        holds_icm=officers["icm"],
        capacity=officers["capacity_hours"],
        barred=files.conflicts,
        only=dict(files.pins),
    )


def plan_rows(problem: BalanceProblem, answer: BalanceAnswer) -> Iterator[tuple[str, str]]:
    for case, officer in zip(problem.case_ids, answer.officer.tolist(), strict=True):
        if officer >= 0:
            yield case, problem.officer_ids[officer]


def report_of(problem: BalanceProblem, answer: BalanceAnswer, seed: int, band: float) -> dict[str, Any]:
    return {
        "status": answer.status,
        "cases": len(problem.case_ids),
        "officers": len(problem.officer_ids),
        "unplaceable": [
            {"case_id": case.case_id, "rule": case.rule, "reason": case.reason} for case in answer.unplaceable
        ],
        "overload": answer.overload,
        "overload_bound": answer.overload_bound,
        "max_utilisation": answer.max_utilisation,
        "max_utilisation_bound": answer.max_utilisation_bound,
        "band": band,
        "band_breach_hours": answer.band_breach_hours,
        "moved_cases": answer.moved_cases,
        "moved_weight": answer.moved_weight,
        "moved_weight_bound": answer.moved_weight_bound,
        "moved_weight_bound_linear": answer.moved_weight_bound_linear,
        "bound_proof": answer.bound_proof,
        "gap": answer.gap if answer.gap != float("inf") else None,
        "seconds": 0.0,
        "peak_mb": 0.0,
        "seed": seed,
        "tiers": [
            {
                "utilisation": tier.utilisation,
                "hours": tier.hours,
                "capacity_hours": tier.capacity,
                "officers": [problem.officer_ids[officer] for officer in tier.officers],
            }
            for tier in answer.tiers
        ],
        "moves": [
            {
                "case_id": move.case_id,
                "from": move.sender,
                "to": move.receiver,
                "hours": move.hours,
                "weight": move.weight,
                "reason": move.reason,
                "reason_code": move.code,
                "reason_values": dict(move.values),
            }
            for move in answer.moves
        ],
    }


def frontier_row(point: FrontierPoint) -> tuple[object, ...]:
    answer = point.answer
    touched = {name for move in answer.moves for name in (move.sender, move.receiver)}
    return (
        round(point.width, 6),
        answer.max_utilisation,
        answer.overload,
        answer.moved_weight,
        answer.moved_weight_bound,
        answer.moved_cases,
        len(touched),
        answer.band_breach_hours,
    )


def summary(report: Mapping[str, Any]) -> list[str]:
    """Ten lines for the terminal."""
    status = {
        "optimal": "proven best",
        "feasible": "the best found; the gap says how far it can be from the best",
        "infeasible": f"{len(report['unplaceable'])} cases can be held by nobody; the others are planned",
    }[report["status"]]
    band = "kept" if report["band_breach_hours"] == 0 else f"{report['band_breach_hours']:.2f} h outside"
    gap = "-" if report["gap"] is None else f"{report['gap']:.2%}"
    pool: dict[str, Any] = report["tiers"][0] if report["tiers"] else {"utilisation": 0.0, "officers": []}
    return [
        f"status               {report['status']} ({status})",
        f"cases, officers      {report['cases']}, {report['officers']}",
        f"overload             {report['overload']:.2f} h (at least {report['overload_bound']:.2f} h)",
        f"highest utilisation  {report['max_utilisation']:.1%} (at least {report['max_utilisation_bound']:.1%})",
        f"balance band         {band}",
        f"most loaded pool     {len(pool['officers'])} officers share {pool['utilisation']:.1%}",
        f"moved cases          {report['moved_cases']}",
        f"moved weight         {report['moved_weight']:.2f} (at least {report['moved_weight_bound']:.2f}, "
        f"proven by {PROOFS[report['bound_proof']]})",
        f"gap                  {gap}",
        f"time, memory         {report['seconds']:.1f} s, {report['peak_mb']:.0f} MB",
    ]

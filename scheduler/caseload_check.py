"""The independent arithmetic of `balance_check` on a region's answer, before anything of it is stored."""

from typing import Any

from scheduler.solver.balance_certificate import certificate_of
from scheduler.solver.balance_check import Facts, check_balance
from scheduler.solver.balance_problem import NOBODY, BalanceAnswer, BalanceProblem
from workload.records.balance_facts import BalanceFacts
from workload.vocabulary import Stream


def faults_of(gathered: BalanceFacts, problem: BalanceProblem, answer: BalanceAnswer) -> list[str]:
    """Every promise of the balance that does not hold, as sentences; empty when the answer stands."""
    plan = {
        case: problem.officer_ids[officer]
        for case, officer in zip(problem.case_ids, answer.officer.tolist(), strict=True)
        if officer != NOBODY
    }
    return check_balance(
        _facts(gathered), plan, _report(problem, answer), certificate_of(problem, answer), answer.band.width
    )


def _facts(gathered: BalanceFacts) -> Facts:
    cases, officers = gathered.cases, gathered.officers
    return Facts(
        case_id=[one.case_id for one in cases],
        community=[one.community for one in cases],
        language=[one.language for one in cases],
        icm=[one.stream is Stream.icm for one in cases],
        hours=[one.hours for one in cases],
        weight=[one.weight for one in cases],
        current_officer=[one.current_officer for one in cases],
        officer_id=[one.officer_id for one in officers],
        communities=[one.communities for one in officers],
        languages=[one.languages for one in officers],
        holds_icm=[one.icm for one in officers],
        capacity=[one.capacity_hours for one in officers],
        barred=gathered.conflicts,
    )


def _report(problem: BalanceProblem, answer: BalanceAnswer) -> dict[str, Any]:
    names = (
        "status", "overload", "overload_bound", "max_utilisation", "max_utilisation_bound", "band_breach_hours",
        "moved_cases", "moved_weight", "moved_weight_bound", "moved_weight_bound_linear", "bound_proof",
    )  # fmt: skip
    return {
        "cases": len(problem.case_ids),
        "officers": len(problem.officer_ids),
        "unplaceable": [{"case_id": one.case_id} for one in answer.unplaceable],
        "moves": [{"case_id": one.case_id, "from": one.sender, "to": one.receiver} for one in answer.moves],
    } | {name: getattr(answer, name) for name in names}

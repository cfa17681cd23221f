"""What proves an answer to somebody without a solver: prices of hours, prices of cases, and the tiers."""

from typing import Any

from scheduler.solver.balance_knapsack import grain_of
from scheduler.solver.balance_problem import BalanceAnswer, BalanceProblem


def certificate_of(problem: BalanceProblem, answer: BalanceAnswer) -> dict[str, Any]:
    """Prices of hours (in the order of the officers), prices of cases (in the order of the cases), and the tiers.

    `step_hours` and `step_weight` are steps that all hours and all weights are multiples of (weights: None where there
    is no such step).
    """
    step_weight, exact = grain_of(problem.weight)
    return {
        "pi": answer.prices.pi.tolist(),
        "rho": answer.prices.rho.tolist(),
        "mu": answer.prices.mu,
        "case_prices": None if answer.case_prices is None else answer.case_prices.tolist(),
        "step_hours": grain_of(problem.hours)[0],
        "step_weight": step_weight if exact else None,
        "tiers": [
            {"utilisation": tier.utilisation, "officers": [problem.officer_ids[officer] for officer in tier.officers]}
            for tier in answer.tiers
        ],
    }

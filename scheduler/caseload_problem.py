"""The facts of a balance as the solver takes them."""

from typing import TYPE_CHECKING

from workload.records.balance_facts import BalanceFacts
from workload.vocabulary import Stream

if TYPE_CHECKING:  # the solver is for the solving process alone
    from scheduler.solver.balance_problem import BalanceCase, BalanceOfficer, BalanceProblem


def problem_of(facts: BalanceFacts) -> "BalanceProblem":
    """The gathered facts as the solver takes them."""
    from scheduler.solver.balance_eligibility import build_problem

    return build_problem(*parts_of(facts), conflicts=facts.conflicts)


def parts_of(facts: BalanceFacts) -> "tuple[list[BalanceCase], list[BalanceOfficer]]":
    """The cases and officers of the gathered facts, in the solver's words."""
    from scheduler.solver.balance_problem import BalanceCase, BalanceOfficer

    cases = [
        BalanceCase(
            case.case_id,
            case.community,
            case.hours,
            case.weight,
            case.language,
            case.stream == Stream.icm,
            case.current_officer,
        )
        for case in facts.cases
    ]
    officers = [
        BalanceOfficer(one.officer_id, tuple(one.communities), one.capacity_hours, tuple(one.languages), bool(one.icm))
        for one in facts.officers
    ]
    return cases, officers

"""Who can only share with whom, and what would change it: an hour more, a language, a community served."""

from typing import Any

from scheduler.caseload_problem import parts_of
from scheduler.solver.balance_problem import BalanceAnswer, BalanceProblem
from scheduler.solver.balance_what_if import Change, helpful_changes, values_of_hours
from workload.codes import person_id
from workload.records.balance_facts import BalanceFacts

OVER = 1.0  # only a pool above its hours needs help
MOST_POOLS = 6
MOST_CHANGES = 2


def pools_of(facts: BalanceFacts, problem: BalanceProblem, answer: BalanceAnswer) -> list[dict[str, Any]]:
    """Every pool with its load; the fullest with the worth of an hour more and the changes that help them most."""
    value = {one.officers: one for one in values_of_hours(problem)}
    cases, officers = parts_of(facts)
    found: list[dict[str, Any]] = []
    for tier in answer.tiers:
        members = tuple(problem.officer_ids[j] for j in tier.officers)
        pool: dict[str, Any] = {
            "utilisation": tier.utilisation,
            "people": [person_id(one) for one in members],
            "hours": tier.hours,
            "capacity": tier.capacity,
        }
        if tier.utilisation > OVER and len(found) < MOST_POOLS and members in value:
            pool["hour"] = {"after": value[members].utilisation_after, "saved": value[members].overload_saved}
            changes = helpful_changes(cases, officers, members, conflicts=facts.conflicts, most=MOST_CHANGES)
            pool["changes"] = [_change(one, members) for one in changes]
        found.append(pool)
    return found


def _change(one: Change, members: tuple[str, ...]) -> dict[str, Any]:
    after = max(one.effect.officers[name][1] for name in members)
    return {
        "person": person_id(one.officer_id),
        "kind": one.kind,
        "value": one.value,
        "after": after,
        "saved": one.effect.overload_before - one.effect.overload_after,
    }

"""The promises of a caseload balance, restated in plain arithmetic from the files alone.

Nothing here is shared with the solver: eligibility, measures and bounds are worked out again, so that an answer is
written only when two independent readings of the rules agree.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scheduler.solver.balance_check_knapsacks import knapsack_bound

CLOSE = 1e-6  # relative; sums of the same hours in another order differ by far less


@dataclass(frozen=True)
class Facts:
    """The files as columns: one entry per case, one per officer, and the pairs that may not be.

    `only` names, for a pinned case, the officer it must be with (the files know no pins; the service does).
    """

    case_id: Sequence[str]
    community: Sequence[str]
    language: Sequence[str]
    icm: Sequence[bool]
    hours: Sequence[float]
    weight: Sequence[float]
    current_officer: Sequence[str]
    officer_id: Sequence[str]
    communities: Sequence[Iterable[str]]
    languages: Sequence[Iterable[str]]
    holds_icm: Sequence[bool]
    capacity: Sequence[float]
    barred: Iterable[tuple[str, str]] = ()
    only: Mapping[str, str] | None = None


def who_may_hold(facts: Facts) -> list[frozenset[str]]:
    """The officers who may hold each case, by the rules of the files."""
    serves: dict[str, set[str]] = defaultdict(set)
    speaks: dict[str, set[str]] = defaultdict(set)
    everyone = set(facts.officer_id)
    with_icm = {name for name, icm in zip(facts.officer_id, facts.holds_icm, strict=True) if icm}
    for name, places, tongues in zip(facts.officer_id, facts.communities, facts.languages, strict=True):
        for place in places:
            serves[place].add(name)
        for tongue in tongues:
            speaks[tongue].add(name)
    speaks["en"] = everyone
    barred: dict[str, set[str]] = defaultdict(set)
    for case, officer in facts.barred:
        barred[case].add(officer)
    only = facts.only or {}
    known: dict[tuple[str, str, bool], frozenset[str]] = {}
    answer = []
    for case, place, tongue, icm in zip(facts.case_id, facts.community, facts.language, facts.icm, strict=True):
        kind = (place, tongue, icm)
        if kind not in known:
            able = serves.get(place, set()) & speaks.get(tongue, set())
            known[kind] = frozenset(able & with_icm if icm else able)
        may = known[kind]
        if case in barred:
            may = may - barred[case]
        if case in only:
            may = may & {only[case]}
        answer.append(may)
    return answer


def check_balance(
    facts: Facts, plan: Mapping[str, str], report: Mapping[str, Any], certificate: Mapping[str, Any], band: float
) -> list[str]:
    """Every promise that does not hold, as sentences; empty when the answer stands.

    `plan` gives the officer of every case that is placed, `report` and `certificate` are what would be written.
    """
    may = who_may_hold(facts)
    faults = _rules(facts, may, plan, report)
    if faults:
        return faults
    load = dict.fromkeys(facts.officer_id, 0.0)
    for case, hours in zip(facts.case_id, facts.hours, strict=True):
        if case in plan:
            load[plan[case]] += hours
    capacity = dict(zip(facts.officer_id, facts.capacity, strict=True))
    utilisation, bounds, faults = _tiers(facts, may, certificate, capacity)
    demand = sum(load.values())
    overload_cap = (1 + band) * bounds["overload_bound"] + 0.0001 * demand
    cap = {name: max(1.0, (1 + band) * utilisation.get(name, 0.0)) * capacity[name] for name in load}
    found = _measures(facts, plan, load, capacity, cap, overload_cap)
    found |= bounds
    found["moved_weight_bound_linear"] = certified_bound(facts, may, cap, overload_cap, certificate)
    found["moved_weight_bound"] = _whole_bound(facts, may, cap, overload_cap, certificate, found, report)
    for name, value in found.items():
        if name.startswith("moved_weight_bound"):
            # The prices may prove more than the report claims, never less.
            if report[name] > value + CLOSE * max(1.0, abs(value)):
                faults.append(f"{name} is reported as {report[name]:.9g}; the prices prove only {value:.9g}")
        elif abs(report[name] - value) > CLOSE * max(1.0, abs(value)):
            faults.append(f"{name} is reported as {report[name]:.9g}; the files give {value:.9g}")
    if found["overload"] < bounds["overload_bound"] * (1 - CLOSE):
        faults.append("the overload is below what the tiers say is possible")
    if found["band_breach_hours"] == 0 and found["moved_weight"] < report["moved_weight_bound"] * (1 - CLOSE):
        faults.append("the moved weight is below its own bound")
    return faults


def _rules(
    facts: Facts, may: Sequence[frozenset[str]], plan: Mapping[str, str], report: Mapping[str, Any]
) -> list[str]:
    faults = []
    placed = 0
    unplaceable = {row["case_id"] for row in report["unplaceable"]}
    for case, able in zip(facts.case_id, may, strict=True):
        officer = plan.get(case)
        if officer is not None:
            placed += 1
        if officer is None and able:
            faults.append(f"case {case} is left without an officer")
        elif officer is not None and officer not in able:
            faults.append(f"case {case} is given to {officer}, who may not hold it")
        if (case in unplaceable) != (not able):
            faults.append(f"case {case} is wrongly {'' if case in unplaceable else 'not '}reported as unplaceable")
    if placed != len(plan):
        faults.append("the plan names a case that is not in the files")
    current = dict(zip(facts.case_id, facts.current_officer, strict=True))
    moved = {case for case, officer in plan.items() if current.get(case) and current[case] != officer}
    told = [move["case_id"] for move in report["moves"]]
    if len(told) != len(set(told)) or set(told) != moved:
        faults.append("the moves of the report are not the moves of the plan")
    for move in report["moves"]:
        if plan.get(move["case_id"]) != move["to"] or current.get(move["case_id"]) != move["from"]:
            faults.append(f"the move of {move['case_id']} does not agree with the plan")
    return faults


def _measures(
    facts: Facts,
    plan: Mapping[str, str],
    load: Mapping[str, float],
    capacity: Mapping[str, float],
    cap: Mapping[str, float],
    overload_cap: float,
) -> dict[str, float]:
    moved = [
        weight
        for case, now, weight in zip(facts.case_id, facts.current_officer, facts.weight, strict=True)
        if now and case in plan and plan[case] != now
    ]
    overload = sum(max(0.0, load[name] - capacity[name]) for name in load)
    breach = sum(load[name] - cap[name] for name in load if load[name] > cap[name] * (1 + 1e-9))
    if overload > overload_cap * (1 + 1e-9):
        breach += overload - overload_cap
    return {
        "cases": len(facts.case_id),
        "officers": len(facts.officer_id),
        "overload": overload,
        "max_utilisation": max((load[name] / capacity[name] for name in load), default=0.0),
        "moved_cases": len(moved),
        "moved_weight": sum(moved),
        "band_breach_hours": breach,
    }


def _tiers(
    facts: Facts, may: Sequence[frozenset[str]], certificate: Mapping[str, Any], capacity: Mapping[str, float]
) -> tuple[dict[str, float], dict[str, float], list[str]]:
    """u* of every officer from the tiers, after seeing that no plan can do better.

    The cases that only the officers of the first t tiers may hold must be with them, so their hours are a lower bound
    for these officers together. Where the tiers' own hours add up to that for every t, their utilisations are
    majorised by every plan's: least in overload, in the highest utilisation and in the leximin order.
    """
    faults: list[str] = []
    tiers = certificate["tiers"]
    rank = {name: number for number, tier in enumerate(tiers) for name in tier["officers"]}
    if sum(len(tier["officers"]) for tier in tiers) != len(rank) or set(rank) != set(capacity):
        return {}, {"overload_bound": 0.0, "max_utilisation_bound": 0.0}, ["the tiers do not name every officer once"]
    own = [0.0] * len(tiers)
    for able, hours in zip(may, facts.hours, strict=True):
        if able:
            own[max(rank[name] for name in able)] += hours
    utilisation: dict[str, float] = {}
    overload, highest, before = 0.0, 0.0, float("inf")
    tied, claimed = 0.0, 0.0
    for number, tier in enumerate(tiers):
        room = sum(capacity[name] for name in tier["officers"])
        level = tier["utilisation"]
        tied += own[number]
        claimed += level * room
        if level > before * (1 + CLOSE):
            faults.append("the tiers are not in the order of their utilisation")
        if abs(claimed - tied) > CLOSE * max(1.0, tied):
            faults.append(f"tier {number + 1} is said to stand at {level:.6g}; the cases tied to it say otherwise")
        before = level
        highest = max(highest, level)
        overload += max(0.0, level - 1.0) * room
        utilisation.update(dict.fromkeys(tier["officers"], level))
    return utilisation, {"overload_bound": overload, "max_utilisation_bound": highest}, faults


def _whole_bound(
    facts: Facts,
    may: Sequence[frozenset[str]],
    cap: Mapping[str, float],
    overload_cap: float,
    certificate: Mapping[str, Any],
    found: Mapping[str, float],
    report: Mapping[str, Any],
) -> float:
    """The highest bound that can be added up: of the prices, of the knapsacks, up to the next sum of weights.

    Only a search that came to its end may claim more: then its own plan is the bound.
    """
    if report["bound_proof"] == "search" and report["status"] != "feasible" and found["band_breach_hours"] == 0:
        return found["moved_weight"]
    capacity = dict(zip(facts.officer_id, facts.capacity, strict=True))
    whole = knapsack_bound(
        may, facts.hours, facts.weight, facts.current_officer, cap, capacity, overload_cap, certificate
    )
    proven = max(found["moved_weight_bound_linear"], whole)
    step = certificate.get("step_weight")
    if step and all(abs(weight / step - round(weight / step)) < 1e-6 for weight in facts.weight):
        return math.ceil(proven / step - 1e-6) * step
    return proven


def certified_bound(
    facts: Facts,
    may: Sequence[frozenset[str]],
    cap: Mapping[str, float],
    overload_cap: float,
    certificate: Mapping[str, Any],
) -> float:
    """What the prices prove of the moved weight (weak duality); any prices do, so only their signs are looked at."""
    pi = dict(zip(facts.officer_id, certificate["pi"], strict=True))
    rho = dict(zip(facts.officer_id, certificate["rho"], strict=True))
    mu = certificate["mu"]
    if any(value < 0 for value in pi.values()) or any(not 0 <= value <= mu + 1e-12 for value in rho.values()):
        return 0.0
    price = {name: pi[name] + rho[name] for name in pi}
    cheapest: dict[frozenset[str], float] = {}
    total = 0.0
    for able, hours, weight, now in zip(may, facts.hours, facts.weight, facts.current_officer, strict=True):
        if not able:
            continue
        if able not in cheapest:
            cheapest[able] = min(price[name] for name in able)
        going = cheapest[able] * hours + (weight if now else 0.0)
        total += min(going, price[now] * hours) if now in able else going
    capacity = dict(zip(facts.officer_id, facts.capacity, strict=True))
    total -= sum(pi[name] * cap[name] + rho[name] * capacity[name] for name in pi)
    return max(0.0, total - mu * overload_cap)

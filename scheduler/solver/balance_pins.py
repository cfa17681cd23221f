"""Pins and exclusions that cannot all hold, each explained by the smallest set of them that conflicts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from scheduler.solver.balance_bounds import band_of
from scheduler.solver.balance_eligibility import build_problem
from scheduler.solver.balance_problem import BalanceCase, BalanceOfficer, BalanceProblem
from scheduler.solver.balance_tiers import fairest_utilisation

Pair = tuple[str, str]  # (case_id, officer_id)


@dataclass(frozen=True)
class PinConflict:
    """Pins and exclusions of which one must go; without any single one of them the others could stand.

    `kind` is `two_officers` (a case pinned to more than one), `pinned_and_excluded` (the same pair), `may_not_hold` (a
    pin against a rule of the files: `rule` is community, language, icm or conflict), `nobody_left` (the exclusions
    leave a case with nobody) or `too_much` (the pins keep more hours with the officer than the band allows: `hours`
    and `limit` a month, `hours` counting also what only this officer may hold).
    """

    kind: str
    pins: tuple[Pair, ...] = ()
    exclusions: tuple[Pair, ...] = ()
    rule: str = ""
    hours: float = 0.0
    limit: float = 0.0


def conflicting_pins(
    cases: Sequence[BalanceCase],
    officers: Sequence[BalanceOfficer],
    *,
    pins: Iterable[Pair],
    excluded: Iterable[Pair] = (),
    conflicts: Iterable[Pair] = (),
    band: float = 0.01,
) -> tuple[PinConflict, ...]:
    """Every conflict, in the order of the cases and then of the officers; empty when all can hold.

    The limit of hours is that of the band without any pin. Raises ValueError as `build_problem` does.
    """
    problem = build_problem(cases, officers, conflicts=conflicts)
    number = {name: i for i, name in enumerate(problem.case_ids)}
    place = {name: j for j, name in enumerate(problem.officer_ids)}
    pinned, barred = list(dict.fromkeys(pins)), list(dict.fromkeys(excluded))
    for case_id, officer_id in (*pinned, *barred):
        if case_id not in number or officer_id not in place:
            raise ValueError(f"the pair '{case_id}', '{officer_id}' is not known")
    found: list[PinConflict] = []
    standing: list[Pair] = []
    for case_id in dict.fromkeys(case for case, _ in pinned):
        mine = [pair for pair in pinned if pair[0] == case_id]
        faults = [fault for pair in mine for fault in _faults(problem, cases, officers, number, place, pair, barred)]
        if len(mine) > 1:
            faults.insert(0, PinConflict("two_officers", tuple(mine[:2])))
        found += faults
        standing += [] if faults else mine
    for case_id in dict.fromkeys(case for case, _ in barred):
        able = {problem.officer_ids[j] for j in problem.eligible(number[case_id]).tolist()}
        gone = tuple(pair for pair in barred if pair[0] == case_id and pair[1] in able)
        if able and len(gone) == len(able):
            found.append(PinConflict("nobody_left", exclusions=gone))
    return (*found, *_too_much(problem, number, place, standing, band))


def _faults(
    problem: BalanceProblem,
    cases: Sequence[BalanceCase],
    officers: Sequence[BalanceOfficer],
    number: dict[str, int],
    place: dict[str, int],
    pair: Pair,
    barred: Sequence[Pair],
) -> list[PinConflict]:
    """What stands against one pin by itself or with one exclusion."""
    case, officer = cases[number[pair[0]]], officers[place[pair[1]]]
    if place[pair[1]] not in problem.eligible(number[pair[0]]):
        if case.community not in officer.communities:
            rule = "community"
        elif case.language != "en" and case.language not in officer.languages:
            rule = "language"
        else:
            rule = "icm" if case.icm and not officer.icm else "conflict"
        return [PinConflict("may_not_hold", (pair,), rule=rule)]
    return [PinConflict("pinned_and_excluded", (pair,), (pair,))] if pair in barred else []


def _too_much(
    problem: BalanceProblem, number: dict[str, int], place: dict[str, int], pins: Sequence[Pair], band: float
) -> list[PinConflict]:
    """Officers whose pinned cases alone break the band: the fewest pins that do, the longest first."""
    cap = band_of(problem, fairest_utilisation(problem), band).cap
    alone = np.flatnonzero(np.diff(problem.class_start) == 1)
    only = np.zeros(len(cap))
    for group in alone.tolist():
        only[problem.class_officers[problem.class_start[group]]] += problem.hours[problem.case_class == group].sum()
    found = []
    for name, officer in place.items():
        mine = [pair for pair in pins if pair[1] == name and len(problem.eligible(number[pair[0]])) > 1]
        mine.sort(key=lambda pair: (-problem.hours[number[pair[0]]], pair[0]))
        hours, taken = float(only[officer]), 0
        while taken < len(mine) and hours <= cap[officer] * (1 + 1e-9):
            hours += float(problem.hours[number[mine[taken][0]]])
            taken += 1
        if hours > cap[officer] * (1 + 1e-9) and taken:
            found.append(PinConflict("too_much", tuple(mine[:taken]), hours=hours, limit=float(cap[officer])))
    return found

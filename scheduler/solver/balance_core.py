"""The best new division of the cases of some officers, by CP-SAT: only the pairs near the prices, all others stay.

An hour outside the band costs more than any moves, so a group that is out of the band is brought inside it first.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scheduler.solver.balance_case_prices import CasePrices, regrets
from scheduler.solver.balance_clock import Clock, watching
from scheduler.solver.balance_plan import CasesOfOfficers
from scheduler.solver.balance_polish import Polish
from scheduler.solver.balance_problem import BalanceProblem
from scheduler.solver.run_model import Clock as SolverClock
from scheduler.solver.run_model import Model, Term

BREACH_PRICE = 1_000  # of a step of hours outside the band, in times the dearest case


class Candidates:
    """By officer, the cases with a regret of at most `most`: those that may well sit there. Found when asked for."""

    def __init__(self, problem: BalanceProblem, prices: CasePrices, most: float) -> None:
        self.problem, self.prices, self.most = problem, prices, most
        self.may_hold = CasesOfOfficers(problem)
        self.found: dict[int, NDArray[np.int64]] = {}

    def __getitem__(self, officer: int) -> NDArray[np.int64]:
        if officer not in self.found:
            cases = self.may_hold[officer]
            self.found[officer] = cases[regrets(self.problem, self.prices, officer, cases) <= self.most]
        return self.found[officer]


@dataclass(frozen=True)
class Division:
    """New officers of the cases that took part; whether none better exists among these pairs; what it cost to find."""

    plan: dict[int, int]
    finished: bool
    effort: float


def best_division(
    work: Polish,
    near: Candidates,
    group: Sequence[int],
    *,
    effort: float,
    relaxed: bool,
    clock: Clock,
    workers: int = 1,
    seed: int,
) -> Division | None:
    """Divide the cases of the group anew over pairs that are near; None where nothing can change.

    `relaxed` adds linear relaxations to CP-SAT's search: dearer, and worth it when there is time for many groups.
    """
    inside = np.zeros(len(work.load), bool)
    inside[list(group)] = True
    options: dict[int, list[int]] = {}
    for officer in group:
        mine = near[officer]
        at = work.officer[mine]
        for case in mine[inside[at] & (at != officer)].tolist():
            options.setdefault(case, [int(work.officer[case])]).append(officer)
    if not options:
        return None
    model = Model()
    held: dict[int, list[Term]] = {officer: [] for officer in group}
    fixed = {officer: work.load[officer] for officer in group}
    price: list[Term] = []
    for case, able in options.items():
        picks = [model.boolean() for _ in able]
        model.proto.constraints.add().exactly_one.literals.extend(picks)
        units, now = int(work.units[case]), int(work.problem.current[case])
        fixed[able[0]] -= work.problem.hours[case]
        for pick, officer in zip(picks, able, strict=True):
            held[officer].append((pick, units))
            if now not in (-1, officer):
                price.append((pick, round(work.problem.weight[case] / work.weight_grain)))
    hint = [int(number == 0) for able in options.values() for number in range(len(able))]
    _stay_in_band(model, work, held, fixed, price)
    model.minimise(price)
    model.proto.solution_hint.vars.extend(range(len(hint)))
    model.proto.solution_hint.values.extend(hint)
    timer = SolverClock(max(0.01, clock.left()))
    with watching(clock, timer.stop):
        outcome = model.solve(
            timer,
            workers=workers,
            seed=seed % (2**31 - 1),
            max_deterministic_time=effort,
            linearization_level=int(relaxed),
        )
    if not outcome.found:
        return Division({}, False, outcome.effort)
    values, plan, first = outcome.values, {}, 0
    for case, able in options.items():
        plan[case] = next(officer for number, officer in enumerate(able) if values[first + number])
        first += len(able)
    return Division(plan, outcome.status == "optimal", outcome.effort)


def _stay_in_band(
    model: Model, work: Polish, held: dict[int, list[Term]], fixed: dict[int, float], price: list[Term]
) -> None:
    """Caps of the officers and of the overload in all; what is out of them now may stay out, at a price."""
    dear = BREACH_PRICE * max([1, *(cost for _, cost in price)])
    overload: list[Term] = []
    now = 0.0
    for officer, load in held.items():
        if not load:
            continue
        full = work.problem.capacity[officer]
        room, until_full = _steps(work, work.cap[officer] - fixed[officer]), _steps(work, full - fixed[officer])
        most = sum(units for _, units in load)
        if most > room:
            terms = list(load)
            if work.load[officer] > work.cap[officer]:
                breach = model.integer(0, _steps(work, work.load[officer] - work.cap[officer]) + 1)
                terms.append((breach, -1))
                price.append((breach, dear))
            model.linear(terms, None, room)
        if most > until_full:
            over = model.integer(0, max(most - until_full, 0))
            model.linear([*load, (over, -1)], None, until_full)
            overload.append((over, 1))
            now += max(0.0, work.load[officer] - full)
    if not overload:
        return
    spare = work.overload_cap - work.overload
    if spare < 0:
        beyond = model.integer(0, _steps(work, -spare) + 1)
        overload.append((beyond, -1))
        price.append((beyond, dear))
    model.linear(overload, None, _steps(work, now + spare) + (1 if spare < 0 else 0))


def _steps(work: Polish, hours: float) -> int:
    return int(np.floor(hours / work.grain + 1e-6))

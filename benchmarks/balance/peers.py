"""What others do with the same question: three greedy rules and two exact models, on the solver's own problem values.

Run as `python -m benchmarks.balance.peers NAME DIR PLAN SECONDS`, a process for each, since OR-Tools and HiGHS cannot
share one. Every peer is told the balance band where it can use it.
"""

import csv
import sys
from pathlib import Path
from typing import Any

import numpy as np

from scheduler.solver.balance_bounds import band_of
from scheduler.solver.balance_plan import loads_of
from scheduler.solver.balance_problem import BalanceProblem, Band, Ints
from scheduler.solver.balance_rounding import stay_put
from scheduler.solver.balance_tiers import fairest_utilisation
from web.commands.balance_report import problem_of
from workload.exchange.balance_files import read_balance_files

UNITS = 100


def longest_first(problem: BalanceProblem, band: Band, seconds: float) -> Ints:
    """Every case afresh, the longest first, to the officer it leaves least loaded; the current officer wins ties."""
    plan = np.full(len(problem.hours), -1, np.int32)
    load = np.zeros(len(problem.capacity))
    for case in np.argsort(-problem.hours, kind="stable").tolist():
        able = problem.eligible(case)
        share = (load[able] + problem.hours[case]) / problem.capacity[able]
        best = int(able[np.lexsort((able != problem.current[case], share))[0]])
        plan[case] = best
        load[best] += problem.hours[case]
    return plan


def key_worker_rule(problem: BalanceProblem, band: Band, seconds: float) -> Ints:
    """As public key-worker allocators do: the previous worker while there is room, otherwise the lowest load."""
    plan = np.full(len(problem.hours), -1, np.int32)
    load = np.zeros(len(problem.capacity))
    for case in range(len(problem.hours)):
        able, current, hours = problem.eligible(case), int(problem.current[case]), problem.hours[case]
        if current >= 0 and current in able and load[current] + hours <= band.cap[current]:
            best = current
        else:
            best = int(able[np.argmin(load[able] / problem.capacity[able])])
        plan[case] = best
        load[best] += hours
    return plan


def keep_then_relocate(problem: BalanceProblem, band: Band, seconds: float) -> Ints:
    """Keep everything, then take the least painful case from the heaviest load to the lightest that may hold it."""
    plan = stay_put(problem)
    load = loads_of(problem, plan)
    pain = problem.weight / problem.hours
    stuck = np.zeros(len(load), bool)
    while True:
        share = np.where(stuck, -np.inf, load / band.cap)
        heaviest = int(share.argmax())
        if share[heaviest] <= 1.0:
            return plan
        for case in sorted(np.flatnonzero(plan == heaviest).tolist(), key=lambda i: pain[i]):
            able = problem.eligible(case)
            target = int(able[np.argmin((load[able] + problem.hours[case]) / band.cap[able])])
            after = (load[target] + problem.hours[case]) / band.cap[target]
            if target != heaviest and after < share[heaviest]:
                plan[case] = target
                load[heaviest] -= problem.hours[case]
                load[target] += problem.hours[case]
                break
        else:
            stuck[heaviest] = True


def cp_sat(problem: BalanceProblem, band: Band, seconds: float) -> Ints | None:
    """One Boolean for each case and officer, the band as constraints, two workers."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    loads: list[list[Any]] = [[] for _ in problem.capacity]
    price, picks = [], {}
    start = stay_put(problem)
    for case in range(len(problem.hours)):
        for officer in problem.eligible(case).tolist():
            pick = model.new_bool_var("")
            picks[case, officer] = pick
            model.add_hint(pick, bool(start[case] == officer))
            loads[officer].append(pick * round(problem.hours[case] * UNITS))
            if problem.current[case] not in (-1, officer):
                price.append(pick * round(problem.weight[case] * UNITS))
        model.add_exactly_one([picks[case, officer] for officer in problem.eligible(case).tolist()])
    over = []
    for officer, terms in enumerate(loads):
        model.add(sum(terms) <= int(band.cap[officer] * UNITS))
        over.append(model.new_int_var(0, int(band.cap[officer] * UNITS), ""))
        model.add(over[-1] >= sum(terms) - int(problem.capacity[officer] * UNITS))
    model.add(sum(over) <= int(band.overload_cap * UNITS))
    model.minimize(sum(price))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    plan = np.full(len(problem.hours), -1, np.int32)
    for (case, officer), pick in picks.items():
        if solver.boolean_value(pick):
            plan[case] = officer
    return plan


def highs(problem: BalanceProblem, band: Band, seconds: float) -> Ints | None:
    """The same model as a mixed-integer program."""
    import highspy

    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("time_limit", seconds)
    solver.setOptionValue("threads", 2)
    loads: list[list[Any]] = [[] for _ in problem.capacity]
    picks, price = {}, []
    for case in range(len(problem.hours)):
        row = []
        for officer in problem.eligible(case).tolist():
            pick = solver.addBinary()
            picks[case, officer] = pick
            row.append(pick)
            loads[officer].append(pick * float(problem.hours[case]))
            if problem.current[case] not in (-1, officer):
                price.append(pick * float(problem.weight[case]))
        solver.addConstr(solver.qsum(row) == 1)
    over = []
    for officer, terms in enumerate(loads):
        if terms:
            solver.addConstr(solver.qsum(terms) <= float(band.cap[officer]))
            over.append(solver.addVariable(0.0, float(band.cap[officer])))
            solver.addConstr(solver.qsum(terms) - over[-1] <= float(problem.capacity[officer]))
    solver.addConstr(solver.qsum(over) <= band.overload_cap)
    solver.minimize(solver.qsum(price))
    if solver.getInfo().primal_solution_status != 2:
        return None
    plan = np.full(len(problem.hours), -1, np.int32)
    for (case, officer), pick in picks.items():
        if solver.val(pick) > 0.5:
            plan[case] = officer
    return plan


PEERS = {
    "longest-first": longest_first,
    "key-worker-rule": key_worker_rule,
    "keep-then-relocate": keep_then_relocate,
    "cp-sat": cp_sat,
    "highs": highs,
}


def main(name: str, folder: str, target: str, seconds: str) -> None:
    problem = problem_of(read_balance_files(Path(folder)))
    if name == "highs":
        # The tiers need OR-Tools, which must not be in one process with HiGHS: they come from the benchmark.
        kept = np.load(f"{target}.band.npz")
        numbers = (float(kept["overload"]), float(kept["overload_cap"]), float(kept["width"]))
        band = Band(kept["utilisation"], numbers[0], kept["cap"], numbers[1], numbers[2])
    else:
        band = band_of(problem, fairest_utilisation(problem), 0.01)
    plan = PEERS[name](problem, band, float(seconds))
    if plan is not None:
        with Path(target).open("w", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(("case_id", "officer_id"))
            writer.writerows(
                (problem.case_ids[i], problem.officer_ids[j]) for i, j in enumerate(plan.tolist()) if j >= 0
            )


if __name__ == "__main__":
    main(*sys.argv[1:])

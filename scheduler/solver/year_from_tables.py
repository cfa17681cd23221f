"""A `YearProblem` from the columns of the files, and the rows and the report of its answer."""

import json
from collections.abc import Iterable, Sequence
from math import floor
from typing import Any, Protocol

from scheduler.solver.relief_from_tables import Tables, hours_text, problem_from_tables
from scheduler.solver.year_dependability import Dependability
from scheduler.solver.year_problem import Entitlement, YearAnswer, YearProblem

Table = tuple[Sequence[str], Iterable[Sequence[object]]]


class YearRows(Protocol):
    """The checked files, as `workload.exchange.year_files.read_year` returns them."""

    @property
    def relief(self) -> Tables: ...
    @property
    def entitlement(self) -> Any: ...


def year_from_tables(tables: YearRows) -> YearProblem:
    """Whole days are planned; what the file gives beyond them is left to the person."""
    return YearProblem(
        problem_from_tables(tables.relief),
        tuple(
            Entitlement(row["person_id"], floor(row["days"]), row["min_block_days"], row["days"] - floor(row["days"]))
            for row in tables.entitlement.rows()
        ),
    )


def year_tables(answer: YearAnswer, dependable: Dependability) -> dict[str, Table]:
    """pool.csv, weeks.csv, assignments.csv and dependability.csv; the plan is that of the people there are."""
    plan = answer.plans[0]
    return {
        "pool.csv": (
            ("relievers", "leave_days_not_placed", "worst_person_days", "breaches", "proven"),
            [(p.relievers, p.not_placed, p.worst, p.breaches, int(p.proven)) for p in answer.points],
        ),
        "weeks.csv": (
            ("person_id", "first_day", "last_day", "days"),
            [(b.person_id, b.first_day, b.last_day, b.days) for b in plan.blocks],
        ),
        "assignments.csv": (
            ("date", "office_id", "person_id", "mode", "hours"),
            [(a.day, a.office_id, a.person_id, a.mode, hours_text(a.quarters)) for a in plan.assignments],
        ),
        "dependability.csv": (
            ("relievers", "absence_days", "uncovered_days", "uncovered_share", "low", "high"),
            [
                (p.relievers, f"{p.absence_days:.1f}", f"{p.uncovered_days:.1f}", f"{p.share:.4f}", f"{p.low:.4f}",
                 f"{p.high:.4f}")
                for p in dependable.points
            ],
        ),
    }  # fmt: skip


def year_report(year: YearProblem, answer: YearAnswer, dependable: Dependability, *, peak_mb: float, seed: int) -> str:
    """report.json: is it possible, with what proof, and on which assumptions it is dependable."""
    first, plan = answer.points[0], answer.plans[0]
    report = {
        "status": "optimal" if all(point.proven for point in answer.points) else "feasible",
        "everyone_can": first.not_placed == 0,
        "people": len(year.entitlements),
        "days": sum(row.days for row in year.entitlements),
        "days_left_to_the_person": round(sum(row.part for row in year.entitlements), 2),
        "leave_days_not_placed": first.not_placed,
        "leave_days_not_placed_bound": first.bound_not_placed,
        "breaches": first.breaches,
        "days_below_the_share_by_mid_year": plan.below_band,
        "wishes_met": len(plan.wishes),
        "on_paper": dependable.on_paper,
        "dependable": dependable.dependable,
        "assumptions": dependable.assumptions.as_rows(),
        "seconds": round(answer.seconds, 3),
        "peak_mb": round(peak_mb, 1),
        "seed": seed,
        "points": [
            {
                "relievers": p.relievers,
                "leave_days_not_placed": p.not_placed,
                "leave_days_not_placed_bound": p.bound_not_placed,
                "worst_person_days": p.worst,
                "worst_person_days_bound": p.bound_worst,
                "breaches": p.breaches,
                "proven": p.proven,
                "seconds": round(p.seconds, 3),
            }
            for p in answer.points
        ],
    }
    return json.dumps(report, indent=2, ensure_ascii=False) + "\n"

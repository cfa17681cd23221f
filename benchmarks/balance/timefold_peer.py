"""The same question put to Timefold: a planning entity a case, the band as hard constraints, moved weight as soft.

Run in its own process by a Python that has `timefold` (extra `benchmarks`, Java 17): reads one JSON file of plain
numbers, writes the officer of every case as another. Every case chooses among the officers who may hold it, and the
search begins from the plan that moves nothing it need not.
"""

import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from timefold.solver.domain import (
    PlanningEntityCollectionProperty,
    PlanningId,
    PlanningScore,
    PlanningVariable,
    ProblemFactCollectionProperty,
    ValueRangeProvider,
    planning_entity,
    planning_solution,
)
from timefold.solver.score import (
    Constraint,
    ConstraintCollectors,
    ConstraintFactory,
    HardSoftScore,
    constraint_provider,
)

from benchmarks.timefold_search import best_found

ASKED = json.loads(Path(sys.argv[1]).read_text())
OVERLOAD_CAP = int(ASKED["overload_cap"])


@dataclass
class Officer:
    id: Annotated[int, PlanningId]
    cap: int
    capacity: int

    def __hash__(self) -> int:
        return self.id


@planning_entity
@dataclass
class Case:
    id: Annotated[int, PlanningId]
    units: int
    weight: int
    current: int
    able: Annotated[list[Officer], ValueRangeProvider] = field(default_factory=list)
    officer: Annotated[Officer | None, PlanningVariable] = None


@planning_solution
@dataclass
class Plan:
    officers: Annotated[list[Officer], ProblemFactCollectionProperty]
    cases: Annotated[list[Case], PlanningEntityCollectionProperty]
    score: Annotated[HardSoftScore | None, PlanningScore] = None


@constraint_provider
def constraints(factory: ConstraintFactory) -> list[Constraint]:
    def loads():
        return factory.for_each(Case).group_by(
            lambda case: case.officer, ConstraintCollectors.sum(lambda case: case.units)
        )

    return [
        loads()
        .filter(lambda officer, load: load > officer.cap)
        .penalize(HardSoftScore.ONE_HARD, lambda officer, load: load - officer.cap)
        .as_constraint("band"),
        loads()
        .filter(lambda officer, load: load > officer.capacity)
        .group_by(ConstraintCollectors.sum(lambda officer, load: load - officer.capacity))
        .filter(lambda overload: overload > OVERLOAD_CAP)
        .penalize(HardSoftScore.ONE_HARD, lambda overload: overload - OVERLOAD_CAP)
        .as_constraint("overload in all"),
        factory.for_each(Case)
        .filter(lambda case: case.current >= 0 and case.officer.id != case.current)
        .penalize(HardSoftScore.ONE_SOFT, lambda case: case.weight)
        .as_constraint("moved weight"),
    ]


def main(target: str, seconds: str) -> None:
    officers = [Officer(j, cap, capacity) for j, (cap, capacity) in enumerate(ASKED["officers"])]
    cases = [
        Case(i, units, weight, current, [officers[j] for j in able], officers[start])
        for i, units, weight, current, able, start in ASKED["cases"]
    ]
    best = best_found(Plan(officers, cases), [Case], constraints, float(seconds))
    Path(target).write_text(json.dumps({case.id: case.officer.id for case in best.cases if case.officer is not None}))


if __name__ == "__main__":
    main(*sys.argv[2:])

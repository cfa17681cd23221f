"""Timefold's search, for both benchmarks that ask it: what to plan, by which rules, how long."""

from collections.abc import Callable
from typing import TypeVar

from timefold.solver import SolverFactory
from timefold.solver.config import Duration, ScoreDirectorFactoryConfig, SolverConfig, TerminationConfig
from timefold.solver.score import Constraint, ConstraintFactory

Plan = TypeVar("Plan")


def best_found(
    plan: Plan, entities: list[type], rules: Callable[[ConstraintFactory], list[Constraint]], seconds: float
) -> Plan:
    """The best plan that Timefold finds from `plan` (a planning solution) in so many seconds on the clock."""
    config = SolverConfig(
        solution_class=type(plan),
        entity_class_list=entities,
        score_director_factory_config=ScoreDirectorFactoryConfig(constraint_provider_function=rules),
        termination_config=TerminationConfig(spent_limit=Duration(seconds=int(seconds))),
    )
    return SolverFactory.create(config).build_solver().solve(plan)

"""The year's question as plain values: everyone's entitlement beside the relief problem, and the answer for each pool.

Leave is planned in whole calendar weeks and at most one part of a week a person, because a week is what can be covered
and rested in. Days are the person's own working days; hours are quarter-hours, as in `relief_problem`.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from scheduler.solver.relief_problem import Assignment, Office, Person, ReliefProblem

LONGEST_RUN = timedelta(weeks=5)
"""GNWT-UNW collective agreement, art. 18.02: up to five consecutive weeks."""

LOWER_BAND = 0.4
"""Share of the entitlement to be taken in the first half of the year: our judgement, after the NHS lower threshold."""

HALF_YEAR = timedelta(days=180)
"""A shorter horizon has no halves to balance."""

RELIEVER_DAY = 30
"""Quarter-hours of an extra reliever on each day Monday to Friday: 7.5 hours, our assumption."""


@dataclass(frozen=True)
class Entitlement:
    """Whole days to take inside the horizon, approved leave included, and the length of the longest block wanted.

    `part` is what the file gave beyond whole days: it is left to the person, since part of a day needs no cover.
    """

    person_id: str
    days: int
    min_block: int
    part: float = 0.0


@dataclass(frozen=True)
class YearProblem:
    """The relief problem (its planned requests are wishes, its protected ones stand) and the entitlements."""

    relief: ReliefProblem
    entitlements: tuple[Entitlement, ...]


@dataclass(frozen=True)
class Block:
    """Leave proposed, from the first to the last own working day; `days` are the working days in it."""

    person_id: str
    first_day: date
    last_day: date
    days: int


@dataclass(frozen=True)
class PoolPoint:
    """What so many extra relievers make possible. `bound_*` are proven lower bounds, equal where `proven`.

    The best plan is the one with the fewest days lacking to the person worst off, then the fewest in all, among the
    plans that are no worse than the point before in any figure.
    """

    relievers: int
    not_placed: int
    worst: int
    breaches: int
    bound_not_placed: int
    bound_worst: int
    proven: bool
    seconds: float


@dataclass(frozen=True)
class YearPlan:
    """Leave and cover for one size of the pool; `assignments` by extra relievers name them extra-1, extra-2, ..."""

    blocks: tuple[Block, ...]
    assignments: tuple[Assignment, ...]
    below_band: int
    wishes: frozenset[tuple[str, int]]
    """Wishes met: (request, option)."""


@dataclass(frozen=True)
class YearAnswer:
    """The curve, the plan for the people there are (no extra reliever), and the plan of each point."""

    points: tuple[PoolPoint, ...]
    plans: tuple[YearPlan, ...]
    seconds: float


def extra_person(number: int, office: Office) -> Person:
    """An extra reliever for the plain arithmetic: full days, no own work, no limit of cover days."""
    from fractions import Fraction

    hours = (RELIEVER_DAY,) * 5
    return Person(f"extra-{number}", office.office_id, "pool", hours, 0, 0, Fraction(0), True, 10_000)

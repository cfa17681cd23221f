"""Cover that a plan needs, without what the search left standing for no reason."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from scheduler.solver.relief_problem import Assignment
from scheduler.solver.year_check import laid_out
from scheduler.solver.year_problem import Block, YearProblem


def needed_cover(
    year: YearProblem, blocks: Sequence[Block], assignments: Sequence[Assignment], relievers: int
) -> list[Assignment]:
    """Without the cover of days on which somebody of the office is there, or on which nothing is breached.

    Only cover without a journey is taken away: a journey may carry the next day too.
    """
    plan = laid_out(year, blocks, assignments, relievers)
    offices = {office.office_id: office for office in year.relief.offices}
    travels = {(c.person_id, c.office_id) for c in year.relief.cover if c.mode == "site"}
    served = {(office, day): plan.served(offices[office], day) for office in offices for day in plan.days}
    near: dict[date, list[date]] = defaultdict(list)
    for before, after in pairwise(plan.days):
        near[before].append(after)
        near[after].append(before)
    at: dict[tuple[str, date], list[Assignment]] = defaultdict(list)
    for a in assignments:
        at[a.office_id, a.day].append(a)
    kept = []
    for (office, day), rows in at.items():
        movable = not any(a.mode == "site" and (a.person_id, office) in travels for a in rows)
        plan.cover[office, day] = 0
        without = plan.served(offices[office], day)
        harmless = plan.kind[day] != "delivery" and all(served[office, other] for other in near[day])
        if movable and (without or harmless):
            served[office, day] = without
        else:
            plan.cover[office, day] = sum(a.quarters for a in rows)
            kept += rows
    return sorted(kept, key=lambda a: (a.day, a.office_id, a.person_id))

"""Who is away on which day of a year, as rules of a model: whole weeks of leave and at most one part of a week each.

Variables are Booleans by (person index, day index) and, by person, the days of the entitlement that find no place.
The share of the first half of the year is no rule here: `year_greedy` aims at it, `year_check` counts what is below.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from scheduler.solver.relief_layout import Layout
from scheduler.solver.run_model import Model
from scheduler.solver.year_problem import LONGEST_RUN, Entitlement, YearProblem


@dataclass(frozen=True)
class YearLeave:
    """`off` a planned day of leave by (person, day), `short` the days a person lacks. Empty: no leave is planned."""

    off: Mapping[tuple[int, int], int] = field(default_factory=dict)
    short: Mapping[int, int] = field(default_factory=dict)


def leave_of_year(model: Model, year: YearProblem, layout: Layout) -> YearLeave:
    """The leave of everyone with an entitlement."""
    off: dict[tuple[int, int], int] = {}
    short: dict[int, int] = {}
    for row in year.entitlements:
        e = layout.person_of[row.person_id]
        days = {d: model.boolean() for d in range(len(layout.dates)) if layout.at_work(e, d)}
        short[e] = _leave_of_person(model, layout, e, row, days)
        off.update({(e, d): variable for d, variable in days.items()})
    return YearLeave(off, short)


def taken_already(layout: Layout, e: int) -> int:
    """Working days of leave that was approved: part of the entitlement. Protected leave is not."""
    days = {
        d
        for leave in layout.problem.approved
        if layout.person_of[leave.person_id] == e
        for d in layout.days_between(leave.first_day, leave.last_day)
    }
    return sum(1 for d in days if layout.pattern[e][d])


def _leave_of_person(model: Model, layout: Layout, e: int, right: Entitlement, off: Mapping[int, int]) -> int:
    """Every rule on one person's days `off` (own working days that are no leave yet). Returns the days lacking."""
    left = max(0, right.days - taken_already(layout, e))
    weeks = [_week(model, [off[d] for d in days if d in off]) for days in layout.week_days]
    model.at_most([part for part in weeks if part is not None])
    lacking = model.integer(0, left)
    model.linear([*((variable, 1) for variable in off.values()), (lacking, 1)], left, left)
    working = [d for d in range(len(layout.dates)) if layout.pattern[e][d]]
    _no_long_run(model, layout, working, off)
    if left:
        _one_block(model, layout, e, right.min_block, working, off, lacking)
    return lacking


def _week(model: Model, off: Sequence[int]) -> int | None:
    """All of the free days, or (once a year) the first ones or the last ones. Returns the Boolean of a part."""
    if len(off) < 2:
        return None
    part, last = model.boolean(), model.boolean()
    for one, other in pairwise(off):
        model.linear([(one, 1), (other, -1), (part, -1)], None, 0)
        model.linear([(other, 1), (one, -1), (part, -1)], None, 0)
        model.linear([(other, 1), (one, -1), (last, -1)], None, 0)
        model.linear([(one, 1), (other, -1), (last, 1)], None, 1)
    return part


def _no_long_run(model: Model, layout: Layout, working: Sequence[int], off: Mapping[int, int]) -> None:
    """No days running, from the first to the last, that reach beyond five weeks, unless all of it stands."""
    end = 0
    for start, d in enumerate(working):
        while end < len(working) and layout.dates[working[end]] - layout.dates[d] < LONGEST_RUN:
            end += 1
        if end == len(working):
            return
        planned = [off[day] for day in working[start : end + 1] if day in off]
        if planned:
            model.linear([(v, 1) for v in planned], None, len(planned) - 1)


def _one_block(
    model: Model, layout: Layout, e: int, length: int, working: Sequence[int], off: Mapping[int, int], lacking: int
) -> None:
    """Whoever takes everything has one block of so many working days running."""
    begins = []
    for at in range(len(working) - length + 1):
        run = working[at : at + length]
        if not _may_begin(layout, e, working, at, length):
            continue
        begin = model.boolean()
        planned = [off[d] for d in run if d in off]
        if planned:
            model.linear([(v, 1) for v in planned], len(planned), None, when=[begin])
        begins.append(begin)
    model.linear([*((begin, 1) for begin in begins), (lacking, 1)], 1, None)


def _may_begin(layout: Layout, e: int, working: Sequence[int], at: int, length: int) -> bool:
    """A block of weeks begins or ends with a week, or touches leave that stands; others need not be tried."""
    week = layout.week
    last = at + length - 1
    begins = at == 0 or week[working[at - 1]] != week[working[at]]
    ends = last + 1 == len(working) or week[working[last + 1]] != week[working[last]]
    touches = any(working[n] in layout.standing[e] for n in (at, last))
    return begins or ends or touches

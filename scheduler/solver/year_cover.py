"""Who covers which office on which day of a year, as rules of a model, and extra relievers without names.

An extra reliever serves an office for a whole day, so that only their number on a day matters: no symmetry is left.
A coverer whose week has room for cover on every day serves alone, with a yes or no; only for those whose hours are
scarce the hours are variables, so that two of them may serve a day between them. Nothing is lost by this.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scheduler.solver.relief_layout import Layout
from scheduler.solver.relief_scope import Place, Step
from scheduler.solver.run_model import Model, Term
from scheduler.solver.year_problem import RELIEVER_DAY


@dataclass(frozen=True)
class YearCover:
    """`y` a covered day and `z` its quarter-hours where these are scarce, by (way, day); `pool` an extra reliever's
    day by (office, day)."""

    y: Mapping[Step, int]
    z: Mapping[Step, int]
    pool: Mapping[Place, int]


@dataclass(frozen=True)
class CovererWeek:
    """A week of coverer `k`: the steps open to them, and by day what the own work leaves of the pattern."""

    k: int
    steps: Sequence[Step]
    margin: Mapping[int, int]


def cover_of_year(model: Model, layout: Layout, off: Mapping[tuple[int, int], int], relievers: int) -> YearCover:
    """Cover beside the leave `off`, by people there are and by so many extra relievers."""
    y: dict[Step, int] = {}
    z: dict[Step, int] = {}
    scarce = []
    for k, numbers in enumerate(layout.ways_of):
        for days in layout.week_days:
            week = _week_of(layout, k, [n for n in numbers if layout.has_cso[layout.ways[n].o]], days)
            tight = not _has_room(layout, week)
            for step in week.steps:
                y[step] = model.boolean()
                if tight:
                    z[step] = _hours(model, y[step], layout.pattern[k][step[1]])
            if tight:
                scarce.append(week)
    t = _journeys(model, layout, y, z)
    pool = _extra_relievers(model, layout, relievers)
    _one_place_a_day(model, layout, off, y)
    for week in scarce:
        _hours_of_the_week(model, layout, off, week, y, z, t)
    _limit_of_cover_days(model, layout, y)
    return YearCover(y, z, pool)


def least_hours(layout: Layout, step: Step) -> int:
    """Quarter-hours that make this covered day a served one."""
    return layout.offices[layout.ways[step[0]].o].min_quarters


def _week_of(layout: Layout, k: int, numbers: Sequence[int], days: Sequence[int]) -> CovererWeek:
    """The steps of one person in one week for which there are hours at all."""
    margin = {d: layout.pattern[k][d] - layout.own[k][d] for d in days if layout.at_work(k, d)}
    room = sum(value for value in margin.values() if value > 0)
    steps = [(n, d) for n in numbers if room > layout.ways[n].travel for d in days if d in layout.ways[n].days]
    return CovererWeek(k, steps, margin)


def _has_room(layout: Layout, week: CovererWeek) -> bool:
    """Whatever is covered in it, own work, cover and journeys fit the pattern."""
    if not week.steps:
        return True
    return all(value >= 0 for value in week.margin.values()) and all(
        week.margin[d] >= least_hours(layout, (n, d)) + layout.ways[n].travel for n, d in week.steps
    )


def _hours(model: Model, covered: int, most: int) -> int:
    """Quarter-hours of cover: at least one on a covered day, none on another."""
    hours = model.integer(0, most)
    model.linear([(hours, 1), (covered, -most)], None, 0)
    model.linear([(hours, 1), (covered, -1)], 0, None)
    return hours


def _journeys(model: Model, layout: Layout, y: Mapping[Step, int], z: Mapping[Step, int]) -> dict[Step, int]:
    """Travelled on this day, unless the day before was spent at the same office."""
    t: dict[Step, int] = {}
    for (number, d), here in y.items():
        way = layout.ways[number]
        if not way.travel:
            continue
        before = y.get((number, d - 1))
        t[number, d] = here if before is None else model.boolean()
        if before is not None:
            model.linear([(t[number, d], 1), (here, -1), (before, 1)], 0, None)
        if (number, d) in z:
            model.linear([(z[number, d], 1), (t[number, d], way.travel)], None, layout.pattern[way.k][d])
    return t


def _extra_relievers(model: Model, layout: Layout, relievers: int) -> dict[Place, int]:
    pool: dict[Place, int] = {}
    offices = [
        o for o, office in enumerate(layout.offices) if office.min_quarters <= RELIEVER_DAY and layout.has_cso[o]
    ]
    for d in range(len(layout.dates)) if relievers else ():
        here = {(o, d): model.boolean() for o in offices}
        model.linear([(variable, 1) for variable in here.values()], None, relievers)
        pool.update(here)
    return pool


def _one_place_a_day(model: Model, layout: Layout, off: Mapping[tuple[int, int], int], y: Mapping[Step, int]) -> None:
    """A coverer is at work and covers one office a day (rule c)."""
    at: dict[tuple[int, int], list[int]] = defaultdict(list)
    for (number, d), variable in y.items():
        at[layout.ways[number].k, d].append(variable)
    for place, variables in at.items():
        if place in off:
            variables.append(off[place])
        if len(variables) > 1:
            model.at_most(variables)


def _hours_of_the_week(
    model: Model,
    layout: Layout,
    off: Mapping[tuple[int, int], int],
    week: CovererWeek,
    y: Mapping[Step, int],
    z: Mapping[Step, int],
    t: Mapping[Step, int],
) -> None:
    """Own work, cover and journeys fit the pattern (rule e), where that can bind."""
    spent: list[Term] = [(z[step], 1) for step in week.steps]
    spent += [(t[step], layout.ways[step[0]].travel) for step in week.steps if step in t]
    spent += [(off[week.k, d], value) for d, value in week.margin.items() if (week.k, d) in off and value]
    room = sum(week.margin.values())
    if all(value >= 0 for value in week.margin.values()):
        model.linear(spent, None, room)
        return
    covers = model.boolean()
    for step in week.steps:
        model.linear([(y[step], 1), (covers, -1)], None, 0)
    model.linear(spent, None, room, when=[covers])


def _limit_of_cover_days(model: Model, layout: Layout, y: Mapping[Step, int]) -> None:
    """Rule f."""
    days: dict[int, list[int]] = defaultdict(list)
    for (number, _), variable in y.items():
        days[layout.ways[number].k].append(variable)
    for k, variables in days.items():
        if len(variables) > layout.people[k].max_cover_days:
            model.linear([(v, 1) for v in variables], None, layout.people[k].max_cover_days)

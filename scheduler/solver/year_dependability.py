"""How dependable a pool is: the planned year with sickness, training, special leave and vacancies drawn at random.

An absence day is an office and day on which somebody should be at the desk and nobody of the office is there. It is
covered when one of those who may cover is free that day (within the week's hours and the year's number of cover days),
or when an extra reliever is there. Every absence day should be covered, not only every second as the rule of breaches.
"""

from dataclasses import dataclass, fields

import numpy as np

from scheduler.solver.relief_layout import Layout
from scheduler.solver.year_check import with_blocks
from scheduler.solver.year_problem import PoolPoint, YearPlan, YearProblem

DRAWS = 200
MOST_RELIEVERS = 20
DAYS_A_YEAR = 248
MOST_CELLS = 25_000_000  # person x day x draw at once: 200 MB an array
GOOD_ENOUGH = 0.05
"""Uncovered share at which we call a pool dependable: our judgement."""


@dataclass(frozen=True)
class Assumptions:
    """What is drawn, a year and person. Every number but the first is a judgement, to be replaced by own records."""

    sick_days: float = 13.0
    sick_spells: float = 4.0
    training_days: float = 5.0
    special_days: float = 2.0
    vacancy_chance: float = 0.10
    vacancy_days: float = 60.0
    reliever_there: float = 0.85

    def as_rows(self) -> list[dict[str, object]]:
        sources = {
            "sick_days": "as in the capacities of this service: 13 of 248 days; 15 are earned (agreement, art. 20.01)",
            "reliever_there": "judgement: own leave, sickness and days of travel of a reliever take 15 % of the days",
        }
        return [
            {"name": one.name, "value": getattr(self, one.name), "source": sources.get(one.name, "judgement")}
            for one in fields(self)
        ]


@dataclass(frozen=True)
class DependablePoint:
    """Absence days and how many of them nobody covers, mean over the draws; `low` to `high` hold 80 % of the draws."""

    relievers: int
    absence_days: float
    uncovered_days: float
    share: float
    low: float
    high: float


@dataclass(frozen=True)
class Dependability:
    """`on_paper`: relievers with whom everyone's leave is placed; `dependable`: with whom it survives a real year."""

    points: tuple[DependablePoint, ...]
    on_paper: int | None
    dependable: int | None
    assumptions: Assumptions


def simulate_year(
    year: YearProblem,
    plan: YearPlan,
    curve: tuple[PoolPoint, ...],
    *,
    seed: int = 1,
    assumptions: Assumptions = Assumptions(),
    draws: int = DRAWS,
) -> Dependability:
    """The plan (best one in which all leave is placed) through `draws` simulated years, for each size of the pool."""
    random = np.random.default_rng(seed)
    layout = Layout(with_blocks(year, plan.blocks, 0))
    at_once = max(1, MOST_CELLS // (len(layout.people) * len(layout.dates) or 1))
    parts = [
        _uncovered_by_people(layout, _away(layout, assumptions, random, min(at_once, draws - first)))
        for first in range(0, draws, at_once)
    ]
    absences, left = (np.concatenate(some, axis=1) for some in zip(*parts, strict=True))
    there = np.cumsum(random.random((MOST_RELIEVERS, len(layout.dates), draws)) < assumptions.reliever_there, axis=0)
    total = np.maximum(absences.sum(axis=0), 1)
    points: list[DependablePoint] = []
    for relievers in range(MOST_RELIEVERS + 1):
        still = left if relievers == 0 else np.maximum(left - there[relievers - 1], 0)
        shares = still.sum(axis=0) / total
        points.append(
            DependablePoint(
                relievers,
                float(absences.sum(axis=0).mean()),
                float(still.sum(axis=0).mean()),
                float(still.sum() / total.sum()),
                float(np.quantile(shares, 0.1)),
                float(np.quantile(shares, 0.9)),
            )
        )
        if relievers >= len(curve) - 1 and points[-1].share <= GOOD_ENOUGH:
            break
    return Dependability(
        tuple(points),
        next((point.relievers for point in curve if point.not_placed == 0), None),
        next((point.relievers for point in points if point.share <= GOOD_ENOUGH), None),
        assumptions,
    )


def _away(layout: Layout, drawn: Assumptions, random: np.random.Generator, draws: int) -> np.ndarray:
    """Person x day x draw: not at work, by pattern, planned leave or chance."""
    people, days = len(layout.people), len(layout.dates)
    at_work = np.zeros((people, days), dtype=bool)
    for e in range(people):
        at_work[e] = [layout.at_work(e, d) for d in range(days)]
    shape = (people, days, draws)
    away = np.broadcast_to(~at_work[:, :, None], shape).copy()
    away |= _spells(random, shape, drawn.sick_spells / DAYS_A_YEAR, drawn.sick_days / max(drawn.sick_spells, 1e-9))
    away |= _spells(random, shape, 1 / DAYS_A_YEAR, drawn.training_days)
    away |= random.random(shape) < drawn.special_days / DAYS_A_YEAR
    away |= _spells(random, shape, drawn.vacancy_chance / DAYS_A_YEAR, drawn.vacancy_days)
    return away


def _spells(random: np.random.Generator, shape: tuple[int, ...], chance: float, mean_days: float) -> np.ndarray:
    """Spells that begin with a chance a day and last a geometric number of days."""
    begins = random.random(shape) < chance
    lasts = random.geometric(1 / max(1.0, mean_days), shape)
    day = np.arange(shape[1])[None, :, None]
    until = np.maximum.accumulate(np.where(begins, day + lasts, 0), axis=1)
    return until > day


def _uncovered_by_people(layout: Layout, away: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Day x draw: absence days, and those that nobody of the people there are covers. Few can cover: served first."""
    days, draws = away.shape[1:]
    order = sorted(
        range(len(layout.ways)), key=lambda n: (len(layout.ways_to[layout.ways[n].o]), layout.ways[n].travel)
    )
    cover_days = np.zeros((len(layout.people), draws), dtype=int)
    for e, person in enumerate(layout.people):
        cover_days[e] = person.max_cover_days
    absences, left = np.zeros((days, draws)), np.zeros((days, draws))
    for w_days in layout.week_days:
        margin = np.zeros((len(layout.people), len(w_days)), dtype=int)
        for e in range(len(layout.people)):
            margin[e] = [layout.pattern[e][d] - layout.own[e][d] for d in w_days]
        spare = (margin[:, :, None] * ~away[:, w_days, :]).sum(axis=1)
        for d in w_days:
            free = ~away[:, d, :]
            need = np.array([_nobody_there(layout, away, o, d) for o in range(len(layout.offices))])
            absences[d] = need.sum(axis=0)
            for n in order:
                way = layout.ways[n]
                if d not in way.wider or (layout.people[way.k].kind == "cso" and layout.delivery[d]):
                    continue
                hours = layout.offices[way.o].min_quarters + way.travel
                now = need[way.o] & free[way.k] & (spare[way.k] >= hours) & (cover_days[way.k] > 0)
                need[way.o] &= ~now
                free[way.k] &= ~now
                spare[way.k] -= hours * now
                cover_days[way.k] -= now
            left[d] = need.sum(axis=0)
    return absences, left


def _nobody_there(layout: Layout, away: np.ndarray, o: int, d: int) -> np.ndarray:
    """Draws in which all who should be at this desk today are away; never where nobody should."""
    due = [e for e in layout.servers[o] if layout.pattern[e][d]]
    if not due:
        return np.zeros(away.shape[2], dtype=bool)
    return np.logical_and.reduce(away[due, d, :])

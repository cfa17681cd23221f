"""The entitlement guarantee: can everyone take the whole entitlement, in which weeks, and with how many relievers more?

Each point of the curve begins at the plan of the point before and is no worse in any figure, so that the curve never
contradicts itself. At each: the fewest days lacking to the person worst off, then the fewest in all, then the fewest
breaches; never more breaches than are unavoidable with the leave that stands and the people there are.
"""

from collections.abc import Callable

from scheduler.solver.relief_check import RuleBroken
from scheduler.solver.relief_layout import Layout
from scheduler.solver.relief_solve import stopped_by_signal
from scheduler.solver.run_model import Clock
from scheduler.solver.year_check import measure_year
from scheduler.solver.year_parts import parts_of
from scheduler.solver.year_plan import plan_of
from scheduler.solver.year_point import Draft, PointSearch
from scheduler.solver.year_problem import PoolPoint, YearAnswer, YearPlan, YearProblem

Tell = Callable[[int, int, int], None]
"""Called with relievers, days not placed and a bound on them."""


def solve_year(
    year: YearProblem,
    *,
    pool_max: int = 4,
    seconds: float = 60.0,
    workers: int = 2,
    seed: int = 1,
    on_progress: Tell | None = None,
) -> YearAnswer:
    """The curve for 0..pool_max extra relievers and the plan of each point; the best found when the time is up.

    Raises RuleBroken if a plan broke a rule.
    """
    clock = Clock(seconds)
    points: list[PoolPoint] = []
    plans: list[YearPlan] = []
    with stopped_by_signal(clock):
        draft: Draft | None = None
        for relievers in range(pool_max + 1):
            began = clock.elapsed
            share = clock.part(clock.left / (pool_max + 1 - relievers) * (2 if relievers == 0 else 1))
            if draft is None:
                draft, base, bounds = _first_point(year, share, workers=workers, seed=seed)
                if any(request.kind == "planned" for request in year.relief.requests):
                    draft = PointSearch(year, 0, workers=workers, seed=seed).with_wishes(clock, base, draft)
            else:
                draft, bounds = _next_point(year, relievers, draft, share, workers=workers, seed=seed)
            plan = plan_of(year, draft, relievers)
            points.append(_point(year, plan, relievers, bounds, clock.elapsed - began, points))
            plans.append(plan)
            if on_progress is not None:
                on_progress(relievers, points[-1].not_placed, points[-1].bound_not_placed)
    return YearAnswer(tuple(points), tuple(plans), clock.elapsed)


Bounds = tuple[int, int, int]
"""Proven: days lacking to the person worst off, days lacking in all, breaches."""


def _first_point(year: YearProblem, clock: Clock, *, workers: int, seed: int) -> tuple[Draft, Draft, Bounds]:
    """The people there are, and the cover that was there before any leave: part by part, since parts share nobody."""
    parts = [PointSearch(part, 0, workers=workers, seed=seed) for part in parts_of(year, Layout(year.relief))]
    drafts, least, floors, bases = [], [], [], []
    for n, part in enumerate(parts):
        breaches, floor, empty = part.unavoidable(clock.part(clock.left / 4))
        least.append(breaches)
        floors.append(floor)
        share = clock.part(clock.left * 0.6 / (len(parts) - n))
        bases.append(part.tidied(empty))
        drafts.append(part.grow(share, bases[-1]))
    bounds_worst, bounds_sum = [0] * len(parts), [0] * len(parts)
    lacking = [n for n, draft in enumerate(drafts) if draft.not_placed]
    for count, n in enumerate(lacking):
        share = clock.part(clock.left / (2 * (len(lacking) - count)))
        drafts[n], bounds_worst[n] = parts[n].least_worst(least[n], share, drafts[n], drafts[n].not_placed)
    worst = max((draft.worst for draft in drafts), default=0)
    for count, n in enumerate(lacking):
        share = clock.part(clock.left / (len(lacking) - count))
        every = sum(parts[n].nothing(0).lacking.values())
        drafts[n], bounds_sum[n] = parts[n].least_sum(least[n], worst, share, drafts[n], every)
    whole, base = Draft(), Draft()
    for draft, before in zip(drafts, bases, strict=True):
        whole, base = whole.joined(draft), base.joined(before)
    return whole, base, (max(bounds_worst, default=0), sum(bounds_sum), sum(floors))


def _next_point(
    year: YearProblem, relievers: int, before: Draft, clock: Clock, *, workers: int, seed: int
) -> tuple[Draft, Bounds]:
    """One reliever more: no worse than the point before in any figure."""
    draft, worst, total = before, 0, 0
    if before.not_placed == before.breaches == 0:
        return before, (0, 0, 0)
    search = PointSearch(year, relievers, workers=workers, seed=seed)
    if before.not_placed:
        draft = search.grow(clock.part(clock.left * 0.5), search.tidied(before))
        if draft.not_placed:
            share = clock.part(clock.left * 0.4)
            draft, worst = search.least_worst(before.breaches, share, draft, before.not_placed)
            share = clock.part(clock.left * 0.6)
            draft, total = search.least_sum(before.breaches, draft.worst, share, draft, before.not_placed)
    if not draft.breaches:
        return draft, (worst, total, 0)
    _, floor, _ = search.unavoidable(clock.part(clock.left * 0.3))
    draft, _ = search.least_breaches(draft.breaches, clock.part(clock.left * 0.5), draft, keep_leave=True)
    if draft.breaches > floor:
        draft, bound = search.least_breaches(draft.breaches, clock, draft, keep_leave=False)
        floor = max(floor, bound)
    return draft, (worst, total, floor)


def _point(
    year: YearProblem, plan: YearPlan, relievers: int, bounds: Bounds, seconds: float, before: list[PoolPoint]
) -> PoolPoint:
    found = measure_year(year, plan.blocks, plan.assignments, relievers)
    worst, total, breaches = (
        min(bound, value) for bound, value in zip(bounds, (found.worst, found.not_placed, found.breaches), strict=True)
    )
    if before and any(
        now > then
        for now, then in (
            (found.worst, before[-1].worst),
            (found.not_placed, before[-1].not_placed),
            (found.breaches, before[-1].breaches),
        )
    ):
        raise RuleBroken([f"{relievers} extra relievers come out worse than {relievers - 1}"])
    return PoolPoint(
        relievers=relievers,
        not_placed=found.not_placed,
        worst=found.worst,
        breaches=found.breaches,
        bound_not_placed=total,
        bound_worst=worst,
        proven=(worst, total, breaches) == (found.worst, found.not_placed, found.breaches),
        seconds=seconds,
    )

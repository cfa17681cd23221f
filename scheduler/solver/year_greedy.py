"""A first year in a second: everyone's leave placed week by week where cover is easiest, by plain arithmetic.

People whom few can cover choose first. A week is taken only when it adds no breach. Several orders are tried, each
beginning with those who lacked days in the order before.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from random import Random

from scheduler.solver.relief_layout import Layout
from scheduler.solver.run_model import Clock
from scheduler.solver.year_bookings import Bookings, Placed
from scheduler.solver.year_leave import taken_already
from scheduler.solver.year_problem import LONGEST_RUN, LOWER_BAND, Entitlement, YearProblem

ORDERS = 6


def place_leave(year: YearProblem, layout: Layout, relievers: int, base: Placed, clock: Clock, seed: int) -> Placed:
    """The best of several orders, by days lacking to the person worst off and then in all."""
    random = Random(seed)
    first = hardest_first(year, layout)
    best, lacking = base, base.lacking
    for attempt in range(ORDERS):
        if attempt and clock.left <= 0:
            break
        order = sorted(first, key=lambda row: -lacking.get(layout.person_of[row.person_id], 0) if attempt else 0)
        if attempt > 1:
            order = sorted(order, key=lambda row: first.index(row) + random.uniform(0, 2 * attempt))
            order.sort(key=lambda row: not lacking.get(layout.person_of[row.person_id], 0))
        found = WeekByWeek(year, layout, relievers, base, random if attempt else None).run(order)
        lacking = found.lacking
        if lacking_of(found) < lacking_of(best):
            best = found
        if not any(lacking.values()):
            break
    return best


def lacking_of(placed: Placed) -> tuple[int, int]:
    return max(placed.lacking.values(), default=0), sum(placed.lacking.values())


def hardest_first(year: YearProblem, layout: Layout) -> list[Entitlement]:
    """Those who cover others choose first, while nobody counts on them; then who serves alone and few can cover."""

    def hard(row: Entitlement) -> tuple[bool, int, int, int]:
        e = layout.person_of[row.person_id]
        covers = any(layout.own[e][d] < layout.pattern[e][d] for n in layout.ways_of[e] for d in layout.ways[n].days)
        return not covers, len(layout.servers[layout.home[e]]), len(layout.ways_to[layout.home[e]]), -row.days

    return sorted(year.entitlements, key=hard)


class WeekByWeek(Bookings):
    """Places one person after the other. With `random`, equal weeks are chosen by chance."""

    def __init__(self, year: YearProblem, layout: Layout, relievers: int, base: Placed, random: Random | None) -> None:
        super().__init__(layout, relievers, base)
        self.year, self.random = year, random

    def run(self, order: Iterable[Entitlement]) -> Placed:
        lacking = {}
        for row in order:
            e = self.layout.person_of[row.person_id]
            lacking[e] = self._person(e, row)
        return Placed(dict(self.off), self.cover, self.extra, lacking)

    # --- one person ----------------------------------------------------------------------------------------

    def _person(self, e: int, row: Entitlement) -> int:
        """Place the block, then week by week; the days that remain."""
        left = max(0, row.days - taken_already(self.layout, e) - len(self.off[e]))
        if not left:
            return 0
        weeks = [self._free(e, w) for w in range(len(self.layout.week_days))]
        if not self._has_block(e, row.min_block):
            left -= self._block(e, row.min_block, left, weeks)
        early = int(LOWER_BAND * row.days)
        while left > 0:
            taken = self._best_week(e, left, weeks, early=early)
            if not taken:
                break
            left -= taken
        if left == 0 and not self._has_block(e, row.min_block):
            last = max(self.off[e])
            self.off[e].discard(last)  # without the block the entitlement does not count as whole
            left = 1
        return left

    def _free(self, e: int, w: int) -> list[int]:
        return [d for d in self.layout.week_days[w] if self.layout.at_work(e, d) and d not in self.off[e]]

    def _has_block(self, e: int, length: int) -> bool:
        running = 0
        for d in range(len(self.layout.dates)):
            if self.layout.pattern[e][d]:
                running = running + 1 if d in self.off[e] or d in self.layout.standing[e] else 0
                if running >= length:
                    return True
        return length == 0

    def _block(self, e: int, length: int, left: int, weeks: list[list[int]]) -> int:
        """The weeks running that give a block at the least cost in cover; none when no such weeks can be covered."""
        best: tuple[float, list[int]] | None = None
        for start in range(len(weeks)):
            run: list[int] = []
            days = 0
            while days < length and start + len(run) < len(weeks):
                days += len(weeks[start + len(run)])
                run.append(start + len(run))
            if days < length or days > left or not weeks[start] or not self._whole(e, run):
                continue
            cost = self._cost_of(e, [weeks[w] for w in run], start)
            if cost is not None and (best is None or cost < best[0]):
                best = (cost, run)
        if best is None:
            return 0
        placed = [self.take(e, weeks[w]) for w in best[1]]
        for w in best[1]:
            weeks[w] = []
        return sum(placed)

    def _whole(self, e: int, run: Sequence[int]) -> bool:
        """No day of these weeks is worked or leave already, so that the block is not broken."""
        return not any(d in self.layout.standing[e] or d in self.off[e] for w in run for d in self.layout.week_days[w])

    def _cost_of(self, e: int, weeks: Sequence[list[int]], start: int) -> float | None:
        if self.too_long(e, [d for days in weeks for d in days]):
            return None
        total = self._chance()
        for days in weeks:
            if days:
                cost = self._cost(e, days)
                if cost is None:
                    return None
                total += cost
        late = self.layout.dates[weeks[0][0]] > self._middle()
        return total + (2.0 if late else 0.0)

    def _best_week(self, e: int, left: int, weeks: list[list[int]], *, early: int) -> int:
        """Take the cheapest week, or the part of one that is left; the days taken."""
        middle = self._middle()
        need_early = sum(self.layout.dates[d] <= middle for d in self.off[e]) < early
        best: tuple[float, list[int], int] | None = None
        for w, days in enumerate(weeks):
            for part in _parts(days, left):
                if self.too_long(e, part):
                    continue
                cost = self._cost(e, part)
                if cost is None:
                    continue
                cost += self._chance() - len(part) + (2.0 if need_early and self.layout.dates[part[0]] > middle else 0)
                if best is None or cost < best[0]:
                    best = (cost, part, w)
        if best is None:
            return 0
        weeks[best[2]] = []
        return self.take(e, best[1])

    def too_long(self, e: int, days: Sequence[int]) -> bool:
        """With these days the person would be away for more than five weeks running."""
        layout = self.layout
        away = self.off[e] | set(layout.standing[e]) | set(days)
        first = last = days[0]
        for step in (-1, 1):
            d = days[0] if step < 0 else days[-1]
            while 0 <= d < len(layout.dates) and (d in away or not layout.pattern[e][d]):
                if d in away:
                    first, last = min(first, d), max(last, d)
                d += step
        return layout.dates[last] - layout.dates[first] >= LONGEST_RUN

    # --- what a week costs -----------------------------------------------------------------------------------

    def _cost(self, e: int, days: Sequence[int]) -> float | None:
        """Cover days that the leave needs, and how many others are away then; None when a breach would be added."""
        found = self._arrange(e, days)
        if found is None:
            return None
        week = self.layout.week_days[self.layout.week[days[0]]]
        others = sum(any(d in self.off[other] for d in week) for other in self.rivals(e))
        return len(found.adds) - len(found.drops) + 0.3 * others

    def _middle(self) -> date:
        return self.layout.first + (self.layout.last - self.layout.first) / 2

    def _chance(self) -> float:
        return self.random.uniform(0, 0.8) if self.random else 0.0


def _parts(days: list[int], left: int) -> list[list[int]]:
    """The whole week when so many days are left; else its first days, or its last."""
    if not days:
        return []
    return [days] if len(days) <= left else [days[:left], days[-left:]]

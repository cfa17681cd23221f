"""A first year in a second: everyone's leave placed week by week where cover is easiest, by plain arithmetic.

People whom few can cover choose first. A week is taken only when it adds no breach; everything that cover uses up (the
coverer's day, week and number of days) is written down. Several orders are tried, each beginning with those who lacked
days in the order before.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from scheduler.solver.relief_layout import Layout
from scheduler.solver.run_model import Clock
from scheduler.solver.year_model import Step, taken_already
from scheduler.solver.year_problem import LONGEST_RUN, LOWER_BAND, RELIEVER_DAY, Entitlement, YearProblem
from workload.estimates.week_cover import Coverer, WeekAtOffice, best_cover, breaches

ORDERS = 6
EXTRA = -1
"""Stands for an extra reliever among the coverers."""


@dataclass(frozen=True)
class Placed:
    """Days planned by person, cover by (way, day), offices of extra relievers by day, days lacking by person."""

    off: dict[int, set[int]]
    cover: dict[Step, int]
    extra: set[tuple[int, int]]
    lacking: dict[int, int]


def place_leave(year: YearProblem, layout: Layout, relievers: int, base: Placed, clock: Clock, seed: int) -> Placed:
    """The best of several orders, by days lacking to the person worst off and then in all."""
    random = Random(seed)
    first = _order(year, layout)
    best, lacking = base, base.lacking
    for attempt in range(ORDERS):
        if attempt and clock.left <= 0:
            break
        order = sorted(first, key=lambda row: -lacking.get(layout.person_of[row.person_id], 0) if attempt else 0)
        if attempt > 1:
            order = sorted(order, key=lambda row: first.index(row) + random.uniform(0, 2 * attempt))
            order.sort(key=lambda row: not lacking.get(layout.person_of[row.person_id], 0))
        found = _Year(year, layout, relievers, base, random if attempt else None).run(order)
        lacking = found.lacking
        if _score(found) < _score(best):
            best = found
        if not any(lacking.values()):
            break
    return best


def _score(placed: Placed) -> tuple[int, int]:
    return max(placed.lacking.values(), default=0), sum(placed.lacking.values())


def _order(year: YearProblem, layout: Layout) -> list[Entitlement]:
    """Those who cover others choose first, while nobody counts on them; then who serves alone and few can cover."""

    def hard(row: Entitlement) -> tuple[bool, int, int, int]:
        e = layout.person_of[row.person_id]
        covers = any(layout.own[e][d] < layout.pattern[e][d] for n in layout.ways_of[e] for d in layout.ways[n].days)
        return not covers, len(layout.servers[layout.home[e]]), len(layout.ways_to[layout.home[e]]), -row.days

    return sorted(year.entitlements, key=hard)


@dataclass(frozen=True)
class Move:
    """Cover taken away and cover put in its place: (office, day, way), the way EXTRA for an extra reliever."""

    drops: tuple[Step, ...]
    adds: tuple[tuple[int, int, int], ...]


class _Year:
    def __init__(self, year: YearProblem, layout: Layout, relievers: int, base: Placed, random: Random | None) -> None:
        self.year, self.layout, self.relievers, self.random = year, layout, relievers, random
        self.off: dict[int, set[int]] = defaultdict(set)
        for e, days in base.off.items():
            self.off[e] = set(days)
        self.cover = dict(base.cover)
        self.extra = set(base.extra)
        self.busy: dict[tuple[int, int], Step] = {}
        self.spent: dict[Step, int] = {}
        self.near = self._near()
        self.used: dict[tuple[int, int], int] = defaultdict(int)
        self.days_used: dict[int, int] = defaultdict(int)
        for step in sorted(self.cover, key=lambda step: step[1]):
            self._book(step)

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
        placed = [self._take(e, weeks[w]) for w in best[1]]
        for w in best[1]:
            weeks[w] = []
        return sum(placed)

    def _whole(self, e: int, run: Sequence[int]) -> bool:
        """No day of these weeks is worked or leave already, so that the block is not broken."""
        return not any(d in self.layout.standing[e] or d in self.off[e] for w in run for d in self.layout.week_days[w])

    def _cost_of(self, e: int, weeks: Sequence[list[int]], start: int) -> float | None:
        if self._too_long(e, [d for days in weeks for d in days]):
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
                if self._too_long(e, part):
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
        return self._take(e, best[1])

    def _too_long(self, e: int, days: Sequence[int]) -> bool:
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
        others = sum(any(d in self.off[other] for d in week) for other in self._rivals(e))
        return len(found.adds) - len(found.drops) + 0.3 * others

    def _rivals(self, e: int) -> list[int]:
        """Who would need the same coverers: people of offices that share one with the own office."""
        return [p for p in self.near[self.layout.home[e]] if p != e]

    def _near(self) -> list[list[int]]:
        layout = self.layout
        helpers = [{layout.ways[n].k for n in layout.ways_to[o]} for o in range(len(layout.offices))]
        return [
            [p for p, home in enumerate(layout.home) if home == o or helpers[home] & helpers[o] or p in helpers[o]]
            for o in range(len(helpers))
        ]

    def _take(self, e: int, days: Sequence[int]) -> int:
        found = self._arrange(e, days)
        if found is None:
            return 0
        for step in found.drops:
            self._unbook(step)
        self.off[e] |= set(days)
        for o, d, number in found.adds:
            if number == EXTRA:
                self.extra.add((o, d))
            else:
                self.cover[number, d] = self.layout.offices[o].min_quarters
                self._book((number, d))
        return len(days)

    def _book(self, step: Step) -> None:
        """Uses up the coverer's day, week and number of days; a new week is a new journey, to be on the safe side."""
        number, d = step
        way, week = self.layout.ways[number], self.layout.week
        stays = (number, d - 1) in self.cover and week[d - 1] == week[d]
        self.busy[way.k, d] = step
        self.days_used[way.k] += 1
        self.spent[step] = self.cover[step] + (0 if stays else way.travel)
        self.used[way.k, week[d]] += self.spent[step]

    def _unbook(self, step: Step) -> None:
        number, d = step
        k = self.layout.ways[number].k
        del self.cover[step], self.busy[k, d]
        self.days_used[k] -= 1
        self.used[k, self.layout.week[d]] -= self.spent.pop(step)

    def _arrange(self, e: int, days: Sequence[int]) -> Move | None:
        """Cover for the own office, and for those that counted on this person; None when service would suffer."""
        layout = self.layout
        here = layout.week_days[layout.week[days[0]]]
        drops = [self.busy[e, d] for d in here if (e, d) in self.busy]
        offices = dict.fromkeys([layout.home[e], *(layout.ways[number].o for number, _ in drops)])
        before = {o: self._breaches(o, here) for o in offices}
        kept = {step: self.cover[step] for step in drops}
        for step in drops:
            self._unbook(step)
        self.off[e] |= set(days)
        adds: list[tuple[int, int, int]] = []
        taken: set[tuple[int, int]] = set()
        for o in offices:
            found = self._cover_office(o, here, taken, before[o])
            if found is None:
                break
            adds += found
            taken |= {(layout.ways[n].k if n != EXTRA else EXTRA, d) for _, d, n in found}
        self.off[e] -= set(days)
        for step, quarters in kept.items():
            self.cover[step] = quarters
            self._book(step)
        return None if found is None else Move(tuple(drops), tuple(adds))

    def _breaches(self, o: int, here: Sequence[int]) -> int:
        return breaches(self._week(o, here), ())

    def _week(self, o: int, here: Sequence[int]) -> WeekAtOffice:
        return WeekAtOffice(
            tuple(self.layout.delivery[d] for d in here),
            tuple(self._served(o, d) for d in here),
            self.layout.offices[o].min_quarters,
            here[0] == 0 or self._served(o, here[0] - 1),
            here[-1] + 1 == len(self.layout.dates) or self._served(o, here[-1] + 1),
        )

    def _cover_office(
        self, o: int, here: Sequence[int], taken: set[tuple[int, int]], most: int
    ) -> list[tuple[int, int, int]] | None:
        """Cover that keeps the week's breaches at an office where they were: (office, day, way)."""
        if not self.layout.has_cso[o]:
            return []
        week = self._week(o, here)
        if breaches(week, ()) <= most:
            return []
        busy = {k for k, _ in taken}
        coverers = [(one, number) for one, number in self._coverers(o, here) if one.person not in busy]
        found = best_cover(week, [one for one, _ in coverers])
        if found.breaches > most:
            return None
        way_of = {one.person: number for one, number in coverers}
        return [(o, here[at], way_of[person]) for at, person in found.cover]

    def _coverers(self, o: int, here: Sequence[int]) -> Iterable[tuple[Coverer, int]]:
        layout = self.layout
        seen = set()
        w = layout.week[here[0]]
        for number in sorted(layout.ways_to[o], key=lambda n: layout.ways[n].travel):
            way = layout.ways[number]
            if way.k in seen or (way.mode == "site" and way.k in layout.servers[layout.home[way.k]]):
                continue
            seen.add(way.k)
            able = tuple(
                (at, layout.pattern[way.k][d])
                for at, d in enumerate(here)
                if d in way.days and d not in self.off[way.k] and (way.k, d) not in self.busy
            )
            working = [d for d in here if layout.at_work(way.k, d) and d not in self.off[way.k]]
            spare = sum(layout.pattern[way.k][d] - layout.own[way.k][d] for d in working) - self.used[way.k, w]
            left = layout.people[way.k].max_cover_days - self.days_used[way.k]
            if able and spare > 0 and left > 0:
                yield Coverer(way.k, able, spare, left, way.travel), number
        if self.relievers:
            free = tuple(
                (at, RELIEVER_DAY)
                for at, d in enumerate(here)
                if sum(day == d for _, day in self.extra) < self.relievers
            )
            yield Coverer(EXTRA, free, 5 * RELIEVER_DAY, 5, 0), EXTRA

    def _served(self, o: int, d: int) -> bool:
        layout = self.layout
        if (o, d) in self.extra:
            return True
        if any(layout.at_work(e, d) and d not in self.off[e] and self._stays(e, d) for e in layout.servers[o]):
            return True
        return sum(self.cover.get((n, d), 0) for n in layout.ways_to[o]) >= max(1, layout.offices[o].min_quarters)

    def _stays(self, e: int, d: int) -> bool:
        """Not covering elsewhere on site."""
        return not any((n, d) in self.cover and self.layout.ways[n].mode == "site" for n in self.layout.ways_of[e])

    def _middle(self) -> date:
        return self.layout.first + (self.layout.last - self.layout.first) / 2

    def _chance(self) -> float:
        return self.random.uniform(0, 0.8) if self.random else 0.0


def _parts(days: list[int], left: int) -> list[list[int]]:
    """The whole week when so many days are left; else its first days, or its last."""
    if not days:
        return []
    return [days] if len(days) <= left else [days[:left], days[-left:]]

"""What cover uses up: days, weeks and numbers of cover days of those who cover, and what one more leave would take.

Plain arithmetic on the layout. A leave moves cover that its own person had promised to somebody else where it can.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scheduler.solver.relief_layout import Layout
from scheduler.solver.relief_scope import Step
from scheduler.solver.year_problem import RELIEVER_DAY
from workload.estimates.week_cover import Coverer, WeekAtOffice, best_cover, breaches

EXTRA = -1
"""Stands for an extra reliever among the coverers."""


@dataclass(frozen=True)
class Placed:
    """Days planned by person, cover by (way, day), offices of extra relievers by day, days lacking by person."""

    off: dict[int, set[int]]
    cover: dict[Step, int]
    extra: set[tuple[int, int]]
    lacking: dict[int, int]


@dataclass(frozen=True)
class Move:
    """Cover taken away and cover put in its place: (office, day, way), the way EXTRA for an extra reliever."""

    drops: tuple[Step, ...]
    adds: tuple[tuple[int, int, int], ...]


class Bookings:
    """Leave (`off`) and cover as booked so far; `near` are the people who need the same coverers, by office."""

    def __init__(self, layout: Layout, relievers: int, base: Placed) -> None:
        self.layout, self.relievers = layout, relievers
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

    def rivals(self, e: int) -> list[int]:
        """Who would need the same coverers: people of offices that share one with the own office."""
        return [p for p in self.near[self.layout.home[e]] if p != e]

    def _near(self) -> list[list[int]]:
        layout = self.layout
        helpers = [{layout.ways[n].k for n in layout.ways_to[o]} for o in range(len(layout.offices))]
        return [
            [p for p, home in enumerate(layout.home) if home == o or helpers[home] & helpers[o] or p in helpers[o]]
            for o in range(len(helpers))
        ]

    def take(self, e: int, days: Sequence[int]) -> int:
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

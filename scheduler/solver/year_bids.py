"""Bids after the reserve: which wishes are met while everyone's entitlement stays in place."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from scheduler.solver.relief_layout import Layout
from scheduler.solver.relief_scope import Step
from scheduler.solver.run_model import Clock
from scheduler.solver.year_bookings import Placed
from scheduler.solver.year_greedy import WeekByWeek, hardest_first, lacking_of
from scheduler.solver.year_leave import taken_already
from scheduler.solver.year_problem import YearProblem


@dataclass(frozen=True)
class Wish:
    """Option `option` of planned request `request_id`: person `e` on these own working days."""

    request_id: str
    option: int
    e: int
    days: frozenset[int]


def bid(
    year: YearProblem, layout: Layout, base: Placed, reserved: tuple[int, int], clock: Clock
) -> tuple[Placed, list[Wish]] | None:
    """Wishes in the agreement's order, as many as leave everyone's reserved entitlement in place. None when none do.

    When somebody would lack days, the wishes that stand last in the order are given up one by one.
    """
    wishes = wishes_in_order(layout)
    order = hardest_first(year, layout)
    while wishes:
        tried = Bids(year, layout, 0, base, None)
        met = tried.meet(wishes)
        found = tried.run(order)
        if lacking_of(found) <= reserved and met:
            return found, met
        wishes = met[:-1]
        if clock.left <= 0:
            return None
    return None


def wishes_in_order(layout: Layout) -> list[Wish]:
    """Everyone's first wish before anybody's second; then refused before, length of service, and the order asked in."""
    asked: dict[str, int] = defaultdict(int)
    keyed = []
    for number, request in enumerate(layout.problem.requests):
        if request.kind != "planned":
            continue
        rank, e = asked[request.person_id], layout.person_of[request.person_id]
        asked[request.person_id] += 1
        for option, (first, last) in enumerate(request.options, 1):
            days = frozenset(d for d in layout.days_between(first, last) if layout.pattern[e][d])
            key = (rank, not request.refused_before, -layout.people[e].service_years, number, option)
            keyed.append((key, Wish(request.request_id, option, e, days)))
    return [wish for _, wish in sorted(keyed, key=lambda pair: pair[0])]


class Bids(WeekByWeek):
    """Wishes first, each where it can be covered beside those before; `run` then places what remains."""

    def meet(self, wishes: Iterable[Wish]) -> list[Wish]:
        met: list[Wish] = []
        for wish in wishes:
            if any(one.request_id == wish.request_id for one in met) or not self._fits(wish):
                continue
            weeks = [
                [d for d in wish.days if self.layout.week[d] == w]
                for w in sorted({self.layout.week[d] for d in wish.days})
            ]
            before = (dict(self.cover), set(self.extra))
            if all(self.take(wish.e, days) for days in weeks):
                met.append(wish)
            else:
                self._back_to(wish, *before)
        return met

    def _fits(self, wish: Wish) -> bool:
        """Inside the entitlement, beside leave of the person, and no more than five weeks running."""
        row = next((row for row in self.year.entitlements if self.layout.person_of[row.person_id] == wish.e), None)
        if row is None:
            return False
        left = row.days - taken_already(self.layout, wish.e) - len(self.off[wish.e])
        free = not self.off[wish.e] & wish.days and not self.layout.standing[wish.e] & wish.days
        return bool(wish.days) and free and len(wish.days) <= left and not self.too_long(wish.e, sorted(wish.days))

    def _back_to(self, wish: Wish, cover: dict[Step, int], extra: set[tuple[int, int]]) -> None:
        """As if the wish had not been tried."""
        self.off[wish.e] -= wish.days
        self.extra = extra
        for step in [step for step in self.cover if step not in cover]:
            self._unbook(step)
        for step in sorted(cover.keys() - self.cover.keys(), key=lambda step: step[1]):
            self.cover[step] = cover[step]
            self._book(step)

"""One point of the pool curve: the best year with so many extra relievers, and what is proven of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from scheduler.solver.relief_layout import Layout
from scheduler.solver.relief_problem import Assignment
from scheduler.solver.run_model import FAR, Clock, Outcome, Term
from scheduler.solver.year_bids import bid
from scheduler.solver.year_bookings import Placed
from scheduler.solver.year_check import blocks_of, measure_year
from scheduler.solver.year_greedy import place_leave
from scheduler.solver.year_leave import taken_already
from scheduler.solver.year_model import YearModel, year_model
from scheduler.solver.year_needed import needed_cover
from scheduler.solver.year_parts import part_with
from scheduler.solver.year_problem import YearProblem

SECONDS_A_PERSON = 1.5


@dataclass(frozen=True)
class Draft:
    """A year as found: planned days by person, cover by people there are, places of extra relievers."""

    leave: Mapping[str, frozenset[date]] = field(default_factory=dict)
    cover: tuple[Assignment, ...] = ()
    extra: frozenset[tuple[date, str]] = frozenset()
    lacking: Mapping[str, int] = field(default_factory=dict)
    breaches: int = 0
    wishes: frozenset[tuple[str, int]] = frozenset()
    """Wishes met: (request, option)."""

    @property
    def worst(self) -> int:
        return max(self.lacking.values(), default=0)

    @property
    def not_placed(self) -> int:
        return sum(self.lacking.values())

    def joined(self, other: "Draft") -> "Draft":
        """Two parts of the territory as one."""
        return Draft(
            {**self.leave, **other.leave},
            self.cover + other.cover,
            self.extra | other.extra,
            {**self.lacking, **other.lacking},
            self.breaches + other.breaches,
            self.wishes | other.wishes,
        )


class PointSearch:
    """The questions asked of one problem (a territory or a part of it) with so many extra relievers."""

    def __init__(self, year: YearProblem, relievers: int, *, workers: int, seed: int) -> None:
        self.year, self.relievers = year, relievers
        self.workers, self.seed = workers, seed
        self.layout = Layout(year.relief)
        self._alone: dict[str, int] = {}

    # --- service without further leave ---------------------------------------------------------------------

    def unavoidable(self, clock: Clock) -> tuple[int, int, Draft]:
        """The least breaches with only leave that stands: found, proven bound, and the cover."""
        model = year_model(self.year, self.layout, self.relievers, leave=False)
        model.model.minimise(model.breaches)
        model.start_from({}, (), frozenset())
        outcome = self._solve(model, clock)
        if not outcome.found:
            breaches = measure_year(self.year, (), (), self.relievers).breaches
            return breaches, 0, self.nothing(breaches)
        return outcome.value, max(0, outcome.bound), self.draft(model, outcome)

    def nothing(self, breaches: int) -> Draft:
        """Nobody takes anything beyond what stands."""
        lacking = {
            row.person_id: max(0, row.days - taken_already(self.layout, self.layout.person_of[row.person_id]))
            for row in self.year.entitlements
        }
        return Draft(lacking=lacking, breaches=breaches)

    # --- leave ---------------------------------------------------------------------------------------------

    def grow(self, clock: Clock, start: Draft) -> Draft:
        """Leave placed week by week beside the leave and cover of `start`; never worse than it."""
        return self.drafted(
            place_leave(self.year, self.layout, self.relievers, self.placed(start), clock, self.seed), start
        )

    def with_wishes(self, clock: Clock, base: Draft, reserved: Draft) -> Draft:
        """Bids after the reserve: as many wishes as leave nobody with fewer days than `reserved` does."""
        found = bid(self.year, self.layout, self.placed(base), (reserved.worst, reserved.not_placed), clock)
        if found is None:
            return reserved
        met = frozenset((wish.request_id, wish.option) for wish in found[1])
        return replace(self.drafted(found[0], base), wishes=met)

    def placed(self, draft: Draft) -> Placed:
        """A draft by index."""
        layout = self.layout
        number = {
            (layout.people[w.k].person_id, layout.offices[w.o].office_id, w.mode): n for n, w in enumerate(layout.ways)
        }
        return Placed(
            {layout.person_of[name]: {layout.day_of[day] for day in days} for name, days in draft.leave.items()},
            {(number[a.person_id, a.office_id, a.mode], layout.day_of[a.day]): a.quarters for a in draft.cover},
            {(layout.office_of[office], layout.day_of[day]) for day, office in draft.extra},
            {layout.person_of[name]: days for name, days in draft.lacking.items()},
        )

    def drafted(self, placed: Placed, start: Draft) -> Draft:
        """By name again; cover counts no breaches, so they are those of the start."""
        layout = self.layout
        return Draft(
            {layout.people[e].person_id: frozenset(layout.dates[d] for d in days) for e, days in placed.off.items()},
            layout.assignments(placed.cover),
            frozenset((layout.dates[d], layout.offices[o].office_id) for o, d in placed.extra),
            {layout.people[e].person_id: days for e, days in placed.lacking.items()},
            start.breaches,
        )

    def tidied(self, draft: Draft) -> Draft:
        """Without cover that nobody needs, so that the coverers are free for leave."""
        blocks = [b for name, days in draft.leave.items() for b in blocks_of(self.year, name, set(days))]
        return replace(draft, cover=tuple(needed_cover(self.year, blocks, draft.cover, self.relievers)))

    def least_worst(self, most_breaches: int, clock: Clock, start: Draft, sum_at_most: int) -> tuple[Draft, int]:
        """The fewest days lacking to the person worst off, and a bound on it."""
        floor = max((bound for _, bound in self.alone(start.lacking, most_breaches, clock)), default=0)
        if floor >= start.worst:
            return start, floor
        model = self._model(most_breaches, start)
        worst = self._worst(model, start.worst)
        model.model.linear(_all_short(model), None, sum_at_most)
        model.model.minimise([(worst, 1)])
        outcome = self._solve(model, clock)
        found = self.draft(model, outcome) if outcome.found else start
        bound = max(floor, outcome.bound if outcome.bound > -FAR else 0)
        return found, bound

    def least_sum(
        self, most_breaches: int, worst_at_most: int, clock: Clock, start: Draft, sum_at_most: int
    ) -> tuple[Draft, int]:
        """The fewest days lacking in all while nobody lacks more than so many, and a bound on it."""
        floor = sum(bound for _, bound in self.alone(start.lacking, most_breaches, clock))
        if floor >= start.not_placed and start.worst <= worst_at_most:
            return start, floor
        model = self._model(most_breaches, start)
        self._worst(model, worst_at_most)
        model.model.linear(_all_short(model), None, sum_at_most)
        model.model.minimise(_all_short(model))
        outcome = self._solve(model, clock)
        found = self.draft(model, outcome) if outcome.found else start
        return found, max(floor, outcome.bound if outcome.bound > -FAR else 0)

    def alone(self, lacking: Mapping[str, int], most_breaches: int, clock: Clock) -> Iterable[tuple[str, int]]:
        """For everyone who lacks days: how many they would lack even if nobody else took leave. Bounds for all."""
        offices = [office.office_id for office in self.year.relief.offices]
        share = clock.part(clock.left * 0.3)
        for person_id in [name for name, days in lacking.items() if days]:
            if person_id not in self._alone and share.left > 0:
                one = part_with(self.year, offices, entitled=[person_id])
                model = year_model(one, self.layout, self.relievers)
                model.limit_breaches(most_breaches)
                model.model.minimise(_all_short(model))
                outcome = self._solve(model, share.part(SECONDS_A_PERSON))
                self._alone[person_id] = max(0, outcome.bound)
            yield person_id, self._alone.get(person_id, 0)

    def least_breaches(self, most_breaches: int, clock: Clock, start: Draft, *, keep_leave: bool) -> tuple[Draft, int]:
        """The fewest breaches while nobody lacks more than now; with `keep_leave` only cover is arranged anew."""
        model = self._model(most_breaches, start)
        self._worst(model, start.worst)
        model.model.linear(_all_short(model), None, start.not_placed)
        if keep_leave:
            self._fix_leave(model, start)
        model.model.minimise(model.breaches)
        outcome = self._solve(model, clock)
        return (self.draft(model, outcome) if outcome.found else start), max(0, outcome.bound)

    # --- between drafts and models ---------------------------------------------------------------------------

    def _model(self, most_breaches: int, start: Draft | None) -> YearModel:
        model = year_model(self.year, self.layout, self.relievers)
        model.limit_breaches(most_breaches)
        if start is not None:
            model.start_from(start.leave, start.cover, start.extra)
        return model

    def _worst(self, model: YearModel, most: int) -> int:
        worst = model.model.integer(0, max(0, most))
        for variable in model.leave.short.values():
            model.model.linear([(worst, 1), (variable, -1)], 0, None)
        return worst

    def _fix_leave(self, model: YearModel, start: Draft) -> None:
        for (e, d), variable in model.leave.off.items():
            taken = self.layout.dates[d] in start.leave.get(self.layout.people[e].person_id, ())
            model.model.bounds(variable, int(taken), int(taken))

    def _solve(self, model: YearModel, clock: Clock, **settings: Any) -> Outcome:
        return model.model.solve(clock, workers=self.workers, seed=self.seed, **settings)

    def draft(self, model: YearModel, outcome: Outcome) -> Draft:
        layout, values = self.layout, outcome.values
        leave: dict[str, set[date]] = {}
        for (e, d), variable in model.leave.off.items():
            if values[variable]:
                leave.setdefault(layout.people[e].person_id, set()).add(layout.dates[d])
        lacking = {layout.people[e].person_id: values[v] for e, v in model.leave.short.items()} or self.nothing(
            0
        ).lacking
        return Draft(
            {name: frozenset(days) for name, days in leave.items()},
            layout.assignments(model.covered(values)),
            frozenset(
                (layout.dates[d], layout.offices[o].office_id) for (o, d), v in model.cover.pool.items() if values[v]
            ),
            lacking,
            sum(values[v] for v, _ in model.breaches),
        )


def _all_short(model: YearModel) -> list[Term]:
    return [(variable, 1) for variable in model.leave.short.values()]

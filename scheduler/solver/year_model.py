"""A year of leave and cover as one integer model: leave in weeks, service day by day, extra relievers without names.

An extra reliever serves an office for a whole day, so that only their number on a day matters: no symmetry is left.
A coverer whose week has room for cover on every day serves alone, with a yes or no; only for those whose hours are
scarce the hours are variables, so that two of them may serve a day between them. Nothing is lost by this.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from scheduler.solver.relief_layout import Layout
from scheduler.solver.relief_problem import Assignment
from scheduler.solver.run_model import Model, Term
from scheduler.solver.year_problem import HALF_YEAR, LONGEST_RUN, LOWER_BAND, RELIEVER_DAY, YearProblem

Step = tuple[int, int]
"""(way, day)"""


class YearModel:
    """`off` person and day, `y` way and day, `pool` office and day, `un` an unserved office and day, `short` days a
    person lacks. `leave` False leaves out all planned leave: what service is possible at best."""

    def __init__(self, year: YearProblem, layout: Layout, relievers: int, *, leave: bool = True) -> None:
        self.year, self.layout, self.relievers = year, layout, relievers
        self.model = Model()
        self.days = range(len(layout.dates))
        self.off: dict[tuple[int, int], int] = {}
        self.short: dict[int, int] = {}
        self.below: dict[int, int] = {}
        if leave:
            for e in self.with_entitlement():
                self.leave_in_weeks(e)
        self.y: dict[Step, int] = {}
        self.z: dict[Step, int] = {}
        self.t: dict[Step, int] = {}
        self.scarce: list[tuple[int, list[Step], dict[int, int]]] = []
        self.pool: dict[tuple[int, int], int] = {}
        self.un: dict[tuple[int, int], int] = {}
        self.breaches: list[Term] = []
        self.breach_of: list[tuple[int, int, int]] = []
        self.cover()
        self.one_place_a_day()
        self.hours_of_a_week()
        self.limit_of_cover_days()
        self.service()

    # --- leave -----------------------------------------------------------------------------------------

    def with_entitlement(self) -> list[int]:
        return [self.layout.person_of[row.person_id] for row in self.year.entitlements]

    def free_days(self, e: int) -> list[int]:
        """Own working days that are no leave yet."""
        return [d for d in self.days if self.layout.at_work(e, d)]

    def leave_in_weeks(self, e: int) -> None:
        """Whole weeks, at most one part of a week, no run beyond five weeks, a long block, a share by mid-year."""
        model, layout = self.model, self.layout
        right = next(row for row in self.year.entitlements if layout.person_of[row.person_id] == e)
        standing = taken_already(layout, e)
        left = max(0, right.days - standing)
        free = self.free_days(e)
        for d in free:
            self.off[e, d] = model.boolean()
        parts = [self._week(e, [d for d in days if (e, d) in self.off]) for days in layout.week_days]
        model.at_most([part for part in parts if part is not None])
        lacking = model.integer(0, left)
        model.linear([*((self.off[e, d], 1) for d in free), (lacking, 1)], left, left)
        self.short[e] = lacking
        self._no_long_run(e)
        if left:
            self._one_block(e, right.min_block, lacking)
        self._lower_band(e, right.days, left)

    def _week(self, e: int, days: list[int]) -> int | None:
        """All of the free days, or (once a year) the first ones or the last ones. Returns the Boolean of a part."""
        if len(days) < 2:
            return None
        model, off = self.model, [self.off[e, d] for d in days]
        part, last = model.boolean(), model.boolean()
        for one, other in pairwise(off):
            model.linear([(one, 1), (other, -1), (part, -1)], None, 0)
            model.linear([(other, 1), (one, -1), (part, -1)], None, 0)
            model.linear([(other, 1), (one, -1), (last, -1)], None, 0)
            model.linear([(one, 1), (other, -1), (last, 1)], None, 1)
        return part

    def _no_long_run(self, e: int) -> None:
        """No days running, from the first to the last, that reach beyond five weeks, unless all of it stands."""
        layout = self.layout
        working = [d for d in self.days if layout.pattern[e][d]]
        end = 0
        for start, d in enumerate(working):
            while end < len(working) and layout.dates[working[end]] - layout.dates[d] < LONGEST_RUN:
                end += 1
            if end == len(working):
                return
            run = working[start : end + 1]
            planned = [self.off[e, day] for day in run if (e, day) in self.off]
            if planned:
                self.model.linear([(v, 1) for v in planned], None, len(planned) - 1)

    def _one_block(self, e: int, length: int, lacking: int) -> None:
        """Whoever takes everything has one block of so many working days running."""
        layout = self.layout
        working = [d for d in self.days if layout.pattern[e][d]]
        begins = []
        for at in range(len(working) - length + 1):
            run = working[at : at + length]
            if not self._may_begin(e, working, at, length):
                continue
            begin = self.model.boolean()
            planned = [self.off[e, d] for d in run if (e, d) in self.off]
            if planned:
                self.model.linear([(v, 1) for v in planned], len(planned), None, when=[begin])
            begins.append(begin)
        self.model.linear([*((begin, 1) for begin in begins), (lacking, 1)], 1, None)

    def _may_begin(self, e: int, working: list[int], at: int, length: int) -> bool:
        """A block of weeks begins or ends with a week, or touches leave that stands; others need not be tried."""
        week = self.layout.week
        last = at + length - 1
        begins = at == 0 or week[working[at - 1]] != week[working[at]]
        ends = last + 1 == len(working) or week[working[last + 1]] != week[working[last]]
        touches = any(working[n] in self.layout.standing[e] for n in (at, last))
        return begins or ends or touches

    def _lower_band(self, e: int, days: int, left: int) -> None:
        layout = self.layout
        if layout.last - layout.first < HALF_YEAR or not left:
            return
        middle = layout.first + (layout.last - layout.first) / 2
        early = [d for d in self.days if layout.dates[d] <= middle]
        standing = sum(1 for d in early if layout.pattern[e][d] and d in layout.standing[e])
        wanted = int(LOWER_BAND * days)
        below = self.model.integer(0, max(0, wanted))
        self.model.linear(
            [*((self.off[e, d], 1) for d in early if (e, d) in self.off), (below, 1)], wanted - standing, None
        )
        self.below[e] = below

    # --- cover -----------------------------------------------------------------------------------------

    def cover(self) -> None:
        layout = self.layout
        for k, numbers in enumerate(layout.ways_of):
            for days in layout.week_days:
                self._cover_in_week(k, [n for n in numbers if layout.has_cso[layout.ways[n].o]], days)
        for step in self.y:
            if layout.ways[step[0]].travel:
                self._journey(step)
        if self.relievers:
            self._extra_relievers()

    def _cover_in_week(self, k: int, numbers: Sequence[int], days: Sequence[int]) -> None:
        """The ways of covering of one person in one week, and rule e: own work, cover and journeys fit the pattern."""
        layout = self.layout
        working = [d for d in days if layout.at_work(k, d)]
        margin = {d: layout.pattern[k][d] - layout.own[k][d] for d in working}
        here = [(n, d) for n in numbers for d in days if d in layout.ways[n].days]
        room = sum(value for value in margin.values() if value > 0)
        here = [step for step in here if room > layout.ways[step[0]].travel]
        free = all(value >= 0 for value in margin.values())
        free = free and all(margin[d] >= self._least((n, d)) + layout.ways[n].travel for n, d in here)
        for step in here:
            self.y[step] = self.model.boolean()
            if not free:
                most = layout.pattern[k][step[1]]
                self.z[step] = self.model.integer(0, most)
                self.model.linear([(self.z[step], 1), (self.y[step], -most)], None, 0)
                self.model.linear([(self.z[step], 1), (self.y[step], -1)], 0, None)
        if here and not free:
            self.scarce.append((k, here, margin))

    def _extra_relievers(self) -> None:
        offices = [o for o, office in enumerate(self.layout.offices) if office.min_quarters <= RELIEVER_DAY]
        for d in self.days:
            here = [(o, d) for o in offices if self.layout.has_cso[o]]
            self.pool.update({place: self.model.boolean() for place in here})
            self.model.linear([(self.pool[place], 1) for place in here], None, self.relievers)

    def _journey(self, step: Step) -> None:
        """Travelled on this day, unless the day before was spent at the same office."""
        number, d = step
        here, before = self.y[step], self.y.get((number, d - 1))
        self.t[step] = here if before is None else self.model.boolean()
        if before is not None:
            self.model.linear([(self.t[step], 1), (here, -1), (before, 1)], 0, None)
        if step in self.z:
            way = self.layout.ways[number]
            self.model.linear([(self.z[step], 1), (self.t[step], way.travel)], None, self.layout.pattern[way.k][d])

    def one_place_a_day(self) -> None:
        """A coverer is at work and covers one office a day (rule c)."""
        at: dict[tuple[int, int], list[int]] = defaultdict(list)
        for (number, d), variable in self.y.items():
            at[self.layout.ways[number].k, d].append(variable)
        for (k, d), variables in at.items():
            if (k, d) in self.off:
                variables = [*variables, self.off[k, d]]
            if len(variables) > 1:
                self.model.at_most(variables)

    def hours_of_a_week(self) -> None:
        """Rule e, where it can bind."""
        for k, here, margin in self.scarce:
            spent: list[Term] = [(self.z[step], 1) for step in here]
            spent += [(self.t[step], self.layout.ways[step[0]].travel) for step in here if step in self.t]
            spent += [(self.off[k, d], value) for d, value in margin.items() if (k, d) in self.off and value]
            room = sum(margin.values())
            if all(value >= 0 for value in margin.values()):
                self.model.linear(spent, None, room)
                continue
            covers = self.model.boolean()
            for step in here:
                self.model.linear([(self.y[step], 1), (covers, -1)], None, 0)
            self.model.linear(spent, None, room, when=[covers])

    def _least(self, step: Step) -> int:
        return self.layout.offices[self.layout.ways[step[0]].o].min_quarters

    def limit_of_cover_days(self) -> None:
        """Rule f."""
        days: dict[int, list[int]] = defaultdict(list)
        for (number, _), variable in self.y.items():
            days[self.layout.ways[number].k].append(variable)
        for k, variables in days.items():
            if len(variables) > self.layout.people[k].max_cover_days:
                self.model.linear([(v, 1) for v in variables], None, self.layout.people[k].max_cover_days)

    # --- service ---------------------------------------------------------------------------------------

    def service(self) -> None:
        """Rule g: an unserved delivery day is a breach, and so are two unserved days running."""
        layout = self.layout
        at: dict[tuple[int, int], list[Step]] = defaultdict(list)
        lent: dict[tuple[int, int], list[int]] = defaultdict(list)
        for number, d in self.y:
            way = layout.ways[number]
            at[way.o, d].append((number, d))
            if way.mode == "site":
                lent[way.k, d].append(self.y[number, d])
        for o in range(len(layout.offices)):
            if not layout.has_cso[o]:
                continue
            for d in self.days:
                self._served(o, d, at[o, d], lent)
            for d in self.days:
                self._breaches_of_day(o, d)

    def _served(self, o: int, d: int, steps: Sequence[Step], lent: Mapping[tuple[int, int], list[int]]) -> None:
        layout = self.layout
        there = [e for e in layout.servers[o] if layout.at_work(e, d)]
        if any((e, d) not in self.off and not lent.get((e, d)) for e in there):
            return
        unserved = self.un[o, d] = self.model.boolean()
        terms: list[Term] = [(unserved, 1)]
        terms += [(self.y[step], 1) for step in steps if step not in self.z]
        scarce = [(self.z[step], 1) for step in steps if step in self.z]
        if scarce:
            covered = self.model.boolean()
            self.model.linear([*scarce, (covered, -layout.offices[o].min_quarters)], 0, None)
            terms.append((covered, 1))
        if (o, d) in self.pool:
            terms.append((self.pool[o, d], 1))
        for e in there:
            gone = ([self.off[e, d]] if (e, d) in self.off else []) + lent.get((e, d), [])
            terms += [(variable, -1) for variable in gone]
        self.model.linear(terms, 1 - len(there), None)

    def _breaches_of_day(self, o: int, d: int) -> None:
        unserved, before = self.un.get((o, d)), self.un.get((o, d - 1))
        if unserved is None:
            return
        if self.layout.delivery[d]:
            self.breaches.append((unserved, 1))
        if before is not None:
            breach = self.model.boolean()
            self.model.at_least_one([-before - 1, -unserved - 1, breach])
            self.breaches.append((breach, 1))
            self.breach_of.append((breach, before, unserved))

    def limit_breaches(self, most: int) -> None:
        """No more breaches than are unavoidable; with none allowed each is forbidden on its own."""
        if most == 0:
            for variable, _ in self.breaches:
                self.model.bounds(variable, 0, 0)
        else:
            self.model.linear(self.breaches, None, most)

    # --- from a plan to a start, and back ------------------------------------------------------------------------

    def start_from(
        self,
        leave: Mapping[str, frozenset[date]],
        cover: Sequence[Assignment],
        extra: frozenset[tuple[date, str]],
    ) -> None:
        """Begin the search at a plan; what is not named follows from it."""
        layout = self.layout
        given = {(a.person_id, a.office_id, a.mode, a.day): a.quarters for a in cover}
        start: dict[int, int] = {}
        for (e, d), variable in self.off.items():
            start[variable] = int(layout.dates[d] in leave.get(layout.people[e].person_id, ()))
        for (number, d), variable in self.y.items():
            way = layout.ways[number]
            name = (layout.people[way.k].person_id, layout.offices[way.o].office_id, way.mode, layout.dates[d])
            start[variable] = int(name in given)
            if (number, d) in self.z:
                start[self.z[number, d]] = given.get(name, 0)
        for (o, d), variable in self.pool.items():
            start[variable] = int((layout.dates[d], layout.offices[o].office_id) in extra)
        hint = self.model.proto.solution_hint
        hint.vars.extend(list(start))
        hint.values.extend(list(start.values()))

    def high(self, variable: int) -> int:
        """The largest value of a variable."""
        return int(self.model.proto.variables[variable].domain[-1])

    def covered(self, values: Sequence[int]) -> dict[Step, int]:
        """Quarter-hours of cover by step."""
        return {
            step: values[self.z[step]] if step in self.z else self._least(step)
            for step, variable in self.y.items()
            if values[variable]
        }


def taken_already(layout: Layout, e: int) -> int:
    """Working days of leave that was approved: part of the entitlement. Protected leave is not."""
    days = {
        d
        for leave in layout.problem.approved
        if layout.person_of[leave.person_id] == e
        for d in layout.days_between(leave.first_day, leave.last_day)
    }
    return sum(1 for d in days if layout.pattern[e][d])

"""Leave and cover as one integer model: each rule of `files-and-commands` is one method.

Hours are quarter-hours. A model may hold planned leave as choices, or none when every decision is fixed.
Two depths: for the early stages only cover that can make a day served; with `unmet` also urgent hours.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from scheduler.solver.relief_layout import Choice, Layout
from scheduler.solver.run_model import Model, Term

Place = tuple[int, int]
"""(office index, day index)"""
Step = tuple[int, int]
"""(way index, day index)"""


LONGEST_APPROACH = 5
"""Working days by which a stay may begin before the first day it is needed, to pay for the journey earlier."""


class PlanModel:
    """Variables: x a granted choice, y a covered day, z its hours, t a charged journey, un an unserved day.

    With a `window` only those days are looked at and all others are taken to be free: what does not fit there
    does not fit at all, while what fits there may not. `free` are the days whose cover may change, with all other
    cover pinned. `pinned` cover stays as it is; with `offices` given, cover
    of other offices exists only where it is pinned, and their own desks are not left empty for these.
    """

    def __init__(
        self,
        layout: Layout,
        choices: Sequence[Choice],
        away: Sequence[frozenset[int]],
        *,
        unmet: bool = False,
        people: Iterable[int] | None = None,
        offices: Iterable[int] | None = None,
        window: range | None = None,
        pinned: Mapping[Step, int] | None = None,
        free: range | None = None,
    ) -> None:
        self.layout = layout
        self.choices = list(choices)
        self.away = away
        self.with_unmet = unmet
        self.offices = sorted(offices) if offices is not None else list(range(len(layout.offices)))
        self.covering = sorted(people) if people is not None else list(range(len(layout.people)))
        self.pinned = dict(pinned or {})
        self.keeps_desks = pinned is not None and offices is not None
        horizon = range(len(layout.dates))
        self.free = horizon if free is None else free
        self.window = horizon if window is None else window
        if free is not None:  # a day beside the free ones may form a pair of unserved days with them
            self.window = range(max(0, free.start - 1), min(len(horizon), free.stop + 1))
        self.model = Model()
        self.x = [self.model.boolean() for _ in self.choices]
        self.off: dict[tuple[int, int], list[int]] = defaultdict(list)
        for variable, choice in zip(self.x, self.choices, strict=True):
            for d in choice.days:
                self.off[choice.e, d].append(variable)
        self.y: dict[Step, int] = {}
        self.z: dict[Step, int] = {}
        self.t: dict[Step, int] = {}
        self.un: dict[Place, int] = {}
        self.breach_terms: list[Term] = []
        self.breach_of: list[tuple[int, int, int]] = []
        self.covered: dict[Place, int] = {}
        self.present: dict[Place, list[tuple[int, list[int]]]] = defaultdict(list)
        self.covers_week: list[tuple[int, list[int]]] = []
        self.u: dict[Place, int] = {}
        self.one_leave_at_a_time()
        self.choose_what_may_be_covered()
        self.keep_other_desks()
        self.one_office_a_day()
        self.hours_of_the_day()
        self.hours_of_the_week()
        self.limit_of_cover_days()
        self.served_or_breach()
        if unmet:
            self.urgent_hours()

    # --- what a model of reasons or of changes does differently ----------------------------------------

    def days_of(self, number: int) -> frozenset[int]:
        """Days on which this way of covering exists as a variable."""
        way = self.layout.ways[number]
        return way.days - self.away[way.k]

    def guard(self, rule: str, *values: int) -> list[int]:
        """Literals under which a rule holds; none here: it always does."""
        return []

    def also_served(self, o: int, d: int) -> list[int]:
        """Literals that count this day as served without cover."""
        return []

    def more_week_hours(self, k: int, w: int) -> list[Term]:
        """Terms (negative) that widen the week of a coverer."""
        return []

    def more_cover_days(self, k: int) -> list[Term]:
        """Terms (negative) that widen the limit of cover days."""
        return []

    # --- who may be away, and where cover can matter -------------------------------------------------

    def working(self, e: int, d: int) -> bool:
        """At work unless one of the choices is granted."""
        return self.layout.pattern[e][d] > 0 and d not in self.away[e]

    def one_leave_at_a_time(self) -> None:
        """Rule b: one option of a request, and no shared date between two granted leaves of a person."""
        by_person: dict[int, list[int]] = defaultdict(list)
        by_request: dict[int, list[int]] = defaultdict(list)
        for i, choice in enumerate(self.choices):
            by_person[choice.e].append(i)
            by_request[choice.r].append(i)
        for group in by_request.values():
            if len(group) > 1:
                self.model.at_most([self.x[i] for i in group])
        for group in by_person.values():
            for n, i in enumerate(group):
                for j in group[n + 1 :]:
                    one, other = self.choices[i], self.choices[j]
                    if one.r != other.r and one.overlaps(other):
                        self.model.at_most([self.x[i], self.x[j]])

    def may_be_unserved(self, o: int) -> list[int]:
        """Days on which no server of the office is sure to be at the own desk."""
        layout = self.layout
        if not layout.has_cso[o] or layout.offices[o].min_quarters == 0:
            return []
        return [
            d
            for d in self.window
            if not any(
                self.working(e, d)
                and (e, d) not in self.off
                and not any(layout.ways[n].mode == "site" and d in self.days_of(n) for n in layout.ways_of[e])
                for e in layout.servers[o]
            )
        ]

    def due_if_away(self, o: int, d: int) -> tuple[int, list[Term]]:
        """Urgent hours at an office in share-scaled quarter-hours: what stands, and what each choice would add."""
        layout = self.layout
        share = layout.offices[o].urgent_share * layout.share_scale
        weight = int(share)
        fixed = sum(weight * layout.own[e][d] for e in layout.members[o] if d in self.away[e])
        terms = [
            (variable, weight * layout.own[e][d])
            for e in layout.members[o]
            if d not in self.away[e] and weight * layout.own[e][d]
            for variable in self.off.get((e, d), ())
        ]
        return fixed, terms

    def choose_what_may_be_covered(self) -> None:
        """Cover days exist where they can serve an office or meet urgent hours, or keep a journey alive for one."""
        layout = self.layout
        self.risk = {o: self.may_be_unserved(o) for o in self.offices}
        self.need: dict[Place, tuple[int, list[Term]]] = {}
        most: dict[Place, int] = {(o, d): layout.offices[o].min_quarters for o in self.offices for d in self.risk[o]}
        if self.with_unmet:
            for o in self.offices:
                for d in self.window:
                    fixed, terms = self.due_if_away(o, d)
                    if fixed or terms:
                        self.need[o, d] = (fixed, terms)
                        by_person = fixed + self._most_due(o, d)
                        most[o, d] = max(most.get((o, d), 0), -(-by_person // layout.share_scale))
        wanted: dict[int, set[int]] = defaultdict(set)
        for o, d in most:
            wanted[o].add(d)
        offices, covering = set(self.offices), set(self.covering)
        self.cap: dict[Step, int] = {}
        for number, way in enumerate(layout.ways):
            if way.o not in offices or way.k not in covering or not wanted[way.o]:
                continue
            near = {d - back for d in wanted[way.o] for back in range(1, LONGEST_APPROACH + 1)}
            for d in sorted(self.days_of(number)):
                if d not in self.window or d not in self.free:
                    continue
                if d in wanted[way.o]:
                    self.cap[number, d] = min(layout.pattern[way.k][d], max(1, most[way.o, d]))
                elif way.travel and d in near:
                    self.cap[number, d] = 1
        for step, quarters in self.pinned.items():
            self.cap[step] = quarters
        for step, cap in self.cap.items():
            self.y[step] = self.model.boolean()
            if step in self.pinned:
                self.model.bounds(self.y[step], 1, 1)
                self.z[step] = self.model.integer(cap, cap)
                continue
            if cap > 1:
                self.z[step] = self.model.integer(0, cap)
                self.model.linear([(self.z[step], 1), (self.y[step], -cap)], None, 0)
                self.model.linear([(self.z[step], 1), (self.y[step], -1)], 0, None)
            else:
                self.z[step] = self.y[step]

    def keep_other_desks(self) -> None:
        """Offices outside this model keep one of their own at the desk: no more may go than can be spared."""
        if self.keeps_desks:
            offices = set(self.offices)
            going: dict[Place, list[int]] = defaultdict(list)
            for (number, d), y in self.y.items():
                way = self.layout.ways[number]
                home = self.layout.home[way.k]
                new = (number, d) not in self.pinned
                if new and way.mode == "site" and home not in offices and way.k in self.layout.servers[home]:
                    going[home, d].append(y)
            for (home, d), variables in going.items():
                there = sum(
                    self.working(e, d) and not any((n, d) in self.pinned for n in self.layout.ways_of[e])
                    for e in self.layout.servers[home]
                )
                if len(variables) > there - 1:
                    self.model.linear([(v, 1) for v in variables], 0, max(0, there - 1))

    def _most_due(self, o: int, d: int) -> int:
        layout = self.layout
        weight = int(layout.offices[o].urgent_share * layout.share_scale)
        return sum(weight * layout.own[e][d] for e in layout.members[o] if d not in self.away[e] and (e, d) in self.off)

    # --- the coverer's own rules ---------------------------------------------------------------------

    def one_office_a_day(self) -> None:
        """Rule c: at work, and one office in one mode a day."""
        self.on_day: dict[tuple[int, int], list[int]] = defaultdict(list)
        for (number, d), variable in self.y.items():
            self.on_day[self.layout.ways[number].k, d].append(variable)
        for (k, d), variables in self.on_day.items():
            away = self.off.get((k, d), [])
            if len(variables) + len(away) > 1:
                self.model.at_most(variables + away, when=self.guard("one_office", k, d))

    def hours_of_the_day(self) -> None:
        """Rule e, the day: cover and journey stay within the pattern. A journey is charged where a stay begins."""
        for (number, d), variable in self.y.items():
            way = self.layout.ways[number]
            if not way.travel:
                continue
            before = self.y.get((number, d - 1))
            if before is None and d == self.window.start and d > 0 and self.free.start == 0:
                continue  # whether one was there the day before is not known here: the journey goes free
            if before is None:
                journey = variable
            else:
                journey = self.model.boolean()
                self.model.linear([(journey, 1), (variable, -1), (before, 1)], 0, None)
            self.t[number, d] = journey
            room = self.layout.pattern[way.k][d]
            if way.travel + self.cap[number, d] > room:
                guard = self.guard("day_hours", way.k, d)
                self.model.linear([(self.z[number, d], 1), (journey, way.travel)], None, room, when=guard)

    def hours_of_the_week(self) -> None:
        """Rule e, the week: own work, cover and journeys within the pattern of the days at work, where one covers."""
        spent: dict[tuple[int, int], list[Term]] = defaultdict(list)
        days: dict[tuple[int, int], list[int]] = defaultdict(list)
        for (number, d), variable in self.z.items():
            way = self.layout.ways[number]
            key = (way.k, self.layout.week[d])
            spent[key].append((variable, 1))
            days[key].append(self.y[number, d])
            if (number, d) in self.t:
                spent[key].append((self.t[number, d], way.travel))
        for (k, w), terms in spent.items():
            room, lost = self._margins(k, w)
            terms += self.more_week_hours(k, w)
            guard = self.guard("week_hours", k, w)
            if all(coefficient >= 0 for _, coefficient in lost) and room >= 0:
                self.model.linear(terms + lost, None, room, when=guard)
            else:
                covers = self.model.boolean()
                self.covers_week.append((covers, days[k, w]))
                for variable in days[k, w]:
                    self.model.linear([(covers, 1), (variable, -1)], 0, None)
                self.model.linear(terms + lost, None, room, when=[covers, *guard])

    def _margins(self, k: int, w: int) -> tuple[int, list[Term]]:
        """Spare quarter-hours of a week when no choice is granted, and what each choice takes away (or frees)."""
        room, lost = 0, []
        for d in self.layout.week_days[w]:
            if self.working(k, d):
                margin = self.layout.pattern[k][d] - self.layout.own[k][d]
                room += margin
                lost += [(variable, margin) for variable in self.off.get((k, d), ())]
        merged: dict[int, int] = defaultdict(int)
        for variable, margin in lost:
            merged[variable] += margin
        return room, list(merged.items())

    def limit_of_cover_days(self) -> None:
        """Rule f."""
        self.cover_days_of: dict[int, list[int]] = defaultdict(list)
        for (number, _), variable in self.y.items():
            self.cover_days_of[self.layout.ways[number].k].append(variable)
        for k, variables in self.cover_days_of.items():
            limit = self.layout.people[k].max_cover_days
            if len(variables) > limit:
                terms = [(v, 1) for v in variables] + self.more_cover_days(k)
                self.model.linear(terms, None, limit, when=self.guard("cover_limit", k))

    # --- service ---------------------------------------------------------------------------------------

    def served_or_breach(self) -> None:
        """Rule g: an unserved delivery day is a breach, and so are two consecutive unserved days."""
        at: dict[Place, list[Step]] = defaultdict(list)
        for number, d in self.y:
            at[self.layout.ways[number].o, d].append((number, d))
        self.at = at
        for o in self.offices:
            for d in self.risk[o]:
                self.un[o, d] = self._unserved(o, d, at[o, d])
            for d in self.risk[o]:
                self.breaches_of_day(o, d)

    def breaches_of_day(self, o: int, d: int) -> None:
        unserved, before = self.un[o, d], self.un.get((o, d - 1))
        if self.layout.delivery[d]:
            self.breach_terms.append((unserved, 1))
        if before is not None:
            breach = self.model.boolean()
            self.model.at_least_one([-before - 1, -unserved - 1, breach])
            self.breach_terms.append((breach, 1))
            self.breach_of.append((breach, before, unserved))

    def _unserved(self, o: int, d: int, steps: Sequence[Step]) -> int:
        """A Boolean that must hold unless somebody is at the own desk or cover reaches the minimum."""
        unserved = self.model.boolean()
        also = self.also_served(o, d)
        least = self.layout.offices[o].min_quarters
        ways_out = [unserved, *also]
        if sum(self.cap[step] for step in steps) >= least:
            covered = self.model.boolean()
            self.model.linear([*((self.z[step], 1) for step in steps), (covered, -least)], 0, None)
            ways_out.append(covered)
            self.covered[o, d] = covered
        for e in self.layout.servers[o]:
            if self.working(e, d):
                gone = self.off.get((e, d), []) + self._lent(e, d)
                present = self.model.boolean()
                self.model.at_most([present, *gone])
                ways_out.append(present)
                self.present[o, d].append((present, gone))
        self.model.at_least_one(ways_out)
        return unserved

    def _lent(self, e: int, d: int) -> list[int]:
        return [
            self.y[number, d]
            for number in self.layout.ways_of[e]
            if self.layout.ways[number].mode == "site" and (number, d) in self.y
        ]

    def urgent_hours(self) -> None:
        """Urgent hours of absent people that cover does not reach, in quarter-hours times the share scale."""
        scale = self.layout.share_scale
        for (o, d), (fixed, terms) in self.need.items():
            short = self.model.integer(0, fixed + self._most_due(o, d))
            cover = [(self.z[step], scale) for step in self.at.get((o, d), ())]
            lost = [(variable, -amount) for variable, amount in terms]
            self.model.linear([(short, 1), *cover, *lost], fixed, None)
            self.u[o, d] = short

    def high(self, variable: int) -> int:
        """The largest value of a variable."""
        return int(self.model.proto.variables[variable].domain[-1])

    # --- from a plan to values and back ----------------------------------------------------------------------------

    def values_of(self, granted: Iterable[tuple[int, int]], cover: Mapping[Step, int]) -> list[int]:
        """The value of every variable under a plan: granted (request, option) and quarter-hours by step."""
        values = [0] * self.model.count
        chosen = set(granted)
        for choice, variable in zip(self.choices, self.x, strict=True):
            values[variable] = int((choice.r, choice.option) in chosen)
        for step, quarters in cover.items():
            if step in self.y:
                values[self.y[step]] = 1
                if self.z[step] != self.y[step]:
                    values[self.z[step]] = min(quarters, self.cap[step])
        for (number, d), journey in self.t.items():
            if journey != self.y[number, d]:
                values[journey] = int(values[self.y[number, d]] > values[self.y[number, d - 1]])
        for variable, days in self.covers_week:
            values[variable] = max(values[day] for day in days)
        for place, variable in self.un.items():
            covered = sum(values[self.z[step]] for step in self.at.get(place, ()))
            reached = place in self.covered and covered >= self.layout.offices[place[0]].min_quarters
            if reached:
                values[self.covered[place]] = 1
            for present, gone in self.present[place]:
                values[present] = int(not any(values[v] for v in gone))
            values[variable] = int(not reached and not any(values[p] for p, _ in self.present[place]))
        for breach, one, other in self.breach_of:
            values[breach] = values[one] * values[other]
        for place, variable in self.u.items():
            fixed, terms = self.need[place]
            due = fixed + sum(values[v] * amount for v, amount in terms)
            covered = sum(values[self.z[step]] for step in self.at.get(place, ()))
            values[variable] = max(0, due - covered * self.layout.share_scale)
        return values

    def cover(self, values: Sequence[int]) -> dict[Step, int]:
        return {step: values[self.z[step]] for step, variable in self.y.items() if values[variable]}

    def granted(self, values: Sequence[int]) -> set[tuple[int, int]]:
        """The granted (request, option) pairs."""
        return {(c.r, c.option) for c, variable in zip(self.choices, self.x, strict=True) if values[variable]}

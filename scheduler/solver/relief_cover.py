"""Who may cover: the second layer of the leave-and-relief model, with the coverer's own rules c to f."""

from collections import defaultdict

from scheduler.solver.relief_layout import Layout
from scheduler.solver.relief_leave import LeaveModel
from scheduler.solver.relief_scope import Detail, Place, Scope, Step
from scheduler.solver.run_model import Term

LONGEST_APPROACH = 5
"""Working days by which a stay may begin before the first day it is needed, to pay for the journey earlier."""


class CoverModel(LeaveModel):
    """Variables y a covered day, z its quarter-hours, t a charged journey, each by (way, day)."""

    def __init__(self, layout: Layout, scope: Scope) -> None:
        super().__init__(layout, scope)
        self.y: dict[Step, int] = {}
        self.z: dict[Step, int] = {}
        self.t: dict[Step, int] = {}
        self.covers_week: list[tuple[int, list[int]]] = []
        self.choose_what_may_be_covered()
        self.keep_other_desks()
        self.one_office_a_day()
        self.hours_of_the_day()
        self.hours_of_the_week()
        self.limit_of_cover_days()

    def choose_what_may_be_covered(self) -> None:
        """Cover days exist where they can serve an office or meet urgent hours, or keep a journey alive for one."""
        layout = self.layout
        self.risk = {o: self.may_be_unserved(o) for o in self.offices}
        self.need: dict[Place, tuple[int, list[Term]]] = {}
        most: dict[Place, int] = {(o, d): layout.offices[o].min_quarters for o in self.offices for d in self.risk[o]}
        if self.scope.unmet:
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
        quick = self.scope.detail == Detail.quick
        for number, way in enumerate(layout.ways):
            if way.o not in offices or way.k not in covering or not wanted[way.o]:
                continue
            approach = 0 if quick else LONGEST_APPROACH
            near = {d - back for d in wanted[way.o] for back in range(1, approach + 1)}
            for d in sorted(self.days_of(number)):
                if d not in self.window or d not in self.free:
                    continue
                if d in wanted[way.o]:
                    self.cap[number, d] = min(layout.pattern[way.k][d], max(1, most[way.o, d]))
                elif way.travel and d in near:
                    self.cap[number, d] = 1
        for step, quarters in self.around.items():
            if step[1] in self.free and layout.ways[step[0]].o in offices and step[1] in self.days_of(step[0]):
                self.cap[step] = max(quarters, self.cap.get(step, 1))
        for step, quarters in self.pinned.items():
            self.cap[step] = quarters
        self.just: dict[Step, int] = {}
        for step, cap in self.cap.items():
            self.y[step] = self.model.boolean()
            if step in self.pinned:
                self.model.bounds(self.y[step], 1, 1)
                self.z[step] = self.model.integer(cap, cap)
                continue
            if quick and not self.scope.unmet:
                least = layout.offices[layout.ways[step[0]].o].min_quarters
                self.just[step] = self.around.get(step, max(1, min(cap, least)))
                self.z[step] = self.model.integer(0, self.just[step])
                self.model.linear([(self.z[step], 1), (self.y[step], -self.just[step])], 0, 0)
            elif cap > 1:
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

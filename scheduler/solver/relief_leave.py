"""Who may be away: the first layer of the leave-and-relief model."""

from collections import defaultdict

from scheduler.solver.relief_layout import Layout
from scheduler.solver.relief_scope import Detail, Scope
from scheduler.solver.run_model import Model, Term


class LeaveModel:
    """Choices of leave, what each would leave unserved or unmet, and the points where other models differ."""

    def __init__(self, layout: Layout, scope: Scope) -> None:
        self.layout, self.scope = layout, scope
        self.choices = list(scope.choices)
        self.away = scope.away
        self.offices = sorted(scope.offices) if scope.offices is not None else list(range(len(layout.offices)))
        self.covering = sorted(scope.people) if scope.people is not None else list(range(len(layout.people)))
        self.pinned = dict(scope.pinned or {})
        self.around = scope.around if scope.detail == Detail.quick else {}
        self.around_days: dict[int, set[int]] = defaultdict(set)
        for n, d in self.around:
            self.around_days[n].add(d)
        self.keeps_desks = scope.pinned is not None and scope.offices is not None
        horizon = range(len(layout.dates))
        self.free = horizon if scope.free is None else scope.free
        self.window = horizon if scope.window is None else scope.window
        if scope.free is not None:  # a day beside the free ones may form a pair of unserved days with them
            self.window = range(max(0, self.free.start - 1), min(len(horizon), self.free.stop + 1))
        self.model = Model()
        self.x = [self.model.boolean() for _ in self.choices]
        self.off: dict[tuple[int, int], list[int]] = defaultdict(list)
        for variable, choice in zip(self.x, self.choices, strict=True):
            for d in choice.days:
                self.off[choice.e, d].append(variable)
        self.one_leave_at_a_time()

    # --- what a model of reasons or of changes does differently ----------------------------------------

    def days_of(self, number: int) -> frozenset[int]:
        """Days on which this way of covering exists as a variable."""
        way = self.layout.ways[number]
        days = way.days - self.away[way.k]
        if self.scope.detail != Detail.quick or way.mode != "site":
            return days
        kept = self.around_days.get(number, ())
        return frozenset(d for d in days if d in kept or not self.empties_desk(way.k, d))

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

    def empties_desk(self, k: int, d: int) -> bool:
        """Might the own office be without a server if this person went elsewhere?"""
        servers = self.layout.servers[self.layout.home[k]]
        if k not in servers:
            return False
        stays = servers[0]
        return k == stays or not self.working(stays, d) or (stays, d) in self.off

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
        sure = {e: self._days_lent(e) for e in layout.servers[o]}
        return [
            d
            for d in self.window
            if not any(self.working(e, d) and (e, d) not in self.off and d not in lent for e, lent in sure.items())
        ]

    def _days_lent(self, e: int) -> frozenset[int]:
        """Days on which this person might be at another office."""
        if self.scope.detail == Detail.relaxed:
            return frozenset()
        site = [n for n in self.layout.ways_of[e] if self.layout.ways[n].mode == "site"]
        return frozenset().union(*(self.days_of(n) for n in site))

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

    def _most_due(self, o: int, d: int) -> int:
        layout = self.layout
        weight = int(layout.offices[o].urgent_share * layout.share_scale)
        return sum(weight * layout.own[e][d] for e in layout.members[o] if d not in self.away[e] and (e, d) in self.off)

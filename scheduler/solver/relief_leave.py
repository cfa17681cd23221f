"""Who may be away: the first layer of the leave-and-relief model."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from scheduler.solver.relief_layout import Choice, Layout
from scheduler.solver.run_model import Model, Term

Place = tuple[int, int]
"""(office index, day index)"""
Step = tuple[int, int]
"""(way index, day index)"""


class LeaveModel:
    """Choices of leave, what each would leave unserved or unmet, and the points where other models differ.

    With a `window` only those days are looked at and all others are taken to be free: what does not fit there
    does not fit at all, while what fits there may not. `free` are the days whose cover may change, with all other
    cover pinned. `pinned` cover stays as it is; with `offices` given, cover of other offices exists only where it
    is pinned, and their own desks are not left empty for these.
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
        self.one_leave_at_a_time()

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

    def _most_due(self, o: int, d: int) -> int:
        layout = self.layout
        weight = int(layout.offices[o].urgent_share * layout.share_scale)
        return sum(weight * layout.own[e][d] for e in layout.members[o] if d not in self.away[e] and (e, d) in self.off)

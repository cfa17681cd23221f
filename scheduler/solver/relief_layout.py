"""The problem by index: working days, weeks, who is away when, and every way of covering that the rules leave open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from math import lcm

from scheduler.solver.relief_problem import Assignment, Person, ReliefProblem, Request


@dataclass(frozen=True)
class Way:
    """Person `k` may cover office `o` in `mode`, at `travel` quarter-hours a journey, on the day indices `days`.

    `wider` adds the days that only leave, the delivery peak or a limit of no cover days rule out (rules a, d, f).
    """

    k: int
    o: int
    mode: str
    travel: int
    days: frozenset[int]
    wider: frozenset[int]


@dataclass(frozen=True)
class Choice:
    """Option `option` (1, 2, ...) of planned request `r`, by person `e`, away on the day indices `days`."""

    r: int
    option: int
    e: int
    first: date
    last: date
    days: frozenset[int]

    def overlaps(self, other: "Choice") -> bool:
        return self.e == other.e and self.first <= other.last and other.first <= self.last


class Layout:
    """Days are the non-closed dates in order; `own[e][d]` are the due hours of e on d, 0 without pattern hours."""

    def __init__(self, problem: ReliefProblem) -> None:
        self.problem = problem
        open_days = sorted((c for c in problem.calendar if c.kind != "closed"), key=lambda c: c.day)
        self.dates = [c.day for c in open_days]
        self.delivery = [c.kind == "delivery" for c in open_days]
        self.day_of = {when: d for d, when in enumerate(self.dates)}
        self.first = min(c.day for c in problem.calendar)
        self.last = max(c.day for c in problem.calendar)
        mondays = [when - timedelta(days=when.weekday()) for when in self.dates]
        order = {monday: w for w, monday in enumerate(dict.fromkeys(mondays))}
        self.week = [order[monday] for monday in mondays]
        self.week_days: list[list[int]] = [[] for _ in order]
        for d, w in enumerate(self.week):
            self.week_days[w].append(d)
        self.people = problem.people
        self.offices = problem.offices
        self.person_of = {person.person_id: e for e, person in enumerate(self.people)}
        self.office_of = {office.office_id: o for o, office in enumerate(self.offices)}
        self.home = [self.office_of[person.office_id] for person in self.people]
        self.pattern = [[self._hours(p, d) for d in range(len(self.dates))] for p in self.people]
        self.own = [[self._due(p, d) for d in range(len(self.dates))] for p in self.people]
        self.members: list[list[int]] = [[] for _ in self.offices]
        for e, o in enumerate(self.home):
            self.members[o].append(e)
        self.has_cso = [any(self.people[e].kind == "cso" for e in members) for members in self.members]
        self.servers = [
            [e for e in members if self.people[e].kind == "cso" and self.people[e].qualified]
            for members in self.members
        ]
        self.standing_spans = self._standing_spans()
        self.standing = [
            frozenset(d for first, last in spans for d in self.days_between(first, last))
            for spans in self.standing_spans
        ]
        self.choices = self._choices()
        self.ways = self._ways()
        self.share_scale = lcm(*(office.urgent_share.denominator for office in self.offices))

    def _hours(self, person: Person, d: int) -> int:
        weekday = self.dates[d].weekday()
        return person.pattern[weekday] if weekday < 5 else 0

    def _due(self, person: Person, d: int) -> int:
        if not self._hours(person, d):
            return 0
        return person.own_quarters_delivery if self.delivery[d] else person.own_quarters

    def days_between(self, first: date, last: date) -> range:
        """Indices of the non-closed days in a span of dates."""
        from bisect import bisect_left, bisect_right

        return range(bisect_left(self.dates, first), bisect_right(self.dates, last))

    def _standing_spans(self) -> list[list[tuple[date, date]]]:
        spans: list[list[tuple[date, date]]] = [[] for _ in self.people]
        for leave in self.problem.approved:
            spans[self.person_of[leave.person_id]].append((leave.first_day, leave.last_day))
        for request in self.problem.requests:
            if request.kind == "protected":
                spans[self.person_of[request.person_id]].append(request.options[0])
        return spans

    def _choices(self) -> list[Choice]:
        """Options of planned requests that do not clash with leave that stands (rule b)."""
        choices = []
        for r, request in enumerate(self.problem.requests):
            if request.kind == "planned":
                choices += self.choices_of(r, request)
        return choices

    def choices_of(self, r: int, request: Request) -> list[Choice]:
        e = self.person_of[request.person_id]
        return [
            Choice(r, number, e, first, last, frozenset(self.days_between(first, last)))
            for number, (first, last) in enumerate(request.options, 1)
            if not self.clashes_with_standing(e, first, last)
        ]

    def clashes_with_standing(self, e: int, first: date, last: date) -> bool:
        return any(first <= b and a <= last for a, b in self.standing_spans[e])

    def at_work(self, e: int, d: int) -> bool:
        """At work when nothing but the standing leave is granted."""
        return self.pattern[e][d] > 0 and d not in self.standing[e]

    def may_cover_days(self, k: int) -> frozenset[int]:
        """Days on which rules c, d and f let this person cover at all, planned requests aside."""
        person = self.people[k]
        if not person.qualified or person.max_cover_days == 0:
            return frozenset()
        return frozenset(
            d for d in range(len(self.dates)) if self.at_work(k, d) and (person.kind != "cso" or not self.delivery[d])
        )

    def _ways(self) -> list[Way]:
        """Every usable listed pair. A journey where the same pair works at a distance on the same days never helps."""
        removed: dict[tuple[str, str, str], set[int]] = {}
        for person_id, office_id, mode, when in self.problem.removed:
            if when in self.day_of:
                removed.setdefault((person_id, office_id, mode), set()).add(self.day_of[when])
        free = {k: self.may_cover_days(k) for k in {self.person_of[p.person_id] for p in self.problem.cover}}
        ways = []
        for pair in self.problem.cover:
            k, o = self.person_of[pair.person_id], self.office_of[pair.office_id]
            banned = removed.get((pair.person_id, pair.office_id, pair.mode), set())
            travel = pair.travel_quarters if pair.mode == "site" else 0
            wider = frozenset(d for d, hours in enumerate(self.pattern[k]) if hours) - banned
            if self.people[k].qualified and wider and max(self.pattern[k][d] for d in wider) > travel:
                ways.append(Way(k, o, pair.mode, travel, free[k] - banned, wider))
        remote = {(way.k, way.o): way for way in ways if way.mode == "remote"}
        return [way for way in ways if way.mode == "remote" or not _never_better(way, remote.get((way.k, way.o)))]

    @cached_property
    def ways_of(self) -> list[list[int]]:
        """Way numbers by person."""
        result: list[list[int]] = [[] for _ in self.people]
        for number, way in enumerate(self.ways):
            result[way.k].append(number)
        return result

    @cached_property
    def ways_to(self) -> list[list[int]]:
        """Way numbers by office."""
        result: list[list[int]] = [[] for _ in self.offices]
        for number, way in enumerate(self.ways):
            result[way.o].append(number)
        return result

    def assignments(self, cover: Mapping[tuple[int, int], int]) -> tuple[Assignment, ...]:
        """Cover by (way, day) index as assignments, by date, office and person."""
        rows = [
            Assignment(
                self.dates[d],
                self.offices[self.ways[number].o].office_id,
                self.people[self.ways[number].k].person_id,
                self.ways[number].mode,
                quarters,
            )
            for (number, d), quarters in cover.items()
        ]
        return tuple(sorted(rows, key=lambda a: (a.day, a.office_id, a.person_id)))

    def days_text(self, days: Iterable[int]) -> list[str]:
        return [self.dates[d].isoformat() for d in sorted(days)]


def _never_better(site: Way, remote: Way | None) -> bool:
    return remote is not None and site.days <= remote.days and site.wider <= remote.wider

"""Why a request is refused: a smallest set of rules that cannot hold together, verified, and said in plain words.

Each rule at each place gets a name. The solver returns names that conflict; that set is checked again on its own
and shrunk by leaving out one after the other, so nothing in the reason is there by accident.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from scheduler.solver.relief_fit import Ground, weeks_around
from scheduler.solver.relief_layout import Choice, Layout
from scheduler.solver.relief_model import PlanModel
from scheduler.solver.relief_problem import ReasonFact
from scheduler.solver.relief_scope import Scope
from scheduler.solver.run_model import Clock

Name = tuple[str, int, int]
"""A rule at a place: ("served", office, day), ("one_office", person, day), ("delivery", person, day), ..."""

LETTER = {
    "served": "g",
    "one_office": "c",
    "not_listed": "c",
    "delivery": "d",
    "leave": "a",
    "week_hours": "e",
    "day_hours": "e",
    "cover_limit": "f",
}


@dataclass(frozen=True)
class Reason:
    rule: tuple[str, ...]
    days: tuple[date, ...]
    text: str
    facts: tuple[ReasonFact, ...] = field(default=())


class NamedRules(PlanModel):
    """A literal for each rule at each place; cover that leave or the peak forbids exists, but guarded."""

    def __init__(self, ground: Ground, scope: Scope, asker: int) -> None:
        self.names: dict[Name, int] = {}
        self.ground = ground
        self.asker = asker
        super().__init__(ground.layout, scope)
        self.guard_leave_and_peak()

    def guard(self, rule: str, *values: int) -> list[int]:
        name = (rule, values[0], values[1] if len(values) > 1 else -1)
        if name not in self.names:
            self.names[name] = self.model.boolean()
        return [self.names[name]]

    def days_of(self, number: int) -> frozenset[int]:
        way = self.layout.ways[number]
        return way.wider - self.away[way.k] if way.k == self.asker else way.wider

    def guard_leave_and_peak(self) -> None:
        for (number, d), y in self.y.items():
            k = self.layout.ways[number].k
            if d in self.away[k]:
                self.model.linear([(y, 1)], 0, 0, when=self.guard("leave", k, self.layout.week[d]))
            if self.layout.delivery[d] and self.layout.people[k].kind == "cso":
                self.model.linear([(y, 1)], 0, 0, when=self.guard("delivery", k, d))

    def breaches_of_day(self, o: int, d: int) -> None:
        """Nothing may go unserved that the decided plan serves."""
        failed = self.ground.decided.unserved
        if self.layout.delivery[d] and (o, d) not in failed:
            self.model.linear([(self.un[o, d], 1)], 0, 0, when=self.guard("served", o, d))
        if (o, d - 1) in self.un and not ((o, d) in failed and (o, d - 1) in failed):
            both = [(self.un[o, d - 1], 1), (self.un[o, d], 1)]
            self.model.linear(both, 0, 1, when=self.guard("pair", o, d))


def conflicting_rules(model: NamedRules, clock: Clock) -> list[Name] | None:
    """Names that cannot hold together: the solver's set, verified and shrunk. None when they can, or time ran out."""
    literal = model.names
    by_literal = {variable: name for name, variable in literal.items()}
    model.model.no_objective()

    def core(names: Iterable[Name]) -> list[Name] | None:
        """A conflicting part of `names`; None when there is none or it was not found in time."""
        if clock.left <= 0:
            return None
        model.model.assume([literal[name] for name in names])
        outcome = model.model.solve(clock)
        return [by_literal[variable] for variable in outcome.core] if outcome.status == "infeasible" else None

    first = core(sorted(literal))
    if first is None:
        return None
    # The solver's set is not to be trusted unseen: it must conflict on its own.
    kept = first if first and core(sorted(first)) is not None else sorted(literal)
    pending = sorted(kept, key=_far_fetched)
    step = max(1, len(pending) // 4)
    while pending and clock.left > 0:
        trial = set(pending[:step])
        smaller = core([name for name in kept if name not in trial])
        if smaller is None and step > 1:
            step = max(1, step // 2)
            continue
        if smaller is not None:
            kept = [name for name in kept if name not in trial]
            if smaller and core(sorted(smaller)) is not None:
                kept = sorted(smaller)
        pending = [name for name in pending if name not in trial and name in set(kept)]
    return sorted(kept) if not pending else None


def _far_fetched(name: Name) -> tuple[int, Name]:
    """Rules a reader would least expect are left out first, where either would do."""
    order = ("day_hours", "cover_limit", "one_office", "week_hours", "leave", "delivery", "pair", "served")
    return order.index(name[0]), name


def why_refused(ground: Ground, r: int, clock: Clock) -> Reason:
    """The reason for the first option; `rank` when any option would fit beside the leave that stands alone."""
    layout = ground.layout
    request = layout.problem.requests[r]
    possible = layout.choices_of(r, request)
    if not possible:
        return _clash(ground, r)
    alone = next((c for c in possible if ground.fits(c, clock, alone=True)), None)
    if alone is not None:
        return _outranked(ground, alone, clock)
    asked = next((c for c in possible if c.option == 1), possible[0])
    return _rules_against(ground, asked, clock, alone=True) or _only_days(ground, asked)


def _clash(ground: Ground, r: int) -> Reason:
    layout = ground.layout
    request = layout.problem.requests[r]
    e = layout.person_of[request.person_id]
    days, stands = set(), []
    for first, last in request.options[:1]:
        for a, b in layout.standing_spans[e]:
            if first <= b and a <= last:
                stands.append(span_text(a, b))
                days |= {layout.dates[d] for d in layout.days_between(max(a, first), min(b, last))} or {max(a, first)}
    leave = ", ".join(stands)
    text = f"These dates overlap leave of {request.person_id} that already stands ({leave}); ask for other dates."
    fact = ReasonFact("overlaps_own_leave", (("person", request.person_id), ("leave", ";".join(stands))))
    return Reason(("b",), tuple(sorted(days)), text, (fact,))


def _outranked(ground: Ground, choice: Choice, clock: Clock) -> Reason:
    """It would fit alone: which granted requests stand in its way, and on which days."""
    layout = ground.layout
    own = [c for c in ground.taken if c.overlaps(choice)]
    if own:
        days = {layout.dates[d] for c in own for d in c.days & choice.days} or {max(own[0].first, choice.first)}
        rivals = [layout.problem.requests[c.r].request_id for c in own]
    else:
        reason = _rules_against(ground, choice, clock)
        days = set(reason.days) if reason else {layout.dates[d] for d in choice.days}
        rivals = _rivals(ground, choice, days)
    names = ", ".join(rivals[:4]) + (" and others" if len(rivals) > 4 else "")
    text = (
        f"Could be granted alone from {span_text(choice.first, choice.last)}, but on {days_text(days)} it stands "
        f"against {names or 'other requests'}, which come first in the order of priority."
    )
    fact = ReasonFact("outranked", (("rivals", ";".join(rivals)), ("days", days_text(days))))
    return Reason(("rank",), tuple(sorted(days)), text, (fact,))


def _rivals(ground: Ground, choice: Choice, days: set[date]) -> list[str]:
    """Granted requests in the same part of the territory that are away in the weeks of the binding days."""
    layout = ground.layout
    part = ground.component[layout.home[choice.e]]
    weeks = {layout.week[layout.day_of[when]] for when in days if when in layout.day_of}
    return [
        layout.problem.requests[c.r].request_id
        for c in ground.taken
        if ground.component[layout.home[c.e]] == part and any(layout.week[d] in weeks for d in c.days)
    ]


def _rules_against(ground: Ground, choice: Choice, clock: Clock, *, alone: bool = False) -> Reason | None:
    layout = ground.layout
    names = None
    scope = ground.scope_of(choice.e, choice.days, alone=alone)
    for window in (weeks_around(layout, choice.days), None):
        if names is None and clock.left > 0 and (window is None or scope.pinned is None):
            names = conflicting_rules(NamedRules(ground, replace(scope, window=window), choice.e), clock)
    if names is None:
        return None
    places: dict[int, set[int]] = defaultdict(set)
    for rule, o, d in names:
        if rule == "pair":
            places[o] |= {d - 1, d}
        elif rule == "served":
            places[o].add(d)
    others = [name for name in names if name[0] not in ("pair", "served")]
    limits = _limits(layout, others)
    if not others:
        offices = ", ".join(layout.offices[o].office_id for o in sorted(places))
        sentence = f"nobody who could reach the minimum hours is listed and qualified to cover {offices} then"
        limits = [("not_listed", sentence, ReasonFact("nobody_listed", (("offices", offices),)))]
    days = {layout.dates[d] for ds in places.values() for d in ds}
    where = " and ".join(
        f"{layout.offices[o].office_id} on {days_text(layout.dates[d] for d in ds)}" for o, ds in sorted(places.items())
    )
    text = f"With option {choice.option} nobody would serve {where}: {'; '.join(s for _, s, _ in limits)}."
    letters = sorted({"g"} | {LETTER[code] for code, _, _ in limits})
    served = ReasonFact("unserved", (("where", where), ("option", str(choice.option))))
    return Reason(tuple(letters), tuple(sorted(days)), text, (served, *(fact for _, _, fact in limits)))


def _limits(layout: Layout, names: Iterable[Name]) -> list[tuple[str, str, ReasonFact]]:
    """One sentence for each rule, over the people and days it names."""
    people: dict[str, set[str]] = defaultdict(set)
    days: dict[str, set[date]] = defaultdict(set)
    for rule, k, at in names:
        people[rule].add(layout.people[k].person_id)
        if rule in ("leave", "week_hours"):
            days[rule].add(layout.dates[layout.week_days[at][0]])
        elif at >= 0:
            days[rule].add(layout.dates[at])
    wording = {
        "leave": "{who} {is_are} on leave in the week of {when}",
        "delivery": "{who} may not cover elsewhere in the delivery peak ({when})",
        "one_office": "{who} can be at one office a day only ({when})",
        "week_hours": "{who} would exceed the contract hours in the week of {when}",
        "day_hours": "{who} cannot fit journey and cover into the day ({when})",
        "cover_limit": "{who} would exceed the limit of cover days",
    }
    result = []
    for rule in sorted(people, key=list(wording).index):
        who, when = _listed(sorted(people[rule])), days_text(days[rule])
        sentence = wording[rule].format(who=who, when=when, is_are="is" if len(people[rule]) == 1 else "are")
        fact = ReasonFact(rule, (("people", ";".join(sorted(people[rule]))), ("days", when)))
        result.append((rule, sentence, fact))
    return result


def _only_days(ground: Ground, choice: Choice) -> Reason:
    """When the time did not suffice for the conflicting rules: the days of the leave, and that cover was not found."""
    layout = ground.layout
    days = tuple(layout.dates[d] for d in sorted(choice.days))
    office = layout.offices[layout.home[choice.e]].office_id
    text = (
        f"No cover was found that keeps {office} and its neighbours served from {span_text(choice.first, choice.last)}."
    )
    return Reason(("g",), days, text, (ReasonFact("no_cover_found", (("office", office),)),))


def span_text(first: date, last: date) -> str:
    return first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}"


def days_text(days: Iterable[date]) -> str:
    """Dates with runs joined: '2026-08-04 to 2026-08-05, 2026-08-10'."""
    runs: list[list[date]] = []
    for day in sorted(days):
        if runs and (day - runs[-1][-1]).days == 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(span_text(run[0], run[-1]) for run in runs)


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"

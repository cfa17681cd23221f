"""The smallest changes a manager could make so that a refused option 1 is grantable, proven smallest by price.

Every unit of change has a price above zero, so the cheapest set has no part that suffices and nothing to shorten.
Leave of others is never a lever.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from scheduler.solver.relief_fit import Ground, choice_for, weeks_around
from scheduler.solver.relief_layout import Layout
from scheduler.solver.relief_model import PlanModel
from scheduler.solver.relief_problem import Change
from scheduler.solver.relief_scope import Scope, Step
from scheduler.solver.run_model import Clock, Term

MOST_OFFERED = 3
KINDS = ("relief_day", "delivery_consent", "cover_limit", "week_hours", "phone_only")
DAY_PRICE = {"relief_day": 20, "phone_only": 24, "delivery_consent": 12, "cover_limit": 8, "week_hours": 3}
"""For one day; for a quarter-hour of week_hours, so that longer weeks come after the others."""
MOST_EXTRA_QUARTERS = 16
"""Never more than four hours above contract in one week: our judgement, no clause of an agreement."""
MOST_EXTRA_DAYS = 10
"""Never more than ten cover days above a person's limit; also a judgement."""
PLACE_PRICE = 10
"""For each office or person that a set of changes touches: few are easier to arrange than many."""


@dataclass(frozen=True)
class Lever:
    """One unit of change: a kind, the person or office it concerns (index, -1 none) and the day or week."""

    kind: str
    k: int
    o: int
    at: int


class ChangeModel(PlanModel):
    """The plan with levers: what a manager may do in the weeks of the leave (`near`) loosens a rule at a price."""

    def __init__(self, layout: Layout, scope: Scope, kinds: Iterable[str], near: range) -> None:
        self.kinds, self.near = set(kinds), near
        self.levers: dict[Lever, int] = {}
        self.largest: dict[Lever, int] = {}
        super().__init__(layout, scope)
        self.consent_on_delivery_days()

    def lever(self, kind: str, k: int, o: int, at: int, most: int = 1) -> int:
        lever = Lever(kind, k, o, at)
        if lever not in self.levers:
            self.levers[lever] = self.model.integer(0, most)
            self.largest[lever] = most
        return self.levers[lever]

    def days_of(self, number: int) -> frozenset[int]:
        way = self.layout.ways[number]
        return frozenset(d for d in way.wider - self.away[way.k] if self._open_to(way.k, d))

    def _open_to(self, k: int, d: int) -> bool:
        person, layout = self.layout.people[k], self.layout
        if person.max_cover_days == 0 and "cover_limit" not in self.kinds:
            return False
        if person.kind != "cso" or not layout.delivery[d]:
            return True
        return "delivery_consent" in self.kinds and d in self.near

    def consent_on_delivery_days(self) -> None:
        for (number, d), y in self.y.items():
            k = self.layout.ways[number].k
            if self.layout.delivery[d] and self.layout.people[k].kind == "cso":
                self.model.linear([(self.lever("delivery_consent", k, -1, d), 1), (y, -1)], 0, None)

    def also_served(self, o: int, d: int) -> list[int]:
        if d not in self.near:
            return []
        return [self.lever(kind, -1, o, d) for kind in ("relief_day", "phone_only") if kind in self.kinds]

    def more_week_hours(self, k: int, w: int) -> list[Term]:
        if "week_hours" not in self.kinds or self.layout.week_days[w][0] not in self.near:
            return []
        return [(self.lever("week_hours", k, -1, w, MOST_EXTRA_QUARTERS), -1)]

    def more_cover_days(self, k: int) -> list[Term]:
        if "cover_limit" not in self.kinds:
            return []
        return [(self.lever("cover_limit", k, -1, 0, MOST_EXTRA_DAYS), -1)]

    def price(self) -> list[Term]:
        terms: list[Term] = [(variable, DAY_PRICE[lever.kind]) for lever, variable in self.levers.items()]
        places: dict[tuple[str, int, int], list[Lever]] = defaultdict(list)
        for lever in self.levers:
            places[lever.kind, lever.k, lever.o].append(lever)
        for levers in places.values():
            touched = self.model.boolean()
            for lever in levers:
                self.model.linear([(self.levers[lever], 1), (touched, -self.largest[lever])], None, 0)
            terms.append((touched, PLACE_PRICE))
        return terms


def smallest_changes(ground: Ground, r: int, clock: Clock) -> list[Change]:
    """Up to three sets of changes, each of other kinds than the sets before it. Only proven ones are offered."""
    request = ground.layout.problem.requests[r]
    first, last = request.options[0]
    choice = choice_for(ground.layout, r, first, last, 1)
    if any(first <= b and a <= last for a, b in ground.own_spans(choice.e)):
        return []
    rows: list[Change] = []
    kinds = list(KINDS)
    for rank in range(1, MOST_OFFERED + 1):
        if clock.left <= 0:
            break
        scope = ground.scope_of(choice.e, choice.days)
        chosen, cover = _cheapest(ground, scope, choice.days, kinds, clock)
        found = _rows(ground.layout, request.request_id, rank, chosen, (first, last))
        if not found or not ground.stands(choice, scope, cover, found):
            break
        rows += found
        used = {lever.kind for lever in chosen}
        kinds = [kind for kind in kinds if kind not in used]
        if not kinds:
            break
    return rows


def _cheapest(
    ground: Ground, scope: Scope, days: frozenset[int], kinds: list[str], clock: Clock
) -> tuple[dict[Lever, int], dict[Step, int]]:
    """The levers to pull with their amounts, and the cover that goes with them; nothing without a proof."""
    near = weeks_around(ground.layout, days)
    change_model = ChangeModel(ground.layout, scope, kinds, near)
    model = change_model.model
    model.linear(change_model.breach_terms, 0, ground.breaches_in(scope.offices))
    model.minimise(change_model.price())
    outcome = model.solve(clock)
    if outcome.status != "optimal":
        return {}, {}
    amounts = {lever: outcome.values[variable] for lever, variable in change_model.levers.items()}
    return {lever: amount for lever, amount in amounts.items() if amount}, change_model.cover(outcome.values)


def _rows(
    layout: Layout, request_id: str, rank: int, chosen: dict[Lever, int], span: tuple[date, date]
) -> list[Change]:
    """Levers on neighbouring working days become one row; hours stay by week, limits by person."""
    rows = []
    by_place: dict[tuple[str, int, int], list[tuple[int, int]]] = defaultdict(list)
    for lever, amount in chosen.items():
        by_place[lever.kind, lever.k, lever.o].append((lever.at, amount))
    for (kind, k, o), units in by_place.items():
        person = layout.people[k].person_id if k >= 0 else ""
        office = layout.offices[o].office_id if o >= 0 else ""
        if kind == "cover_limit":
            spans = [(span[0], span[1], units[0][1])]
        elif kind == "week_hours":
            spans = [(layout.dates[layout.week_days[w][0]],) * 2 + (amount,) for w, amount in sorted(units)]
        else:
            spans = [(layout.dates[a], layout.dates[b], 0) for a, b in _runs([d for d, _ in units])]
        for first, last, amount in spans:
            text = _sentence(kind, person, office, first, last, amount)
            rows.append(Change(request_id, rank, kind, person, office, first, last, amount, text))
    return sorted(rows, key=lambda c: (KINDS.index(c.kind), c.office_id, c.person_id, c.first_day))


def _runs(days: list[int]) -> list[tuple[int, int]]:
    """Runs of consecutive working days."""
    runs: list[tuple[int, int]] = []
    for d in sorted(days):
        if runs and runs[-1][1] == d - 1:
            runs[-1] = (runs[-1][0], d)
        else:
            runs.append((d, d))
    return runs


def _sentence(kind: str, person: str, office: str, first: date, last: date, amount: int) -> str:
    when = f"on {first.isoformat()}" if first == last else f"from {first.isoformat()} to {last.isoformat()}"
    if kind == "relief_day":
        return f"one extra reliever at {office} {when}"
    if kind == "phone_only":
        return f"announce phone-only service at {office} {when}"
    if kind == "delivery_consent":
        return f"{person} agrees to cover {when}, in the delivery peak"
    if kind == "cover_limit":
        return f"{person} may cover {amount} day{'' if amount == 1 else 's'} more than the limit"
    return f"{person} may work {amount / 4:g} h above contract in the week of {first.isoformat()}"

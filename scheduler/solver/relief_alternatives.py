"""Other dates for a refused request: the closest first, each grantable with every other decision kept."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from scheduler.solver.relief_fit import Ground, choice_for
from scheduler.solver.relief_layout import Choice
from scheduler.solver.relief_model import PlanModel
from scheduler.solver.relief_problem import Alternative
from scheduler.solver.run_model import Clock

MOST_OFFERED = 3
WINTER_BONUS_DAYS = 5
"""Consecutive leave days from October to March that earn a bonus day."""


def other_dates(ground: Ground, r: int, clock: Clock) -> list[Alternative]:
    """Up to three spans with as many working days as option 1, closest to its first day; fewer when time runs out."""
    request = ground.layout.problem.requests[r]
    wanted = request.options[0][0]
    left = candidates(ground, r)
    found: list[Alternative] = []
    while left and len(found) < MOST_OFFERED and clock.left > 0:
        near = _closest_that_fits(ground, left, wanted, clock)
        if near is None:
            break
        note = _note(near, wanted, winter=_winter_days(ground, near) >= WINTER_BONUS_DAYS)
        found.append(Alternative(request.request_id, len(found) + 1, near.first, near.last, note))
        # Closer ones were just shown not to fit; the next is at least as far.
        left = [c for c in left if _distance(c, wanted) >= _distance(near, wanted) and c is not near]
    return found


def candidates(ground: Ground, r: int) -> list[Choice]:
    """Spans between working days of the person, as long in working days as option 1, free of other leave."""
    layout = ground.layout
    request = layout.problem.requests[r]
    e = layout.person_of[request.person_id]
    first, last = request.options[0]
    length = sum(layout.pattern[e][d] > 0 for d in layout.days_between(first, last))
    working = [d for d, hours in enumerate(layout.pattern[e]) if hours > 0]
    spans = [
        (layout.dates[working[i]], layout.dates[working[i + length - 1]]) for i in range(len(working) - length + 1)
    ]
    taken = ground.own_spans(e)
    asked = set(request.options)
    return [
        choice_for(layout, r, a, b)
        for a, b in spans
        if (a, b) not in asked and not any(a <= y and x <= b for x, y in taken)
    ]


def _closest_that_fits(ground: Ground, left: Iterable[Choice], wanted: date, clock: Clock) -> Choice | None:
    """One model with every candidate as a choice: the least distance that fits, proven and checked again; or None."""
    left = list(left)
    scope = ground.scope_of(left[0].e)
    pm = PlanModel(ground.layout, replace(scope, choices=left))
    model = pm.model
    model.linear(pm.breach_terms, 0, ground.breaches_in(scope.offices))
    model.linear([(x, 1) for x in pm.x], 1, 1)
    model.minimise([(x, _distance(c, wanted)) for x, c in zip(pm.x, left, strict=True)])
    outcome = model.solve(clock)
    if outcome.status != "optimal":
        return None
    near = next(c for c, x in zip(left, pm.x, strict=True) if outcome.values[x])
    return near if ground.stands(near, scope, pm.cover(outcome.values)) else None


def _distance(choice: Choice, wanted: date) -> int:
    """Days between the starts; of two as close, the earlier comes first."""
    return 2 * abs((choice.first - wanted).days) + (choice.first > wanted)


def _winter_days(ground: Ground, choice: Choice) -> int:
    """The longest run of leave days from October to March."""
    longest = run = 0
    for d in sorted(choice.days):
        run = run + 1 if ground.layout.dates[d].month in (10, 11, 12, 1, 2, 3) else 0
        longest = max(longest, run)
    return longest


def _note(choice: Choice, wanted: date, *, winter: bool) -> str:
    days = (choice.first - wanted).days
    count = f"{abs(days)} day{'' if abs(days) == 1 else 's'}"
    near = "starts on the same day" if days == 0 else f"starts {count} {'later' if days > 0 else 'earlier'}"
    return f"{near}; winter dates, which earn a bonus day" if winter else near

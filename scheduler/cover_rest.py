"""Rest after journeys, from cover agreed or asked for. The limits are our judgement: no text of the agreement has any.

What a plan being made adds itself is not counted: only days that stand already.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from scheduler.solver.relief_problem import Assignment
from workload.vocabulary import CoverMode

LONG_TRIP = 5  # open days away in a row; after more, the next open day has no cover at all
MOST_AWAY, OF_OPEN_DAYS = 15, 16  # days away from the own office, in any so many open days


def days_of_rest(
    kept: Iterable[Assignment], home_of: Mapping[str, str], open_days: Sequence[date]
) -> frozenset[tuple[str, date]]:
    """Person and open day right after a trip of more than `LONG_TRIP` open days: a day without any cover."""
    found = set()
    for name, places in _away(kept, home_of, open_days).items():
        length = 0
        for place, day in enumerate(open_days):
            if place in places:
                length += 1
                continue
            if length > LONG_TRIP:
                found.add((name, day))
            length = 0
    return frozenset(found)


def days_too_far(
    kept: Iterable[Assignment], home_of: Mapping[str, str], open_days: Sequence[date]
) -> frozenset[tuple[str, date]]:
    """Person and open day on which one more day away would be more than `MOST_AWAY` of any `OF_OPEN_DAYS`."""
    found = set()
    for name, places in _away(kept, home_of, open_days).items():
        for begin in range(len(open_days)):
            window = range(begin, min(begin + OF_OPEN_DAYS, len(open_days)))
            if sum(place in places for place in window) >= MOST_AWAY:
                found |= {(name, open_days[place]) for place in window if place not in places}
    return frozenset(found)


def _away(kept: Iterable[Assignment], home_of: Mapping[str, str], open_days: Sequence[date]) -> dict[str, set[int]]:
    """By person: the places among the open days on which they cover on site away from their own office."""
    place_of = {day: place for place, day in enumerate(open_days)}
    found: dict[str, set[int]] = defaultdict(set)
    for a in kept:
        if a.mode == CoverMode.site and a.office_id != home_of.get(a.person_id) and a.day in place_of:
            found[a.person_id].add(place_of[a.day])
    return found

"""Can an office be kept served through one week, and by whom? A small exhaustive search over its five days.

A day is served when somebody of the office is at work or a coverer brings enough hours. An unserved delivery day is a
breach, and so are two consecutive unserved days (the rule of `fairload relief`). Here one coverer serves a day alone;
hours of two coverers on one day are not put together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise


@dataclass(frozen=True)
class WeekAtOffice:
    """The non-closed days of a week in order. All three tuples have that length.

    `there` is whether somebody of the office is at work, `min_quarters` the quarter-hours of cover that make a day
    served; `served_before` and `served_after` speak of the days next to the week.
    """

    delivery: tuple[bool, ...]
    there: tuple[bool, ...]
    min_quarters: int
    served_before: bool = True
    served_after: bool = True


@dataclass(frozen=True)
class Coverer:
    """Somebody who may cover, on `days` (index, quarter-hours of that day), within what week and quarter leave.

    `travel` are quarter-hours of a journey, charged on each day on site whose day before was not one; 0 at a distance.
    """

    person: int
    days: tuple[tuple[int, int], ...]
    spare: int
    days_left: int
    travel: int = 0


@dataclass(frozen=True)
class WeekCover:
    """The least number of breaches, and who covers each covered day then: (day index, person)."""

    breaches: int
    cover: tuple[tuple[int, int], ...]


def best_cover(week: WeekAtOffice, coverers: Sequence[Coverer]) -> WeekCover:
    """The fewest breaches that cover can reach, with the fewest covered days."""
    absent = [d for d, there in enumerate(week.there) if not there]
    reachable = {d for one in coverers for d, _ in one.days}
    choices = []
    for size in range(len(absent) + 1):
        for covered in combinations([d for d in absent if d in reachable], size):
            choices.append((breaches(week, covered), size, covered))
    for found, _, covered in sorted(choices):
        cover = _assign(week, list(covered), list(coverers))
        if cover is not None:
            return WeekCover(found, tuple(cover))
    raise AssertionError("covering no day at all is always possible")


def breaches(week: WeekAtOffice, covered: Sequence[int]) -> int:
    """Unserved delivery days and pairs of consecutive unserved days, when these days are covered."""
    served = [there or d in covered for d, there in enumerate(week.there)]
    row = [week.served_before, *served, week.served_after]
    pairs = sum(not one and not other for one, other in pairwise(row))
    return pairs + sum(peak and not there for peak, there in zip(week.delivery, served, strict=True))


def _assign(week: WeekAtOffice, covered: list[int], coverers: list[Coverer]) -> list[tuple[int, int]] | None:
    """Somebody for each of the days within everybody's limits, or None. Tries those without a journey first."""
    coverers = sorted(coverers, key=lambda one: (one.travel, -one.spare, one.person))

    def further(at: int, chosen: list[tuple[int, Coverer]]) -> list[tuple[int, Coverer]] | None:
        if at == len(covered):
            return chosen
        day = covered[at]
        for one in coverers:
            hours = dict(one.days).get(day)
            if hours is None:
                continue
            mine = [d for d, other in chosen if other.person == one.person]
            journeys = [other.travel for d, other in chosen if other.person == one.person and _leaves(d, mine, other)]
            now = one.travel if day - 1 not in mine else 0
            spent = len(mine) * week.min_quarters + sum(journeys)
            if hours < week.min_quarters + now or len(mine) >= one.days_left:
                continue
            if spent + week.min_quarters + now > one.spare:
                continue
            found = further(at + 1, [*chosen, (day, one)])
            if found is not None:
                return found
        return None

    found = further(0, [])
    return None if found is None else [(day, one.person) for day, one in found]


def _leaves(day: int, mine: Sequence[int], one: Coverer) -> bool:
    """A journey is charged on this day."""
    return bool(one.travel) and day - 1 not in mine

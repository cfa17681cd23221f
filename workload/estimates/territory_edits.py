"""Small steps of which the changes of a scenario are made: one office or all, minutes, posts."""

from collections.abc import Callable
from dataclasses import replace

from workload.estimates.territory import OfficeNow, Territory
from workload.facts import ActivityTime
from workload.vocabulary import Activity, Tier

LEAST = 1e-9  # of a post; less is arithmetic


def at(territory: Territory, office: str | None, changed: Callable[[OfficeNow], OfficeNow]) -> Territory:
    """One office changed, or all of them. Raises ValueError for an office that is not there."""
    if office is not None and all(one.id != office for one in territory.offices):
        raise ValueError(f"There is no office {office}.")
    return territory.with_offices([changed(one) if office in (None, one.id) else one for one in territory.offices])


def with_minutes(
    one: OfficeNow, activities: frozenset[Activity], factor: float, tiers: frozenset[Tier | None] | None = None
) -> tuple[ActivityTime, ...]:
    """The office's table with the minutes of some activities times a factor."""
    return tuple(
        replace(row, minutes=row.minutes * factor)
        if row.activity in activities and (tiers is None or row.tier in tiers)
        else row
        for row in one.times
    )


def full_posts(posts: float) -> tuple[float, ...]:
    """A full post each, and one for the rest."""
    full = int(posts + LEAST)
    rest = posts - full
    return (1.0,) * full + ((rest,) if rest > LEAST else ())


def taken(posts: tuple[float, ...], take: float) -> tuple[tuple[float, ...], float]:
    """Posts left after taking so many, the shortest first, and what could not be taken."""
    left = sorted(posts)
    while take > LEAST and left:
        part = min(left[0], take)
        take -= part
        left[0] -= part
        if left[0] <= LEAST:
            left.pop(0)
    return tuple(sorted(left, reverse=True)), max(0.0, take)


def established(territory: Territory) -> float:
    """Posts of all offices, filled or vacant."""
    return sum(sum(one.people) + sum(one.vacant) for one in territory.offices)

"""Posts for a year's work that is counted, as WHO's workload indicators of staffing need (WISN) have it.

Hours of an activity are `times a year x minutes / 60`; posts are hours over the hours of a year on which a post is
available. Sums use unrounded numbers.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum

from workload.estimates.availability import Availability, posts_for
from workload.estimates.eight_heads import HeadNeed
from workload.vocabulary import Head


@dataclass(frozen=True)
class CountedWork:
    """An activity of one office under its head: times a year, and minutes each time."""

    office: str
    head: Head
    activity: str
    count: float
    minutes: float

    @property
    def hours(self) -> float:
        return self.count * self.minutes / 60


@dataclass(frozen=True)
class CountedNeed:
    """Hours a year and posts of one office, under each of the eight heads and in all."""

    office: str
    heads: tuple[HeadNeed, ...]
    hours: float
    posts: float


def counted_needs(work: Iterable[CountedWork], availability: Mapping[str, Availability]) -> list[CountedNeed]:
    """The need of every office that has an availability, in its order. Raises ValueError for a post that is never
    available."""
    hours: dict[str, dict[Head, list[float]]] = {office: defaultdict(list) for office in availability}
    for row in work:
        hours[row.office][row.head].append(row.hours)
    return [_need(office, hours[office], post) for office, post in availability.items()]


def _need(office: str, hours: Mapping[Head, list[float]], post: Availability) -> CountedNeed:
    def posts(needed: float) -> float:
        return posts_for(needed / post.hours_per_day, post.available_days)

    by_head = {head: fsum(hours.get(head, ())) for head in Head}
    total = fsum(part for parts in hours.values() for part in parts)
    heads = tuple(HeadNeed(head, needed, posts(needed)) for head, needed in by_head.items())
    return CountedNeed(office, heads, total, posts(total))

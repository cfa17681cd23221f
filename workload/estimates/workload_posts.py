"""Posts for a year's work that is counted, as WHO's workload indicators of staffing need (WISN) have it.

Hours of an activity are `times a year x minutes / 60`; posts are hours over the hours of a year on which a post is
available. Sums use unrounded numbers.
"""

from collections import defaultdict
from collections.abc import Iterable
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


def counted_need(office: str, work: Iterable[CountedWork], availability: Availability) -> CountedNeed:
    """The need of one office from its own rows of work. Raises ValueError when a post is never available."""
    hours: dict[Head, list[float]] = defaultdict(list)
    for row in work:
        if row.office == office:
            hours[row.head].append(row.hours)

    def posts(needed: float) -> float:
        return posts_for(needed / availability.hours_per_day, availability.available_days)

    heads = tuple(HeadNeed(head, fsum(hours[head]), posts(fsum(hours[head]))) for head in Head)
    total = fsum(part for parts in hours.values() for part in parts)
    return CountedNeed(office, heads, total, posts(total))

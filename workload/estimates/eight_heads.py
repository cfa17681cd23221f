"""Hours and posts under the eight heads of recommendation 8 of the NWT Ombud (2022)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workload.estimates.activity_minutes import head_of
from workload.estimates.availability import Availability
from workload.facts import ActivityTime
from workload.vocabulary import Head, Tier

SPLIT_BY_COMPLEXITY = frozenset({Head.client_service, Head.standards, Head.administration})
MONTHS = 12


@dataclass(frozen=True)
class HeadNeed:
    """Hours a year and posts under one head."""

    head: Head
    hours: float
    posts: float


def case_hours_by_head(
    counts: Mapping[Tier, float], activity_times: Iterable[ActivityTime], multiplier: float = 1.0
) -> dict[Head, float]:
    """Case hours a month under each head. What complex cases take above standard ones goes to complex needs."""
    rows = [row for row in activity_times if row.tier is not None]
    as_standard = {row.activity: row.frequency * row.minutes for row in rows if row.tier is Tier.standard}
    hours = dict.fromkeys(Head, 0.0)
    for row in rows:
        head, each = head_of(row.activity), row.frequency * row.minutes
        cases = counts.get(row.tier, 0.0) * multiplier / 60 if row.tier else 0.0
        more = 0.0
        if row.tier is Tier.complex and head in SPLIT_BY_COMPLEXITY:
            more = max(0.0, each - as_standard.get(row.activity, 0.0))
        hours[head] += cases * (each - more)
        hours[Head.complex_needs] += cases * more
    return hours


def heads_of_posts(
    counts: Mapping[Tier, float],
    rows: tuple[ActivityTime, ...],
    multiplier: float,
    posts: float,
    a_post: float,
    availability: Availability,
) -> tuple[HeadNeed, ...]:
    """Every paid hour of the posts on open days under one of the eight heads. Case hours that the posts have above
    the mean need are what it takes to keep the standards at the peak and the door open."""
    hours = {head: value * MONTHS for head, value in case_hours_by_head(counts, rows, multiplier).items()}
    paid = availability.open_days * availability.hours_per_day
    away = {head: availability.hours_under(head) for head in Head}
    hours[Head.standards] += max(0.0, posts * a_post - sum(hours.values()))
    for head, each in away.items():
        hours[head] += posts * each
    hours[Head.administration] += posts * (paid - sum(away.values()) - a_post)
    return tuple(HeadNeed(head, hours[head], hours[head] / paid) for head in Head)

"""Ranges: how well needed hours, utilisation and a sustainable caseload are known.

What is uncertain, and by how much, is stated in one place each: minutes and frequency of every activity in
`case_hours` (shared by all cases and people, because they are the same table), and here, per person, sickness (13
days a year, give or take 5) and the share of time that belongs to no case (18 %, give or take 3).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import erf, exp, log, sqrt

from workload.estimates.case_hours import Z80, range80, spread_of
from workload.facts import ActivityTime
from workload.vocabulary import Activity, Tier

TierCounts = Mapping[Tier, float]
SICKNESS_SD = 5 / 199.5  # five days, of 199.5 days present a year
NON_CASE_SD = 0.03 / 0.82
CAPACITY_CV = sqrt(SICKNESS_SD**2 + NON_CASE_SD**2)


@dataclass(frozen=True)
class Range:
    """A figure with its 80 % range."""

    middle: float
    low: float
    high: float


@dataclass(frozen=True)
class UtilisationRange:
    """Needed hours over hours there (1.0 is 100 %): median, 80 % range, and the chance that it exceeds 1."""

    median: float
    low: float
    high: float
    chance_over: float


def hours_by_activity(
    counts: TierCounts, activity_times: Iterable[ActivityTime], multiplier: float = 1.0
) -> dict[Activity, float]:
    """Hours a month that a caseload needs of each case activity."""
    hours: dict[Activity, float] = {}
    for row in activity_times:
        if row.tier is not None:
            more = counts.get(row.tier, 0.0) * row.frequency * row.minutes * multiplier / 60
            hours[row.activity] = hours.get(row.activity, 0.0) + more
    return hours


def need_range(counts: TierCounts, activity_times: Iterable[ActivityTime], multiplier: float = 1.0) -> Range:
    """Hours a month that a caseload needs, with their 80 % range. Closed form, for pages."""
    parts = hours_by_activity(counts, activity_times, multiplier).values()
    mean = sum(parts)
    return Range(mean, *range80(mean, spread_of(parts)))


def utilisation_range(
    counts: TierCounts, capacity: float, activity_times: Iterable[ActivityTime], multiplier: float = 1.0
) -> UtilisationRange | None:
    """Utilisation with its range, closed form: `CV(U)^2 = CV(D)^2 + CV(C)^2`. None when there is no capacity."""
    return used_range(hours_by_activity(counts, activity_times, multiplier).values(), capacity)


def used_range(hours_of_activities: Iterable[float], capacity: float) -> UtilisationRange | None:
    """The same from the hours of each activity, of one caseload or of several together."""
    if capacity <= 0:
        return None
    parts = list(hours_of_activities)
    mean = sum(parts) / capacity
    if mean <= 0:
        return UtilisationRange(0.0, 0.0, 0.0, 0.0)
    of_need = log(1 + spread_of(parts) ** 2)
    sigma = sqrt(of_need + log(1 + CAPACITY_CV**2))
    median = mean * exp(-of_need / 2)
    over = 0.5 * (1 + erf(log(median) / sigma / sqrt(2)))
    return UtilisationRange(median, median * exp(-Z80 * sigma), median * exp(Z80 * sigma), over)


def sustainable_cases(
    mix: TierCounts, capacity: float, activity_times: Iterable[ActivityTime], multiplier: float = 1.0
) -> Range:
    """Cases of that mix of tiers (counts or shares) that fill a capacity in hours a month, with the 80 % range."""
    rows = tuple(activity_times)
    size, needed = sum(mix.values()), need_range(mix, rows, multiplier).middle
    used = utilisation_range(mix, capacity, rows, multiplier)
    if used is None or needed <= 0:
        return Range(0.0, 0.0, 0.0)
    return Range(size * capacity / needed, size / used.high, size / used.low)

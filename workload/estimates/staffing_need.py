"""Posts that an office needs, which of four measures binds, and the hours under the eight heads of recommendation 8.

Need is the largest of
* the mean: case hours of the year over hours for cases of a post;
* the 90th-percentile day (after Griffiths and others, Int J Nurs Stud 2021, who staff wards to it): case hours of three
  open days in a row, the most that a two-day promise lets work wait, as they fall by chance nine times of ten;
* the peak window: reports of the month, and what else cannot wait, from the first delivery day to two open days after
  the last;
* minimum presence: so many people at work on every open day.

Sums use unrounded numbers; rounding is for display.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from workload.estimates.availability import AVAILABILITY, Availability
from workload.estimates.calendar import DELIVERY_DAY_COUNT
from workload.estimates.case_hours import PEAK_ACTIVITIES, Z80
from workload.estimates.eight_heads import MONTHS, HeadNeed, heads_of_posts
from workload.estimates.officer_capacity import CapacityRules, hours_for_cases, rules_from
from workload.estimates.uncertainty import TierCounts, need_range
from workload.facts import ActivityTime
from workload.vocabulary import Head

STANDARD_DAYS = 2  # business days that the published standards let work wait
URGENT_SHARE = 0.3  # of work other than reports that cannot wait until after the delivery; illustrative
DURATION_CV = 0.65  # one occurrence of an activity against its mean; illustrative


class Binding(StrEnum):
    """Which of the four measures makes the need."""

    mean = "mean"
    p90_day = "p90_day"
    peak_window = "peak_window"
    minimum_presence = "minimum_presence"


@dataclass(frozen=True)
class OfficeNeed:
    """Posts (full-time) with the 80 % range, the four measures in posts, and the eight heads, which sum to `posts`.

    `price_of_leave` is the part of the posts that makes leave possible: what would not be needed if nobody were ever
    on leave or ill.
    """

    posts: float
    low: float
    high: float
    binds: Binding
    mean: float
    p90_day: float
    peak_window: float
    minimum_presence: float
    price_of_leave: float
    heads: tuple[HeadNeed, ...]


def office_need(
    counts: TierCounts,
    activity_times: Iterable[ActivityTime],
    availability: Availability = AVAILABILITY,
    multiplier: float = 1.0,
    minimum_present: float = 1.0,
    rules: CapacityRules | None = None,
    standard_days: int = STANDARD_DAYS,
) -> OfficeNeed:
    """The need of one office with so many open cases of each tier. `minimum_present` people are to be at work on
    every open day; 0 for an office that is only visited. `standard_days` are those of the promise."""
    rows = tuple(activity_times)
    rules = rules or rules_from(rows)
    needed = need_range(counts, rows, multiplier)
    work = _month_of_work(counts, rows, multiplier)
    measures = _measures(work, availability, rules, minimum_present, standard_days)
    without_leave = availability.without(Head.leave)
    if_nobody_left = _measures(work, without_leave, rules, minimum_present, standard_days)
    posts = max(measures.values())
    binds = next(name for name, value in measures.items() if value >= posts)
    floor = measures[Binding.minimum_presence]
    of_cases = max(value for name, value in measures.items() if name is not Binding.minimum_presence)
    scale = (needed.low / needed.middle, needed.high / needed.middle) if needed.middle > 0 else (1.0, 1.0)
    return OfficeNeed(
        posts=posts,
        low=max(of_cases * scale[0], floor),
        high=max(of_cases * scale[1], floor),
        binds=binds,
        mean=measures[Binding.mean],
        p90_day=measures[Binding.p90_day],
        peak_window=measures[Binding.peak_window],
        minimum_presence=floor,
        price_of_leave=posts - max(if_nobody_left.values()),
        heads=heads_of_posts(counts, rows, multiplier, posts, post_case_hours(availability, rules), availability),
    )


def office_posts(
    counts: TierCounts, activity_times: Iterable[ActivityTime], multiplier: float, rules: CapacityRules
) -> float:
    """The posts of that need alone, where neither range nor heads are asked for."""
    work = _month_of_work(counts, tuple(activity_times), multiplier)
    return max(_measures(work, AVAILABILITY, rules, 1.0, STANDARD_DAYS).values())


def post_case_hours(availability: Availability, rules: CapacityRules) -> float:
    """Hours for cases of a full-time post in a year, leave and training taken off."""
    a_month = availability.available_hours / MONTHS
    hours = hours_for_cases(a_month, rules.fixed_hours, rules.variable_share) * MONTHS
    if hours <= 0:
        raise ValueError("A post must have hours left for cases.")
    return hours


def head_totals(needs: Iterable[OfficeNeed]) -> dict[Head, HeadNeed]:
    """The eight heads of several offices together."""
    totals = {head: HeadNeed(head, 0.0, 0.0) for head in Head}
    for need in needs:
        for part in need.heads:
            was = totals[part.head]
            totals[part.head] = HeadNeed(part.head, was.hours + part.hours, was.posts + part.posts)
    return totals


@dataclass(frozen=True)
class _MonthOfWork:
    """Case hours of a month, those of them that are due at the delivery, and the variance of the others' hours."""

    hours: float
    reports: float
    variance: float


def _month_of_work(counts: TierCounts, rows: tuple[ActivityTime, ...], multiplier: float) -> _MonthOfWork:
    month = reports = variance = 0.0
    for row in rows:
        if row.tier is None:
            continue
        times, hours = counts.get(row.tier, 0.0) * row.frequency, row.minutes * multiplier / 60
        month += times * hours
        if row.activity in PEAK_ACTIVITIES:
            reports += times * hours
        else:  # arrivals by chance (Poisson), each of its own length
            variance += times * hours**2 * (1 + DURATION_CV**2)
    return _MonthOfWork(month, reports, variance)


def _measures(
    work: _MonthOfWork,
    availability: Availability,
    rules: CapacityRules,
    minimum_present: float,
    standard_days: int,
) -> Mapping[Binding, float]:
    """Posts by each of the four measures."""
    a_post = post_case_hours(availability, rules)
    days_a_month = availability.open_days / MONTHS
    post_a_day = a_post / availability.open_days
    window = standard_days + 1
    p90 = work.hours / days_a_month + Z80 * sqrt(work.variance / days_a_month / window)
    delivery = DELIVERY_DAY_COUNT + standard_days
    cannot_wait = work.reports + URGENT_SHARE * (work.hours - work.reports) * delivery / days_a_month
    return {
        Binding.mean: work.hours * MONTHS / a_post,
        Binding.p90_day: p90 / post_a_day,
        Binding.peak_window: cannot_wait / delivery / post_a_day,
        Binding.minimum_presence: minimum_present * availability.open_days / availability.available_days,
    }

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

from workload.estimates.activity_minutes import head_of
from workload.estimates.calendar import DELIVERY_DAY_COUNT
from workload.estimates.case_hours import PEAK_ACTIVITIES, Z80
from workload.estimates.officer_capacity import CapacityRules, hours_for_cases, rules_from
from workload.estimates.uncertainty import TierCounts, need_range
from workload.facts import ActivityTime
from workload.vocabulary import Head, Tier

MONTHS = 12
STANDARD_DAYS = 2  # business days that the published standards let work wait
URGENT_SHARE = 0.3  # of work other than reports that cannot wait until after the delivery; illustrative
DURATION_CV = 0.65  # one occurrence of an activity against its mean; illustrative
SPLIT_BY_COMPLEXITY = frozenset({Head.client_service, Head.standards, Head.administration})


class AvailabilityKind(StrEnum):
    days_off = "days_off"
    share_off = "share_off"  # per cent of base


class Binding(StrEnum):
    """Which of the four measures makes the need."""

    mean = "mean"
    p90_day = "p90_day"
    peak_window = "peak_window"
    minimum_presence = "minimum_presence"


@dataclass(frozen=True)
class AvailabilityItem:
    """Something that takes a person from work, in days a year or per cent of the base. Without a head it is a day on
    which the office is closed."""

    item: str
    kind: AvailabilityKind
    value: float
    head: Head | None = None
    source: str = ""


@dataclass(frozen=True)
class Availability:
    """Days of a year on which a post is paid, and what is taken from them."""

    base_days: float
    items: tuple[AvailabilityItem, ...] = ()
    hours_per_day: float = 7.5

    @property
    def base_hours(self) -> float:
        return self.base_days * self.hours_per_day

    @property
    def available_days(self) -> float:
        return self.base_days - sum(self.days_of(item) for item in self.items)

    @property
    def available_hours(self) -> float:
        return self.available_days * self.hours_per_day

    @property
    def open_days(self) -> float:
        return self.base_days - sum(self.days_of(item) for item in self.items if item.head is None)

    def days_of(self, item: AvailabilityItem) -> float:
        return item.value if item.kind is AvailabilityKind.days_off else self.base_days * item.value / 100

    def hours_under(self, head: Head) -> float:
        """Hours a year of the items under one head."""
        return sum(self.days_of(item) for item in self.items if item.head is head) * self.hours_per_day


def _days(item: str, value: float, head: Head | None, source: str) -> AvailabilityItem:
    return AvailabilityItem(item, AvailabilityKind.days_off, value, head, source)


AVAILABILITY = Availability(
    base_days=261,  # Mondays to Fridays of a year
    items=(
        _days("holidays", 13, None, "GNWT-UNW agreement, art. 16, and 30 September"),
        _days("annual", 21.5, Head.leave, "GNWT-UNW agreement, art. 18.01, two to seven years of service"),
        _days("mandatory", 5, Head.leave, "Mandatory leave with pay at Christmas and New Year; practicenorth.ca"),
        _days("special", 3, Head.leave, "Illustrative: of up to five days a year"),
        _days("sick", 13, Head.leave, "Statistics Canada 71-211-X, public sector 2007-2008"),
        _days("training", 7, Head.training, "Illustrative: refresher, courses and conference"),
    ),
)


@dataclass(frozen=True)
class HeadNeed:
    """Hours a year and posts under one head."""

    head: Head
    hours: float
    posts: float


@dataclass(frozen=True)
class OfficeNeed:
    """Posts (full-time) with the 80 % range, the four measures in posts, and the eight heads, which sum to `posts`."""

    posts: float
    low: float
    high: float
    binds: Binding
    mean: float
    p90_day: float
    peak_window: float
    minimum_presence: float
    heads: tuple[HeadNeed, ...]


def posts_for(workload_days: float, available_days: float) -> float:
    """Posts for so many days of work a year, as WHO's workload indicators of staffing need (WISN) have it."""
    if available_days <= 0:
        raise ValueError("A post must be available on some days of the year.")
    return workload_days / available_days


def office_need(
    counts: TierCounts,
    activity_times: Iterable[ActivityTime],
    availability: Availability = AVAILABILITY,
    multiplier: float = 1.0,
    minimum_present: float = 1.0,
    rules: CapacityRules | None = None,
) -> OfficeNeed:
    """The need of one office with so many open cases of each tier. `minimum_present` people are to be at work on
    every open day; 0 for an office that is only visited."""
    rows = tuple(activity_times)
    rules = rules or rules_from(rows)
    a_post = post_case_hours(availability, rules)
    needed = need_range(counts, rows, multiplier)
    rest = _measures_but_mean(counts, rows, multiplier, a_post, availability)
    measures = {Binding.mean: needed.middle * MONTHS / a_post, **rest}
    floor = minimum_present * availability.open_days / availability.available_days
    posts = max(*measures.values(), floor)
    binds = next((name for name, value in measures.items() if value >= posts), Binding.minimum_presence)
    of_cases = max(measures.values())
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
        heads=_heads(counts, rows, multiplier, posts, a_post, availability),
    )


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


def case_hours_by_head(
    counts: TierCounts, activity_times: Iterable[ActivityTime], multiplier: float = 1.0
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


def _measures_but_mean(
    counts: TierCounts, rows: tuple[ActivityTime, ...], multiplier: float, a_post: float, availability: Availability
) -> Mapping[Binding, float]:
    """Posts by the 90th-percentile day and by the peak window."""
    days_a_month = availability.open_days / MONTHS
    post_a_day = a_post / availability.open_days
    month = reports = variance = 0.0
    for row in rows:
        if row.tier is None:
            continue
        times, hours = counts.get(row.tier, 0.0) * row.frequency, row.minutes * multiplier / 60
        month += times * hours
        if row.activity in PEAK_ACTIVITIES:
            reports += times * hours
        else:  # arrivals by chance (Poisson), each of its own length
            variance += times / days_a_month * hours**2 * (1 + DURATION_CV**2)
    window = STANDARD_DAYS + 1
    p90 = month / days_a_month + Z80 * sqrt(variance / window)
    delivery = DELIVERY_DAY_COUNT + STANDARD_DAYS
    cannot_wait = reports + URGENT_SHARE * (month - reports) * delivery / days_a_month
    return {Binding.p90_day: p90 / post_a_day, Binding.peak_window: cannot_wait / delivery / post_a_day}


def _heads(
    counts: TierCounts,
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

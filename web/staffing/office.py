"""One office's need, down to activities, with every assumption and its source."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from web.staffing.posts import HeadPart, head_parts
from workload.estimates.activity_minutes import head_of
from workload.estimates.availability import AVAILABILITY, AvailabilityItem
from workload.estimates.eight_heads import MONTHS
from workload.estimates.officer_capacity import CapacityRules, rules_from
from workload.estimates.staffing_need import post_case_hours
from workload.facts import ActivityTime
from workload.records.activity_table import activity_times
from workload.records.places import office
from workload.records.staffing import OfficePosts, posts_needed
from workload.vocabulary import Activity, Head, Tier


@dataclass(frozen=True)
class ActivityLine:
    """Hours a month of one activity at the office. `per_tier` are (times a month, minutes) of a case of each tier."""

    activity: Activity
    head: Head
    hours: float
    per_tier: tuple[tuple[float, float], ...]
    source: str
    evidence: str


@dataclass(frozen=True)
class DayOff:
    """What takes a post from work in a year, in days, with its source."""

    item: AvailabilityItem
    days: float


@dataclass(frozen=True)
class OfficePage:
    line: OfficePosts
    heads: tuple[HeadPart, ...]
    activities: tuple[ActivityLine, ...]
    month_hours: float
    post_hours: float
    days_off: tuple[DayOff, ...]
    available_days: float
    rules: CapacityRules


def office_page(session: Session, office_id: str, today: date) -> OfficePage | None:
    """Everything behind one office's figure; None for an unknown office."""
    place = office(session, office_id)
    if place is None:
        return None
    line = next(one for one in posts_needed(session, today, region_ids=[place.region_id]) if one.office == place)
    times = activity_times(session, today)
    rules = rules_from(times)
    activities = activities_of([line], times)
    return OfficePage(
        line=line,
        heads=head_parts([line], line.need.posts),
        activities=activities,
        month_hours=sum(one.hours for one in activities),
        post_hours=post_case_hours(AVAILABILITY, rules) / MONTHS,
        days_off=days_off(),
        available_days=AVAILABILITY.available_days,
        rules=rules,
    )


def days_off() -> tuple[DayOff, ...]:
    return tuple(DayOff(item, AVAILABILITY.days_of(item)) for item in AVAILABILITY.items)


def activities_of(lines: Sequence[OfficePosts], times: tuple[ActivityTime, ...]) -> tuple[ActivityLine, ...]:
    """What the cases of some offices take of each activity, the largest first."""
    found = []
    for activity in dict.fromkeys(row.activity for row in times if row.tier is not None):
        rows = {row.tier: row for row in times if row.activity is activity and row.tier is not None}
        hours = sum(
            line.cases[tier] * row.frequency * row.minutes * line.multiplier / 60
            for line in lines
            for tier, row in rows.items()
        )
        standard = rows.get(Tier.standard) or next(iter(rows.values()))
        found.append(
            ActivityLine(
                activity=activity,
                head=head_of(activity),
                hours=hours,
                per_tier=tuple(
                    (rows[tier].frequency, rows[tier].minutes) if tier in rows else (0.0, 0.0) for tier in Tier
                ),
                source=standard.source,
                evidence=standard.evidence,
            )
        )
    return tuple(sorted(found, key=lambda one: -one.hours))

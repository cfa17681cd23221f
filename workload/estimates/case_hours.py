"""Hours that a case of a tier is expected to take in a month, and why.

`hours = sum over activities of frequency x minutes / 60 x multiplier`. The range says how well the hours are known,
not how much one month differs from another: frequency and minutes of each activity are each held to be known to about
a quarter (coefficient of variation 0.25, our judgement), independently, which for a whole caseload gives the range of
0.83 to 1.19 times its hours.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, log, sqrt

from workload.facts import ActivityTime
from workload.vocabulary import Activity, Evidence, Tier

FREQUENCY_CV = 0.25
MINUTES_CV = 0.25
LINE_CV = sqrt((1 + FREQUENCY_CV**2) * (1 + MINUTES_CV**2) - 1)
Z80 = 1.2815515655446004  # one in ten on either side
PEAK_ACTIVITIES = frozenset({Activity.monthly_report})


@dataclass(frozen=True)
class HoursLine:
    """One activity's part of a case's hours: times a month, minutes each time (office multiplier in), hours a month."""

    activity: Activity
    frequency: float
    minutes: float
    hours: float
    source: str
    evidence: Evidence


@dataclass(frozen=True)
class CaseHours:
    """Hours a month, their 80 % range, and the lines they are made of, the longest first."""

    hours: float
    low: float
    high: float
    lines: tuple[HoursLine, ...]


def case_hours(tier: Tier, activity_times: Iterable[ActivityTime], multiplier: float = 1.0) -> CaseHours:
    """Expected hours of one case of that tier; `multiplier` is the office's (travel, no administrative support)."""
    lines = []
    for row in activity_times:
        if row.tier is tier:
            minutes = row.minutes * multiplier
            lines.append(
                HoursLine(row.activity, row.frequency, minutes, row.frequency * minutes / 60, row.source, row.evidence)
            )
    lines.sort(key=lambda line: -line.hours)
    hours = sum(line.hours for line in lines)
    low, high = range80(hours, spread_of([line.hours for line in lines]))
    return CaseHours(hours, low, high, tuple(lines))


def hours_by_tier(activity_times: Iterable[ActivityTime], multiplier: float = 1.0) -> dict[Tier, float]:
    """Hours a month of one case of each tier."""
    hours = dict.fromkeys(Tier, 0.0)
    for row in activity_times:
        if row.tier is not None:
            hours[row.tier] += row.frequency * row.minutes * multiplier / 60
    return hours


def report_hours_by_tier(activity_times: Iterable[ActivityTime], multiplier: float = 1.0) -> dict[Tier, float]:
    """The part of a case's hours that falls on the delivery days: its monthly report."""
    return hours_by_tier((row for row in activity_times if row.activity in PEAK_ACTIVITIES), multiplier)


def spread_of(hours_by_activity: Iterable[float]) -> float:
    """Coefficient of variation of a sum of activities, each known to `LINE_CV` on its own."""
    hours = list(hours_by_activity)
    total = sum(hours)
    return LINE_CV * sqrt(sum(part * part for part in hours)) / total if total > 0 else 0.0


def range80(mean: float, cv: float) -> tuple[float, float]:
    """The 80 % range of a log-normal quantity with that mean and coefficient of variation."""
    sigma = sqrt(log(1 + cv * cv))
    return mean * exp(-sigma * sigma / 2 - Z80 * sigma), mean * exp(-sigma * sigma / 2 + Z80 * sigma)

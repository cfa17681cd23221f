"""What comes to an office on each day of a usual quarter, from its cases and the activity table, and who is there."""

from collections.abc import Iterable, Sequence

from workload.estimates.activity_minutes import head_of
from workload.estimates.availability import Availability
from workload.estimates.calendar import DELIVERY_DAY_COUNT
from workload.estimates.case_hours import PEAK_ACTIVITIES, spread_of
from workload.estimates.eight_heads import MONTHS
from workload.estimates.officer_capacity import CapacityRules, hours_for_cases
from workload.estimates.staffing_need import DURATION_CV
from workload.estimates.standard_met import Arrivals, Away, OfficeWork
from workload.estimates.uncertainty import TierCounts
from workload.facts import ActivityTime
from workload.vocabulary import Activity, Head

INTERRUPTIONS = frozenset({Activity.contact, Activity.concern, Activity.bring_forward})
LEAVE_SPELL = 5.0  # open days in a row; illustrative
OTHER_SPELL = 2.0  # sickness and training; illustrative


def delivery_pattern(open_days_a_year: float, months: int = 3) -> tuple[bool, ...]:
    """The open days of some usual months, true on delivery days: the last five of each month."""
    days: list[bool] = []
    for month in range(1, months + 1):
        length = round(open_days_a_year * month / MONTHS) - len(days)
        days += [False] * (length - DELIVERY_DAY_COUNT) + [True] * DELIVERY_DAY_COUNT
    return tuple(days)


def office_work(
    counts: TierCounts,
    activity_times: Iterable[ActivityTime],
    people: Sequence[float],
    availability: Availability,
    rules: CapacityRules,
    multiplier: float = 1.0,
) -> OfficeWork:
    """The work of an office with those cases, and its `people` (full-time equivalents of each)."""
    rows = [row for row in activity_times if row.tier is not None]
    pattern = delivery_pattern(availability.open_days)
    a_month = availability.open_days / MONTHS
    promised = [row for row in rows if head_of(row.activity) is Head.standards]
    urgent = [row for row in rows if row.activity in INTERRUPTIONS]
    taken = {id(row) for row in (*promised, *urgent)}
    rest = [row for row in rows if id(row) not in taken]
    return OfficeWork(
        promised=_arrivals(promised, counts, multiplier, pattern, a_month),
        urgent=_arrivals(urgent, counts, multiplier, pattern, a_month),
        deferrable=sum(_pieces(row, counts) * row.minutes * multiplier / 60 for row in rest) / a_month,
        people=tuple(day_case_hours(fte, availability, rules) for fte in people),
    )


def day_case_hours(fte: float, availability: Availability, rules: CapacityRules) -> float:
    """Hours for cases on a day at work of somebody with that post: a part-time post does not shrink its fixed hours."""
    present = fte * availability.available_hours / MONTHS
    days_present = availability.available_days / MONTHS
    return hours_for_cases(present, rules.fixed_hours, rules.variable_share) / days_present


def usual_absence(availability: Availability) -> Away:
    """Shares of open days on leave, and away otherwise, as the availability has them."""
    leave = sum(availability.days_of(item) for item in availability.items if item.head is Head.leave)
    sick = sum(availability.days_of(item) for item in availability.items if item.item == "sick")
    training = sum(availability.days_of(item) for item in availability.items if item.head is Head.training)
    a_day = 1 / availability.open_days
    return Away((leave - sick) * a_day, LEAVE_SPELL, (sick + training) * a_day, OTHER_SPELL)


def _pieces(row: ActivityTime, counts: TierCounts) -> float:
    return counts.get(row.tier, 0.0) * row.frequency if row.tier else 0.0


def _arrivals(
    rows: Sequence[ActivityTime],
    counts: TierCounts,
    multiplier: float,
    pattern: Sequence[bool],
    days_a_month: float,
) -> Arrivals:
    """Several activities as one stream: pieces a day, and mean and variation of one piece among them."""
    pieces = [_pieces(row, counts) for row in rows]
    hours = [row.minutes * multiplier / 60 for row in rows]
    total = sum(pieces)
    if total <= 0:
        return Arrivals((0.0,) * len(pattern), 0.0, 1.0)
    mean = sum(n * h for n, h in zip(pieces, hours, strict=True)) / total
    square = sum(n * h * h * (1 + DURATION_CV**2) for n, h in zip(pieces, hours, strict=True)) / total
    by_activity: dict[Activity, float] = {}
    for row, n, h in zip(rows, pieces, hours, strict=True):
        by_activity[row.activity] = by_activity.get(row.activity, 0.0) + n * h
    at_peak = sum(n for row, n in zip(rows, pieces, strict=True) if row.activity in PEAK_ACTIVITIES)
    even = (total - at_peak) / days_a_month
    return Arrivals(
        per_day=tuple(even + at_peak / DELIVERY_DAY_COUNT * at_delivery for at_delivery in pattern),
        hours=mean,
        cv=(square / mean**2 - 1) ** 0.5,
        spread=spread_of(by_activity.values()),
    )

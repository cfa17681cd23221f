"""Program changes before their dates are fixed: what they take from every office, and what collides.

A change takes training in paid time before its first day, and friction after it. It is *active* from the first day of
training until the friction has faded. Two major changes active at once in one place are too much change at once, as
Haldimand-Norfolk reported of its employment services; a month in which changes take more than a tenth of an office's
hours is heavy; training fits when it takes at most a fifth of paid hours on days without delivery. The tenth and the
fifth are ours.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from workload.estimates.calendar import DAY, months_between, open_days
from workload.estimates.eight_heads import MONTHS
from workload.estimates.friction import mean_friction
from workload.estimates.officer_capacity import hours_for_cases, rules_from
from workload.estimates.territory import OfficeNow, Territory
from workload.estimates.uncertainty import hours_by_activity
from workload.facts import CalendarFacts

HEAVY = 0.10  # of an office's hours for cases in a month
TRAINING_SHARE = 0.20  # of paid hours on days without delivery
DAYS_A_WEEK = 7
DATES_SHOWN = 3
SEARCH = timedelta(days=366)


class ChangeFault(StrEnum):
    """Why a date should not be fixed."""

    overlap = "overlap"  # other: name of the other change, from, until
    training = "training"  # office, hours: needed by each, fit: that fit for the shortest post there
    heavy = "heavy"  # office, month: its first day, share
    delivery = "delivery"  # day: go-live is a delivery day
    closed = "closed"  # day: go-live is no open day


@dataclass(frozen=True)
class PlannedChange:
    """A change of the program, for one region or (None) all. Hours are those of each person, the friction that of the
    first day (1.3 makes every minute of case work 1.3)."""

    name: str
    go_live: date
    training_from: date
    training_hours: float = 0.0
    friction: float = 1.0
    friction_weeks: float = 0.0
    region: str | None = None
    major: bool = True

    @property
    def active_until(self) -> date:
        """The last day on which it still slows anything."""
        return self.go_live + timedelta(days=max(0, round(self.friction_weeks * DAYS_A_WEEK) - 1))

    def concerns(self, office: OfficeNow) -> bool:
        return self.region in (None, office.region)


@dataclass(frozen=True)
class ChangeLoad:
    """What all changes take from one office in one month: hours of training and of friction, their share of the hours
    for cases (None where nobody is there), and the names of major changes that are active."""

    office: str
    month: date
    training: float
    friction: float
    share: float | None
    major: tuple[str, ...]


@dataclass(frozen=True)
class ChangeWarning:
    """A fault of a date, with what a sentence needs to say it."""

    fault: ChangeFault
    values: dict[str, object]


def change_loads(
    changes: Sequence[PlannedChange],
    territory: Territory,
    months: Sequence[tuple[date, date]],
    calendar: CalendarFacts,
) -> list[ChangeLoad]:
    """Every office in every month (first and last day), offices from north to south."""
    trained = [[_training_in(change, first, last, calendar) for first, last in months] for change in changes]
    slowed = [[_friction_in(change, first, last) for first, last in months] for change in changes]
    found = []
    for office in territory.offices:
        needed = sum(hours_by_activity(office.counts, office.times, office.multiplier).values())
        rules, a_month = rules_from(office.times), territory.availability.available_hours / MONTHS
        there = sum(hours_for_cases(fte * a_month, rules.fixed_hours, rules.variable_share) for fte in office.people)
        mine = [(k, change) for k, change in enumerate(changes) if change.concerns(office)]
        for month, (first, last) in enumerate(months):
            training = sum(trained[k][month] for k, _change in mine) * len(office.people)
            slower = sum(slowed[k][month] for k, _change in mine) * needed
            active = [one for _k, one in mine if one.training_from <= last and first <= one.active_until]
            major = tuple(one.name for one in active if one.major)
            share = (training + slower) / there if there > 0 else None
            found.append(ChangeLoad(office.id, first, training, slower, share, major))
    return found


def hours_of_changes(
    changes: Iterable[PlannedChange], needed: float, first: date, last: date, calendar: CalendarFacts
) -> float:
    """What changes take from one person from `first` to `last`: training, and the part by which `needed` hours of work
    take longer."""
    return sum(_training_in(one, first, last, calendar) + _friction_in(one, first, last) * needed for one in changes)


def warnings_of(
    change: PlannedChange, others: Iterable[PlannedChange], territory: Territory, calendar: CalendarFacts
) -> list[ChangeWarning]:
    """What stands against the dates of a change; empty when they fit."""
    others = list(others)
    return _faults(change, others, territory, calendar) + _heavy_months(change, others, territory, calendar)


def _faults(
    change: PlannedChange, others: list[PlannedChange], territory: Territory, calendar: CalendarFacts
) -> list[ChangeWarning]:
    """What stands against the dates but heavy months."""
    found = []
    if not open_days(change.go_live, change.go_live, calendar):
        found.append(ChangeWarning(ChangeFault.closed, {"day": change.go_live}))
    elif change.go_live in calendar.delivery:
        found.append(ChangeWarning(ChangeFault.delivery, {"day": change.go_live}))
    for other in others:
        if change.major and other.major and _overlap(change, other):
            values = {"other": other.name, "from": other.training_from, "until": other.active_until}
            found.append(ChangeWarning(ChangeFault.overlap, values))
    a_day, days = TRAINING_SHARE * territory.availability.hours_per_day, len(_training_days(change, calendar))
    for office in territory.offices:
        if office.people and change.concerns(office):
            fit = a_day * min(office.people) * days
            if fit < change.training_hours:
                values = {"office": office.id, "hours": change.training_hours, "fit": fit}
                found.append(ChangeWarning(ChangeFault.training, values))
    return found


def dates_that_fit(
    change: PlannedChange, others: Iterable[PlannedChange], territory: Territory, calendar: CalendarFacts, today: date
) -> list[PlannedChange]:
    """Up to three later days of go-live in the following year against which nothing but heavy months stands, on the
    same weekday, training beforehand as long as was planned, or longer where it would not fit (never before today)."""
    others = list(others)
    lead = change.go_live - change.training_from
    found: list[PlannedChange] = []
    day = change.go_live
    while len(found) < DATES_SHOWN and day <= change.go_live + SEARCH:
        for longer in range(26):
            begin = day - lead - timedelta(weeks=longer)
            if begin < today:
                break
            moved = replace(change, go_live=day, training_from=begin)
            against = {one.fault for one in _faults(moved, others, territory, calendar)}
            if not against:
                found.append(moved)
            if against != {ChangeFault.training}:
                break
        day += timedelta(weeks=1)
    return found


def _heavy_months(
    change: PlannedChange, others: list[PlannedChange], territory: Territory, calendar: CalendarFacts
) -> list[ChangeWarning]:
    """Months of the change that are heavy with it, and the office where they are heaviest."""
    months = months_between(change.training_from, change.active_until)
    worst: dict[date, ChangeLoad] = {}
    for load in change_loads([change, *others], territory, months, calendar):
        share = load.share or 0.0
        if share > HEAVY and share > (worst[load.month].share or 0.0 if load.month in worst else 0.0):
            worst[load.month] = load
    return [
        ChangeWarning(ChangeFault.heavy, {"office": load.office, "month": month, "share": load.share})
        for month, load in sorted(worst.items())
    ]


def _overlap(one: PlannedChange, other: PlannedChange) -> bool:
    same_place = None in (one.region, other.region) or one.region == other.region
    return same_place and one.training_from <= other.active_until and other.training_from <= one.active_until


def _training_in(change: PlannedChange, first: date, last: date, calendar: CalendarFacts) -> float:
    """Hours of one person that fall in those days, spread over the days of training without delivery."""
    days = _training_days(change, calendar)
    if not days:
        return change.training_hours if first <= change.training_from <= last else 0.0
    return change.training_hours * sum(first <= day <= last for day in days) / len(days)


def _training_days(change: PlannedChange, calendar: CalendarFacts) -> list[date]:
    before = open_days(change.training_from, change.go_live - DAY, calendar)
    return [day for day in before if day not in calendar.delivery]


def _friction_in(change: PlannedChange, first: date, last: date) -> float:
    """The mean of what is more than 1, over the month."""
    begin, end = ((day - change.go_live).days / DAYS_A_WEEK for day in (first, last + DAY))
    return mean_friction(begin, end, change.friction, change.friction_weeks) - 1

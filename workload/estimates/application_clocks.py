"""Applications against their promise: the clock of each, and what many of them come to.

Met and missed make the share; open, overdue and not yet begun stand apart and are never counted as met. A promise keeps
the version that was in force on the day its clock began.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from workload.estimates.calendar import DAY, open_days
from workload.estimates.service_clock import Standing
from workload.estimates.waits import Clock, Owner, Turn, run_clock
from workload.facts import CalendarFacts

VERIFIED = "the documents are verified"  # the words of a standard that starts then; any other when documents are in
PAYMENT = "payment"
SETTLED_AFTER = timedelta(days=90)  # ours: who is not paid by then after a decision is taken to have nothing coming


@dataclass(frozen=True)
class Wait:
    """From `first` the matter was with `owner`, who waited for `item`; on `last` it came back to the office."""

    owner: Owner
    first: date
    last: date | None = None
    item: str = ""


@dataclass(frozen=True)
class ApplicationFacts:
    case_id: int
    office: str
    submitted: date
    documents_complete: date | None
    verified: date | None
    decided: date | None
    paid: date | None
    waits: tuple[Wait, ...] = ()


@dataclass(frozen=True)
class Promise:
    """A published promise with its versions: first day in force and business days, the oldest first."""

    name: str
    starts_when: str
    versions: tuple[tuple[date, int], ...]

    def days_on(self, start: date) -> int | None:
        """The business days promised to whoever's clock began on `start`; None before there was a promise."""
        return next((days for valid_from, days in reversed(self.versions) if valid_from <= start), None)


@dataclass(frozen=True)
class Timeliness:
    """Counts of applications by standing, and open days by owner."""

    met: int
    missed: int
    open: int
    overdue: int
    days: dict[Owner, int]


@dataclass(frozen=True)
class Interval:
    """Open days between two moments: how many applications have both, the middle one, and what nine in ten stay in."""

    of: int
    middle: float
    nine_in_ten: int


def wait_faults(waits: Sequence[Wait], today: date) -> list[str]:
    """What is wrong with the waits of one application, as sentences; nothing when they can be used."""
    faults = [f"the wait of {one.first} ends before it begins" for one in waits if one.last and one.last < one.first]
    faults += [f"the wait of {one.first} has a day that is still to come" for one in waits if _latest(one) > today]
    in_order = sorted(waits, key=lambda one: one.first)
    faults += [
        f"the waits of {one.first} and {two.first} overlap; a day has one owner"
        for one, two in pairwise(in_order)
        if one.last is None or two.first < one.last
    ]
    return faults


def day_faults(one: ApplicationFacts, today: date) -> list[tuple[str, str]]:
    """Days of an application that cannot be: the column and a sentence."""
    faults = []
    for column in ("submitted", "documents_complete", "verified", "decided", "paid"):
        day = getattr(one, column)
        if day is not None and day > today:
            faults.append((column, f"'{day}' is still to come"))
        elif day is not None and day < one.submitted:
            faults.append((column, f"'{day}' is before the day it was submitted"))
    for earlier, later in (("documents_complete", "verified"), ("decided", "paid")):
        first, second = getattr(one, earlier), getattr(one, later)
        if second is not None and (first is None or second < first):
            faults.append((later, f"'{second}' needs a day of {earlier} that is not after it"))
    return faults + [("waits", text) for text in wait_faults(one.waits, today)]


def start_of(one: ApplicationFacts, promise: Promise) -> date | None:
    """The day on which the clock of this promise began for an application; None when it has not."""
    return one.verified if promise.starts_when == VERIFIED else one.documents_complete


def clock_of(one: ApplicationFacts, promise: Promise, calendar: CalendarFacts, today: date) -> Clock | None:
    """The clock of one application; None where it has not begun, or nothing was promised yet."""
    start = start_of(one, promise)
    days = promise.days_on(start) if start is not None else None
    if start is None or days is None:
        return None
    return run_clock(
        start, days, _turns(one.waits), calendar, today, answered=answered_on(one, promise), office=one.office
    )


def clocks_of(
    rows: Sequence[ApplicationFacts], promise: Promise, calendar: CalendarFacts, today: date
) -> list[Clock | None]:
    """The clock of each application; of those with the same days and waits it is run once."""
    run: dict[tuple[object, ...], Clock | None] = {}
    found = []
    for one in rows:
        office = one.office if one.office in calendar.office_closed else ""
        alike = (start_of(one, promise), answered_on(one, promise), one.waits, office)
        if alike not in run:
            run[alike] = clock_of(one, promise, calendar, today)
        found.append(run[alike])
    return found


def answered_on(one: ApplicationFacts, promise: Promise) -> date | None:
    return one.paid if promise.name == PAYMENT else one.decided


def settled_on(one: ApplicationFacts) -> date | None:
    """The day from which nothing about an application is counted otherwise any more: that of its payment, or the 90th
    day after a decision on which nothing was paid until then. None while nothing is decided."""
    if one.decided is None:
        return None
    latest = one.decided + SETTLED_AFTER
    return latest if one.paid is None else min(one.paid, latest)


def timeliness(clocks: Iterable[Clock]) -> Timeliness:
    stands, days = dict.fromkeys(Standing, 0), dict.fromkeys(Owner, 0)
    for clock in clocks:
        stands[clock.standing] += 1
        for owner, number in clock.days.items():
            days[owner] += number
    return Timeliness(
        stands[Standing.met], stands[Standing.missed], stands[Standing.open], stands[Standing.overdue], days
    )


def interval(spans: Iterable[tuple[date, date, str]], calendar: CalendarFacts) -> Interval | None:
    """Open days from the first to the second day of each (first, second, office); None when there are none."""
    alike = Counter((one, other, at if at in calendar.office_closed else "") for one, other, at in spans)
    lengths = sorted(
        days
        for (first, second, office), count in alike.items()
        for days in [len(open_days(first + DAY, second, calendar, office))] * count
    )
    if not lengths:
        return None
    return Interval(len(lengths), float(median(lengths)), lengths[max(0, -(-9 * len(lengths) // 10) - 1)])


def _turns(waits: Sequence[Wait]) -> list[Turn]:
    turns = []
    for one in sorted(waits, key=lambda wait: wait.first):
        turns.append(Turn(one.first, one.owner, one.item))
        if one.last is not None:
            turns.append(Turn(one.last, Owner.office))
    return turns


def _latest(one: Wait) -> date:
    return max(one.first, one.last or one.first)

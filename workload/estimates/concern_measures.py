"""What a quarter of concerns says of how they were handled: efficient, accountable, responsive.

Counted, with who is counted beside each. Nothing is measured by officer. An answer counts as in time or late by the
promise that was first made; what is open stands apart and is never counted as in time.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median, quantiles

from workload.estimates.waits import Owner
from workload.vocabulary import ConcernStatus, Finding, Handler, Said

ENOUGH = 5  # clients: a share of fewer could say who they are
REOPENED_WITHIN = timedelta(days=30)
TIERS = {
    "front_line": (Handler.officer, Handler.on_duty),
    "manager": (Handler.manager,),
    "above": (Handler.superintendent, Handler.headquarters),
}


@dataclass(frozen=True)
class Measure:
    """So many of so many (`of` None: a count by itself). `value` instead is a middle with a `high` that nine in ten do
    not pass, in minutes or days."""

    key: str
    count: int
    of: int | None = None
    value: float | None = None
    high: float | None = None

    @property
    def too_few(self) -> bool:
        return self.of is not None and self.of < ENOUGH


@dataclass(frozen=True)
class Handled:
    """One concern as it was handled. `first_due` and `first_answered` are the first promise and the first answer, also
    when it was opened again since. `owner_on` is the day on which somebody had it, `followed` whether events were kept
    of it at all. `plan_by` is the day of the first plan, where the answer was one; `found` when it was said what was
    found, and `limit` by when that was owed. `silent` is None where no word was owed before the answer, else whether
    one was missed. `overturned` is what a second stage found against the first. `days` are open days to the answer or
    to now, by whose they were."""

    opened: date
    status: ConcernStatus
    handler: Handler | None
    first_due: date
    first_answered: date | None
    finding: Finding | None = None
    complete: bool = False
    owner_in_time: bool | None = None
    remedy_due: date | None = None
    remedy_done: date | None = None
    systemic: bool = False
    systemic_owned: bool = False
    systemic_done: date | None = None
    stage: int = 1
    overturned: bool | None = None
    reopened: bool = False
    tried: bool = False
    silent: bool | None = None
    heard: Said | None = None
    understood: Said | None = None
    minutes_taking: int = 0
    minutes_answering: int = 0
    days: dict[Owner, int] = field(default_factory=dict)
    plan_by: date | None = None
    found: date | None = None
    limit: date | None = None


@dataclass(frozen=True)
class Asked:
    """One bring-forward: minutes of both ends, files quoted to pass their day, and the first-contact check."""

    minutes: int
    late: int | None
    spoke_to_office: bool | None
    applied: bool | None
    solved_before: bool | None


@dataclass(frozen=True)
class Audited:
    """Ways that were changed to a decision, a misunderstanding or a rule, and what a second reader said of a sample."""

    changed: int
    read: int
    agreed: int


def efficient(rows: Sequence[Handled], asked: Sequence[Asked], spent: tuple[float, float]) -> list[Measure]:
    """`spent` are the hours that concerns and bring-forwards took, and the hours at work of the same months."""
    closed = [one for one in rows if one.status is ConcernStatus.closed]
    found = [one for one in rows if one.finding is not None]
    first = [one for one in closed if one.handler not in TIERS["above"]]
    late = [one.late for one in asked if one.late is not None]
    return [
        _middle("minutes_taking", [one.minutes_taking for one in rows]),
        *(
            _middle(f"minutes_{tier}", [one.minutes_answering for one in rows if one.handler in handlers])
            for tier, handlers in TIERS.items()
        ),
        _middle("minutes_bf", [one.minutes for one in asked]),
        Measure("first_tier", sum(one.stage == 1 and not one.reopened for one in first), len(closed)),
        Measure("displaced", sum(late), len(late)),
        Measure("explained", sum(one.finding is Finding.explained for one in found), len(found)),
        _known("never_spoke", (one.spoke_to_office is False for one in asked if one.spoke_to_office is not None)),
        _known("not_applied", (one.applied is False for one in asked if one.applied is not None)),
        _known("solved_before", (bool(one.solved_before) for one in asked if one.solved_before is not None)),
        Measure("resources", round(spent[0]), round(spent[1])),
    ]


def accountable(rows: Sequence[Handled], audited: Audited, today: date) -> list[Measure]:
    closed = [one for one in rows if one.status is ConcernStatus.closed]
    remedies = [(one.remedy_due, one.remedy_done) for one in rows if one.remedy_due]
    tags = [one for one in rows if one.systemic]
    again = [one for one in rows if one.overturned is not None]
    waiting = [(today - one.opened).days for one in tags if one.systemic_done is None]
    return [
        _known("owner", (one.owner_in_time for one in rows if one.owner_in_time is not None)),
        Measure("complete", sum(one.complete for one in closed), len(closed)),
        _by_its_day("remedy", remedies, today),
        Measure("systemic", sum(one.systemic_owned for one in tags), len(tags)),
        Measure("systemic_done", sum(one.systemic_done is not None for one in tags), len(tags)),
        Measure("systemic_age", len(waiting), len(waiting), float(median(waiting)) if waiting else None),
        Measure("changed_ways", audited.changed),
        Measure("audit", audited.agreed, audited.read),
        Measure("second_stage", sum(one.stage > 1 for one in rows)),
        _known("overturned", (bool(one.overturned) for one in again)),
    ]


def responsive(rows: Sequence[Handled], today: date) -> list[Measure]:
    waiting = [one for one in rows if one.status is ConcernStatus.received]
    tried = [one for one in waiting if one.tried and one.first_answered is None]
    judged = [(one.first_due, one.first_answered) for one in rows if one.first_answered]
    planned = [(one.plan_by, one.found) for one in rows if one.plan_by]
    limited = [(one.limit, one.found) for one in rows if one.limit]
    return [
        Measure("in_time", sum(answered <= due for due, answered in judged), len(judged)),
        Measure("planned", len(planned), len(judged)),
        _by_its_day("plan_kept", planned, today),
        _by_its_day("found_in_time", limited, today),
        Measure("open", len(waiting) - len(tried)),
        Measure("tried", len(tried)),
        _known("told", (not one.silent for one in rows if one.silent is not None)),
        _known("heard", (one.heard is Said.yes for one in rows if one.heard is not None)),
        _known("understood", (one.understood is Said.yes for one in rows if one.understood is not None)),
    ]


def days_by_owner(rows: Iterable[Handled]) -> dict[Owner, int]:
    """Open days until the answer, or until now, by whose they were."""
    found = Counter[Owner]()
    for one in rows:
        found.update(one.days)
    return {owner: found[owner] for owner in Owner}


def _middle(key: str, minutes: Sequence[int]) -> Measure:
    timed = [one for one in minutes if one]
    high = quantiles(timed, n=10, method="inclusive")[-1] if len(timed) > 1 else None
    return Measure(key, len(timed), len(timed), float(median(timed)) if timed else None, high)


def _by_its_day(key: str, lines: Iterable[tuple[date, date | None]], today: date) -> Measure:
    """Done by the day that was owed, of those that are done or whose day has passed."""
    told = [(due, done) for due, done in lines if done is not None or due < today]
    return Measure(key, sum(done is not None and done <= due for due, done in told), len(told))


def _known(key: str, said: Iterable[bool]) -> Measure:
    answers = list(said)
    return Measure(key, sum(answers), len(answers))

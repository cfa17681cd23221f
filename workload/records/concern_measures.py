"""The measures of a quarter of concerns: how efficient, accountable, responsive and open the process was.

Counted, with who is counted beside each. Nothing is measured by officer. An answer counts as in time or late by the
promise that was first made; what is open stands apart and is never counted as in time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from sqlmodel import Session, col, select

from workload.estimates.calendar import next_open_day
from workload.records.calendar import calendar_facts
from workload.tables.concerns import Concern, ConcernEvent
from workload.tables.places import Office
from workload.vocabulary import Channel, ConcernStatus, ConcernStep, Finding, Naming, Said

ENOUGH = 5  # clients: a share of fewer could say who they are
OF_PEOPLE = ("assisted", "by_mla", "anonymous", "not_english")  # what a few of them share could show who they are


@dataclass(frozen=True)
class Measure:
    """So many of so many (`of` None: a count by itself). `value` instead is a middle, in minutes."""

    key: str
    count: int
    of: int | None = None
    value: float | None = None

    @property
    def too_few(self) -> bool:
        few = self.count < ENOUGH and self.key in OF_PEOPLE
        return self.of is not None and (self.of < ENOUGH or few)


def measures(
    session: Session, first: date, last: date, *, region_ids: Sequence[str] | None
) -> dict[str, list[Measure]]:
    """Aim -> its measures, of the concerns told from `first` to `last`, as they stand now."""
    query = select(Concern).where(col(Concern.opened_on) >= first, col(Concern.opened_on) <= last)
    if region_ids is not None:
        inside = select(Office.id).where(col(Office.region_id).in_(list(region_ids)))
        query = query.where(col(Concern.office_id).in_(inside))
    rows = list(session.exec(query))
    steps: dict[int, list[ConcernEvent]] = {}
    ids = {one.id for one in rows}
    events = select(ConcernEvent).where(col(ConcernEvent.day) >= first).order_by(col(ConcernEvent.id))
    for event in session.exec(events):
        if event.concern_id in ids:
            steps.setdefault(event.concern_id, []).append(event)
    calendar = calendar_facts(session, first, last + timedelta(days=60), for_clocks=True)
    owned = {one.id: next((e.day for e in steps.get(one.id or 0, []) if "owner" in e.facts), None) for one in rows}
    followed = [one for one in rows if steps.get(one.id or 0)]  # recorded before events were kept: nothing to tell
    closed = [one for one in rows if one.status is ConcernStatus.closed]
    judged = [
        (due, answered) for one in rows for due, answered in [_first(one, steps.get(one.id or 0, []))] if answered
    ]
    found = [one for one in rows if one.finding is not None]
    remedies = [one for one in rows if one.remedy and one.remedy_due]
    timed = [one.minutes for one in rows if one.minutes]
    again = [one for one in rows if one.stage > 1 or _has(steps, one, ConcernStep.reopened)]
    asked = [one for one in rows if one.heard is not None]
    return {
        "efficient": [
            Measure("minutes", len(timed), len(timed), float(median(timed)) if timed else None),
            Measure("first_tier", sum(one not in again for one in closed), len(closed)),
            Measure("explained", sum(one.finding is Finding.explained for one in found), len(found)),
        ],
        "accountable": [
            Measure("owner", sum(
                (day := owned[one.id]) is not None and day <= next_open_day(one.opened_on, calendar)
                for one in followed
            ), len(followed)),
            Measure("complete", sum(bool(one.finding and one.finding_reason) for one in closed), len(closed)),
            Measure("remedy", sum(
                one.remedy_done_on is not None and one.remedy_done_on <= (one.remedy_due or date.max)
                for one in remedies
            ), len(remedies)),
            Measure("systemic", sum(one.systemic_done_on is not None for one in rows if one.systemic),
                    sum(bool(one.systemic) for one in rows)),
            Measure("second_stage", sum(one.stage > 1 for one in rows)),
        ],
        "responsive": [
            Measure("in_time", sum(answered <= due for due, answered in judged), len(judged)),
            Measure("open", sum(one.status is ConcernStatus.received for one in rows)),
            Measure("tried", sum(_tried(steps.get(one.id or 0, [])) for one in rows if one.answered_on is None)),
            Measure("heard", sum(one.heard is Said.yes for one in asked), len(asked)),
            Measure("understood", sum(one.understood is Said.yes for one in asked), len(asked)),
        ],
        "open_to_all": [
            Measure("assisted", sum(one.recorded_by is not None for one in rows), len(rows)),
            Measure("by_mla", sum(one.channel is Channel.mla for one in rows), len(rows)),
            Measure("anonymous", sum(one.naming is Naming.anonymous for one in rows), len(rows)),
            Measure("not_english", sum(one.language != "en" for one in rows), len(rows)),
        ],
    }  # fmt: skip


def _first(concern: Concern, events: Sequence[ConcernEvent]) -> tuple[date, date | None]:
    """The first promise and the first answer, also when it was opened again since."""
    for one in events:
        if one.facts.get("first_due"):
            answered = one.facts.get("first_answered")
            return date.fromisoformat(one.facts["first_due"]), date.fromisoformat(answered) if answered else None
    return concern.promised_due, concern.answered_on


def _tried(events: Sequence[ConcernEvent]) -> bool:
    """Tried on two days and at two times of the day, without reaching the person: neither in time nor late."""
    tries = [(one.day, one.facts.get("part")) for one in events if one.step is ConcernStep.tried_to_reach]
    return any(one[0] != other[0] and one[1] != other[1] for one in tries for other in tries)


def _has(steps: dict[int, list[ConcernEvent]], concern: Concern, step: ConcernStep) -> bool:
    return any(one.step is step for one in steps.get(concern.id or 0, []))

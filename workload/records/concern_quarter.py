"""The concerns of a quarter, gathered for their evaluation: how each was handled, and what the process took."""

import json
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from sqlalchemy import String, cast
from sqlalchemy import select as columns
from sqlmodel import Session, col, func, or_, select

from workload.estimates.calendar import open_days
from workload.estimates.concern_measures import REOPENED_WITHIN, Asked, Audited, Handled
from workload.estimates.waits import Owner, run_clock
from workload.facts import CalendarFacts
from workload.records.calendar import ANSWER_DAYS, calendar_facts
from workload.records.concern_events import FOR_THE_PERSON, PROGRESS_DAYS, held_items, run_events, turns_of
from workload.records.concern_promises import finding_day, finding_days
from workload.tables.bring_forwards import BringForward, BringForwardMinutes
from workload.tables.concerns import Concern, ConcernEvent
from workload.tables.people import Person
from workload.tables.places import Office
from workload.tables.time_log import TimeLogEntry
from workload.vocabulary import Activity, ConcernRoute, ConcernStep, Finding

AFTER = timedelta(days=400)
FOUND_IN = (ConcernRoute.conduct, ConcernRoute.privacy)  # ways whose limit is for what was found
COLUMNS: tuple[Any, ...] = (
    Concern.opened_on, Concern.status, Concern.handler, Concern.promised_due, Concern.answered_on,
    Concern.finding, Concern.finding_reason, Concern.remedy, Concern.remedy_due, Concern.remedy_done_on,
    Concern.systemic, Concern.systemic_owner_id, Concern.systemic_done_on, Concern.stage, Concern.heard,
    Concern.understood, Concern.minutes, Concern.route,
)  # fmt: skip
STEP: tuple[Any, ...] = (
    col(ConcernEvent.day), col(ConcernEvent.step), cast(col(ConcernEvent.facts), String).label("facts"),
)  # fmt: skip


class _Step(NamedTuple):
    """An event without its words."""

    day: date
    step: ConcernStep
    facts: dict[str, Any]


class OpenDays:
    """Counts open days between two dates quickly."""

    def __init__(self, calendar: CalendarFacts, first: date, last: date) -> None:
        self._days = open_days(first, last, calendar)

    def between(self, after: date, until: date) -> int:
        """Open days after one date, up to and including another."""
        return max(0, bisect_right(self._days, until) - bisect_right(self._days, after))


def told_in(query: Any, first: date, last: date, region_ids: Sequence[str] | None) -> Any:
    """Narrows a query of concerns to those told in these days about these regions; thanks alone are not concerns."""
    query = query.where(col(Concern.opened_on) >= first, col(Concern.opened_on) <= last)
    query = query.where(or_(col(Concern.route).is_(None), col(Concern.route) != ConcernRoute.thanks))
    if region_ids is None:
        return query
    return query.where(col(Concern.office_id).in_(_offices_in(region_ids)))


def handled_in(
    session: Session, first: date, last: date, today: date, *, region_ids: Sequence[str] | None
) -> list[Handled]:
    """Every concern told from `first` to `last`, as it stands `today`."""
    steps: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    events = columns(col(ConcernEvent.concern_id), *STEP).join(Concern, col(Concern.id) == col(ConcernEvent.concern_id))
    events = events.where(_events_kept() > 1).order_by(col(ConcernEvent.id))
    for concern_id, *step in session.execute(told_in(events, first, last, region_ids)):
        steps[concern_id].append(tuple(step))
    calendar = calendar_facts(session, first, max(today, last) + AFTER, for_clocks=True)
    counted = OpenDays(calendar, first, max(today, last) + AFTER)
    rows, many = dict[tuple[Any, ...], Any](), Counter[tuple[Any, ...]]()
    followed = told_in(select(*COLUMNS).add_columns(col(Concern.id)), first, last, region_ids)
    for row in session.execute(followed.where(_events_kept() > 1)):
        key = (*row[: len(COLUMNS)], *steps[row.id])
        rows[key] = row
        many[key] += 1
    for row in session.execute(told_in(_alike(), first, last, region_ids)):
        key = (*row[: len(COLUMNS)], *([] if row.step is None else [(row.day, row.step, row.facts)]))
        rows[key] = row
        many[key] += row.many
    found = []
    for key, count in many.items():  # each different history once
        history = [_Step(day, step, json.loads(facts)) for day, step, facts in key[len(COLUMNS) :]]
        found += [_handled(rows[key], history, calendar, counted, today)] * count
    return found


def _alike() -> Any:
    """Concerns with one event or none: taken in from a file, or told and handled without a step, many are alike."""
    query = columns(*COLUMNS, *STEP, func.count().label("many")).select_from(Concern)
    query = query.outerjoin(ConcernEvent, col(ConcernEvent.concern_id) == col(Concern.id))
    return query.where(_events_kept() <= 1).group_by(*COLUMNS, *STEP)


def _events_kept() -> Any:
    """How many events were kept of a concern."""
    return (
        select(func.count()).where(col(ConcernEvent.concern_id) == col(Concern.id)).correlate(Concern).scalar_subquery()
    )


def asked_in(session: Session, first: date, last: date, *, region_ids: Sequence[str] | None) -> list[Asked]:
    """The bring-forwards asked in these days, with the minutes of both ends."""
    above = select(func.coalesce(func.sum(BringForwardMinutes.minutes), 0)).where(
        col(BringForwardMinutes.bring_forward_id) == col(BringForward.id)
    )
    query = select(BringForward, above.scalar_subquery()).where(
        col(BringForward.asked_on) >= first, col(BringForward.asked_on) <= last
    )
    if region_ids is not None:
        query = query.where(col(BringForward.office_id).in_(_offices_in(region_ids)))
    return [
        Asked(max(one.minutes, both), one.quoted_late, one.spoke_to_office, one.applied, one.solved_before)
        for one, both in session.exec(query)
    ]


def hours_spent(session: Session, first: date, last: date, *, region_ids: Sequence[str] | None) -> tuple[float, float]:
    """Hours that officers logged for concerns and bring-forwards, and all hours that they logged."""
    query: Any = (
        select(col(TimeLogEntry.activity), func.sum(TimeLogEntry.minutes))
        .where(col(TimeLogEntry.day) >= first, col(TimeLogEntry.day) <= last)
        .group_by(col(TimeLogEntry.activity))
    )
    if region_ids is not None:
        here = select(Person.id).where(col(Person.office_id).in_(_offices_in(region_ids)))
        query = query.where(col(TimeLogEntry.person_id).in_(here))
    minutes: dict[Activity, int] = dict(session.exec(query).all())
    process = minutes.get(Activity.concern, 0) + minutes.get(Activity.bring_forward, 0)
    return process / 60, sum(minutes.values()) / 60


def audited_in(session: Session, first: date, last: date, *, region_ids: Sequence[str] | None) -> Audited:
    """Ways changed to a decision, a misunderstanding or a rule in these days, and what a second reader said of them."""
    changed = changed_ways(session, first, last, region_ids=region_ids)
    said = said_of_ways(session, [event.id or 0 for event, _concern in changed])
    return Audited(len(changed), len(said), sum(said.values()))


def said_of_ways(session: Session, event_ids: Sequence[int]) -> dict[int, bool]:
    """Whether a second reader agreed, by the event that sent the concern that way; those not read are not in it."""
    wanted = set(event_ids)
    query = select(ConcernEvent).where(ConcernEvent.step == ConcernStep.audited)
    return {one.facts["of"]: bool(one.facts["agreed"]) for one in session.exec(query) if one.facts["of"] in wanted}


def way_to_audit(session: Session, concern_id: int) -> ConcernEvent | None:
    """The newest change of a concern's way that a second reader may look at and nobody has looked at yet."""
    query = select(ConcernEvent).where(ConcernEvent.concern_id == concern_id).order_by(col(ConcernEvent.id).desc())
    events = list(session.exec(query))
    read = {one.facts["of"] for one in events if one.step is ConcernStep.audited}
    return next((one for one in events if is_easy_way(one) and one.id not in read), None)


def is_easy_way(event: ConcernEvent) -> bool:
    """Whether an event sent a concern one of the easy ways, otherwise than suggested or than before."""
    before = event.facts.get("before", event.facts.get("suggested"))
    return event.step is ConcernStep.routed and event.facts.get("route") in EASY and event.facts["route"] != before


EASY = (ConcernRoute.decision, ConcernRoute.misunderstanding, ConcernRoute.policy)
"""Ways by which a concern leaves the figures: who changes one to these is read by somebody else."""


def changed_ways(
    session: Session, first: date, last: date, *, region_ids: Sequence[str] | None
) -> list[tuple[ConcernEvent, Concern]]:
    """The events of these days that sent a concern one of the easy ways, otherwise than suggested or than before."""
    query: Any = (
        select(ConcernEvent, Concern)
        .join(Concern, col(Concern.id) == col(ConcernEvent.concern_id))
        .where(ConcernEvent.step == ConcernStep.routed, col(ConcernEvent.day) >= first, col(ConcernEvent.day) <= last)
        .order_by(col(ConcernEvent.id))
    )
    if region_ids is not None:
        query = query.where(col(Concern.office_id).in_(_offices_in(region_ids)))
    return [(event, concern) for event, concern in session.exec(query) if is_easy_way(event)]


def _handled(row: Any, events: list[Any], calendar: CalendarFacts, counted: OpenDays, today: date) -> Handled:
    first_due, first_answered = _first(row, events)
    end = min(first_answered or today, today)
    again = next((one for one in events if one.step in (ConcernStep.reopened, ConcernStep.second_stage)), None)
    second = next((one for one in events if one.step is ConcernStep.second_stage), None)
    before = second.facts.get("first_finding") if second is not None else None
    owned = next((one.day for one in events if isinstance(one.facts.get("owner"), int)), None)
    return Handled(
        opened=row.opened_on, status=row.status, handler=row.handler, first_due=first_due,
        first_answered=first_answered, finding=row.finding, complete=bool(row.finding and row.finding_reason),
        owner_in_time=(owned is not None and counted.between(row.opened_on, owned) <= 1) if events else None,
        remedy_due=row.remedy_due if row.remedy else None, remedy_done=row.remedy_done_on,
        systemic=bool(row.systemic), systemic_owned=row.systemic_owner_id is not None,
        systemic_done=row.systemic_done_on, stage=row.stage,
        overturned=row.finding is not Finding(before) if before and row.finding is not None else None,
        reopened=again is not None and first_answered is not None and again.day <= first_answered + REOPENED_WITHIN,
        tried=_tried(events), silent=_silent(row, events, end, counted) if events else None,
        heard=row.heard, understood=row.understood, minutes_taking=row.minutes,
        minutes_answering=sum(one.facts.get("minutes", 0) for one in events),
        days=_days(row, events, end, calendar, counted),
        plan_by=_plan_by(events), found=finding_day(events), limit=_limit(row, events, calendar, today),
    )  # fmt: skip


def _first(row: Any, events: Sequence[Any]) -> tuple[date, date | None]:
    """The first promise and the first answer, also when it was opened again since."""
    for one in events:
        if one.facts.get("first_due"):
            answered = one.facts.get("first_answered")
            return date.fromisoformat(one.facts["first_due"]), date.fromisoformat(answered) if answered else None
    return row.promised_due, row.answered_on


def _plan_by(events: Sequence[Any]) -> date | None:
    """The day of the first plan that was told, with what a wait for the client added; a later plan is no excuse."""
    plans = [at for at, one in enumerate(events) if one.step is ConcernStep.planned][:2]
    told = [one.facts["plan_by"] for one in events[: plans[1] if len(plans) > 1 else None] if "plan_by" in one.facts]
    return date.fromisoformat(told[-1]) if told else None


def _limit(row: Any, events: Sequence[Any], calendar: CalendarFacts, today: date) -> date | None:
    """By when it was to be said what was found; None where there is no such limit, or while it stands still."""
    if not events or (row.stage == 1 and row.route not in FOUND_IN):
        return None
    days = finding_days(row)
    done = finding_day(events)
    return run_events(row.opened_on, events, calendar, today, days=days, done=done).due if days else None


def _tried(events: Sequence[Any]) -> bool:
    """Tried on two days and at two times of the day, without reaching the person: neither in time nor late."""
    tries = [(one.day, one.facts.get("part")) for one in events if one.step is ConcernStep.tried_to_reach]
    return any(one[0] != other[0] and one[1] != other[1] for one in tries for other in tries)


def _silent(row: Any, events: Sequence[Any], end: date, counted: OpenDays) -> bool | None:
    """Whether the person heard nothing for more than five open days before the answer; None where that was not owed."""
    if counted.between(row.opened_on, end) <= PROGRESS_DAYS:
        return None
    told = [one.day for one in events if one.step in FOR_THE_PERSON and one.step is not ConcernStep.person_wrote]
    days = sorted({row.opened_on, end, *(day for day in told if row.opened_on <= day <= end)})
    return any(counted.between(one, other) > PROGRESS_DAYS for one, other in pairwise(days))


def _days(row: Any, events: Sequence[Any], end: date, calendar: CalendarFacts, counted: OpenDays) -> dict[Owner, int]:
    turns = [one for one in turns_of(events) if one.day <= end]
    if not turns:
        return {Owner.office: counted.between(row.opened_on, end)}
    return run_clock(row.opened_on, ANSWER_DAYS, turns, calendar, end, held=held_items(events)).days


def _offices_in(region_ids: Sequence[str]) -> Any:
    return select(Office.id).where(col(Office.region_id).in_(list(region_ids)))

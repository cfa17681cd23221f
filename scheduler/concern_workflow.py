"""What people do with a concern, from its way to the right desk until it is closed, and once more if need be.

Every step adds an event and nothing is taken away; the clock is worked out from the events and no step starts it anew.
A step that the rules do not allow raises `Refused` with the reason as a word.
"""

from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlmodel import Session

from workload.estimates.calendar import add_business_days, is_open, next_open_day
from workload.estimates.concern_triage import Route
from workload.facts import CalendarFacts
from workload.records.calendar import calendar_facts
from workload.records.concern_events import (
    SECOND_STAGE_DAYS,
    add_event,
    events_of,
    progress_owed,
)
from workload.records.concern_people import possible_owners, took_up_before
from workload.records.concern_promises import PLAN_DAYS, finding_clock, is_unsettled
from workload.records.concerns import record_concern
from workload.tables.concerns import Concern
from workload.vocabulary import (
    ConcernCategory,
    ConcernRoute,
    ConcernStatus,
    ConcernStep,
    Finding,
    Handler,
    Naming,
)

AHEAD = timedelta(days=90)


class Refusal(StrEnum):
    """Why a step is not possible."""

    needs_reason = "needs_reason"
    officer_may_not_know = "officer_may_not_know"
    no_such_owner = "no_such_owner"
    not_the_owner = "not_the_owner"
    no_item = "no_item"
    held_already = "held_already"
    asked_before = "asked_before"
    waits_already = "waits_already"
    waits_for_nothing = "waits_for_nothing"
    same_handler = "same_handler"
    answered_already = "answered_already"
    no_answer_yet = "no_answer_yet"
    no_finding = "no_finding"
    remedy_needs_day = "remedy_needs_day"
    plan_day = "plan_day"
    remedy_open = "remedy_open"
    closed = "closed"
    not_closed = "not_closed"
    systemic_needs_owner = "systemic_needs_owner"
    nothing_to_do = "nothing_to_do"
    silent_week = "silent_week"


class Refused(ValueError):
    """The step is not possible; `why` says which rule stands against it."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why.value)
        self.why = why


def confirm_route(
    session: Session, concern: Concern, *, route: ConcernRoute, handler: Handler, suggested: Route, reason: str,
    about_id: int | None, held: list[str], by: int, today: date,
) -> None:  # fmt: skip
    """A person says where it goes. Another way than the suggested or the confirmed one needs a reason; the clock never
    starts anew. `held` are papers that are here already: nobody may be asked for them."""
    _still_open(concern)
    _not_silent(session, concern, today)
    if handler is Handler.officer and (concern.naming is not Naming.named or route is ConcernRoute.conduct):
        raise Refused(Refusal.officer_may_not_know)
    events = events_of(session, concern.id or 0)
    again = any(one.step is ConcernStep.routed and "route" in one.facts for one in events)
    changed = (route, handler) != ((concern.route, concern.handler) if again else (suggested.route, suggested.handler))
    if changed and not reason:
        raise Refused(Refusal.needs_reason)
    facts: dict[str, Any] = {
        "route": route.value, "handler": handler.value, "suggested": suggested.route.value,
        "suggested_handler": suggested.handler.value, "held": held,
    }  # fmt: skip
    if again and concern.route:
        facts["before"] = concern.route.value
    concern.route, concern.handler, concern.about_id = route, handler, about_id
    if concern.owner_id is not None and concern.owner_id not in _owner_ids(session, concern):
        concern.owner_id = None  # whom it is about, or an officer who may not know, has it no longer
    add_event(session, concern, ConcernStep.routed, day=today, by=by, text=reason, facts=facts)


def split_issue(
    session: Session, concern: Concern, *, category: ConcernCategory, what: str, by: int, today: date
) -> Concern:
    """One more issue of the same message as a record of its own, with the same first day and the same promise."""
    _still_open(concern)
    _not_silent(session, concern, today)
    child = record_concern(
        session,
        office_id=concern.office_id,
        opened_on=concern.opened_on,
        category=category,
        channel=concern.channel,
        what_happened=what,
        reach=concern.reach,
        recorded_by=concern.recorded_by,
        promised_due=concern.promised_due,
        promise=concern.promise,
        naming=concern.naming,
        ticked=[category.value],
        language=concern.language,
        needs=concern.needs,
        about_when=concern.about_when,
        parent_id=concern.id,
        about_id=concern.about_id,
        recorded_at=concern.recorded_at,
    )
    add_event(session, child, ConcernStep.received, day=concern.opened_on)
    add_event(session, concern, ConcernStep.routed, day=today, by=by, facts={"split": child.id})
    return child


def acknowledge(
    session: Session, concern: Concern, *, owner_id: int, text: str, appeal_until: date | None = None, by: int,
    today: date,
) -> None:  # fmt: skip
    """Tell the person that it came, who looks at it and until when, and of a decision the last day to appeal it. It is
    no answer: the clock runs on."""
    _still_open(concern)
    if owner_id in took_up_before(events_of(session, concern.id or 0)):
        raise Refused(Refusal.same_handler)
    if owner_id not in _owner_ids(session, concern):
        raise Refused(Refusal.no_such_owner)
    concern.owner_id = owner_id
    facts: dict[str, Any] = {"owner": owner_id}
    if appeal_until is not None:
        facts["appeal_until"] = appeal_until.isoformat()
    add_event(session, concern, ConcernStep.acknowledged, day=today, by=by, text=text, facts=facts)


def accept(session: Session, concern: Concern, *, by: int, today: date) -> None:
    _still_open(concern)
    _not_silent(session, concern, today)
    if concern.owner_id != by:
        raise Refused(Refusal.not_the_owner)
    add_event(session, concern, ConcernStep.owner_accepted, day=today, by=by)


def tell_progress(session: Session, concern: Concern, *, text: str, by: int, today: date) -> None:
    _still_open(concern)
    add_event(session, concern, ConcernStep.progress_told, day=today, by=by, text=text)


def plan(
    session: Session, concern: Concern, *, by_day: date, text: str, minutes: int = 0, by: int, today: date
) -> None:  # fmt: skip
    """An answer too: what will be done, by a day that the person is told. What was found is owed by then. A plan may be
    told anew; in time or late goes by the first one."""
    _unsettled(session, concern, by)
    days = days_of_a_plan(session, concern, today)
    if days is None or not days[0] <= by_day <= days[1] or not is_open(by_day, _calendar(session, today)):
        raise Refused(Refusal.plan_day)
    _answered_today(concern, today)
    concern.finding, concern.finding_reason = None, ""
    facts: dict[str, Any] = {"plan_by": by_day.isoformat()} | ({"minutes": minutes} if minutes else {})
    add_event(session, concern, ConcernStep.planned, day=today, by=by, text=text, facts=facts)


def days_of_a_plan(session: Session, concern: Concern, today: date) -> tuple[date, date] | None:
    """The first and last day that a plan may name: what was found has a limit of its own where the way or the second
    stage says so. None once that limit has passed."""
    calendar = _calendar(session, today)
    first, last = next_open_day(today, calendar), add_business_days(today, PLAN_DAYS, calendar)
    limit = finding_clock(session, concern, events_of(session, concern.id or 0), today)
    if limit is not None and limit.due is not None:
        last = min(last, limit.due)
    return (first, last) if first <= last else None


def answer(
    session: Session, concern: Concern, *, finding: Finding, reason: str, text: str, remedy: str = "",
    remedy_due: date | None = None, minutes: int = 0, by: int, today: date,
) -> None:  # fmt: skip
    """Somebody answered the substance, in so many minutes of work where that is known; after a plan, that is what came
    of it. In the second stage that is somebody else than in the first."""
    _unsettled(session, concern, by)
    if remedy and remedy_due is None:
        raise Refused(Refusal.remedy_needs_day)
    _answered_today(concern, today)
    concern.finding, concern.finding_reason = finding, reason
    concern.remedy, concern.remedy_due, concern.remedy_done_on = remedy, remedy_due if remedy else None, None
    facts: dict[str, Any] = {"finding": finding.value} | ({"minutes": minutes} if minutes else {})
    add_event(session, concern, ConcernStep.answered, day=today, by=by, text=text, facts=facts)
    if remedy:
        add_event(session, concern, ConcernStep.remedy_offered, day=today, by=by, text=remedy)


def _answered_today(concern: Concern, today: date) -> None:
    """The first answer stands, also when it was a plan."""
    if concern.status is ConcernStatus.received:
        concern.answered_on, concern.status = today, ConcernStatus.answered


def close(session: Session, concern: Concern, *, text: str, by: int, today: date) -> None:
    """Closed with a finding, its reason and every remedy done. The text says what the person may do next."""
    _still_open(concern)
    if concern.answered_on is None:
        raise Refused(Refusal.no_answer_yet)
    if concern.finding is None or not concern.finding_reason:
        raise Refused(Refusal.no_finding)
    if concern.remedy and concern.remedy_done_on is None:
        raise Refused(Refusal.remedy_open)
    concern.closed_on, concern.status = today, ConcernStatus.closed
    add_event(session, concern, ConcernStep.closed, day=today, by=by, text=text)


def reopen(session: Session, concern: Concern, *, text: str, by: int | None, today: date) -> None:
    """The person is not done with us. The clock goes on where it stood; the first promise and the first answer stay in
    the event. A promise that has passed is told anew: the next open day."""
    if concern.status is ConcernStatus.received:
        raise Refused(Refusal.not_closed)
    facts = _first(concern)
    if concern.promised_due <= today:
        concern.promised_due = next_open_day(today, _calendar(session, today))
    _open_again(concern)
    add_event(session, concern, ConcernStep.reopened, day=today, by=by, text=text, facts=facts)


def second_stage(session: Session, concern: Concern, *, text: str, by: int | None, today: date) -> None:
    """Somebody else looks at all of it again, the superintendent or headquarters, within twenty business days."""
    if concern.status is ConcernStatus.received or concern.stage > 1:
        raise Refused(Refusal.not_closed)
    facts = _first(concern) | ({"owner": concern.owner_id} if concern.owner_id else {})
    concern.promised_due = add_business_days(today, SECOND_STAGE_DAYS, _calendar(session, today))
    concern.stage, concern.owner_id = 2, None
    if concern.handler is not Handler.headquarters:
        concern.handler = Handler.headquarters if concern.handler is Handler.superintendent else Handler.superintendent
    _open_again(concern)
    add_event(session, concern, ConcernStep.second_stage, day=today, by=by, text=text, facts=facts)


def _first(concern: Concern) -> dict[str, Any]:
    """The promise and the answer before this."""
    answered = concern.answered_on.isoformat() if concern.answered_on else ""
    return {
        "first_due": concern.promised_due.isoformat(), "first_answered": answered,
        "first_finding": concern.finding.value if concern.finding else None,
    }  # fmt: skip


def _open_again(concern: Concern) -> None:
    concern.status, concern.answered_on, concern.closed_on = ConcernStatus.received, None, None
    concern.heard = concern.understood = None


def _owner_ids(session: Session, concern: Concern) -> set[int | None]:
    return {one.id for one in possible_owners(session, concern, events_of(session, concern.id or 0))}


def _still_open(concern: Concern) -> None:
    if concern.status is ConcernStatus.closed:
        raise Refused(Refusal.closed)


def _not_silent(session: Session, concern: Concern, today: date) -> None:
    """Nothing goes on behind the back of somebody who has heard nothing for more than a week of open days."""
    owed = progress_owed(session, concern, events_of(session, concern.id or 0))
    if owed is not None and owed < today:
        raise Refused(Refusal.silent_week)


def _unsettled(session: Session, concern: Concern, by: int) -> None:
    _still_open(concern)
    if not is_unsettled(concern):
        raise Refused(Refusal.answered_already)
    if by in took_up_before(events_of(session, concern.id or 0)):
        raise Refused(Refusal.same_handler)


def _calendar(session: Session, today: date) -> CalendarFacts:
    return calendar_facts(session, today, today + AHEAD, for_clocks=True)

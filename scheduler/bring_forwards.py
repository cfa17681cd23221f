"""A bring-forward: its price before it is sent, who answers, minutes by tap, and what it displaced."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from workload.estimates.calendar import add_business_days, is_open, monday_of, next_open_day, open_days
from workload.estimates.displaced_work import Displaced, Price, displaced_work, price_of
from workload.records.bring_forwards import Queue, minutes_like_it, minutes_of, queue_of
from workload.records.calendar import calendar_facts
from workload.records.messages import write_message
from workload.records.officers import OFFICER_KINDS, managers, people
from workload.records.time_log import log_time
from workload.tables.bring_forwards import BringForward, BringForwardMinutes
from workload.tables.people import Person
from workload.tables.places import Office
from workload.vocabulary import (
    Activity,
    BringForwardLane,
    BringForwardSource,
    BringForwardWork,
    MessageKind,
    Role,
)

USUAL_DAYS = 5  # business days, where nobody says by when: what the Legislative Assembly grants a written answer
CALL_MINUTES = 20  # ours: a reply of three lines that asks somebody to call the office
PRESETS = (15, 30, 60, 120)
AHEAD = timedelta(days=60)


@dataclass(frozen=True)
class PriceTag:
    """What an answer from an office is likely to take. `person` would write it; `alone` when nobody else works there.

    `displaced` is None where nobody carries cases; `later` is the same a day later, `call` a reply of three lines.
    `price` is None until one such answer was timed, and `same_source` says what the price is made of.
    """

    person: Person | None
    alone: bool
    manager: Person | None
    delivery_week: bool
    price: Price | None
    same_source: bool
    displaced: Displaced | None
    later: Displaced | None
    call: Displaced | None


def usual_day(session: Session, today: date) -> date:
    """The day by which an answer is wanted when nobody says otherwise."""
    return add_business_days(today, USUAL_DAYS, calendar_facts(session, today, today + AHEAD))


def price_tag(session: Session, *, office_id: str, source: BringForwardSource, today: date) -> PriceTag:
    """The price of a BF from this office if it were asked today. Modelled: see `displaced_work`."""
    staff = people(session, today, office_id=office_id, kinds=OFFICER_KINDS)
    person = staff[0] if staff else None
    minutes, same_source = minutes_like_it(session, source)
    price = price_of(minutes)
    region = session.get_one(Office, office_id).region_id
    boss = next(iter(managers(session, region)), None)
    calendar = calendar_facts(session, monday_of(today), today + AHEAD)
    week = {monday_of(today) + timedelta(days=n) for n in range(7)}
    delivery = bool(week & calendar.delivery)
    if person is None or price is None:
        return PriceTag(person, len(staff) == 1, boss, delivery, price, same_source, None, None, None)
    queue, hours = queue_of(session, person.id or 0, today), price.minutes / 60
    begin = today if is_open(today, calendar) else next_open_day(today, calendar)
    after = next_open_day(begin, calendar)
    return PriceTag(
        person, len(staff) == 1, boss, delivery, price, same_source,
        _displaced(queue, hours, begin), _displaced(queue, hours, after), _displaced(queue, CALL_MINUTES / 60, begin),
    )  # fmt: skip


def displaced_by(session: Session, row: BringForward) -> Displaced | None:
    """What the minutes of whoever answers a BF displaced on the days on which they fell: the fortnight from the day it
    was asked, run with and without them, over the files that are open today."""
    if row.person_id is None or row.minutes == 0:
        return None
    taken: dict[date, float] = defaultdict(float)
    for entry, _name, _desk in minutes_of(session, row.id or 0):
        if entry.person_id == row.person_id:
            taken[entry.day] += entry.minutes / 60
    queue = queue_of(session, row.person_id, row.asked_on)
    if not queue.files:
        return None
    return displaced_work(queue.files, queue.hours, taken or {row.asked_on: row.minutes / 60})


def send(
    session: Session, *, office_id: str, source: BringForwardSource, question: str, needed_by: date,
    lane: BringForwardLane, to_manager: bool, by: int, today: date,
) -> BringForward:  # fmt: skip
    """Send it, with the price that was shown kept beside it."""
    tag = price_tag(session, office_id=office_id, source=source, today=today)
    person = tag.manager if to_manager else tag.person or tag.manager
    row = BringForward(
        reference=f"new {by} {today}", office_id=office_id, person_id=person.id if person else None, source=source,
        asked_on=today, needed_by=needed_by, question=question, lane=lane, sent_by=by,
        questions=[line.strip() for line in question.splitlines() if line.strip()],
    )  # fmt: skip
    if tag.price is not None:
        row.quoted_minutes, row.quoted_low, row.quoted_high = tag.price.minutes, tag.price.low, tag.price.high
    if lane is BringForwardLane.call_them:
        row.quoted_minutes = CALL_MINUTES
    displaced = tag.call if lane is BringForwardLane.call_them else tag.displaced
    row.quoted_late = 0 if to_manager else displaced.more_late if displaced else None
    session.add(row)
    session.flush()
    row.reference = f"BF-{today.year}-{row.id:04d}"
    if row.person_id is not None:
        _tell(session, row, row.person_id, MessageKind.bring_forward_sent)
    return row


def add_minutes(
    session: Session, row: BringForward, *, minutes: int, work: BringForwardWork, by: int, role: Role, today: date
) -> None:
    """Minutes by one tap. Those of the office count in the workload model; those of headquarters only in the price of
    both ends."""
    session.add(BringForwardMinutes(bring_forward_id=row.id or 0, person_id=by, day=today, minutes=minutes, work=work))
    if role is Role.hq:
        return
    row.minutes += minutes
    session.add(row)
    if role is Role.cso:
        log_time(session, person_id=by, day=today, activity=Activity.bring_forward, minutes=minutes)


def ask_back(session: Session, row: BringForward, question: str, *, by: int, today: date) -> bool:
    """One question back to headquarters, which has the wait until it answers; False when one was answered before."""
    if row.clarified_on is not None:
        return False
    row.clarify, row.clarify_asked_on = question, today
    session.add(row)
    if row.sent_by is not None:
        _tell(session, row, row.sent_by, MessageKind.bring_forward_back, what="asks", who=by)
    return True


def clarify(session: Session, row: BringForward, text: str, *, today: date) -> None:
    """Headquarters says what is meant. The open days that it took move the day on which the answer is needed."""
    row.clarified_on, row.questions = today, [*row.questions, text]
    asked = row.clarify_asked_on or today
    calendar = calendar_facts(session, asked, max(today, row.needed_by) + AHEAD)
    waited = len(open_days(asked + timedelta(days=1), today, calendar))
    if waited:
        row.needed_by = add_business_days(row.needed_by, waited, calendar)
    session.add(row)
    if row.person_id is not None:
        _tell(session, row, row.person_id, MessageKind.bring_forward_back, what="clarified")


def answer(session: Session, row: BringForward, *, text: str, by: int, today: date) -> bool:
    """Answered; False when it was already."""
    if row.answered_on is not None:
        return False
    row.answer, row.answered_on = text, today
    session.add(row)
    if row.sent_by is not None:
        _tell(session, row, row.sent_by, MessageKind.bring_forward_back, what="answered", who=by)
    return True


def is_avoidable(row: BringForward) -> bool | None:
    """Whether a call to the office first would have done: never spoke to it, never applied, or solved before it was
    asked. None while nobody has looked."""
    looked = (row.spoke_to_office, row.applied, row.solved_before)
    if all(one is None for one in looked):
        return None
    return row.spoke_to_office is False or row.applied is False or row.solved_before is True


def needs_clarifying(row: BringForward) -> bool:
    return bool(row.clarify) and row.clarified_on is None


def _tell(session: Session, row: BringForward, person_id: int, kind: MessageKind, **values: Any) -> None:
    day, href = row.needed_by.isoformat(), f"/bring-forwards/{row.id}"
    write_message(session, [person_id], kind, href=href, reference=row.reference, first=day, last=day, **values)


def _displaced(queue: Queue, hours: float, begin: date) -> Displaced | None:
    return displaced_work(queue.files, queue.hours, {begin: hours}) if queue.files else None

"""Bring-forwards: which ones wait, what earlier ones took, and the files of whoever would answer."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlmodel import Session, col, func, select

from workload.estimates.calendar import is_open, month_of, open_days
from workload.estimates.displaced_work import File
from workload.estimates.officer_capacity import case_hours_by_day, rules_from
from workload.facts import CalendarFacts
from workload.records.absences import granted_absences
from workload.records.activity_table import activity_times
from workload.records.calendar import calendar_facts
from workload.records.case_dates import coming_dates
from workload.records.cases import open_cases
from workload.records.cases_with_hours import with_hours
from workload.records.officers import officer
from workload.tables.accounts import Account
from workload.tables.bring_forwards import BringForward, BringForwardMinutes
from workload.tables.people import Person
from workload.tables.places import Office
from workload.vocabulary import BringForwardSource, Role

AHEAD = timedelta(days=42)
ENOUGH = 5  # of the same source; with fewer all sources are looked at


class Desk(StrEnum):
    """Where somebody works on a BF: who answers it, the manager and the superintendent, or headquarters."""

    office = "office"
    region = "region"
    headquarters = "headquarters"


@dataclass(frozen=True)
class BringForwardLine:
    """A BF as a list shows it. `answers` is who writes the answer, blank when nobody was named."""

    bring_forward: BringForward
    office: str
    answers: str


@dataclass(frozen=True)
class Queue:
    """The files that an officer has to do, and the hours for them on each day ahead."""

    files: tuple[File, ...]
    hours: dict[date, float]
    calendar: CalendarFacts


def bring_forwards(
    session: Session,
    *,
    region_ids: Sequence[str] | None = None,
    person_id: int | None = None,
    open_only: bool = True,
    asked_from: date | None = None,
    asked_until: date | None = None,
) -> list[BringForwardLine]:
    """BFs, those needed first at the top; `region_ids` None is the whole territory."""
    query = (
        select(BringForward, Office, Person)
        .join(Office, col(Office.id) == col(BringForward.office_id))
        .outerjoin(Person, col(Person.id) == col(BringForward.person_id))
    )
    if open_only:
        query = query.where(col(BringForward.answered_on).is_(None))
    if region_ids is not None:
        query = query.where(col(Office.region_id).in_(list(region_ids)))
    if person_id is not None:
        query = query.where(BringForward.person_id == person_id)
    if asked_from is not None:
        query = query.where(col(BringForward.asked_on) >= asked_from)
    if asked_until is not None:
        query = query.where(col(BringForward.asked_on) <= asked_until)
    query = query.order_by(col(BringForward.needed_by), col(BringForward.id))
    return [
        BringForwardLine(bring_forward=row, office=office.name, answers=person.name if person else "")
        for row, office, person in session.exec(query).all()
    ]


def minutes_like_it(session: Session, source: BringForwardSource) -> tuple[list[int], bool]:
    """Minutes of answered BFs, the newest first, and whether they are of the same source: with fewer than five of it
    all are looked at."""
    query = (
        select(col(BringForward.source), col(BringForward.minutes))
        .where(col(BringForward.answered_on).is_not(None), col(BringForward.minutes) > 0)
        .order_by(col(BringForward.asked_on).desc(), col(BringForward.id).desc())
    )
    every = session.exec(query).all()
    same = [minutes for one, minutes in every if one is source]
    return (same, True) if len(same) >= ENOUGH else ([minutes for _one, minutes in every], False)


def minutes_of(session: Session, bring_forward_id: int) -> list[tuple[BringForwardMinutes, str, Desk]]:
    """Minutes spent on a BF, each with who spent them and at which desk, oldest first."""
    query: Any = (
        select(BringForwardMinutes, Person, col(Account.role))
        .join(Person, col(Person.id) == col(BringForwardMinutes.person_id))
        .outerjoin(Account, col(Account.person_id) == col(BringForwardMinutes.person_id))
        .where(BringForwardMinutes.bring_forward_id == bring_forward_id)
        .order_by(col(BringForwardMinutes.id))
    )
    return [(row, person.name, _desk(role)) for row, person, role in session.exec(query)]


def minutes_by_desk(session: Session, rows: Sequence[BringForward]) -> dict[int, dict[Desk, int]]:
    """Minutes that each BF took at each desk, by its number. What was kept as a sum without its minutes, as in files
    taken in, is the office's."""
    query: Any = (
        select(col(BringForwardMinutes.bring_forward_id), col(Account.role), func.sum(BringForwardMinutes.minutes))
        .outerjoin(Account, col(Account.person_id) == col(BringForwardMinutes.person_id))
        .where(col(BringForwardMinutes.bring_forward_id).in_([row.id for row in rows]))
        .group_by(col(BringForwardMinutes.bring_forward_id), col(Account.role))
    )
    found: dict[int, dict[Desk, int]] = {row.id or 0: dict.fromkeys(Desk, 0) for row in rows}
    for number, role, minutes in session.exec(query):
        found[number][_desk(role)] += minutes
    for row in rows:  # the sum of a BF is that of office and region
        own = found[row.id or 0]
        own[Desk.office] = max(own[Desk.office], row.minutes - own[Desk.region])
    return found


def _desk(role: Role | None) -> Desk:
    """By the role that the person has now."""
    if role is Role.hq:
        return Desk.headquarters
    return Desk.region if role in (Role.manager, Role.superintendent) else Desk.office


def queue_of(session: Session, person_id: int, today: date) -> Queue:
    """An officer's files for the rest of the month: of each the share of its month's hours that open days are left for,
    due on its own next date or on the last delivery day. Hours leave out granted leave and the duties of the post."""
    one = officer(session, person_id, today)
    first, last = month_of(today)
    calendar = calendar_facts(session, first, today + AHEAD)
    cases = [case for case in open_cases(session, officer_id=person_id) if case.id is not None]
    if one is None or not cases:
        return Queue((), {}, calendar)
    share = len(open_days(today, last, calendar)) / max(1, len(open_days(first, last, calendar)))
    ends = max((day for day in calendar.delivery if today <= day <= last), default=last)
    dates = coming_dates(session, [case.id or 0 for case in cases])
    due: dict[int, date] = defaultdict(lambda: ends)
    for number, coming in dates.items():
        due[number] = min(ends, max(today, coming[0].day))
    asked_about = set(session.exec(select(BringForward.case_id).where(col(BringForward.answered_on).is_(None))))
    files = tuple(
        File(line.case.reference, due[line.case.id or 0], line.hours.hours * share, line.case.id not in asked_about)
        for line in with_hours(session, cases, today)
    )
    absences = granted_absences(session, today, today + AHEAD, person_ids=[person_id])
    rules = rules_from(activity_times(session, today))
    hours = case_hours_by_day(one, absences, calendar, today, today + AHEAD, rules)
    return Queue(files, {day: left for day, left in hours.items() if is_open(day, calendar)}, calendar)

"""Facts of work that nobody has thanked for, told to managers on Mondays; who was not thanked; whom thanks reach.

Facts, never a text to send: a thank-you is worth what the person who writes it puts into it. At most three a week for
a region and one in thirty days for a person; both numbers are ours.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, col, func, select

from workload.estimates.calendar import delivery_days, month_of
from workload.records.calendar import calendar_facts
from workload.records.cover_links import covers_given
from workload.records.loads import loads
from workload.records.officers import OFFICER_KINDS, people
from workload.tables.cases import Case
from workload.tables.concerns import Concern
from workload.tables.people import Person
from workload.tables.places import Office
from workload.tables.recognition import DeedsMuted, RecognitionNote, UnthankedDeed
from workload.vocabulary import ConcernStatus, CoverStatus, Deed, PersonKind, Tier

A_WEEK, A_PERSON = 3, timedelta(days=30)
LATELY = timedelta(days=14)
DELIVERY_LATELY = timedelta(days=21)
UNTHANKED_DAYS = 90
FEWEST_COVER_DAYS = 3
FIRST_MONTH = (timedelta(days=45), timedelta(days=30))
SHOWN = timedelta(days=28)


@dataclass(frozen=True)
class FoundDeed:
    """A fact about one person; a note written from `since` on thanks for it."""

    person_id: int
    deed: Deed
    since: date
    facts: Mapping[str, Any]


def tell_deeds(session: Session, region_id: str, today: date) -> list[UnthankedDeed]:
    """Note what the region's managers are told this week; nothing when they were told since Monday already."""
    members = {one.id or 0: one for one in people(session, today, region_id=region_id, kinds=OFFICER_KINDS)}
    monday = today - timedelta(days=today.weekday())
    query = select(UnthankedDeed).where(
        col(UnthankedDeed.person_id).in_(list(members)), col(UnthankedDeed.told_on) > today - A_PERSON
    )
    told = list(session.exec(query))
    if any(row.told_on >= monday for row in told):
        return []
    lately = {row.person_id for row in told}
    last = last_thanked(session, members)
    found: dict[int, FoundDeed] = {}
    for one in find_deeds(session, region_id, members, today):
        if one.person_id not in lately and not last.get(one.person_id, date.min) >= one.since:
            found.setdefault(one.person_id, one)
    longest_first = sorted(found.values(), key=lambda one: (last.get(one.person_id, date.min), one.person_id))
    rows = [
        UnthankedDeed(person_id=one.person_id, deed=one.deed, since=one.since, facts=dict(one.facts), told_on=today)
        for one in longest_first[:A_WEEK]
    ]
    session.add_all(rows)
    session.flush()
    return rows


def find_deeds(session: Session, region_id: str, members: Mapping[int, Person], today: date) -> list[FoundDeed]:
    """Every such fact of a region's officers, whether or not somebody thanked; the weightiest kind first."""
    return [
        *_cover_given(session, members, today),
        *_concern_sent(session, members, today),
        *_complex_closed(session, members, today),
        *_delivery_over(session, region_id, today),
        *_first_month(members, today),
        *_lone_office(members, today),
    ]


def deeds_told(session: Session, region_ids: Sequence[str] | None, today: date) -> list[tuple[UnthankedDeed, Person]]:
    """What was told in the last four weeks and nobody has thanked for since, newest first."""
    query = (
        select(UnthankedDeed, Person)
        .join(Person, col(Person.id) == col(UnthankedDeed.person_id))
        .join(Office, col(Office.id) == col(Person.office_id))
        .where(col(UnthankedDeed.told_on) > today - SHOWN)
        .order_by(col(UnthankedDeed.told_on).desc(), col(UnthankedDeed.id))
    )
    if region_ids is not None:
        query = query.where(col(Office.region_id).in_(list(region_ids)))
    rows = list(session.exec(query))
    last = last_thanked(session, [person.id or 0 for _row, person in rows])
    return [(row, person) for row, person in rows if not last.get(row.person_id, date.min) >= row.since]


def not_thanked(session: Session, region_ids: Sequence[str] | None, today: date) -> list[tuple[Person, date | None]]:
    """The officers of these regions without any note in 90 days, who are there that long, and the day of the last.

    A note that its recipient keeps to themselves counts: nobody learns from this list what it says.
    """
    since = today - timedelta(days=UNTHANKED_DAYS)
    office_ids = set(session.exec(select(Office.id).where(col(Office.region_id).in_(list(region_ids or ())))))
    here = [
        one
        for one in people(session, today, kinds=OFFICER_KINDS)
        if (region_ids is None or one.office_id in office_ids) and one.service_since <= since
    ]
    last = last_thanked(session, [one.id or 0 for one in here])
    return [(one, last.get(one.id or 0)) for one in here if last.get(one.id or 0, date.min) < since]


def last_thanked(session: Session, person_ids: Collection[int]) -> dict[int, date]:
    """The day of the last note to each of these people who ever had one."""
    query = (
        select(col(RecognitionNote.recipient_id), func.max(col(RecognitionNote.written_on)))
        .where(col(RecognitionNote.recipient_id).in_(list(person_ids)))
        .group_by(col(RecognitionNote.recipient_id))
    )
    return dict(session.exec(query).all())


def muted(session: Session, person_id: int) -> bool:
    return session.get(DeedsMuted, person_id) is not None


def mute(session: Session, person_id: int, *, on: bool, today: date) -> None:
    """Whether a manager wants no message about such facts."""
    row = session.get(DeedsMuted, person_id)
    if on and row is None:
        session.add(DeedsMuted(person_id=person_id, muted_on=today))
    if not on and row is not None:
        session.delete(row)


def _cover_given(session: Session, members: Mapping[int, Person], today: date) -> list[FoundDeed]:
    days: dict[int, set[date]] = defaultdict(set)
    offices: dict[int, set[str]] = defaultdict(set)
    for row in covers_given(session, today - LATELY, today - timedelta(days=1)):
        if row.person_id in members and row.status is CoverStatus.agreed:
            days[row.person_id].add(row.day)
            offices[row.person_id].add(row.office_id)
    return [
        FoundDeed(number, Deed.cover_given, min(found), {"days": len(found), "offices": sorted(offices[number])})
        for number, found in sorted(days.items())
        if len(found) >= FEWEST_COVER_DAYS
    ]


def _concern_sent(session: Session, members: Mapping[int, Person], today: date) -> list[FoundDeed]:
    query = (
        select(col(Concern.owner_id), func.max(col(Concern.opened_on)), func.count(col(Concern.id)))
        .where(
            col(Concern.owner_id).in_(list(members)),
            Concern.status == ConcernStatus.received,
            col(Concern.opened_on) > today - LATELY,
        )
        .group_by(col(Concern.owner_id))
        .order_by(col(Concern.owner_id))
    )
    return [
        FoundDeed(number, Deed.concern_sent, opened, {"concerns": count})
        for number, opened, count in session.exec(query)
        if number is not None
    ]


def _complex_closed(session: Session, members: Mapping[int, Person], today: date) -> list[FoundDeed]:
    query = (
        select(col(Case.officer_id), func.min(col(Case.closed_on)), func.count(col(Case.id)))
        .where(
            col(Case.officer_id).in_(list(members)),
            Case.tier == Tier.complex,
            col(Case.closed_on) > today - LATELY,
            col(Case.closed_on) <= today,
        )
        .group_by(col(Case.officer_id))
        .order_by(col(Case.officer_id))
    )
    return [
        FoundDeed(number, Deed.complex_closed, first, {"cases": count})
        for number, first, count in session.exec(query)
        if number is not None and first is not None
    ]


def _delivery_over(session: Session, region_id: str, today: date) -> list[FoundDeed]:
    """Officers whose month needed more hours than were there, when its delivery days ended in the past three weeks."""
    before = month_of(today)[0] - timedelta(days=1)
    days = delivery_days(before.year, before.month, calendar_facts(session, before.replace(day=1), before).closed)
    if not days or days[-1] <= today - DELIVERY_LATELY:
        return []
    return [
        FoundDeed(
            line.person_id, Deed.delivery_over, days[0],
            {"needed": round(line.load.needed), "there": round(line.load.there), "day": days[-1].isoformat()},
        )
        for line in loads(session, today, before, region_id=region_id)
        if line.person_id is not None and line.load.there > 0 and line.load.needed > line.load.there
    ]  # fmt: skip


def _first_month(members: Mapping[int, Person], today: date) -> list[FoundDeed]:
    return [
        FoundDeed(number, Deed.first_month, one.appointed_on, {"day": one.appointed_on.isoformat()})
        for number, one in members.items()
        if one.appointed_on is not None and today - FIRST_MONTH[0] <= one.appointed_on <= today - FIRST_MONTH[1]
    ]


def _lone_office(members: Mapping[int, Person], today: date) -> list[FoundDeed]:
    since = today - timedelta(days=UNTHANKED_DAYS)
    at: dict[str, list[Person]] = defaultdict(list)
    for one in members.values():
        if one.kind is PersonKind.cso:
            at[one.office_id].append(one)
    return [
        FoundDeed(alone[0].id or 0, Deed.lone_office, since, {"days": UNTHANKED_DAYS})
        for alone in at.values()
        if len(alone) == 1 and alone[0].service_since <= since
    ]

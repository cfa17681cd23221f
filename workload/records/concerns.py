"""Concerns: recording, listing for those who may see them, and counting them by month."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from sqlalchemy import and_, extract, func, not_, or_, true
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from workload.tables.concerns import Concern
from workload.tables.people import Person
from workload.tables.places import Office
from workload.vocabulary import Channel, ConcernCategory, ConcernRoute, ConcernStatus, Handler, Naming


@dataclass(frozen=True)
class MonthCount:
    """So many in one category, at one office, in the month that begins on `month`."""

    office: str
    month: date
    kind: str
    count: int


def record_concern(
    session: Session,
    *,
    office_id: str | None,
    opened_on: date,
    category: ConcernCategory,
    channel: Channel,
    what_happened: str,
    reach: str,
    recorded_by: int | None,
    promised_due: date,
    promise: str,
    **more: Any,
) -> Concern:
    """A new concern with a reference that can be read over the phone. The reference is made from the row's own
    number, so that two people recording at once never meet. `more` are further columns of the table."""
    concern = Concern(
        reference=f"new-{uuid4().hex}",
        office_id=office_id,
        opened_on=opened_on,
        category=category,
        channel=channel,
        what_happened=what_happened,
        reach=reach,
        recorded_by=recorded_by,
        promised_due=promised_due,
        promise=promise,
        **more,
    )
    session.add(concern)
    session.flush()
    concern.reference = f"CR-{opened_on.year}-{concern.id:04d}"
    session.add(concern)
    session.flush()
    return concern


def same_concern_today(
    session: Session, *, recorded_by: int, office_id: str, opened_on: date, what_happened: str
) -> Concern | None:
    """The concern that the same person wrote down on the same day in the same words: a form that was sent twice."""
    query = select(Concern).where(
        Concern.recorded_by == recorded_by,
        Concern.office_id == office_id,
        Concern.opened_on == opened_on,
        Concern.what_happened == what_happened,
    )
    return session.exec(query).first()


ABOVE = (Handler.superintendent, Handler.headquarters)


@dataclass(frozen=True)
class Reader:
    """Who reads: an officer sees less than a manager, and nobody sees what is about them."""

    person_id: int
    officer: bool = False
    manager: bool = False


def is_for(concern: Concern, reader: Reader) -> bool:
    """Whether a reader may see the concern at all. What is about somebody is never shown to them, and what is about a
    manager never to a manager; a person who does not want the officer to know is shown to no officer, but to whoever
    wrote it down."""
    if concern.about_id == reader.person_id:
        return False
    if reader.person_id in (concern.recorded_by, concern.owner_id):
        return True
    if reader.officer:
        return concern.naming is Naming.named and concern.route is not ConcernRoute.conduct
    return not (reader.manager and concern.handler in ABOVE and concern.route is ConcernRoute.conduct)


def _for(reader: Reader) -> Any:
    """`is_for` as a condition of a query."""
    about_me = func.coalesce(Concern.about_id, -1) == reader.person_id
    mine = or_(
        func.coalesce(Concern.recorded_by, -1) == reader.person_id,
        func.coalesce(Concern.owner_id, -1) == reader.person_id,
    )
    conduct = and_(col(Concern.route).is_not(None), col(Concern.route) == ConcernRoute.conduct)
    if reader.officer:
        shown = and_(col(Concern.naming) == Naming.named, not_(conduct))
    elif reader.manager:
        shown = not_(and_(conduct, col(Concern.handler).is_not(None), col(Concern.handler).in_(ABOVE)))
    else:
        shown = true()
    return and_(not_(about_me), or_(mine, shown))


@dataclass(frozen=True)
class ConcernLine:
    """A concern as a list shows it, with the names of its office and of who recorded it (blank when nobody did)."""

    concern: Concern
    office: str
    region_id: str
    recorder: str


def list_concerns(
    session: Session,
    *,
    region_ids: Sequence[str] | None = None,
    office_id: str | None = None,
    recorded_by: int | None = None,
    owner_id: int | None = None,
    status: ConcernStatus | None = None,
    such: Any = None,
    reader: Reader | None = None,
    newest_first: bool = False,
    limit: int = 200,
) -> list[ConcernLine]:
    """Concerns, those due first at the top (or the newest). `region_ids` None means the whole territory; with a
    `reader` those that are not for this reader are left out; `such` is a further condition of the query."""
    query = (
        select(Concern, Office, Person)
        .outerjoin(Office, col(Office.id) == col(Concern.office_id))
        .outerjoin(Person, col(Person.id) == col(Concern.recorded_by))
    )
    if region_ids is not None:
        query = query.where(col(Office.region_id).in_(list(region_ids)))
    if office_id is not None:
        query = query.where(col(Concern.office_id) == office_id)
    if owner_id is not None:
        query = query.where(col(Concern.owner_id) == owner_id)
    if reader is not None:
        query = query.where(_for(reader))
    if recorded_by is not None:
        query = query.where(col(Concern.recorded_by) == recorded_by)
    if status is not None:
        query = query.where(col(Concern.status) == status)
    if such is not None:
        query = query.where(such)
    if newest_first:
        query = query.order_by(col(Concern.opened_on).desc(), col(Concern.id).desc())
    else:
        query = query.order_by(col(Concern.promised_due), col(Concern.id))
    rows = session.exec(query.limit(limit)).all()
    return [
        ConcernLine(
            concern=concern,
            office=office.name if office else "",
            region_id=office.region_id if office else "",
            recorder=_name(person),
        )
        for concern, office, person in rows
    ]


def count_concerns_by_month(
    session: Session,
    *,
    first_day: date,
    last_day: date,
    office_ids: Collection[str] | None = None,
    by_office: bool = True,
) -> list[MonthCount]:
    """Concerns opened from `first_day` to `last_day` at some offices (None: at every one), counted by office, month and
    category, or for all offices together under "". What came as thanks alone is not a concern."""
    year, month = extract("year", col(Concern.opened_on)), extract("month", col(Concern.opened_on))
    office = [col(Concern.office_id)] if by_office else []
    query: Any = (
        columns(year, month, col(Concern.category), func.count(), *office)
        .where(col(Concern.opened_on) >= first_day, col(Concern.opened_on) <= last_day)
        .where(col(Concern.office_id).is_not(None) if office_ids is None else col(Concern.office_id).in_(office_ids))
        .where(or_(col(Concern.route).is_(None), col(Concern.route) != ConcernRoute.thanks))
        .group_by(*office, year, month, col(Concern.category))
        .order_by(*office, year, month, col(Concern.category))
    )
    return [
        MonthCount(of_office[0] if of_office else "", date(int(of_year), int(of_month), 1), category.value, count)
        for of_year, of_month, category, count, *of_office in session.execute(query)
    ]


def _name(person: Person | None) -> str:
    return person.name if person else ""

"""People, what they may carry and cover, and the posts they hold."""

from collections import defaultdict
from collections.abc import Callable, Collection
from datetime import date, timedelta
from functools import cache, partial
from typing import Any

from sqlalchemy import select as columns
from sqlmodel import Session, col, func, not_, null, or_, select

from workload.estimates.newcomer_share import Steps, steps_of
from workload.facts import OfficerFacts
from workload.records.newcomers import newcomer_shares
from workload.tables.accounts import Account
from workload.tables.people import CommunityServed, Person, Post
from workload.tables.places import Office, Region
from workload.vocabulary import PersonKind, Role

OFFICER_KINDS = (PersonKind.cso, PersonKind.itinerant, PersonKind.pool)
DAYS_A_YEAR = 365.25
MOST_TOGETHER = 500  # officers on one page; a larger service is read by regions, and what is slow to add up is kept
NEWCOMER_AT_MOST = timedelta(days=3 * 365)  # no page looks back to the first months of somebody appointed before


def person(session: Session, person_id: int) -> Person | None:
    return session.get(Person, person_id)


def people(
    session: Session,
    today: date,
    *,
    region_id: str | None = None,
    region_ids: Collection[str] | None = None,
    office_id: str | None = None,
    kinds: Collection[PersonKind] | None = None,
    person_ids: Collection[int] | None = None,
) -> list[Person]:
    """Who works here on `today`, by region, office and name. `kinds` None is everybody, staff included."""
    query = _of_places(select(Person), today, region_id, region_ids, office_id, kinds, person_ids)
    return list(session.exec(query))


def _of_places(
    query: Any,
    today: date,
    region_id: str | None,
    region_ids: Collection[str] | None,
    office_id: str | None,
    kinds: Collection[PersonKind] | None,
    person_ids: Collection[int] | None,
) -> Any:
    """A query of people, with those of `people()` only and in their order."""
    query = (
        query.join(Office, col(Office.id) == col(Person.office_id))
        .join(Region, col(Region.id) == col(Office.region_id))
        .where(_still_there(today))
        .order_by(col(Region.position), col(Office.position), col(Person.sort_name), col(Person.id))
    )
    if region_id is not None:
        query = query.where(Office.region_id == region_id)
    if region_ids is not None:
        query = query.where(col(Office.region_id).in_(list(region_ids)))
    if office_id is not None:
        query = query.where(Person.office_id == office_id)
    if kinds is not None:
        query = query.where(col(Person.kind).in_(list(kinds)))
    if person_ids is not None:
        query = query.where(col(Person.id).in_(list(person_ids)))
    return query


def people_by_id(session: Session, numbers: Collection[int]) -> dict[int, Person]:
    """These people by id, also when they have left."""
    rows = session.exec(select(Person).where(col(Person.id).in_(list(numbers))))
    return {one.id: one for one in rows if one.id is not None}


def _still_there(today: date) -> Any:
    return or_(col(Person.works_until).is_(None), col(Person.works_until) >= today)


def person_names(session: Session, numbers: Collection[int] | None = None) -> dict[int, str]:
    """Names by id of these people, or (None) of everybody, also of people who have left."""
    query = columns(col(Person.id), (col(Person.given_name) + " " + col(Person.family_name)).label("name"))
    if numbers is not None:
        query = query.where(col(Person.id).in_(list(numbers)))
    return {row.id: row.name for row in session.execute(query)}


def officers_there(today: date) -> Any:
    """A query of the ids of all who may carry or cover cases on `today`."""
    return columns(col(Person.id)).where(_still_there(today), col(Person.kind).in_(OFFICER_KINDS))


def officer_ids(session: Session, today: date) -> frozenset[int]:
    """Ids of all who may carry or cover cases on `today`."""
    return frozenset(session.execute(officers_there(today)).scalars())


def officers_by_office(session: Session, today: date) -> dict[str, int]:
    """How many may carry or cover cases on `today`, by office; an office without any is not in it."""
    query = select(col(Person.office_id), func.count()).where(_still_there(today), col(Person.kind).in_(OFFICER_KINDS))
    return dict(session.exec(query.group_by(col(Person.office_id))).all())


def officers(
    session: Session,
    today: date,
    *,
    region_id: str | None = None,
    region_ids: Collection[str] | None = None,
    office_id: str | None = None,
    person_ids: Collection[int] | None = None,
    skills: bool = True,
) -> list[OfficerFacts]:
    """The CSOs, itinerants and relievers there on `today`, appointed or not, as facts. A newcomer's hours grow by the
    shares that are in force on `today`. Without `skills` neither communities nor languages: a count of hours needs
    none."""
    languages = col(Person.languages) if skills else null()
    query = _of_places(
        columns(*_FACTS, languages, col(Office.region_id)), today, region_id, region_ids, office_id, OFFICER_KINDS,
        person_ids,
    )  # fmt: skip
    found = session.execute(query).all()  # columns, not rows of the table: a province has thousands
    whole = region_id is None and region_ids is None and office_id is None and person_ids is None
    served = _communities_served(session, None if whole else [one.id for one in found]) if skills else {}
    steps = cache(partial(steps_of, shares=newcomer_shares(session, today)))
    return [_facts(one, frozenset(served.get(one.id, ())), today, steps) for one in found]


def officer(session: Session, person_id: int, today: date) -> OfficerFacts | None:
    return next(iter(officers(session, today, person_ids={person_id})), None)


def posts(session: Session, *, region_id: str | None = None, office_id: str | None = None) -> list[Post]:
    return list(session.exec(_posts(region_id, office_id)))


def vacancies(
    session: Session, today: date, *, region_id: str | None = None, office_id: str | None = None
) -> list[Post]:
    """Posts without a holder, or whose holder has left by `today`."""
    query = _posts(region_id, office_id).outerjoin(Person, col(Person.id) == col(Post.holder_id))
    return list(session.exec(query.where(or_(col(Post.holder_id).is_(None), not_(_still_there(today))))))


def _posts(region_id: str | None, office_id: str | None) -> Any:
    query = (
        select(Post)
        .join(Office, col(Office.id) == col(Post.office_id))
        .join(Region, col(Region.id) == col(Office.region_id))
        .order_by(col(Region.position), col(Office.position), col(Post.id))
    )
    if region_id is not None:
        query = query.where(Office.region_id == region_id)
    if office_id is not None:
        query = query.where(Post.office_id == office_id)
    return query


def managers(session: Session, region_id: str) -> list[Person]:
    """The people with a manager's account whose office is in the region."""
    query = (
        select(Person)
        .join(Account, col(Account.person_id) == col(Person.id))
        .join(Office, col(Office.id) == col(Person.office_id))
        .where(Account.role == Role.manager, Office.region_id == region_id, col(Account.active))
        .order_by(col(Person.sort_name))
    )
    return list(session.exec(query))


def buddy(session: Session, person_id: int) -> Person | None:
    one = session.get(Person, person_id)
    return None if one is None or one.buddy_id is None else session.get(Person, one.buddy_id)


def _communities_served(session: Session, people: list[int] | None) -> dict[int, set[str]]:
    """Of these people; None is everybody."""
    served: dict[int, set[str]] = defaultdict(set)
    query = columns(col(CommunityServed.person_id), col(CommunityServed.community_id))
    if people is not None:
        query = query.where(col(CommunityServed.person_id).in_(people))
    for person_id, community_id in session.execute(query):
        served[person_id].add(community_id)
    return served


_FACTS = (
    col(Person.id), col(Person.given_name), col(Person.family_name), col(Person.office_id), col(Person.kind),
    col(Person.monday_hours), col(Person.tuesday_hours), col(Person.wednesday_hours), col(Person.thursday_hours),
    col(Person.friday_hours), col(Person.service_since), col(Person.appointed_on), col(Person.works_until),
    col(Person.max_cover_days), col(Person.icm),
)  # fmt: skip


def _facts(row: Any, served: frozenset[str], today: date, steps: Callable[[date], Steps]) -> OfficerFacts:
    """Facts of a row of `_FACTS`, languages and the region."""
    number, given, family, office_id, kind, *pattern = row[:10]
    since, appointed_on, until, most, icm, codes, region = row[10:]
    grown = appointed_on is None or appointed_on < today - NEWCOMER_AT_MOST
    return OfficerFacts(
        id=number,
        name=f"{given} {family}",
        office=office_id,
        region=region,
        kind=kind,
        pattern=tuple(pattern),
        communities=served,
        languages=frozenset(codes or ()),
        icm=icm,
        appointed=appointed_on is not None and appointed_on <= today,
        service_years=round(max(0.0, (today - since).days / DAYS_A_YEAR), 2),
        max_cover_days=most,
        works_from=since,
        works_until=until,
        steps=() if grown else steps(appointed_on),
    )

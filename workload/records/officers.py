"""People, what they may carry and cover, and the posts they hold."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from sqlmodel import Session, col, or_, select

from workload.estimates.newcomer_share import steps_of
from workload.facts import OfficerFacts
from workload.records.newcomers import newcomer_shares
from workload.tables.accounts import Account
from workload.tables.people import CommunityServed, Person, Post
from workload.tables.places import Office, Region
from workload.vocabulary import PersonKind, Role

OFFICER_KINDS = (PersonKind.cso, PersonKind.itinerant, PersonKind.pool)
DAYS_A_YEAR = 365.25


def person(session: Session, person_id: int) -> Person | None:
    return session.get(Person, person_id)


def people(
    session: Session,
    today: date,
    *,
    region_id: str | None = None,
    office_id: str | None = None,
    kinds: Collection[PersonKind] | None = None,
) -> list[Person]:
    """Who works here on `today`, by region, office and name. `kinds` None is everybody, staff included."""
    query = (
        select(Person)
        .join(Office, col(Office.id) == col(Person.office_id))
        .join(Region, col(Region.id) == col(Office.region_id))
        .where(or_(col(Person.works_until).is_(None), col(Person.works_until) >= today))
        .order_by(col(Region.position), col(Office.position), col(Person.sort_name), col(Person.id))
    )
    if region_id is not None:
        query = query.where(Office.region_id == region_id)
    if office_id is not None:
        query = query.where(Person.office_id == office_id)
    if kinds is not None:
        query = query.where(col(Person.kind).in_(list(kinds)))
    return list(session.exec(query))


def person_names(session: Session) -> dict[int, str]:
    """Everybody's name by id, also of people who have left."""
    rows = session.exec(select(col(Person.id), col(Person.given_name), col(Person.family_name)))
    return {number: f"{given} {family}" for number, given, family in rows if number is not None}


def officers(
    session: Session,
    today: date,
    *,
    region_id: str | None = None,
    office_id: str | None = None,
    person_ids: Collection[int] | None = None,
) -> list[OfficerFacts]:
    """The CSOs, itinerants and relievers there on `today`, appointed or not, as facts. A newcomer's hours grow by the
    shares that are in force on `today`."""
    found = people(session, today, region_id=region_id, office_id=office_id, kinds=OFFICER_KINDS)
    if person_ids is not None:
        found = [one for one in found if one.id in person_ids]
    served = _communities_served(session)
    region_of = dict(session.exec(select(Office.id, Office.region_id)).all())
    shares = newcomer_shares(session, today)
    return [_facts(one, region_of[one.office_id], frozenset(served[one.id or 0]), today, shares) for one in found]


def officer(session: Session, person_id: int, today: date) -> OfficerFacts | None:
    return next(iter(officers(session, today, person_ids={person_id})), None)


def posts(session: Session, *, region_id: str | None = None, office_id: str | None = None) -> list[Post]:
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
    return list(session.exec(query))


def vacancies(
    session: Session, today: date, *, region_id: str | None = None, office_id: str | None = None
) -> list[Post]:
    """Posts without a holder, or whose holder has left by `today`."""
    there = {one.id for one in people(session, today)}
    return [post for post in posts(session, region_id=region_id, office_id=office_id) if post.holder_id not in there]


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


def _communities_served(session: Session) -> dict[int, set[str]]:
    served: dict[int, set[str]] = defaultdict(set)
    for row in session.exec(select(CommunityServed)):
        served[row.person_id].add(row.community_id)
    return served


def _facts(
    one: Person, region_id: str, served: frozenset[str], today: date, shares: Mapping[int, float]
) -> OfficerFacts:
    if one.id is None:
        raise ValueError("a person has no id before it is stored")
    return OfficerFacts(
        id=one.id,
        name=one.name,
        office=one.office_id,
        region=region_id,
        kind=one.kind,
        pattern=one.pattern,
        communities=served,
        languages=frozenset(one.languages),
        icm=one.icm,
        appointed=one.appointed_on is not None and one.appointed_on <= today,
        service_years=round(max(0.0, (today - one.service_since).days / DAYS_A_YEAR), 2),
        max_cover_days=one.max_cover_days,
        works_from=one.service_since,
        works_until=one.works_until,
        steps=steps_of(one.appointed_on, shares) if one.appointed_on is not None else (),
    )

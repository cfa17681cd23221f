"""Posts needed against posts there: one line an office, and leave that was refused because nobody could cover."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Integer, cast
from sqlalchemy import select as columns
from sqlmodel import Session, col, func, select

from workload.estimates.officer_capacity import rules_from
from workload.estimates.staffing_need import OfficeNeed, office_need
from workload.records.activity_table import activity_times, office_multipliers
from workload.records.officers import vacancies
from workload.records.places import office_by_community, offices
from workload.tables.cases import Case
from workload.tables.people import Post
from workload.tables.places import Office
from workload.vocabulary import PersonKind, Tier

OFFICE_KINDS = (PersonKind.cso, PersonKind.itinerant)


@dataclass(frozen=True)
class OfficePosts:
    """An office, what its cases need in posts, and the posts there: full-time equivalents, of which `vacant` have no
    holder. Itinerant posts count where they are based."""

    office: Office
    cases: dict[Tier, int]
    multiplier: float
    need: OfficeNeed
    there: float
    vacant: float

    @property
    def gap(self) -> float:
        """Posts needed less posts there; below zero where there are more than needed."""
        return self.need.posts - self.there


def posts_needed(
    session: Session,
    today: date,
    *,
    region_ids: Collection[str] | None = None,
) -> list[OfficePosts]:
    """Every office of some regions (None: of all) from north to south with its need on today's cases, in a fixed number
    of queries."""
    times, factors = activity_times(session, today), office_multipliers(session, today)
    cases, rules = case_tiers_by_office(session), rules_from(times)
    funded = select(Post.office_id, func.sum(Post.fte)).where(col(Post.kind).in_(OFFICE_KINDS))
    there = defaultdict(float, session.exec(funded.group_by(col(Post.office_id))).all())
    vacant: dict[str, float] = defaultdict(float)
    for post in vacancies(session, today):
        if post.kind in OFFICE_KINDS:
            vacant[post.office_id] += post.fte
    return [
        OfficePosts(
            office=one,
            cases=cases[one.id],
            multiplier=factors.get(one.id, 1.0),
            need=office_need(cases[one.id], times, multiplier=factors.get(one.id, 1.0), rules=rules),
            there=there[one.id],
            vacant=vacant[one.id],
        )
        for one in offices(session)
        if region_ids is None or one.region_id in region_ids
    ]


def relief_posts(session: Session) -> float:
    """Posts of relievers, who belong to no office's cases: full-time equivalents of the whole territory."""
    return session.exec(select(func.sum(Post.fte)).where(Post.kind == PersonKind.pool)).one() or 0.0


def case_tiers_by_office(session: Session) -> dict[str, dict[Tier, int]]:
    """Open cases of each tier at every office that serves a community."""
    office_of = office_by_community(session)
    found: dict[str, dict[Tier, int]] = defaultdict(lambda: dict.fromkeys(Tier, 0))
    for community_id, tier, count in session.execute(open_counts(Case.tier)):
        found[office_of[community_id]][tier] += count
    return found


def open_counts(*of: Any) -> Any:
    """A query: community, these columns of its open cases, and how many there are.

    Counted by officer first: that is the order of the index, and SQLite sorts nothing. Twice as fast for a province.
    """
    each = (
        columns(col(Case.community_id), col(Case.officer_id), *of, func.count().label("many"))
        .where(col(Case.closed_on).is_(None))
        .group_by(col(Case.community_id), col(Case.officer_id), *of)
        .subquery()
    )
    kept = [each.c[column.key] for column in (Case.community_id, *of)]
    many = cast(func.sum(each.c.many), Integer)  # a sum of counts is a decimal number on PostgreSQL
    return columns(*kept, many).group_by(*kept)


def filled_posts(session: Session, today: date) -> tuple[dict[str, list[float]], dict[str, list[float]]]:
    """Full-time equivalents of each office's own posts: those with a holder, and the vacant ones."""
    empty = {post.id for post in vacancies(session, today)}
    filled: dict[str, list[float]] = defaultdict(list)
    vacant: dict[str, list[float]] = defaultdict(list)
    query = select(col(Post.id), col(Post.office_id), col(Post.fte)).where(col(Post.kind).in_(OFFICE_KINDS))
    for number, office_id, fte in session.exec(query.order_by(col(Post.id))):
        (vacant if number in empty else filled)[office_id].append(fte)
    return filled, vacant

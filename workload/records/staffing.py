"""Posts needed against posts there: one line an office, and leave that was refused because nobody could cover."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, select

from workload.estimates.staffing_need import OfficeNeed, office_need
from workload.facts import ActivityTime
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
    region_id: str | None = None,
    times: tuple[ActivityTime, ...] | None = None,
    factors: Mapping[str, float] | None = None,
) -> list[OfficePosts]:
    """Every office from north to south with its need on today's cases, in a fixed number of queries. `times` and
    `factors` stand in for those in force, to ask what a change would do."""
    times = activity_times(session, today) if times is None else times
    factors = office_multipliers(session, today) if factors is None else factors
    cases = case_tiers_by_office(session)
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
            need=_need(cases[one.id], times, factors.get(one.id, 1.0)),
            there=there[one.id],
            vacant=vacant[one.id],
        )
        for one in offices(session, region_id)
    ]


def relief_posts(session: Session) -> float:
    """Posts of relievers, who belong to no office's cases: full-time equivalents of the whole territory."""
    return session.exec(select(func.sum(Post.fte)).where(Post.kind == PersonKind.pool)).one() or 0.0


def case_tiers_by_office(session: Session) -> dict[str, dict[Tier, int]]:
    """Open cases of each tier at every office that serves a community."""
    office_of = office_by_community(session)
    query = (
        select(col(Case.community_id), col(Case.tier), func.count())
        .where(col(Case.closed_on).is_(None))
        .group_by(col(Case.community_id), col(Case.tier))
    )
    found: dict[str, dict[Tier, int]] = defaultdict(lambda: dict.fromkeys(Tier, 0))
    for community_id, tier, count in session.exec(query):
        found[office_of[community_id]][tier] += count
    return found


def _need(counts: dict[Tier, int], times: tuple[ActivityTime, ...], multiplier: float) -> OfficeNeed:
    return office_need(counts, times, multiplier=multiplier)

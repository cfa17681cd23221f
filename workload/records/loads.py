"""What each officer's cases need in a month, and what is there for them: one page of people in a handful of queries."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select as columns
from sqlmodel import Session, col, func, select

from workload.estimates.calendar import month_of
from workload.estimates.case_hours import hours_by_tier
from workload.estimates.load import Load, load
from workload.estimates.officer_capacity import Capacity, month_capacity, rules_from
from workload.estimates.uncertainty import need_range
from workload.facts import Absence, ActivityTime, OfficerFacts
from workload.records.absences import granted_absences
from workload.records.activity_table import activity_times, office_multipliers
from workload.records.calendar import calendar_facts
from workload.records.cover_links import covers_given
from workload.records.officers import officers, vacancies
from workload.records.places import office_by_community
from workload.tables.cases import Case
from workload.tables.people import Person
from workload.tables.places import Community, Office
from workload.vocabulary import CoverStatus, PersonKind, Stream, Tier


@dataclass(frozen=True)
class CaseCounts:
    """Open cases of one officer (or of nobody, at one office): how many of each tier and stream, and the hours."""

    tiers: Mapping[Tier, int] = field(default_factory=dict)
    streams: Mapping[Stream, int] = field(default_factory=dict)
    provisional: int = 0
    hours: float = 0.0
    low: float = 0.0
    high: float = 0.0

    @property
    def cases(self) -> int:
        return sum(self.tiers.values())


@dataclass(frozen=True)
class OfficerLoad:
    """One line of the caseload page. Without a person it stands for the cases of an office that nobody holds.

    `load.needed` is the hours of the cases plus the hours of cover given that month (`cover_hours`); `capacity`
    says how the hours there came about; `away` is the granted leave that touches the month.
    """

    person_id: int | None
    name: str
    title: str
    office_id: str
    kind: PersonKind
    counts: CaseCounts
    load: Load
    cover_hours: float = 0.0
    capacity: Capacity | None = None
    away: tuple[Absence, ...] = ()
    appointed: bool = True


def loads(
    session: Session,
    today: date,
    month: date,
    *,
    region_id: str | None = None,
    person_ids: Collection[int] | None = None,
) -> list[OfficerLoad]:
    """The loads in the month that holds `month`: everybody who may carry cases, from north to south, and then the
    cases without an officer, a line for each office. With `person_ids` only those people, without these last lines.
    """
    first, last = month_of(month)
    times = activity_times(session, last)
    factors = office_multipliers(session, last)
    people = officers(session, today, region_id=region_id, person_ids=person_ids)
    people = [one for one in people if one.kind is not PersonKind.pool]
    ids = [one.id for one in people]
    held, unheld = _counts(session, times, factors, ids, None if person_ids is not None else region_id or "")
    calendar = calendar_facts(session, first, last)
    rules = rules_from(times)
    away: dict[int, list[Absence]] = defaultdict(list)
    for absence in granted_absences(session, first, last, person_ids=ids):
        away[absence.person].append(absence)
    cover: dict[int, float] = defaultdict(float)
    for row in covers_given(session, first, last):
        if row.status is CoverStatus.agreed:  # what somebody is only asked for is not theirs to do yet
            cover[row.person_id] += row.hours + row.travel_hours
    titles = dict(session.exec(select(Person.id, Person.title).where(col(Person.id).in_(ids))).all())

    def line(one: OfficerFacts) -> OfficerLoad:
        capacity = month_capacity(one, away[one.id], calendar, first, last, rules)
        counts, given = held.get(one.id, CaseCounts()), cover[one.id]
        measured = load(counts.hours + given, capacity.hours_for_cases, counts.low + given, counts.high + given)
        return OfficerLoad(
            one.id, one.name, titles.get(one.id, ""), one.office, one.kind, counts, measured,
            given, capacity, tuple(away[one.id]), one.appointed,
        )  # fmt: skip

    found = [line(one) for one in people]
    return found + _without_officer(session, today, unheld, region_id) if person_ids is None else found


def load_of(session: Session, person_id: int, today: date, month: date) -> OfficerLoad | None:
    """One person's load in a month; None for somebody who carries no cases."""
    return next(iter(loads(session, today, month, person_ids={person_id})), None)


def _counts(
    session: Session,
    times: tuple[ActivityTime, ...],
    factors: Mapping[str, float],
    people: Collection[int],
    unheld_in: str | None,
) -> tuple[dict[int, CaseCounts], dict[str, CaseCounts]]:
    """Counts and hours by officer, and by office of the cases nobody holds (`unheld_in` a region, "" everywhere)."""
    query = columns(
        col(Case.officer_id), col(Case.community_id), col(Case.tier), col(Case.stream), col(Case.provisional),
        func.count(),
    ).where(col(Case.closed_on).is_(None))  # fmt: skip
    query = query.group_by(
        col(Case.officer_id), col(Case.community_id), col(Case.tier), col(Case.stream), col(Case.provisional)
    )
    queries = [query]
    if unheld_in != "":
        queries = [query.where(col(Case.officer_id).in_(people))]
    if unheld_in:
        served = columns(col(Community.id)).join(Office).where(col(Office.region_id) == unheld_in)
        queries.append(query.where(col(Case.officer_id).is_(None), col(Case.community_id).in_(served)))
    wanted, office_of = frozenset(people), office_by_community(session)
    groups: dict[int | str, list[tuple[str, Tier, Stream, bool, int]]] = defaultdict(list)
    for one in queries:
        for officer_id, community_id, tier, stream, provisional, count in session.execute(one):
            office_id = office_of[community_id]
            if officer_id is None or officer_id in wanted:
                key = office_id if officer_id is None else officer_id
                groups[key].append((office_id, tier, stream, provisional, count))
    summed = {key: _sum(rows, times, factors) for key, rows in groups.items()}
    return (
        {key: value for key, value in summed.items() if isinstance(key, int)},
        {key: value for key, value in summed.items() if isinstance(key, str)},
    )


def _sum(
    rows: list[tuple[str, Tier, Stream, bool, int]], times: tuple[ActivityTime, ...], factors: Mapping[str, float]
) -> CaseCounts:
    tiers: dict[Tier, int] = dict.fromkeys(Tier, 0)
    streams: dict[Stream, int] = dict.fromkeys(Stream, 0)
    unsure, hours = 0, 0.0
    plain = hours_by_tier(times)
    for office_id, tier, stream, provisional, count in rows:
        tiers[tier] += count
        streams[stream] += count
        unsure += count if provisional else 0
        hours += count * plain[tier] * factors.get(office_id, 1.0)
    without_factor = sum(count * plain[tier] for tier, count in tiers.items())
    spread = need_range(tiers, times, hours / without_factor if without_factor else 1.0)
    return CaseCounts(tiers, streams, unsure, hours, spread.low, spread.high)


def _without_officer(
    session: Session, today: date, unheld: Mapping[str, CaseCounts], region_id: str | None
) -> list[OfficerLoad]:
    """The cases that nobody holds, by office, with the title of the post that is vacant there."""
    vacant = {post.office_id: post for post in vacancies(session, today, region_id=region_id)}
    order = dict(session.exec(select(Office.id, Office.position)).all())
    found = []
    for office_id in sorted(unheld, key=lambda one: (order[one], one)):
        counts = unheld[office_id]
        post = vacant.get(office_id)
        measured = load(counts.hours, 0.0, counts.low, counts.high)
        title, kind = (post.title, post.kind) if post is not None else ("", PersonKind.cso)
        found.append(OfficerLoad(None, "", title, office_id, kind, counts, measured))
    return found

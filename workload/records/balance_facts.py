"""What a balance of caseloads is planned from: the same facts for the service, for `fairload export` and for a page."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from workload.codes import person_code
from workload.estimates.calendar import monday_of
from workload.estimates.case_hours import hours_by_tier
from workload.estimates.move_weight import move_weight
from workload.estimates.officer_capacity import case_hours_by_day, hours_by_day, rules_from
from workload.facts import Absence, OfficerFacts
from workload.records.absences import granted_absences
from workload.records.activity_table import activity_times, office_multipliers
from workload.records.calendar import calendar_facts
from workload.records.case_decisions import agreed_moves, exclusions
from workload.records.cases import CaseLine, conflicts, months_held, open_case_lines, pinned
from workload.records.officers import officers
from workload.records.places import region_by_office
from workload.vocabulary import PersonKind, Stream, Tier

WEEKS = 13
DAYS_A_MONTH = 365.25 / 12
LEAST_CAPACITY = 0.1  # hours a month: somebody on leave throughout still stands in the plan, with next to no room


@dataclass(frozen=True)
class BalanceCase:
    """A case with the hours it takes in a month (two decimals) and the price of moving it. Codes as in the files."""

    id: int
    case_id: str
    community: str
    region: str
    language: str
    stream: Stream
    tier: Tier
    hours: float
    current_officer: str
    weight: float


@dataclass(frozen=True)
class BalanceOfficer:
    """Somebody who may hold cases, with the hours a month there are for them (two decimals)."""

    id: int
    officer_id: str
    home: str
    region: str
    kind: str
    communities: tuple[str, ...]
    languages: tuple[str, ...]
    icm: bool
    capacity_hours: float


@dataclass(frozen=True)
class BalanceFacts:
    """Cases, officers and the pairs that may not be; capacity is taken from `first_day` to `last_day`."""

    cases: tuple[BalanceCase, ...]
    officers: tuple[BalanceOfficer, ...]
    conflicts: tuple[tuple[str, str], ...]
    first_day: date
    last_day: date


def planning_days(today: date) -> tuple[date, date]:
    """The thirteen weeks that begin next Monday: long enough that one holiday month or one leave moves no client."""
    first = monday_of(today) + timedelta(days=7)
    return first, first + timedelta(days=7 * WEEKS - 1)


def monthly_capacities(session: Session, today: date, people: list[OfficerFacts]) -> dict[int, float]:
    """Hours for cases a month, by person, over `planning_days`, after leave, holidays, training and duties.

    An itinerant's days of cover are kept free: filled with cases of their own, nobody's leave could be covered. A new
    officer's hours grow month by month.
    """
    first, last = planning_days(today)
    calendar = calendar_facts(session, first.replace(day=1), last + timedelta(days=31))
    absences: dict[int, list[Absence]] = defaultdict(list)
    for absence in granted_absences(session, first, last, person_ids=[one.id for one in people]):
        absences[absence.person].append(absence)
    rules = rules_from(activity_times(session, today))
    months = ((last - first).days + 1) / DAYS_A_MONTH
    capacity: dict[int, float] = {}
    for one in people:
        away = absences[one.id]
        days = case_hours_by_day(one, away, calendar, first, last, rules)
        present = sum(hours > 0 for hours in hours_by_day(one, away, calendar, first, last).values())
        capacity[one.id] = sum(days.values()) * _share_for_cases(one, present) / months
    return capacity


def _share_for_cases(one: OfficerFacts, days_present: int) -> float:
    """The share of an itinerant's days that is left when `max_cover_days` a quarter go to cover; others keep all."""
    if one.kind is not PersonKind.itinerant or not days_present:
        return 1.0
    return max(0.0, 1 - one.max_cover_days / days_present)


def gather_balance(
    session: Session, today: date, *, region_id: str | None = None, case_id: int | None = None
) -> BalanceFacts:
    """The open cases (or one of them) and the officers who may hold some, in the territory or in one region.

    A region's cases are those its offices serve; officers of other regions are left out. So is whoever leaves before
    the last of the planning days: their cases are to be placed. Whoever is appointed by then stands in the plan. A
    pinned case conflicts with everybody but the person it is pinned with, so that every plan leaves it there, and a
    case that is to change hands counts as with its new officer, and stays there.
    """
    first, last = planning_days(today)
    people = [one for one in officers(session, last, region_id=region_id) if one.appointed and one.communities]
    capacity = monthly_capacities(session, today, people)
    known = {one.id for one in people}
    hours = hours_of_a_case(session, today)
    agreed = {case_id: move.to_id for case_id, move in agreed_moves(session).items()}
    cases = tuple(
        _case(one, today, hours, known, agreed.get(one.id, one.officer))
        for one in open_case_lines(session, region_id=region_id, case_id=case_id)
    )
    return BalanceFacts(
        cases=cases,
        officers=tuple(_officer(one, capacity[one.id]) for one in people),
        conflicts=_conflicts(session, cases, known, agreed),
        first_day=first,
        last_day=last,
    )


def hours_of_a_case(session: Session, today: date) -> dict[tuple[str, Tier], float]:
    """A month, by office and tier."""
    times = activity_times(session, today)
    multipliers = office_multipliers(session, today)
    return {
        (office, tier): round(hours, 2)
        for office in region_by_office(session)
        for tier, hours in hours_by_tier(times, multipliers.get(office, 1.0)).items()
    }


def _case(
    one: CaseLine,
    today: date,
    hours: dict[tuple[str, Tier], float],
    known: set[int],
    holder: int | None,
) -> BalanceCase:
    return BalanceCase(
        id=one.id,
        case_id=one.reference,
        community=one.community,
        region=one.region,
        language=one.language,
        stream=one.stream,
        tier=one.tier,
        hours=hours[one.office, one.tier],
        current_officer=person_code(holder) if holder in known and holder is not None else "",
        weight=move_weight(months_held(one.officer_since, today), one.language, one.tier),
    )


def _officer(one: OfficerFacts, capacity: float) -> BalanceOfficer:
    return BalanceOfficer(
        id=one.id,
        officer_id=person_code(one.id),
        home=one.office,
        region=one.region,
        kind=one.kind.value,
        communities=tuple(sorted(one.communities)),
        languages=tuple(sorted(one.languages)),
        icm=one.icm,
        capacity_hours=max(LEAST_CAPACITY, round(capacity, 2)),
    )


def _conflicts(
    session: Session, cases: tuple[BalanceCase, ...], known: set[int], agreed: dict[int, int]
) -> tuple[tuple[str, str], ...]:
    barred = conflicts(session)
    for case_id, people in exclusions(session).items():
        barred[case_id] = barred.get(case_id, frozenset()) | people
    return pairs_of(cases, known, barred, pinned(session) | agreed)


def pairs_of(
    cases: Iterable[BalanceCase], known: set[int], barred: Mapping[int, frozenset[int]], stays: Mapping[int, int]
) -> tuple[tuple[str, str], ...]:
    """The pairs (case, person) that may not be, of the `known` people: `barred` by case, and everybody but the one a
    case `stays` with."""
    pairs: set[tuple[str, str]] = set()
    for case in cases:
        excluded = barred.get(case.id, frozenset()) & known
        holder = stays.get(case.id)
        if holder in known:
            excluded |= known - {holder}
        pairs |= {(case.case_id, person_code(person)) for person in excluded}
    return tuple(sorted(pairs))

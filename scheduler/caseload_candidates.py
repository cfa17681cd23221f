"""Who could hold one case: what it would do to each officer's month and to the coming delivery; what bars others."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select as columns
from sqlmodel import Session, col, func

from workload.codes import person_code
from workload.records.balance_facts import BalanceCase, BalanceOfficer, gather_balance, hours_of_a_case
from workload.records.case_decisions import agreed_moves, exclusions
from workload.records.cases import conflicts
from workload.records.delivery_peaks import DeliveryPeaks, delivery_peaks, reports_of_a_case
from workload.records.places import office_by_community, region_by_office
from workload.tables.cases import Case
from workload.tables.places import Community, Office
from workload.vocabulary import Stream


class Bar(StrEnum):
    """Why somebody may not hold a case."""

    community = "community"
    language = "language"
    icm = "icm"
    conflict = "conflict"
    excluded = "excluded"


@dataclass(frozen=True)
class Held:
    """Cases of one officer: how many, their hours a month, and the hours of their monthly reports."""

    cases: int
    hours: float
    reports: float


NOTHING = Held(0, 0.0, 0.0)


@dataclass(frozen=True)
class Candidate:
    """One officer beside one case. Hours are a month, `peak_*` hours due on a delivery day of `peak_there`.

    For the officer who holds the case, `hours_with` is the present load and `hours_without` the load after it leaves.
    """

    officer: BalanceOfficer
    bar: Bar | None
    holds: bool
    held_before: bool
    cases: int
    hours_without: float
    hours_with: float
    peak_there: float
    peak_without: float
    peak_with: float

    @property
    def there(self) -> float:
        return self.officer.capacity_hours

    @property
    def share_with(self) -> float:
        return self.hours_with / self.there

    @property
    def share_without(self) -> float:
        return self.hours_without / self.there


def candidates_for(session: Session, case: Case, today: date) -> list[Candidate]:
    """Everybody of the region who carries cases: first who may hold this one, the least loaded with it first."""
    region = region_by_office(session)[office_by_community(session)[case.community_id]]
    facts = gather_balance(session, today, region_id=region, case_id=case.id)
    if not facts.cases:
        return []
    (this,) = facts.cases
    peaks = delivery_peaks(session, today, facts)
    declared = conflicts(session).get(this.id, frozenset())
    excluded = exclusions(session).get(this.id, frozenset())
    held = _held_in(session, region, this.id, today)
    found = [
        _candidate(held.get(one.id, NOTHING), this, case, one, _bar(this, one, declared, excluded), peaks)
        for one in facts.officers
    ]
    return sorted(found, key=lambda one: (one.bar is not None, round(one.share_with, 4), one.officer.id))


def _held_in(session: Session, region: str, but: int, today: date) -> dict[int, Held]:
    """What each officer holds of a region's cases but one; a case that is to change hands counts with the new one."""
    community = (col(Case.community_id), col(Case.tier))
    served = columns(col(Community.id)).join(Office).where(col(Office.region_id) == region)
    open_here = columns(col(Case.officer_id), *community, func.count()).where(
        col(Case.closed_on).is_(None), col(Case.community_id).in_(served), col(Case.id) != but
    )
    held_now = open_here.where(col(Case.officer_id).is_not(None)).group_by(col(Case.officer_id), *community)
    lines = [tuple(row) for row in session.execute(held_now)]
    to = {case_id: move.to_id for case_id, move in agreed_moves(session).items()}
    moving = open_here.add_columns(col(Case.id)).where(col(Case.id).in_(to)).group_by(col(Case.id))
    for officer, place, tier, _one, case_id in session.execute(moving):
        lines += [(officer, place, tier, -1), (to[case_id], place, tier, 1)]
    hours, reports = hours_of_a_case(session, today), reports_of_a_case(session, today)
    office_of, found = office_by_community(session), defaultdict[int, Held](lambda: NOTHING)
    for officer, place, tier, count in lines:
        kind, own = (office_of[place], tier), found[officer]
        found[officer] = Held(own.cases + count, own.hours + count * hours[kind], own.reports + count * reports[kind])
    return found


def _bar(case: BalanceCase, one: BalanceOfficer, declared: frozenset[int], excluded: frozenset[int]) -> Bar | None:
    """The rules by which the balance itself decides who may hold a case."""
    if case.community not in one.communities:
        return Bar.community
    if case.language != "en" and case.language not in one.languages:
        return Bar.language
    if case.stream is Stream.icm and not one.icm:
        return Bar.icm
    if one.id in declared:
        return Bar.conflict
    return Bar.excluded if one.id in excluded else None


def _candidate(
    own: Held,
    this: BalanceCase,
    case: Case,
    one: BalanceOfficer,
    bar: Bar | None,
    peaks: DeliveryPeaks | None,
) -> Candidate:
    return Candidate(
        officer=one,
        bar=bar,
        holds=this.current_officer == person_code(one.id),
        held_before=case.previous_officer_id == one.id,
        cases=own.cases,
        hours_without=own.hours,
        hours_with=own.hours + this.hours,
        peak_there=peaks.there.get(one.id, 0.0) if peaks else 0.0,
        peak_without=peaks.due(one.id, own.hours, own.reports) if peaks else 0.0,
        peak_with=peaks.due(one.id, own.hours + this.hours, own.reports + peaks.reports[this.id]) if peaks else 0.0,
    )

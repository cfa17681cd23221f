"""Who could hold one case: what it would do to each officer's month and to the coming delivery; what bars others."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlmodel import Session

from workload.codes import person_code
from workload.records.balance_facts import BalanceCase, BalanceOfficer, gather_balance
from workload.records.case_decisions import exclusions
from workload.records.cases import conflicts
from workload.records.delivery_peaks import DeliveryPeaks, delivery_peaks
from workload.records.places import office_by_community, region_by_office
from workload.tables.cases import Case
from workload.vocabulary import Stream


class Bar(StrEnum):
    """Why somebody may not hold a case."""

    community = "community"
    language = "language"
    icm = "icm"
    conflict = "conflict"
    excluded = "excluded"


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
    facts = gather_balance(session, today, region_id=region)
    this = next((one for one in facts.cases if one.id == case.id), None)
    if this is None:
        return []
    peaks = delivery_peaks(session, today, facts)
    declared = conflicts(session).get(this.id, frozenset())
    excluded = exclusions(session).get(this.id, frozenset())
    held: dict[str | None, list[BalanceCase]] = defaultdict(list)
    for other in facts.cases:
        if other.id != this.id:
            held[other.current_officer].append(other)
    found = [
        _candidate(held[person_code(one.id)], this, case, one, _bar(this, one, declared, excluded), peaks)
        for one in facts.officers
    ]
    return sorted(found, key=lambda one: (one.bar is not None, round(one.share_with, 4), one.officer.id))


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
    own: Sequence[BalanceCase],
    this: BalanceCase,
    case: Case,
    one: BalanceOfficer,
    bar: Bar | None,
    peaks: DeliveryPeaks | None,
) -> Candidate:
    hours = sum(other.hours for other in own)
    reports = sum(peaks.reports[other.id] for other in own) if peaks else 0.0
    return Candidate(
        officer=one,
        bar=bar,
        holds=this.current_officer == person_code(one.id),
        held_before=case.previous_officer_id == one.id,
        cases=len(own),
        hours_without=hours,
        hours_with=hours + this.hours,
        peak_there=peaks.there.get(one.id, 0.0) if peaks else 0.0,
        peak_without=peaks.due(one.id, hours, reports) if peaks else 0.0,
        peak_with=peaks.due(one.id, hours + this.hours, reports + peaks.reports[this.id]) if peaks else 0.0,
    )

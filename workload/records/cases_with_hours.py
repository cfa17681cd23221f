"""Cases beside the hours they are expected to take in a month, and what the hours are made of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, or_, select

from workload.estimates.case_hours import CaseHours, case_hours
from workload.records.activity_table import activity_times, office_multipliers
from workload.records.places import office_by_community
from workload.tables.cases import Case
from workload.tables.workload_model import OfficeFactor
from workload.vocabulary import Tier


@dataclass(frozen=True)
class CaseWithHours:
    """A case, the office that serves its community, that office's multiplier, and the case's hours a month."""

    case: Case
    office_id: str
    multiplier: float
    hours: CaseHours


def with_hours(session: Session, cases: Iterable[Case], on: date) -> list[CaseWithHours]:
    """The cases in the order given, with the hours of the activity table in force on a day."""
    times = activity_times(session, on)
    factors = office_multipliers(session, on)
    office_of = office_by_community(session)
    known: dict[tuple[Tier, float], CaseHours] = {}
    found = []
    for case in cases:
        office_id = office_of[case.community_id]
        multiplier = factors.get(office_id, 1.0)
        if (case.tier, multiplier) not in known:
            known[case.tier, multiplier] = case_hours(case.tier, times, multiplier)
        found.append(CaseWithHours(case, office_id, multiplier, known[case.tier, multiplier]))
    return found


def factors_of(session: Session, office_id: str, on: date) -> list[OfficeFactor]:
    """What multiplies the case hours of an office on a day, each with its reason and source."""
    query = (
        select(OfficeFactor)
        .where(
            OfficeFactor.office_id == office_id,
            col(OfficeFactor.valid_from) <= on,
            or_(col(OfficeFactor.valid_until).is_(None), col(OfficeFactor.valid_until) >= on),
        )
        .order_by(col(OfficeFactor.id))
    )
    return list(session.exec(query))

"""A case whose hours change much asks for a look at the balance."""

from datetime import date

from sqlmodel import Session, col, select

from scheduler.caseload_balancing import ask_for_plan
from workload.records.audit import note_action
from workload.records.places import office_by_community, region_by_office
from workload.tables.base import now
from workload.tables.caseloads import BalanceLook
from workload.tables.cases import Case
from workload.tables.places import Community, Office


def note_change(
    session: Session, case: Case, *, before: float, after: float, threshold: float, by: int, today: date
) -> bool:
    """Ask for a look, and for a new plan, when a case takes at least `threshold` hours a month more or less than
    before. True when it did."""
    if case.officer_id is None or abs(after - before) < threshold:
        return False
    session.add(BalanceLook(case_id=case.id or 0, hours_before=before, hours_after=after, noted_on=today))
    ask_for_plan(session, region_id=region_by_office(session)[office_by_community(session)[case.community_id]], by=by)
    return True


def open_looks(session: Session, region_id: str) -> list[tuple[BalanceLook, Case]]:
    """The changes of a region that nobody has looked at, the oldest first."""
    query = (
        select(BalanceLook, Case)
        .join(Case, col(Case.id) == col(BalanceLook.case_id))
        .join(Community, col(Community.id) == col(Case.community_id))
        .join(Office, col(Office.id) == col(Community.office_id))
        .where(Office.region_id == region_id, col(BalanceLook.looked_at).is_(None))
        .order_by(col(BalanceLook.noted_on), col(BalanceLook.id))
    )
    return [(look, case) for look, case in session.exec(query)]


def have_looked(session: Session, region_id: str, *, by: int) -> int:
    """The manager has looked at every change that waited; how many."""
    waiting = open_looks(session, region_id)
    for look, case in waiting:
        look.looked_at, look.looked_by = now(), by
        session.add(look)
        note_action(session, person_id=by, action="looked_at_balance", subject="case", subject_id=case.id)
    return len(waiting)

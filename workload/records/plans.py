"""Plans as the pages read them."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from workload.tables.plans import Plan
from workload.vocabulary import PlanStatus


def plan_for_request(session: Session, request_id: int) -> Plan | None:
    """The newest plan that was asked for a leave request."""
    query = (
        select(Plan)
        .where(Plan.request_id == request_id, Plan.status != PlanStatus.replaced)
        .order_by(col(Plan.id).desc())
    )
    return session.exec(query).first()


def plans_for_requests(session: Session, request_ids: Collection[int]) -> dict[int, Plan]:
    """The newest plan of each request, by request."""
    query = (
        select(Plan)
        .where(col(Plan.request_id).in_(list(request_ids)), Plan.status != PlanStatus.replaced)
        .order_by(col(Plan.id))
    )
    return {plan.request_id: plan for plan in session.exec(query) if plan.request_id is not None}

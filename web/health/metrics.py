"""What Prometheus reads: pages served by this process, and the queue of plans as the database has it."""

from prometheus_client import CollectorRegistry, Gauge, Histogram, generate_latest
from sqlalchemy import func
from sqlmodel import Session, col, select

from workload.records.running import Running
from workload.tables.plans import Plan
from workload.vocabulary import PlanStatus

BUCKETS = (0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 5.0)

registry = CollectorRegistry()
page_seconds = Histogram(
    "fairload_page_seconds", "Seconds to answer a request", ["page", "status"], buckets=BUCKETS, registry=registry
)
_beat = Gauge("fairload_clock_beat_age_seconds", "Seconds since the clock was last heard", registry=registry)
_plans = Gauge("fairload_plans", "Plans by state", ["state"], registry=registry)
_queue = Gauge("fairload_queue_age_seconds", "Seconds that the oldest waiting plan has waited", registry=registry)
_solve = Gauge("fairload_solve_seconds", "Seconds of the latest answered plan, by kind", ["kind"], registry=registry)
_gap = Gauge("fairload_plan_gap", "Gap to the bound of the latest answered plan, by kind", ["kind"], registry=registry)


def as_text(running: Running, session: Session) -> bytes:
    """All figures in Prometheus' own format."""
    _beat.set(float("inf") if running.beat_age is None else running.beat_age)
    for state in ("waiting", "solving", "failed"):
        _plans.labels(state).set(getattr(running, state))
    _queue.set(running.queue_age or 0.0)
    newest = select(func.max(Plan.id)).where(Plan.status == PlanStatus.ready).group_by(col(Plan.kind))
    for plan in session.exec(select(Plan).where(col(Plan.id).in_(newest))):
        if plan.answered_at and plan.claimed_at:
            _solve.labels(plan.kind.value).set((plan.answered_at - plan.claimed_at).total_seconds())
        if isinstance(gap := plan.answer.get("gap"), (int, float)):
            _gap.labels(plan.kind.value).set(gap)
    return generate_latest(registry)

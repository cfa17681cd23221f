"""One plan, the same on this machine and on a cluster."""

from collections.abc import Iterator
from typing import Any

import pytest
from distributed import LocalCluster
from sqlmodel import Session

from scheduler.caseload_balancing import ask_for_plan
from scheduler.compute import Compute
from scheduler.plan_queue import claim_next
from tests.fixtures.planned import REGION
from tests.fixtures.territory import MONDAY
from tests.scheduler.cast import person_id
from workload.records.caseload_plans import current_plan
from workload.settings import Settings
from workload.tables.base import now
from workload.tables.plans import Plan
from workload.vocabulary import PlanKind


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None, silence_logs=50
    ) as made:
        yield made.scheduler_address


def said(plan: Plan | None) -> dict[str, Any]:
    """The plan's answer without what differs from run to run."""
    assert plan is not None
    return {word: value for word, value in plan.answer.items() if word not in ("seconds", "peak_mb")}


def test_a_cluster_of_two_gives_the_same_plan(
    planned: None, session: Session, settings: Settings, cluster: str
) -> None:
    """The same as this machine gave, which answered the region's plan by itself."""
    here = said(current_plan(session, REGION))
    plan_id = ask_for_plan(session, region_id=REGION, by=person_id(session, "Helen")).id
    session.commit()
    claim = claim_next(session, claimant="this test", at=now(), only=PlanKind.caseload)
    assert claim is not None
    assert claim.plan_id == plan_id
    compute = Compute(cluster)
    try:
        assert compute.begin(settings.address, claim, today=MONDAY, seconds=20).result(120)
    finally:
        compute.close()
    session.expire_all()
    assert said(session.get(Plan, plan_id)) == here

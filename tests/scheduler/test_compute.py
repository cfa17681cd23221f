"""One plan, the same on this machine and on a cluster."""

from collections.abc import Iterator
from typing import Any, cast

import pytest
from distributed import LocalCluster
from sqlalchemy import delete
from sqlmodel import Session

from scheduler.caseload_balancing import ask_for_plan
from scheduler.compute import Compute
from scheduler.plan_queue import claim_next
from tests.fixtures.territory import MONDAY
from tests.scheduler.cast import person_id, withdraw_everything
from workload.settings import Settings
from workload.tables.base import now
from workload.tables.plans import Plan, PlannedMove
from workload.vocabulary import PlanKind


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None, silence_logs=50
    ) as made:
        yield made.scheduler_address


def solved(session: Session, settings: Settings, compute: Compute, region_id: str) -> dict[str, Any]:
    """What the region's balance plan says when `compute` solves it, without what differs from run to run."""
    plan_id = cast(int, ask_for_plan(session, region_id=region_id, by=person_id(session, "Helen")).id)
    session.commit()
    claim = claim_next(session, claimant="this test", at=now(), only=PlanKind.caseload)
    assert claim is not None
    assert claim.plan_id == plan_id
    assert compute.begin(settings.address, claim, today=MONDAY, seconds=20).result(120)
    session.expire_all()
    plan = session.get(Plan, plan_id)
    assert plan is not None
    return {word: value for word, value in plan.answer.items() if word not in ("seconds", "peak_mb")}


def test_a_cluster_of_two_gives_the_same_plan(session: Session, settings: Settings, cluster: str) -> None:
    withdraw_everything(session)
    session.execute(delete(PlannedMove))
    session.execute(delete(Plan))
    session.commit()
    here, there = Compute(), Compute(cluster)
    try:
        assert solved(session, settings, here, "sahtu") == solved(session, settings, there, "sahtu")
    finally:
        here.close()
        there.close()

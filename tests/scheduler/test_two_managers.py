"""Two managers accept the same plan at the same moment, on PostgreSQL: every case moves once."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from scheduler.caseload_dates import MoveDates
from scheduler.caseload_handover import hand_over_due
from scheduler.caseload_moves import PlanResult, Refusal, accept_plan, undo_move
from scheduler.plan_queue import ask_plan
from tests.fixtures.answering import answer_waiting_plans
from tests.fixtures.planned import REGION
from tests.fixtures.territory import MONDAY
from workload.database import connect
from workload.records.caseload_plans import agreed_in, current_plan, moves_of
from workload.tables.audit import AuditEntry
from workload.tables.people import Person
from workload.vocabulary import PlanKind

DATES = MoveDates(discuss_until=MONDAY + timedelta(days=3), effective_on=MONDAY + timedelta(days=4))


@pytest.fixture
def territory(postgres_territory: str) -> Iterator[Engine]:
    """The seeded territory on PostgreSQL, with the region's plan answered."""
    engine = connect(postgres_territory)
    with Session(engine) as session:
        ask_plan(session, kind=PlanKind.caseload, region_id=REGION, asked_by=None)
        session.commit()
    assert answer_waiting_plans(engine, today=MONDAY, seconds=10) == 1
    yield engine
    engine.dispose()


@pytest.mark.postgres
def test_two_managers_at_once_move_each_case_once(territory: Engine) -> None:
    with Session(territory) as session:
        plan = current_plan(session, REGION)
        assert plan is not None
        plan_id = plan.id or 0
        expected = {move.case_id: move.to_id for move, _case in moves_of(session, plan_id)}
        query = select(Person.id).where(col(Person.given_name).in_(["Patricia", "Helen"]))
        managers = [number or 0 for number in session.exec(query)]
    together = Barrier(2)

    def accept(manager: int) -> PlanResult:
        with Session(territory) as session:
            together.wait()
            result = accept_plan(session, plan_id, by=manager, dates=DATES)
            session.commit()
            return result

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(accept, managers))
    done = Counter(one.move_id for result in results for one in result.done)
    assert len(done) == len(expected)
    assert set(done.values()) == {1}
    late = [one.refusal for result in results for one in result.refused]
    assert set(late) <= {Refusal.accepted_before, Refusal.case_moved}
    with Session(territory) as session:
        agreed = {move.case_id: move.to_id for move, _case in agreed_in(session, REGION)}
        assert agreed == expected
        trail = session.exec(select(AuditEntry).where(AuditEntry.action == "accept_move")).all()
        assert len(trail) == len(expected)
        move = moves_of(session, plan_id)[0][0]
        assert undo_move(session, move.id or 0, by=managers[0]).refusal is None
        hand_over_due(session, DATES.effective_on)
        session.commit()
        session.expire_all()
        moved = {one.case_id: case.officer_id for one, case in moves_of(session, plan_id)}
        assert moved == expected | {move.case_id: move.from_id}

"""A region's plan of moves, from the question to the answer that is stored."""

from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from scheduler.caseload_balancing import ensure_plans
from scheduler.plan_queue import ask_plan
from scheduler.solver.balance_model import solve_balance
from tests.fixtures.answering import answer_waiting_plans
from tests.fixtures.planned import REGION
from tests.fixtures.territory import MONDAY
from web.commands.balance_report import plan_rows, problem_of
from workload.codes import person_code
from workload.database import connect
from workload.exchange.balance_files import read_balance_files
from workload.exchange.territory_files import export_territory
from workload.records.balance_facts import gather_balance
from workload.records.caseload_plans import current_plan, moves_of
from workload.settings import Settings
from workload.tables.cases import Case
from workload.tables.people import CommunityServed, Person
from workload.tables.places import Community, Office
from workload.tables.plans import Plan, PlannedMove
from workload.vocabulary import PlanKind, PlanStatus

pytestmark = pytest.mark.usefixtures("planned")


@pytest.fixture
def plan(planned: None, session: Session) -> Plan:
    found = current_plan(session, REGION)
    assert found is not None
    return found


def test_plan_keeps_everyone_inside_the_band(session: Session, plan: Plan) -> None:
    facts = gather_balance(session, MONDAY, region_id=REGION)
    goes_to = {case.reference: person_code(move.to_id) for move, case in moves_of(session, plan.id or 0)}
    hours: dict[str, float] = defaultdict(float)
    for case in facts.cases:
        hours[goes_to.get(case.case_id, case.current_officer)] += case.hours
    fairest = {person_code(one): pool["utilisation"] for pool in plan.answer["tiers"] for one in pool["people"]}
    for officer in facts.officers:
        allowed = max(1.0, 1.01 * fairest[officer.officer_id]) * officer.capacity_hours
        assert hours[officer.officer_id] <= allowed + 1e-6, officer
    assert plan.answer["heaviest_after"] < plan.answer["heaviest_before"] - 0.5


def test_every_move_goes_to_somebody_who_may_hold_the_case(session: Session, plan: Plan) -> None:
    moves = moves_of(session, plan.id or 0)
    assert moves
    for move, case in moves:
        receiver = session.get_one(Person, move.to_id)
        assert session.get(CommunityServed, (move.to_id, case.community_id)) is not None
        assert case.language == "en" or case.language in receiver.languages
        assert case.officer_id == move.from_id != move.to_id


def test_reasons_of_a_move_are_the_figures_of_the_plan(session: Session, plan: Plan) -> None:
    people = {row["person"]: row for row in plan.answer["people"]}
    for move, case in moves_of(session, plan.id or 0):
        giver, taker = people[move.from_id], people[move.to_id]
        assert move.reason["sender_before"] == pytest.approx(giver["before"] / giver["capacity"])
        assert move.reason["receiver_after"] == pytest.approx(taker["after"] / taker["capacity"])
        assert case.officer_since is not None
        assert move.reason["months"] == pytest.approx((MONDAY - case.officer_since).days / (365.25 / 12), abs=0.01)


def test_command_on_the_exported_region_gives_the_same_plan(session: Session, plan: Plan, tmp_path: Path) -> None:
    export_territory(session, tmp_path / "files", MONDAY, region_id=REGION)
    problem = problem_of(read_balance_files(tmp_path / "files"))
    answer = solve_balance(problem)
    held = {case.reference: case for case in session.exec(select(Case))}
    by_command = {
        (case, officer)
        for case, officer in plan_rows(problem, answer)
        if person_code(held[case].officer_id or 0) != officer
    }
    assert by_command == {(case.reference, person_code(move.to_id)) for move, case in moves_of(session, plan.id or 0)}


def test_regions_are_asked_once_until_their_facts_change(session: Session, settings: Settings, plan: Plan) -> None:
    assert ensure_plans(session, MONDAY) == 4, "every region but the one that has an answer"
    assert ensure_plans(session, MONDAY) == 0
    one = session.exec(select(Case).where(col(Case.officer_id) == plan.answer["people"][0]["person"])).first()
    assert one is not None
    one.closed_on = MONDAY
    session.commit()
    assert ensure_plans(session, MONDAY) == 1
    asked = current_plan(session, REGION)
    assert asked is not None
    assert asked.status is PlanStatus.waiting
    assert asked.id != plan.id


def test_region_without_cases_says_so(session: Session, settings: Settings) -> None:
    here = select(Case).join(Community).join(Office).where(Office.region_id == REGION)
    for case in session.exec(here):
        case.closed_on = date(2026, 11, 1)
    asked = ask_plan(session, kind=PlanKind.caseload, region_id=REGION, asked_by=None)
    session.commit()
    engine = connect(settings.address)
    assert answer_waiting_plans(engine, today=MONDAY) == 0
    engine.dispose()
    session.refresh(asked)
    assert (asked.status, asked.error) == (PlanStatus.failed, "no_cases")
    assert session.exec(select(PlannedMove).where(PlannedMove.plan_id == asked.id)).first() is None

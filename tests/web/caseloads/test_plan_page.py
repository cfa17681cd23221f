"""The plan of moves on its page: read, accepted, pinned, taken back."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, col, select

from tests.fixtures.planned import REGION
from tests.fixtures.territory import MONDAY
from workload.records.caseload_plans import current_plan, moves_of
from workload.records.cases import give_case
from workload.tables.cases import Case
from workload.tables.people import Person
from workload.tables.plans import Plan, PlannedMove
from workload.vocabulary import MoveState, PlanKind, PlanStatus

pytestmark = pytest.mark.usefixtures("planned")
SignIn = Callable[[str], FlaskClient]


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("\u00a0", " ")


@pytest.fixture
def plan(planned: None, session: Session) -> Plan:
    found = current_plan(session, REGION)
    assert found is not None
    return found


@pytest.fixture
def move(session: Session, plan: Plan) -> PlannedMove:
    return moves_of(session, plan.id or 0)[0][0]


@pytest.fixture
def manager(planned: None, sign_in: SignIn) -> FlaskClient:
    return sign_in("patricia")


def test_answer_stands_in_one_sentence(plan: Plan, manager: FlaskClient) -> None:
    page = words(manager.get("/caseloads/plan").text)
    moves, before = plan.answer["moved_cases"], plan.answer["heaviest_before"]
    assert f"Moving {moves} cases brings the heaviest load from {before:.0%}".replace("%", " %") in page
    assert f"Accept all {moves} moves" in page
    assert "can only share with each other" in page
    assert "our judgement" in page


def test_every_move_says_why(session: Session, plan: Plan, move: PlannedMove, manager: FlaskClient) -> None:
    case = session.get_one(Case, move.case_id)
    giver, taker = session.get_one(Person, move.from_id), session.get_one(Person, move.to_id)
    page = words(manager.get("/caseloads/plan").text)
    item = page[page.index(case.reference) :][:700]
    assert f"{giver.name} → {taker.name}" in item
    assert f"{giver.name} goes from {move.reason['sender_before']:.0%} to".replace("%", " %") in item
    assert f"{giver.name} has had it for" in item
    assert f"{taker.name} serves" in item
    assert f"Leave with {giver.name}" in item


def test_accept_all_is_one_press(session: Session, plan: Plan, manager: FlaskClient) -> None:
    answer = manager.post(f"/caseloads/plan/{plan.id}/accept", follow_redirects=True)
    page = words(answer.text)
    moves = plan.answer["moved_cases"]
    assert f"{moves} cases have a new officer from today" in page
    assert f"Patricia Lafontine accepted {moves} moves of this plan" in page
    assert page.count("Take back") == moves
    moved = session.exec(select(Case).where(Case.officer_since == MONDAY)).all()
    assert len(moved) == moves


def test_accepted_move_is_taken_back_by_its_button(session: Session, move: PlannedMove, manager: FlaskClient) -> None:
    manager.post(f"/caseloads/plan/moves/{move.id}/accept")
    assert session.get_one(Case, move.case_id).officer_id == move.to_id
    session.expire_all()
    page = words(manager.post(f"/caseloads/plan/moves/{move.id}/undo", follow_redirects=True).text)
    assert "is back with its officer" in page
    assert session.get_one(Case, move.case_id).officer_id == move.from_id


def test_pinning_asks_for_a_new_plan(session: Session, plan: Plan, move: PlannedMove, manager: FlaskClient) -> None:
    answer = manager.post(f"/caseloads/plan/moves/{move.id}/pin", follow_redirects=True)
    page = words(answer.text)
    assert "stays with its officer. A new plan around it is being worked out" in page
    assert "The question waits in the queue" in page
    assert "Pinned by Patricia Lafontine" in page
    assert "data-refresh=" in answer.get_data(as_text=True), "the page looks again where scripts run"
    assert "Look now" in answer.get_data(as_text=True), "a link looks again where they do not"
    newest = current_plan(session, REGION)
    assert newest is not None
    assert newest.id != plan.id


def test_stale_move_is_refused_with_a_sentence(session: Session, move: PlannedMove, manager: FlaskClient) -> None:
    joseph = session.exec(select(Person.id).where(Person.given_name == "Joseph")).one()
    give_case(session, move.case_id, to=joseph, by=None, today=MONDAY)
    session.commit()
    page = words(manager.post(f"/caseloads/plan/moves/{move.id}/accept", follow_redirects=True).text)
    assert "has changed officer since this plan was made and is with Joseph Wedawini now" in page
    assert "out of date" in page
    session.expire_all()
    assert session.get_one(PlannedMove, move.id).state is MoveState.proposed


def test_second_manager_reads_who_accepted(session: Session, plan: Plan, manager: FlaskClient) -> None:
    other = session.exec(select(Person).where(Person.given_name == "Charmaine")).one()
    for one in session.exec(select(PlannedMove).where(PlannedMove.plan_id == plan.id)):
        one.state, one.decided_by = MoveState.accepted, other.id
    session.commit()
    page = words(manager.post(f"/caseloads/plan/{plan.id}/accept", follow_redirects=True).text)
    assert "Nothing was left to accept: Charmaine Edjericon-Low has already decided about these moves" in page


def test_newer_plan_refuses_the_older_one(session: Session, plan: Plan, manager: FlaskClient) -> None:
    manager.post("/caseloads/plan/ask")
    page = words(manager.post(f"/caseloads/plan/{plan.id}/accept", follow_redirects=True).text)
    assert "A newer plan has replaced the one you looked at" in page
    assert session.exec(select(Case).where(Case.officer_since == MONDAY)).first() is None


def test_only_the_regions_manager_decides(plan: Plan, move: PlannedMove, sign_in: SignIn, session: Session) -> None:
    posts = [
        f"/caseloads/plan/{plan.id}/accept",
        f"/caseloads/plan/moves/{move.id}/accept",
        f"/caseloads/plan/moves/{move.id}/pin",
        f"/caseloads/plan/moves/{move.id}/undo",
    ]
    for username in ("helen", "ruth", "daniel", "judith"):
        someone = sign_in(username)
        assert [someone.post(address).status_code for address in posts] == [403] * 4, username
    hq = words(sign_in("daniel").get(f"/caseloads/plan?region={REGION}").text)
    assert "Moving" in hq
    assert "Accept" not in hq
    assert session.exec(select(PlannedMove).where(col(PlannedMove.decided_by).is_not(None))).first() is None


def test_region_without_a_plan_offers_to_ask(session: Session, sign_in: SignIn) -> None:
    helen = sign_in("helen")
    assert "No plan yet" in helen.get("/caseloads/plan").text
    page = words(helen.post("/caseloads/plan/ask", follow_redirects=True).text)
    assert "The question waits in the queue" in page
    asked = current_plan(session, "north-slave")
    assert asked is not None
    assert asked.asked_by == session.exec(select(Person.id).where(Person.given_name == "Helen")).one()


def test_plan_that_failed_says_what_to_do(session: Session, plan: Plan, manager: FlaskClient) -> None:
    plan.status, plan.error = PlanStatus.failed, "no_officers"
    session.commit()
    page = words(manager.get("/caseloads/plan").text)
    assert "Nobody in this region may carry cases now" in page
    assert "Ask for a new plan" in page


def test_a_plan_of_leave_is_not_accepted_here(session: Session, manager: FlaskClient) -> None:
    relief = Plan(kind=PlanKind.relief, request_id=6, status=PlanStatus.ready, answer={"possible": True, "cover": []})
    session.add(relief)
    session.commit()
    assert manager.post(f"/caseloads/plan/{relief.id}/accept").status_code == 404
    session.refresh(relief)
    assert relief.status is PlanStatus.ready

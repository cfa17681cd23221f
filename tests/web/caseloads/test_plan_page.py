"""The plan of moves on its page: read, accepted, pinned, taken back."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, col, select

from tests.fixtures.planned import REGION
from tests.fixtures.territory import MONDAY
from workload.records.caseload_plans import agreed_in, current_plan, moves_of
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
    assert f"{moves} cases change hands on Fri 20 Nov 2026" in page
    assert "can object until Thu 19 Nov 2026" in page
    assert f"Patricia Lafontine accepted {moves} moves of this plan" in page
    assert page.count("Take back") == moves
    agreed = agreed_in(session, REGION)
    assert len(agreed) == moves
    assert {case.officer_id for _move, case in agreed} == {move.from_id for move, _case in agreed}, "nobody moved yet"


def test_ten_plans_open_with_one_click_each(plan: Plan, manager: FlaskClient) -> None:
    page = manager.get("/caseloads/plan").text
    curve = plan.answer["curve"]
    assert len(curve) == 10
    assert curve[0]["moved_cases"] == 1, "a conflict of interest must be moved; nothing else is"
    assert curve[-1]["heaviest"] < plan.answer["heaviest_after"], "the last is as even as whole cases can be"
    dearer = [one["moved_weight"] for one in curve[: [one["point"] for one in curve].index(0) + 1]]
    assert dearer == sorted(dearer), "less fairness never disturbs more"
    more = curve[-1]["moved_cases"] - plan.answer["moved_cases"]
    assert f"{more} more would bring {curve[-1]['heaviest']:.0%}".replace("%", " %") in words(page)
    assert "Recommended: as even as sharing can make it" in words(page)
    links = re.findall(r'href="(/caseloads/plan\?point=\d+)"', page)
    assert len(links) == 9
    other = curve[3]
    opened = words(manager.get(f"/caseloads/plan?point={other['point']}").text)
    assert f"Accept all {other['moved_cases']} moves" in opened
    assert manager.get("/caseloads/plan?point=77").status_code == 404


def test_another_plan_of_the_curve_is_accepted(session: Session, plan: Plan, manager: FlaskClient) -> None:
    other = next(one for one in plan.answer["curve"] if 0 < one["moved_cases"] < plan.answer["moved_cases"])
    form = {"point": other["point"], "effective_on": "2026-12-01"}
    page = words(manager.post(f"/caseloads/plan/{plan.id}/accept", data=form, follow_redirects=True).text)
    assert "changes hands on Tue 1 Dec 2026" in page or "change hands on Tue 1 Dec 2026" in page
    agreed = agreed_in(session, REGION)
    assert {move.effective_on for move, _case in agreed} == {date(2026, 12, 1)}
    assert len(agreed) == other["moved_cases"]


def test_a_day_before_the_discussion_ends_is_refused(session: Session, plan: Plan, manager: FlaskClient) -> None:
    answer = manager.post(f"/caseloads/plan/{plan.id}/accept", data={"effective_on": "2026-11-18"})
    assert answer.status_code == 422
    assert "Enter a day from Fri 20 Nov 2026 to" in words(answer.text)
    assert 'value="2026-11-18"' in answer.text, "what was typed stays"
    assert agreed_in(session, REGION) == []


def test_pools_say_what_an_hour_and_a_community_are_worth(plan: Plan, manager: FlaskClient) -> None:
    page = words(manager.get("/caseloads/plan").text)
    assert "One more officer hour a month here takes away 1 h that nobody has time for" in page
    fullest = plan.answer["tiers"][0]
    assert fullest["changes"], "somebody outside the pool could help it"
    assert f"these people would come to {fullest['changes'][0]['after']:.0%} at most".replace("%", " %") in page
    assert fullest["changes"][0]["after"] < fullest["utilisation"]


def test_what_if_somebody_served_one_more_community(manager: FlaskClient) -> None:
    page = manager.get("/caseloads/what-if").text
    people = re.findall(r'<option value="(\d+)">', page)
    answers = [
        words(manager.get(f"/caseloads/what-if?person={person}&more=community.colville-lake").text) for person in people
    ]
    assert any("would go from" in answer for answer in answers)
    assert "Choose a person" in words(manager.get("/caseloads/what-if?person=0&more=community.deline").text)
    assert "Choose a community" in words(manager.get(f"/caseloads/what-if?person={people[0]}&more=x.y").text)


def test_accepted_move_is_taken_back_by_its_button(session: Session, move: PlannedMove, manager: FlaskClient) -> None:
    manager.post(f"/caseloads/plan/moves/{move.id}/accept")
    session.refresh(move)
    assert (move.state, move.effective_on) == (MoveState.accepted, date(2026, 11, 20))
    page = words(manager.post(f"/caseloads/plan/moves/{move.id}/undo", follow_redirects=True).text)
    assert "stays with its officer for now" in page
    session.refresh(move)
    assert (move.state, move.effective_on) == (MoveState.proposed, None)


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
    give_case(session, move.case_id, held_by=move.from_id, to=joseph, by=None, today=MONDAY)
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


def test_the_moves_can_be_taken_away(session: Session, plan: Plan, manager: FlaskClient) -> None:
    answer = manager.get("/caseloads/plan?format=csv")
    lines = answer.text.splitlines()
    assert answer.mimetype == "text/csv"
    assert len(lines) == 1 + plan.answer["moved_cases"]
    move, case = moves_of(session, plan.id or 0)[0]
    assert case.reference in lines[1]
    assert session.get_one(Person, move.to_id).name in lines[1]

"""Agreed moves: the officers see them first and object, the manager answers, the cases are handed over."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from scheduler.caseload_handover import hand_over_due
from tests.fixtures.planned import REGION
from tests.fixtures.territory import MONDAY
from workload.records.caseload_plans import current_plan, moves_of
from workload.tables.caseloads import CaseDate, MoveObjection
from workload.tables.cases import Case
from workload.tables.messages import Message
from workload.tables.people import Person
from workload.tables.plans import PlannedMove
from workload.vocabulary import CaseDateKind, MessageKind, MoveState

pytestmark = pytest.mark.usefixtures("planned")
SignIn = Callable[[str], FlaskClient]
FRIDAY = date(2026, 11, 20)
NOTE = "She has an appeal on Monday and I wrote it with her."


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("\u00a0", " ")


@pytest.fixture
def manager(planned: None, sign_in: SignIn) -> FlaskClient:
    return sign_in("patricia")


@pytest.fixture
def judith(planned: None, session: Session) -> Person:
    return session.exec(select(Person).where(Person.given_name == "Judith")).one()


@pytest.fixture
def agreed(session: Session, manager: FlaskClient, judith: Person) -> PlannedMove:
    """An accepted move that concerns Judith."""
    plan = current_plan(session, REGION)
    assert plan is not None
    move = next(one for one, _case in moves_of(session, plan.id or 0) if judith.id in (one.from_id, one.to_id))
    manager.post(f"/caseloads/plan/moves/{move.id}/accept")
    session.refresh(move)
    return move


def test_the_officer_sees_the_move_before_it_takes_effect(
    session: Session, sign_in: SignIn, agreed: PlannedMove
) -> None:
    judith = sign_in("judith")
    case = session.get_one(Case, agreed.case_id)
    assert "Cases change hands from Fri 20 Nov 2026" in words(judith.get("/my-work").text)
    assert "Until Thu 19 Nov 2026 you can say what speaks against it" in words(judith.get("/messages/").text)
    page = words(judith.get("/my/moves").text)
    assert case.reference in page
    assert "What speaks against moving" in page
    assert "None of your cases changes hands" in words(sign_in("celine").get("/my/moves").text)


def test_an_objection_holds_the_move_until_it_is_answered(
    session: Session, sign_in: SignIn, manager: FlaskClient, agreed: PlannedMove
) -> None:
    case = session.get_one(Case, agreed.case_id)
    before = case.officer_id
    answer = sign_in("judith").post(f"/my/moves/{agreed.id}/object", data={"note": NOTE}, follow_redirects=True)
    assert "Your manager sees this today" in words(answer.text)
    assert f"objects to the move of case {case.reference}" in words(manager.get("/my-region").text)
    assert hand_over_due(session, FRIDAY) == [], "it waits for the answer"
    page = words(manager.get("/caseloads/objections").text)
    assert NOTE in page
    said = session.exec(select(MoveObjection)).one()
    manager.post(f"/caseloads/objections/{said.id}/answer", data={"keep": "yes", "words": "Hand over the appeal too."})
    assert "Answer: the move stays. Hand over the appeal too." in words(sign_in("judith").get("/my/moves").text)
    hand_over_due(session, FRIDAY)
    session.commit()
    session.refresh(case)
    assert (case.officer_id, case.officer_since, case.previous_officer_id) == (agreed.to_id, FRIDAY, before)
    session.refresh(agreed)
    assert agreed.state is MoveState.done


def test_the_manager_takes_the_move_back_after_an_objection(
    session: Session, sign_in: SignIn, manager: FlaskClient, agreed: PlannedMove
) -> None:
    sign_in("judith").post(f"/my/moves/{agreed.id}/object", data={"note": NOTE})
    said = session.exec(select(MoveObjection)).one()
    page = words(
        manager.post(f"/caseloads/objections/{said.id}/answer", data={"keep": "no"}, follow_redirects=True).text
    )
    assert "stays with its officer" in page
    session.refresh(agreed)
    assert (agreed.state, agreed.effective_on) == (MoveState.proposed, None)
    assert hand_over_due(session, FRIDAY) == []
    again = words(
        manager.post(f"/caseloads/objections/{said.id}/answer", data={"keep": "yes"}, follow_redirects=True).text
    )
    assert "has already answered the objection" in again, "an objection is answered once"


def test_moves_agreed_one_by_one_are_one_message(session: Session, manager: FlaskClient, judith: Person) -> None:
    plan = current_plan(session, REGION)
    assert plan is not None
    hers = [one for one, _case in moves_of(session, plan.id or 0) if judith.id in (one.from_id, one.to_id)][:3]
    for one in hers:
        manager.post(f"/caseloads/plan/moves/{one.id}/accept")
    told = session.exec(
        select(Message).where(Message.person_id == judith.id, Message.kind == MessageKind.moves_agreed)
    ).one()
    assert told.values["give"] + told.values["take"] == 3
    assert (told.values["first"], told.values["until"], told.href) == ("2026-11-20", "2026-11-19", "/my/moves")


def test_a_move_taken_back_is_told_and_leaves_nothing_to_answer(
    session: Session, sign_in: SignIn, manager: FlaskClient, agreed: PlannedMove, judith: Person
) -> None:
    sign_in("judith").post(f"/my/moves/{agreed.id}/object", data={"note": NOTE})
    reference = session.get_one(Case, agreed.case_id).reference
    assert f"objects to the move of case {reference}" in words(manager.get("/messages/").text)
    manager.post(f"/caseloads/plan/moves/{agreed.id}/undo")
    assert "Nothing to answer" in words(manager.get("/caseloads/objections").text)
    assert f"Case {reference} does not change hands on Fri 20 Nov 2026" in words(
        sign_in("judith").get("/messages/").text
    )
    other = agreed.from_id if judith.id == agreed.to_id else agreed.to_id
    assert MessageKind.move_off in session.exec(select(Message.kind).where(Message.person_id == other)).all()


def test_objecting_needs_words_and_is_for_those_concerned(
    session: Session, sign_in: SignIn, agreed: PlannedMove
) -> None:
    empty = sign_in("judith").post(f"/my/moves/{agreed.id}/object", data={"note": " "})
    assert empty.status_code == 422
    assert "Write what speaks against the move" in words(empty.text)
    assert sign_in("celine").post(f"/my/moves/{agreed.id}/object", data={"note": NOTE}).status_code == 403
    agreed.discuss_until = MONDAY - timedelta(days=1)
    session.add(agreed)
    session.commit()
    late = words(
        sign_in("judith").post(f"/my/moves/{agreed.id}/object", data={"note": NOTE}, follow_redirects=True).text
    )
    assert "The days to object have passed" in late
    assert session.exec(select(MoveObjection)).all() == []


def test_the_handover_list_names_what_is_coming(
    session: Session, sign_in: SignIn, agreed: PlannedMove, judith: Person
) -> None:
    session.add(
        CaseDate(case_id=agreed.case_id, kind=CaseDateKind.document, day=date(2026, 11, 12), what="proof of income")
    )
    session.commit()
    case = session.get_one(Case, agreed.case_id)
    page = words(sign_in("judith").get(f"/caseloads/handover/{judith.id}").text)
    assert case.reference in page
    assert "Document awaited: proof of income, Thu 12 Nov 2026 overdue" in page
    assert "Fri 20 Nov 2026" in page
    assert sign_in("celine").get(f"/caseloads/handover/{judith.id}").status_code == 403

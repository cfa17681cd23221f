"""«These hours do not fit»: one press on the case's page, an answer owed by a day, and given with words."""

from collections.abc import Callable
from datetime import date

from flask.testing import FlaskClient
from sqlmodel import Session, select

from tests.fixtures.territory import MONDAY
from tests.web.pages_read import words
from workload.tables.accounts import Account
from workload.tables.cases import Case
from workload.tables.hours_disputes import HoursDispute

SignIn = Callable[[str], FlaskClient]


def case_of(session: Session, username: str) -> Case:
    person = session.exec(select(Account.person_id).where(Account.username == username)).one()
    return session.exec(
        select(Case).where(Case.officer_id == person, Case.closed_on.is_(None)).order_by(Case.reference)
    ).first()


def rows(session: Session, case: Case) -> list[HoursDispute]:
    session.expire_all()
    return list(session.exec(select(HoursDispute).where(HoursDispute.case_id == case.id)))


def test_a_dispute_needs_no_reason_and_names_its_day(session: Session, sign_in: SignIn) -> None:
    case, client = case_of(session, "celine"), sign_in("celine")
    page = words(client.post(f"/cases/{case.reference}/dispute", follow_redirects=True))
    (row,) = rows(session, case)
    assert row.due_on == date(2026, 11, 30), "ten business days from Monday 16 November"
    assert "owes you an answer by Mon 30 Nov 2026" in page
    assert (row.said_on, row.reason) == (MONDAY, "")
    client.post(f"/cases/{case.reference}/dispute", data={"reason": "The landlord calls every week"})
    (same,) = rows(session, case)
    assert same.reason == "The landlord calls every week", "said twice is one dispute"


def test_the_manager_finds_it_first_thing_and_answers(session: Session, sign_in: SignIn) -> None:
    case = case_of(session, "celine")
    sign_in("celine").post(f"/cases/{case.reference}/dispute", data={"reason": "Two interpreters"})
    number = rows(session, case)[0].id
    helen = sign_in("helen")
    assert f"hours of case {case.reference} do not fit" in words(helen.get("/my-region"))
    empty = helen.post(f"/disputes/{number}", data={"answer": " "})
    assert empty.status_code == 422
    assert "Write your answer" in words(empty)
    helen.post(f"/disputes/{number}", data={"answer": "You are right: I asked for a factor."})
    assert rows(session, case)[0].answered_on == MONDAY
    assert f"hours of case {case.reference} do not fit" not in words(helen.get("/my-region"))
    assert "You are right: I asked for a factor." in words(sign_in("celine").get(f"/cases/{case.reference}"))
    helen.post(f"/disputes/{number}", data={"answer": "Something else"})
    assert rows(session, case)[0].answer == "You are right: I asked for a factor.", "the first answer stands"


def test_only_the_own_case_is_disputed_and_the_own_region_answered(session: Session, sign_in: SignIn) -> None:
    case = case_of(session, "celine")
    assert sign_in("amira").post(f"/cases/{case.reference}/dispute").status_code == 403
    sign_in("celine").post(f"/cases/{case.reference}/dispute")
    number = rows(session, case)[0].id
    assert sign_in("amira").get(f"/disputes/{number}").status_code == 403
    patricia = sign_in("patricia")
    assert patricia.get(f"/disputes/{number}").status_code == 403
    assert patricia.post(f"/disputes/{number}", data={"answer": "No"}).status_code == 403
    assert case.reference not in words(patricia.get("/disputes"))
    assert case.reference in words(sign_in("daniel").get("/disputes"))
    assert sign_in("daniel").post(f"/disputes/{number}", data={"answer": "No"}).status_code == 403

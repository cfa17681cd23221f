"""What changes in a post reaches the balance: somebody leaves, somebody begins, a case grows."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, col, select

from scheduler.caseload_looks import open_looks
from tests.fixtures.territory import MONDAY
from workload.codes import person_code
from workload.records.balance_facts import gather_balance
from workload.records.loads import load_of
from workload.tables.audit import AuditEntry
from workload.tables.caseloads import NewcomerShare
from workload.tables.cases import Case
from workload.tables.people import CommunityServed, Person
from workload.tables.plans import Plan
from workload.vocabulary import Driver, PlanStatus, Stream, Tier

SignIn = Callable[[str], FlaskClient]
REGION = "sahtu"


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("\u00a0", " ")


@pytest.fixture
def judith(session: Session) -> Person:
    return session.exec(select(Person).where(Person.given_name == "Judith")).one()


def form_of(session: Session, person: Person, **changed: object) -> dict[str, object]:
    served = session.exec(select(CommunityServed.community_id).where(CommunityServed.person_id == person.id)).all()
    form: dict[str, object] = {"appointed_on": person.appointed_on, "works_until": "", "communities": list(served)}
    return form | changed


def test_a_leavers_cases_are_to_be_placed(session: Session, sign_in: SignIn, judith: Person) -> None:
    held = session.exec(select(Case.reference).where(Case.officer_id == judith.id)).all()
    patricia, form = sign_in("patricia"), form_of(session, judith, works_until="2026-12-31")
    page = words(patricia.post(f"/caseloads/people/{judith.id}/post", data=form, follow_redirects=True).text)
    assert "A new plan of moves with these facts is being worked out" in page
    assert "Last day at work: Thu 31 Dec 2026" in page
    facts = gather_balance(session, MONDAY, region_id=REGION)
    assert person_code(judith.id or 0) not in {one.officer_id for one in facts.officers}
    assert {one.current_officer for one in facts.cases if one.case_id in held} == {""}
    assert session.exec(select(Plan).where(Plan.region_id == REGION, Plan.status == PlanStatus.waiting)).one()
    entry = session.exec(select(AuditEntry).where(AuditEntry.action == "change_post")).one()
    assert (entry.before["works_until"], entry.after["works_until"]) == (None, "2026-12-31")


def test_a_newcomer_counts_step_by_step(session: Session, sign_in: SignIn, judith: Person) -> None:
    def there() -> float:
        session.commit()
        facts = gather_balance(session, MONDAY, region_id=REGION)
        return next(one.capacity_hours for one in facts.officers if one.id == judith.id)

    full = there()
    judith.appointed_on = MONDAY + timedelta(days=7)  # the planning days begin that Monday: month 1, 2 and 3
    stepped = there()
    assert 0.3 * full < stepped < 0.5 * full
    december = load_of(session, judith.id or 0, MONDAY, date(2026, 12, 1))
    assert december is not None
    assert december.capacity is not None
    assert december.load.there < 0.3 * (december.load.there + december.capacity.hours_of_newcomer), "one capacity"
    page = words(sign_in("patricia").get(f"/caseloads/people/{judith.id}").text)
    assert "less what a new officer does not carry yet" in page
    assert "month 1 20 %, month 2 40 %" in page
    for row in session.exec(select(NewcomerShare)):
        session.delete(row)
    session.add(NewcomerShare(month=1, share=0.0, source="a rule of our own", valid_from=date(2026, 1, 1)))
    assert 0.5 * full < there() < 0.8 * full, "the dated table decides"
    judith.appointed_on = MONDAY + timedelta(days=200)
    session.commit()
    facts = gather_balance(session, MONDAY, region_id=REGION)
    assert judith.id not in {one.id for one in facts.officers}


def test_impossible_days_are_named_and_kept(session: Session, sign_in: SignIn, judith: Person) -> None:
    form = form_of(session, judith, works_until="1999-01-01")
    answer = sign_in("patricia").post(f"/caseloads/people/{judith.id}/post", data=form)
    assert answer.status_code == 422
    assert "Enter a day from" in words(answer.text)
    assert 'value="1999-01-01"' in answer.text
    session.refresh(judith)
    assert judith.works_until is None
    assert sign_in("helen").get(f"/caseloads/people/{judith.id}/post").status_code == 403


def test_a_second_manager_sees_what_was_stored_meanwhile(session: Session, sign_in: SignIn, judith: Person) -> None:
    address, patricia = f"/caseloads/people/{judith.id}/post", sign_in("patricia")
    seen = re.findall(r'name="seen" value="(\w+)"', patricia.get(address).text)[0]
    patricia.post(address, data=form_of(session, judith, works_until="2026-12-31", seen=seen))
    late = patricia.post(address, data=form_of(session, judith, works_until="2026-12-18", seen=seen))
    assert late.status_code == 409
    assert "Meanwhile somebody stored: Thu 31 Dec 2026" in words(late.text)
    assert 'value="2026-12-18"' in late.text, "what was typed stays"
    session.refresh(judith)
    assert judith.works_until == date(2026, 12, 31)
    seen = re.findall(r'name="seen" value="(\w+)"', late.text)[0]
    patricia.post(address, data=form_of(session, judith, works_until="2026-12-18", seen=seen))
    session.refresh(judith)
    assert judith.works_until == date(2026, 12, 18)


def test_a_case_that_grows_asks_for_a_look(session: Session, sign_in: SignIn, judith: Person) -> None:
    case = session.exec(
        select(Case)
        .where(Case.officer_id == judith.id, Case.tier == Tier.simple, Case.stream == Stream.regular)
        .where(col(Case.provisional).is_(False))
    ).first()
    assert case is not None
    patricia = sign_in("patricia")
    assert "Look at the balance" not in words(patricia.get("/my-region").text)
    form = {driver.value: "no" for driver in Driver} | {"crisis": "yes"}
    sign_in("judith").post(f"/cases/{case.reference}/answers", data=form)
    assert "Look at the balance, Sahtu" in words(patricia.get("/my-region").text)
    assert [one.reference for _look, one in open_looks(session, REGION)] == [case.reference]
    assert "1 change is looked at" in words(patricia.post(f"/caseloads/looks/{REGION}", follow_redirects=True).text)
    assert "Look at the balance" not in words(patricia.get("/my-region").text)

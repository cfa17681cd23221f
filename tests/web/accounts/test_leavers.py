"""Somebody leaves: what stands after the last day is shown, settled in one step, and what is personal can go."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from scheduler.caseload_post import post_facts
from tests.fixtures.access_objects import ASKED, COVERED, GRANTED, things_of
from tests.fixtures.territory import MONDAY
from workload.codes import person_code
from workload.records.cover_asked import cover_ahead
from workload.records.leave import leave_balance
from workload.records.relief_facts import gather_relief
from workload.tables.accounts import Account
from workload.tables.deputies import Deputy
from workload.tables.leave import LeaveRequest, ReliefCover
from workload.tables.people import Person
from workload.tables.plans import Plan
from workload.vocabulary import LeaveStatus, PlanKind, PlanStatus

SignIn = Callable[[str], FlaskClient]
LAST = date(2026, 12, 31)


@pytest.fixture
def celine(session: Session) -> Account:
    return session.exec(select(Account).where(Account.username == "celine")).one()


def test_what_stands_after_the_last_day_is_settled(sign_in: SignIn, session: Session, celine: Account) -> None:
    person = session.get_one(Person, celine.person_id)
    own = things_of(session, person, MONDAY)
    session.commit()
    before = leave_balance(session, celine.person_id)
    served = post_facts(session, person).communities
    greg, address = sign_in("greg"), f"/accounts/{celine.id}/leaves/"
    assert "No last day at work is stated" in greg.get(address).text
    shown = greg.get(address, query_string={"last_day": LAST.isoformat()}).text
    for said in ("open cases need another officer", "Leave asked for", "Leave granted", "Was to cover on", "stands in"):
        assert said in shown
    session.expire_all()
    assert session.get_one(Person, celine.person_id).works_until is None, "a look changes nothing"
    assert greg.post(address, query_string={"last_day": LAST.isoformat()}).status_code == 303
    session.expire_all()
    person = session.get_one(Person, celine.person_id)
    assert (person.works_until, post_facts(session, person).communities) == (LAST, served)
    state = {kind: session.get_one(LeaveRequest, own[kind]).status for kind in (ASKED, GRANTED)}
    assert state == {ASKED: LeaveStatus.withdrawn, GRANTED: LeaveStatus.cancelled}
    assert leave_balance(session, celine.person_id) == before + 7.5
    assert not cover_ahead(session, LAST + timedelta(days=1), person_id=celine.person_id)
    others = session.exec(select(ReliefCover).where(ReliefCover.request_id == own[COVERED])).all()
    assert celine.person_id not in {one.person_id for one in others}
    assert session.get_one(Deputy, own["deputy_id"]).ended_at is not None
    plan = select(Plan).where(Plan.kind == PlanKind.caseload, Plan.region_id == "north-slave")
    assert PlanStatus.waiting in {one.status for one in session.exec(plan)}
    again = greg.get(address, query_string={"last_day": LAST.isoformat()}).text
    assert "Covers for nobody after it" in again
    assert "Leave granted" not in again


def test_nobody_is_asked_to_cover_after_the_last_day(session: Session, celine: Account) -> None:
    session.get_one(Person, celine.person_id).works_until = MONDAY + timedelta(days=9)
    session.flush()
    away = [one for one in gather_relief(session, MONDAY).approved if one.person_id == person_code(celine.person_id)]
    assert any(one.first_day == MONDAY + timedelta(days=10) and one.course for one in away)


def test_an_impossible_last_day_is_said(sign_in: SignIn, session: Session, celine: Account) -> None:
    greg, address = sign_in("greg"), f"/accounts/{celine.id}/leaves/"
    for day, said in (("", "Enter the last day at work"), ("1901-01-01", "Enter a day from"), ("soon", "year, month")):
        for answer in (greg.get(address, query_string={"last_day": day}), greg.post(f"{address}?last_day={day}")):
            assert answer.status_code == 422
            assert said in answer.text
    mine = session.exec(select(Account).where(Account.username == "greg")).one()
    own = greg.post(f"/accounts/{mine.id}/leaves/?last_day=2026-11-30", follow_redirects=True)
    assert "You cannot close your own account" in own.text


def test_what_is_personal_goes_only_after_the_last_day(
    sign_in: SignIn, client: FlaskClient, session: Session, celine: Account
) -> None:
    greg, address, number = sign_in("greg"), f"/accounts/{celine.id}/leaves/", celine.person_id
    early = greg.post(f"{address}personal", follow_redirects=True)
    assert "this person has not left yet" in early.text
    assert greg.post(address, query_string={"last_day": "2026-11-13"}).status_code == 303
    form = {"username": "celine", "password": "northern lights in november"}
    assert client.post("/sign-in", data=form).status_code == 422
    assert "Let go of what is personal now" in greg.get(address).text
    done = greg.post(f"{address}personal", follow_redirects=True)
    assert "rows went or lost what is personal" in done.text
    session.expire_all()
    assert session.get_one(Person, number).given_name != "Céline"

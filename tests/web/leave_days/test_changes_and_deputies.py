"""Leave cancelled, called back and undone on the pages; and a deputy who decides from a first to a last day."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session, select

from tests.fixtures.territory import MONDAY
from tests.scheduler.cast import answer, ask, person_id, withdraw_everything
from tests.web.leave.cast import words
from workload.records.audit import actions_on
from workload.records.leave import leave_balance
from workload.tables.accounts import Account
from workload.tables.deputies import Deputy
from workload.tables.leave import LeaveChange, LeaveRequest
from workload.tables.people import Person
from workload.vocabulary import LeaveStatus

SignIn = Callable[[str], FlaskClient]
WEEK = (date(2027, 3, 8), date(2027, 3, 12))


@pytest.fixture
def planned(session: Session) -> tuple[int, int]:
    """Céline's week in March with its answered plan: request and plan."""
    withdraw_everything(session)
    number = ask(session, "Céline", *WEEK)
    return number, answer(session, number).id or 0


@pytest.fixture
def granted(sign_in: SignIn, planned: tuple[int, int]) -> int:
    sign_in("helen").post(f"/leave/requests/{planned[0]}/grant", data={"plan": str(planned[1])})
    return planned[0]


def change(session: Session, number: int) -> LeaveChange:
    session.expire_all()
    return session.exec(select(LeaveChange).where(LeaveChange.request_id == number)).one()


def test_a_person_cancels_leave_with_a_reason(sign_in: SignIn, session: Session, granted: int) -> None:
    celine, page = sign_in("celine"), f"/leave/changes/{granted}/cancel"
    assert page in celine.get(f"/leave/requests/{granted}").get_data(as_text=True)
    before = leave_balance(session, person_id(session, "Céline"))
    assert celine.post(page, data={"reason": ""}).status_code == 422
    said = words(celine.post(page, data={"reason": "My sister comes in May."}, follow_redirects=True))
    assert "Your leave is cancelled" in said
    assert "My sister comes in May." in said
    assert leave_balance(session, person_id(session, "Céline")) == before + 37.5
    assert "does not take the leave" in words(sign_in("helen").get("/messages/"))
    assert sign_in("joseph").post(page, data={"reason": "x"}).status_code == 403


def test_a_recall_says_what_it_costs(sign_in: SignIn, session: Session, granted: int) -> None:
    helen, page = sign_in("helen"), f"/leave/changes/{granted}/recall"
    assert "art. 17.05" in words(helen.get(page))
    typed = {"from_day": "2027-03-10", "reason": "Flood in the region.", "costs": "a lot"}
    refused = helen.post(page, data=typed)
    assert refused.status_code == 422
    assert "such as 412.50" in words(refused)
    assert "Flood in the region." in words(refused)
    outside = helen.post(page, data=typed | {"costs": "412,50", "from_day": "2027-04-01"})
    assert "outside what is left of the leave" in words(outside)
    said = words(helen.post(page, data=typed | {"costs": "$412,50"}, follow_redirects=True))
    assert "Costs to reimburse: $412.50" in said
    assert "Paid time and a half for the first day back: 7.5 h" in said
    assert change(session, granted).costs_cents == 41250
    assert "You are called back from leave" in words(sign_in("celine").get("/messages/"))
    assert sign_in("celine").get(page).status_code == 403


def test_a_decision_is_undone_the_same_day(sign_in: SignIn, session: Session, granted: int) -> None:
    helen = sign_in("helen")
    assert "Undo this decision" in words(helen.get(f"/leave/requests/{granted}"))
    said = words(helen.post(f"/leave/changes/{granted}/undo", follow_redirects=True))
    assert "The decision is undone" in said
    session.expire_all()
    request = session.get_one(LeaveRequest, granted)
    assert request.status is LeaveStatus.asked
    late = words(helen.post(f"/leave/changes/{granted}/undo", follow_redirects=True))
    assert "Nothing was changed" in late


def name(sign_in: SignIn, session: Session, given_name: str, first: date, last: date) -> None:
    data = {
        "person": str(person_id(session, given_name)),
        "first_day": first.isoformat(),
        "last_day": last.isoformat(),
    }
    answered = sign_in("helen").post("/deputies/", data=data)
    assert answered.status_code == 303, words(answered)


def test_a_deputy_decides_and_both_names_are_kept(sign_in: SignIn, session: Session, planned: tuple[int, int]) -> None:
    number, plan = planned
    name(sign_in, session, "Joseph", MONDAY, MONDAY + timedelta(days=4))
    joseph = sign_in("joseph")
    assert "Helen Quirkmoor has named you as deputy" in words(joseph.get("/messages/"))
    desk = words(joseph.get("/deputies/desk"))
    assert "You stand in for Helen Quirkmoor" in desk
    assert "Céline Rabescà, Whatì, asks for leave" in desk
    assert joseph.get(f"/leave/requests/{number}").status_code == 200
    said = words(joseph.post(f"/leave/requests/{number}/grant", data={"plan": str(plan)}, follow_redirects=True))
    assert "Decided by Joseph Wedawini" in said
    assert "in the place of Helen Quirkmoor" in said
    session.expire_all()
    request = session.get_one(LeaveRequest, number)
    assert (request.decided_by, request.decided_for) == (person_id(session, "Joseph"), person_id(session, "Helen"))
    trail = next(one for one in actions_on(session, "leave_request", number) if one.action == "leave_granted")
    assert trail.after["instead_of"] == person_id(session, "Helen")
    joseph.post(f"/leave/changes/{number}/undo")
    undone = actions_on(session, "leave_request", number)[0]
    assert (undone.action, undone.after["instead_of"]) == ("decision_undone", person_id(session, "Helen"))
    assert "Ask for leave" in words(joseph.get("/leave/"))  # the own leave, as on every other day


@pytest.mark.parametrize("days", [(1, 4), (-7, -1)])
def test_before_and_after_the_days_a_deputy_decides_nothing(
    sign_in: SignIn, session: Session, planned: tuple[int, int], days: tuple[int, int]
) -> None:
    number, plan = planned
    session.add(
        Deputy(
            manager_id=person_id(session, "Helen"),
            deputy_id=person_id(session, "Joseph"),
            region_id="north-slave",
            first_day=MONDAY + timedelta(days=days[0]),
            last_day=MONDAY + timedelta(days=days[1]),
            named_by=person_id(session, "Helen"),
        )
    )
    session.commit()
    joseph = sign_in("joseph")
    assert joseph.post(f"/leave/requests/{number}/grant", data={"plan": str(plan)}).status_code == 403
    assert joseph.get(f"/leave/requests/{number}").status_code == 403
    assert joseph.get("/sick/phoned").status_code == 403
    assert "You stand in for nobody today" in words(joseph.get("/deputies/desk"))
    assert session.get_one(LeaveRequest, number).status is LeaveStatus.asked


def test_another_regions_manager_stands_in_for_both(
    sign_in: SignIn, session: Session, planned: tuple[int, int], app: Flask
) -> None:
    number, plan = planned
    patricia = sign_in("patricia")
    assert patricia.post(f"/leave/requests/{number}/grant", data={"plan": str(plan)}).status_code == 403
    name(sign_in, session, "Patricia", MONDAY, MONDAY)
    patricia = sign_in("patricia")
    granted = patricia.post(f"/leave/requests/{number}/grant", data={"plan": str(plan)})
    assert granted.status_code == 303
    row = session.exec(select(Deputy)).one()
    sign_in("helen").post(f"/deputies/{row.id}/end")
    assert sign_in("patricia").get(f"/cover/leave/{number}").status_code == 403


def test_a_deputys_right_ends_with_the_managers(sign_in: SignIn, session: Session) -> None:
    name(sign_in, session, "Joseph", MONDAY, MONDAY + timedelta(days=4))
    joseph, helen = sign_in("joseph"), session.get_one(Person, person_id(session, "Helen"))
    account = session.exec(select(Account).where(Account.person_id == helen.id)).one()
    for row, field, lost in (
        (helen, "works_until", MONDAY - timedelta(days=1)),
        (helen, "office_id", "norman-wells"),
        (account, "active", False),
    ):
        assert joseph.get("/sick/phoned").status_code == 200
        kept = getattr(row, field)
        setattr(row, field, lost)
        session.commit()
        assert joseph.get("/sick/phoned").status_code == 403, field
        assert "You stand in for nobody today" in words(joseph.get("/deputies/desk"))
        setattr(row, field, kept)
        session.commit()


def test_a_deputy_has_no_say_on_the_own_leave(sign_in: SignIn, session: Session) -> None:
    withdraw_everything(session)
    number = ask(session, "Joseph", *WEEK)
    plan = answer(session, number)
    name(sign_in, session, "Joseph", MONDAY, MONDAY)
    joseph = sign_in("joseph")
    assert joseph.post(f"/leave/requests/{number}/grant", data={"plan": str(plan.id)}).status_code == 403


def test_days_of_a_deputy_are_checked_with_a_sentence(sign_in: SignIn, session: Session) -> None:
    helen, joseph = sign_in("helen"), str(person_id(session, "Joseph"))
    data = {"person": joseph, "first_day": "2026-11-20", "last_day": "2026-11-18"}
    assert "The last day is before the first" in words(helen.post("/deputies/", data=data))
    past = data | {"first_day": "2026-11-02", "last_day": "2026-11-06"}
    assert "This day has passed" in words(helen.post("/deputies/", data=past))
    name(sign_in, session, "Joseph", MONDAY, MONDAY)
    twice = {"person": joseph, "first_day": MONDAY.isoformat(), "last_day": "2026-11-20"}
    assert "named for some of these days already" in words(helen.post("/deputies/", data=twice))
    assert sign_in("celine").get("/deputies/").status_code == 403


def test_messages_are_new_until_they_were_seen(sign_in: SignIn, session: Session, granted: int) -> None:
    celine = sign_in("celine")
    assert "Messages (1 new)" in celine.get("/my-work").get_data(as_text=True)
    assert "Your leave is granted" in words(celine.get("/messages/"))
    assert "Messages (" not in celine.get("/my-work").get_data(as_text=True)
    assert "Your choice is saved" in words(
        celine.post("/messages/choice", data={"choice": "never"}, follow_redirects=True)
    )
    assert celine.post("/messages/choice", data={"choice": "hourly"}).status_code == 422

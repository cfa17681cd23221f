"""My leave line by line, and leave carried over."""

from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from scheduler.leave_ledger import credit_winter_bonus
from tests.web.leave.cast import words
from workload.records.leave import leave_balance
from workload.tables.leave import CarryOver, LeaveEntry, LeaveRequest
from workload.tables.people import Person
from workload.vocabulary import LedgerReason

SignIn = Callable[[str], FlaskClient]


def celines_id(session: Session) -> int:
    return session.exec(select(Person.id).where(Person.given_name == "Céline")).one() or 0


def test_each_line_says_why(sign_in: SignIn, session: Session) -> None:
    celine = celines_id(session)
    leave = LeaveRequest(
        person_id=celine,
        kind="annual",
        first_day=date(2026, 10, 19),
        last_day=date(2026, 10, 23),
        hours=37.5,
        status="granted",
    )
    session.add(leave)
    session.flush()
    session.add(LeaveEntry(person_id=celine, day=leave.first_day, hours=-37.5, reason="taken", request_id=leave.id))
    session.flush()
    credit_winter_bonus(session, today=date(2026, 11, 16))
    session.commit()
    said = words(sign_in("celine").get("/leave/ledger"))
    assert "What you had when this ledger began" in said
    assert "Earned in October 2026: 0.115385 h for each paid hour" in said
    assert "Your rate: 15 to 20 years of service" in said
    assert "Leave on Mon 19 to Fri 23 Oct 2026 − 37.5 h" in said
    assert "the fifth vacation day in a row was Fri 23 Oct 2026 + 7.5 h" in said
    assert "1 of at most 4 days this winter" in said
    assert "Sick leave" in said
    assert "Special leave" in said
    assert "Thu 31 Dec 2026" in said.split("December leave")[1]


def test_the_last_line_is_the_balance(sign_in: SignIn, session: Session) -> None:
    answer = sign_in("celine").get("/leave/ledger?format=csv")
    rows = [row.split(",") for row in answer.get_data(as_text=True).strip().splitlines()]
    annual = [row for row in rows if row[0] == "annual leave"]
    assert float(annual[-1][-1]) == pytest.approx(leave_balance(session, celines_id(session)), abs=0.001)
    assert float(annual[-1][-1]) == pytest.approx(sum(float(row[3]) for row in annual), abs=0.001)


@pytest.mark.parametrize("year", ["1", "99999", "x", "-3"])
def test_a_made_up_year_is_an_empty_year(sign_in: SignIn, year: str) -> None:
    assert sign_in("celine").get(f"/leave/ledger?year={year}").status_code == 200


def test_a_wish_to_carry_over_is_stored_until_january(
    sign_in: SignIn, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    celine = sign_in("celine")
    answer = celine.post("/leave/carry-over", data={"hours": "30"}, follow_redirects=True)
    assert "You asked on Mon 16 Nov 2026 to carry 30 h over" in words(answer)
    wish = session.exec(select(CarryOver)).one()
    assert (wish.fiscal_year, wish.hours, wish.asked_on) == (2026, 30.0, date(2026, 11, 16))
    celine.post("/leave/carry-over", data={"hours": "37.5"})
    session.expire_all()
    assert session.exec(select(CarryOver.hours)).all() == [37.5]
    assert "37.5 h" in words(sign_in("helen").get("/leave/"))
    celine.post("/leave/carry-over/end")
    session.expire_all()
    assert session.exec(select(CarryOver)).all() == []


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("9000", "Enter that or less"),
        ("0", "Enter more than 0 hours"),
        ("", "Enter how many hours"),
        ("1.1", "quarters of an hour"),
    ],
)
def test_too_many_hours_are_named_and_kept(sign_in: SignIn, session: Session, typed: str, says: str) -> None:
    answer = sign_in("celine").post("/leave/carry-over", data={"hours": typed})
    assert answer.status_code == 422
    assert says in words(answer)
    assert f'value="{typed}"' in answer.get_data(as_text=True) or not typed
    assert session.exec(select(CarryOver)).all() == []


def test_after_january_the_page_names_the_manager(
    sign_in: SignIn, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.leave.my_ledger.today", lambda: date(2027, 2, 1))
    answer = sign_in("celine").post("/leave/carry-over", data={"hours": "30"})
    assert "The last day to ask was Sun 31 Jan 2027. Speak to your manager." in words(answer)
    assert session.exec(select(CarryOver)).all() == []


def test_the_reminder_comes_in_december(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    celine = sign_in("celine")
    assert "ask by Sun 31 Jan 2027" not in words(celine.get("/leave/"))
    monkeypatch.setattr("web.leave.views.today", lambda: date(2026, 12, 15))
    assert "To use them after that day, ask by Sun 31 Jan 2027" in words(celine.get("/leave/"))


def test_reasons_have_words_for_every_kind_of_line(sign_in: SignIn, session: Session) -> None:
    celine = celines_id(session)
    for reason in LedgerReason:
        session.add(LeaveEntry(person_id=celine, day=date(2026, 11, 2), hours=1.0, reason=reason))
    session.commit()
    said = words(sign_in("celine").get("/leave/ledger"))
    for text in ("Given back: leave on", "Carried over", "Winter bonus"):
        assert text in said

"""Headquarters enters a newer rate of leave, with its day and source."""

from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from tests.web.leave.cast import words
from workload.records.leave import leave_rates
from workload.tables.leave import AccrualRate
from workload.vocabulary import LeaveKind

SignIn = Callable[[str], FlaskClient]
RATE = {
    "kind": "annual",
    "years_from": "2",
    "years_below": "7",
    "per_paid_hour": "0.09",
    "valid_from": "2027-04-01",
    "source": "Agreement of 2027, art. 18.01",
}


@pytest.fixture
def hq(sign_in: SignIn) -> FlaskClient:
    return sign_in("daniel")


def test_a_newer_rate_is_shown_with_its_days_and_source(hq: FlaskClient, session: Session) -> None:
    before = words(hq.get("/leave/rules"))
    for days in ("16.5", "21.5", "25", "30", "35"):
        assert f" {days} " in before
    said = words(hq.post("/leave/rules", data=RATE, follow_redirects=True))
    assert "2 to 7 years of service 0.09 23.4 Thu 1 Apr 2027 Agreement of 2027, art. 18.01" in said
    assert leave_rates(session)[LeaveKind.annual][-1].valid_from == date(2027, 4, 1)


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("per_paid_hour", "8.2", "Enter a number between 0 and 1"),
        ("per_paid_hour", "nan", "Enter a number between 0 and 1"),
        ("years_from", "two", "Enter whole years between 0 and 60"),
        ("years_below", "1", "Enter more years than 2"),
        ("valid_from", "2027-02-30", "Enter the day"),
        ("source", " ", "Name the agreement"),
        ("kind", "mandatory", "Choose"),
    ],
)
def test_a_wrong_rate_is_named_and_kept(hq: FlaskClient, session: Session, field: str, typed: str, says: str) -> None:
    answer = hq.post("/leave/rules", data=RATE | {field: typed})
    assert answer.status_code == 422
    assert says in words(answer)
    assert session.exec(select(AccrualRate)).all() == []


def test_a_rate_is_taken_out_only_before_it_holds(hq: FlaskClient, session: Session) -> None:
    hq.post("/leave/rules", data=RATE)
    hq.post("/leave/rules", data=RATE | {"valid_from": "2026-11-01"})
    assert "already" in words(hq.post("/leave/rules", data=RATE))
    ahead, begun = session.exec(select(AccrualRate).order_by(AccrualRate.valid_from.desc())).all()  # type: ignore[attr-defined]
    assert "holds already" in words(hq.post(f"/leave/rules/{begun.id}/remove", follow_redirects=True))
    assert "taken out" in words(hq.post(f"/leave/rules/{ahead.id}/remove", follow_redirects=True))
    session.expire_all()
    assert [one.id for one in session.exec(select(AccrualRate))] == [begun.id]


def test_only_headquarters_changes_rules(sign_in: SignIn) -> None:
    assert sign_in("helen").get("/leave/rules").status_code == 403
    assert sign_in("celine").post("/leave/rules", data=RATE).status_code == 403

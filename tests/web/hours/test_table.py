"""The activity table: read by everybody, changed by headquarters with a reason and a second person."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from tests.fixtures.territory import MONDAY
from tests.web.pages_read import words
from workload.records.activity_table import activity_times, office_multipliers
from workload.tables.people import Person
from workload.tables.workload_model import OfficeFactor, WorkloadProposal
from workload.vocabulary import Activity, ProposalStatus, Role, Tier

SignIn = Callable[[str], FlaskClient]
CHANGE = {
    "simple_times": "1", "simple_minutes": "20", "standard_times": "1", "standard_minutes": "30",
    "complex_times": "1", "complex_minutes": "60", "source": "Time study", "evidence": "secondary",
    "valid_from": "2027-01-04", "why": "Timed in two offices",
}  # fmt: skip


def by_daniel() -> Any:
    """What the planner has proposed; the seed's own proposal is the Director's."""
    return (
        select(WorkloadProposal)
        .join(Person, Person.id == WorkloadProposal.proposed_by)
        .where(Person.given_name == "Daniel")
    )


def proposed(session: Session) -> WorkloadProposal:
    session.expire_all()
    return session.exec(by_daniel()).one()


def test_everybody_reads_every_row_with_its_source(as_role: Callable[[Role], FlaskClient]) -> None:
    for role in Role:
        page = words(as_role(role).get("/hours"))
        assert "0.94 h, a standard one 1.62 h, a complex one 3.56 h" in page
        assert "USDA paperwork filings" in page
    assert "Propose a change" not in words(as_role(Role.manager).get("/hours"))
    file = as_role(Role.cso).get("/hours?format=csv")
    rows = list(csv.DictReader(io.StringIO(file.text.lstrip("\ufeff"))))
    assert len(rows) == 12 * 3 + 4
    complex_hours = sum(float(row["Hours a month"]) for row in rows if row["Tier"] == "complex")
    assert complex_hours == pytest.approx(3.56, abs=0.01)


def test_a_weight_changes_with_a_second_persons_approval(session: Session, sign_in: SignIn) -> None:
    daniel = sign_in("daniel")
    page = words(daniel.post("/hours/activities/monthly_report", data=CHANGE, follow_redirects=True))
    assert "Nothing has changed yet" in page
    assert "another person at headquarters approves it" in page
    assert "Yellowknife" in page
    number = proposed(session).id
    daniel.post(f"/hours/proposals/{number}", data={"approve": "1"})
    assert proposed(session).status is ProposalStatus.waiting, "not by the one who proposed it"
    caroline = sign_in("caroline")
    assert "Approve from Mon 4 Jan 2027" in words(caroline.get(f"/hours/proposals/{number}"))
    caroline.post(f"/hours/proposals/{number}", data={"approve": "1", "answer": "Good study"})
    assert proposed(session).status is ProposalStatus.approved
    after = {(row.activity, row.tier): row.minutes for row in activity_times(session, proposed(session).valid_from)}
    today = {(row.activity, row.tier): row.minutes for row in activity_times(session, MONDAY)}
    assert (today[Activity.monthly_report, Tier.complex], after[Activity.monthly_report, Tier.complex]) == (45, 60)
    page = words(sign_in("celine").get("/hours"))
    assert "Good study" in page
    assert "60 minutes, from Mon 4 Jan 2027" in page


def test_a_wrong_figure_says_what_to_enter_and_keeps_the_rest(session: Session, sign_in: SignIn) -> None:
    wrong = CHANGE | {"complex_minutes": "an hour", "valid_from": "2026-11-01", "why": ""}
    answer = sign_in("daniel").post("/hours/activities/monthly_report", data=wrong)
    page = words(answer)
    assert answer.status_code == 422
    assert "Enter minutes as a number from 0 to 2400" in page
    assert "so that a second person can judge it" in page
    assert 'value="an hour"' in answer.text
    assert 'value="Time study"' in answer.text
    answer = sign_in("daniel").post("/hours/activities/monthly_report", data=CHANGE | {"valid_from": "2026-11-01"})
    assert "figures of the past stay as they were" in words(answer)
    for impossible in ("nan", "inf", "-1", "1e9"):
        given = CHANGE | {"complex_minutes": impossible}
        assert sign_in("daniel").post("/hours/activities/monthly_report", data=given).status_code == 422
    assert session.exec(by_daniel()).all() == []


def test_only_what_was_changed_is_proposed(session: Session, sign_in: SignIn) -> None:
    sign_in("daniel").post("/hours/activities/monthly_report", data=CHANGE)
    assert proposed(session).rows == [{"tier": "complex", "frequency": 1.0, "minutes": 60.0}]
    same = sign_in("daniel").post("/hours/activities/monthly_report", data=CHANGE | {"complex_minutes": "45"})
    assert same.status_code == 422
    assert "all are as they stand today" in words(same)


def test_a_factor_is_changed_the_same_way(session: Session, sign_in: SignIn) -> None:
    factor = session.exec(select(OfficeFactor).where(OfficeFactor.office_id == "behchoko")).first()
    before = office_multipliers(session, MONDAY)["behchoko"]
    data = {
        "reason": factor.reason, "multiplier": "1,3", "source": "Travel log", "evidence": "estimate",
        "valid_from": "2026-11-16", "why": "The road is out",
    }  # fmt: skip
    page = words(sign_in("daniel").post(f"/hours/factors?factor={factor.id}", data=data, follow_redirects=True))
    assert "Behchok" in page
    sign_in("caroline").post(f"/hours/proposals/{proposed(session).id}", data={"approve": "1"})
    session.expire_all()
    assert office_multipliers(session, MONDAY)["behchoko"] == pytest.approx(before / factor.multiplier * 1.3)


def test_a_factor_cannot_end_before_it_begins(session: Session, sign_in: SignIn) -> None:
    data = {
        "office": "whati", "reason": "Ice road", "multiplier": "1.1", "source": "Judgement", "evidence": "estimate",
        "valid_from": "2027-01-04", "valid_until": "2027-01-01", "why": "Short season",
    }  # fmt: skip
    answer = sign_in("daniel").post("/hours/factors", data=data)
    assert answer.status_code == 422
    assert "not before the first one" in words(answer)
    assert session.exec(by_daniel()).all() == []


def test_the_rules_count_every_open_case_once(session: Session, sign_in: SignIn) -> None:
    page = words(sign_in("celine").get("/hours/rules"))
    assert "The client is in a crisis" in page
    assert "An answer that could not change it does not make it provisional" in page


def test_only_headquarters_proposes(as_role: Callable[[Role], FlaskClient]) -> None:
    for role in (Role.cso, Role.manager, Role.superintendent, Role.administrator):
        assert as_role(role).post("/hours/activities/contact", data=CHANGE).status_code == 403
        assert as_role(role).post("/hours/proposals/1", data={"approve": "1"}).status_code == 403

"""The change calendar: a warning before a date is saved, dates that fit, and the hours of every office and month."""

from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

import web.regions
from tests.fixtures.territory import MONDAY
from tests.web.pages_read import words
from workload.estimates.calendar import months_between
from workload.estimates.program_change import change_loads
from workload.records.calendar import calendar_facts
from workload.records.program_changes import as_planned, program_changes
from workload.records.territory import territory_now
from workload.tables.scenarios import ProgramChange
from workload.tables.workload_model import WorkloadProposal
from workload.vocabulary import Role

SYSTEM = {
    "name": "New case system", "training_from": "2027-01-04", "go_live": "2027-03-08", "training_hours": "3",
    "friction": "1.05", "friction_weeks": "8", "major": "y",
}  # fmt: skip
INTAKE = {"name": "Central intake", "training_from": "2027-03-01", "go_live": "2027-04-12", "major": "y"}


@pytest.fixture
def headquarters(as_role: Callable[[Role], FlaskClient]) -> FlaskClient:
    return as_role(Role.hq)


def stored(session: Session) -> list[ProgramChange]:
    session.expire_all()
    return list(session.exec(select(ProgramChange).order_by(ProgramChange.id)))


def test_dates_that_fit_are_saved_at_once(session: Session, headquarters: FlaskClient) -> None:
    page = words(headquarters.post("/scenarios/changes/new", data=SYSTEM, follow_redirects=True))
    (row,) = stored(session)
    assert (row.go_live, row.training_hours, row.friction, row.major) == (date(2027, 3, 8), 3.0, 1.05, True)
    assert "New case system begins on Mon 8 Mar 2027" in page
    assert "3 h of training for each person, in paid time" in page


def test_the_page_shows_the_hours_of_the_estimate(
    session: Session, headquarters: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    headquarters.post("/scenarios/changes/new", data=SYSTEM)
    planned = [as_planned(row) for row in program_changes(session, MONDAY)]
    calendar = calendar_facts(session, date(2026, 11, 1), date(2028, 6, 1))
    months = months_between(date(2027, 3, 1), date(2027, 3, 31))
    loads = change_loads(planned, territory_now(session, MONDAY), months, calendar)
    march = next(load for load in loads if load.office == "yellowknife")
    assert march.friction > 5
    text = headquarters.get("/scenarios/changes?format=csv").text
    assert f"Yellowknife,2027-03-01,{round(march.training, 2)},{round(march.friction, 2)}" in text
    assert "Yellowknife" in words(headquarters.get("/scenarios/changes"))
    monkeypatch.setattr(web.regions, "MOST_TOGETHER", 5)
    assert "Inuvik" in words(headquarters.get("/scenarios/changes"))  # of a large service the first region
    assert "Yellowknife" not in words(headquarters.get("/scenarios/changes"))
    assert "Yellowknife" in words(headquarters.get("/scenarios/changes?region=north-slave"))


def test_two_major_changes_at_once_are_said_before_saving(session: Session, headquarters: FlaskClient) -> None:
    headquarters.post("/scenarios/changes/new", data=SYSTEM)
    answer = headquarters.post("/scenarios/changes/new", data=INTAKE)
    page = words(answer)
    assert answer.status_code == 422
    assert "«New case system», another major change, runs from Mon 4 Jan 2027 to Sun 2 May 2027" in page
    assert "Nothing is saved yet" in page
    assert len(stored(session)) == 1
    assert 'value="Central intake"' in answer.text, "what was typed is kept"

    offered = answer.text.split('name="take" value="')[1].split('"')[0]
    headquarters.post("/scenarios/changes/new", data=INTAKE | {"take": offered})
    _system, intake = stored(session)
    assert f"{intake.training_from}/{intake.go_live}" == offered
    assert intake.training_from > date(2027, 5, 2), "a date that fits comes after the other change"


def test_training_that_does_not_fit_is_said(session: Session, headquarters: FlaskClient) -> None:
    hurried = SYSTEM | {"training_from": "2027-03-01", "training_hours": "40"}
    page = words(headquarters.post("/scenarios/changes/new", data=hurried))
    assert "Training does not fit at 20 offices" in page
    assert "Train from" in page
    assert stored(session) == []


def test_a_warning_is_overruled_only_with_a_reason(session: Session, headquarters: FlaskClient) -> None:
    headquarters.post("/scenarios/changes/new", data=SYSTEM)
    silent = headquarters.post("/scenarios/changes/new", data=INTAKE | {"anyway": "1"})
    assert "Write why these dates are kept" in words(silent)
    assert len(stored(session)) == 1
    headquarters.post("/scenarios/changes/new", data=INTAKE | {"anyway": "1", "why": "The law names the day"})
    assert stored(session)[1].why == "The law names the day"
    assert "The law names the day" in words(headquarters.get("/scenarios/changes"))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"go_live": "2026-11-16"}, "Enter a day after today"),
        ({"training_from": "2027-04-01"}, "not after the day it begins"),
        ({"training_from": "2026-11-01"}, "from today on"),
        ({"friction": "0.2"}, "Enter a number from 1 to 5"),
        ({"name": " "}, "Write what changes"),
    ],
)
def test_days_that_cannot_be_say_what_to_enter(
    session: Session, headquarters: FlaskClient, given: dict[str, str], said: str
) -> None:
    answer = headquarters.post("/scenarios/changes/new", data=SYSTEM | given)
    assert answer.status_code == 422
    assert said in words(answer)
    assert stored(session) == []


def test_friction_enters_the_load_only_through_a_proposal(session: Session, headquarters: FlaskClient) -> None:
    before = len(session.exec(select(WorkloadProposal)).all())
    headquarters.post("/scenarios/changes/new", data=SYSTEM | {"friction": "1.2", "anyway": "1", "why": "x"})
    form = headquarters.get(f"/hours/factors?change={stored(session)[0].id}").text
    assert 'value="1.1"' in form, "the mean of a friction that fades from 1.2 to 1"
    assert 'value="2027-03-08"' in form
    assert len(session.exec(select(WorkloadProposal)).all()) == before


def test_a_manager_reads_the_own_region_and_plans_nothing(
    headquarters: FlaskClient, as_role: Callable[[Role], FlaskClient]
) -> None:
    headquarters.post("/scenarios/changes/new", data=SYSTEM)
    manager = as_role(Role.manager)
    page = words(manager.get("/scenarios/changes"))
    assert "Whatì" in page
    assert "Inuvik" not in page
    assert manager.get("/scenarios/changes/new").status_code == 403
    assert manager.post("/scenarios/changes/1/withdraw").status_code == 403


def test_a_withdrawn_change_takes_nothing(session: Session, headquarters: FlaskClient) -> None:
    headquarters.post("/scenarios/changes/new", data=SYSTEM)
    headquarters.post(f"/scenarios/changes/{stored(session)[0].id}/withdraw")
    assert program_changes(session, MONDAY) == []
    assert "No program change is planned" in words(headquarters.get("/scenarios/changes"))

"""Scenarios on the screen: changed from today, kept under a name, side by side with today."""

import csv
import io
from collections.abc import Callable
from time import monotonic

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

import web.regions
from scheduler.staffing_scenarios import NameTaken, changes_of, compare, save_scenario
from tests.fixtures.territory import MONDAY
from tests.web.pages_read import words
from workload.estimates.scenario import play_scenario
from workload.estimates.scenario_changes import (
    AdminSupport,
    AnnualApplication,
    CentralIntake,
    FilledVacancies,
    Growth,
    IcmPost,
    LifeStabilisation,
    LongerPosts,
    NewSystem,
    Posts,
    ReliefPool,
    StandardDays,
    TierMix,
)
from workload.records.territory import territory_now
from workload.tables.people import Person
from workload.tables.scenarios import Scenario
from workload.vocabulary import Role

EVERYTHING = (
    Posts("behchoko", 1.0), LongerPosts("lutselke", 10.0), FilledVacancies(), AdminSupport(), IcmPost("inuvik"),
    ReliefPool(2.0), Growth(0.1, "whati"), TierMix(0.3, 0.3, 0.4), StandardDays(3), AnnualApplication(),
    CentralIntake(target=0.9), LifeStabilisation(), NewSystem(training_hours=15.0),
)  # fmt: skip


def daniel(session: Session) -> int:
    return session.exec(select(Person.id).where(Person.given_name == "Daniel")).one()


@pytest.fixture
def headquarters(as_role: Callable[[Role], FlaskClient]) -> FlaskClient:
    return as_role(Role.hq)


def kept(session: Session) -> list[Scenario]:
    """The planner's; the seed's are the Director's."""
    session.expire_all()
    return list(session.exec(select(Scenario).where(Scenario.saved_by == daniel(session)).order_by(Scenario.id)))


def test_every_change_comes_back_as_it_was_kept(session: Session) -> None:
    row = save_scenario(session, name="All at once", changes=EVERYTHING, by=daniel(session))
    session.commit()
    session.expire_all()
    assert changes_of(row) == EVERYTHING
    with pytest.raises(NameTaken):
        save_scenario(session, name="All at once", changes=[ReliefPool(1)], by=daniel(session))


def test_the_comparison_is_that_of_the_estimate(session: Session) -> None:
    row = save_scenario(session, name="Relief", changes=[ReliefPool(2.0)], by=daniel(session))
    territory = territory_now(session, MONDAY)
    found = compare(session, [row], MONDAY)
    assert found.today == play_scenario(territory)
    assert found.scenarios[0].outcome == play_scenario(territory, [ReliefPool(2.0)])
    assert found.scenarios[0].outcome.territory.standard.leave_covered > found.today.territory.standard.leave_covered


def test_two_scenarios_stand_beside_today(session: Session, headquarters: FlaskClient) -> None:
    first = headquarters.post("/scenarios/", data={"relievers": "2"})
    began = monotonic()
    second = headquarters.post(first.location, data={"standard_days": "3", "name": "Three days"})
    page = words(headquarters.get(second.location))
    assert monotonic() - began < 2, "an answer to a change takes less than two seconds"
    assert [row.name for row in kept(session)] == ["relievers +2", "Three days"]
    assert "«relievers +2» costs 2.0 posts" in page
    assert "«Three days» costs 0.0 posts" in page
    today = compare(session, [], MONDAY).today
    assert f"{today.territory.posts_needed.middle:.1f} ({today.territory.posts_needed.low:.1f} to" in page
    file = headquarters.get(second.location + "&format=csv")
    rows = {row["Measure"]: row for row in csv.DictReader(io.StringIO(file.text.lstrip("\ufeff")))}
    assert rows["Cost in posts"]["Today"] == "0.0"
    assert rows["Cost in posts"]["relievers +2"] == "2.0"
    assert rows["Promise, business days"]["Three days"] == "3"


def test_the_form_makes_the_changes_it_says(session: Session, headquarters: FlaskClient) -> None:
    headquarters.post(
        "/scenarios/",
        data={
            "name": "Everything", "filled_vacancies": "y", "office_1": "behchoko", "posts_1": "1,5",
            "office_2": "whati", "hours_2": "5", "relievers": "-1", "support": "everywhere", "icm": "inuvik",
            "growth": "10",
            "growth_at": "whati", "simple": "30", "standard": "30", "complex": "40", "standard_days": "3",
            "annual": "y", "intake": "y", "target": "90", "stabilisation": "y", "system": "y", "training": "15",
        },
    )  # fmt: skip
    (row,) = kept(session)
    assert changes_of(row) == (
        FilledVacancies(), Posts("behchoko", 1.5), LongerPosts("whati", 5.0), ReliefPool(-1.0), AdminSupport(None),
        IcmPost("inuvik"), Growth(0.1, "whati"), TierMix(0.3, 0.3, 0.4), StandardDays(3), AnnualApplication(),
        CentralIntake(target=0.9), LifeStabilisation(), NewSystem(training_hours=15.0),
    )  # fmt: skip
    page = words(headquarters.get("/scenarios/"))
    assert "answered in time)" in page


def test_offices_of_a_large_service_are_named(
    session: Session, headquarters: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web.regions, "MOST_TOGETHER", 5)
    first = headquarters.get("/scenarios/")
    assert first.text.count("<option") == 20  # each office once for all six fields
    assert "Tuktoyaktuk" in words(first)  # the first region
    assert "Whatì" not in words(first)
    assert "Whatì" in words(headquarters.get("/scenarios/?region=north-slave"))
    wrong = headquarters.post("/scenarios/", data={"office_1": "Atlantis", "posts_1": "2"})
    assert wrong.status_code == 422
    assert "Nothing here has this name" in words(wrong)
    assert 'value="Atlantis"' in wrong.text
    given = {"office_1": " behchoko", "posts_1": "1.5", "support": "Every office without it", "growth": "10"}
    assert headquarters.post("/scenarios/", data={**given, "icm": "Whatì", "growth_at": ""}).status_code == 303
    (row,) = kept(session)
    assert changes_of(row) == (Posts("behchoko", 1.5), AdminSupport(None), IcmPost("whati"), Growth(0.1, None))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Change at least one thing"),
        ({"posts_1": "2"}, "Choose the office whose posts change"),
        ({"office_2": "whati"}, "how many posts more or fewer"),
        ({"relievers": "many"}, "Enter a number from -20 to 50"),
        ({"growth": "nan"}, "Enter a number from -90 to 300"),
        ({"simple": "50", "standard": "20"}, "so that they come to 100"),
        ({"simple": "50", "standard": "50", "complex": "50"}, "so that they come to 100"),
        ({"office_1": "atlantis", "posts_1": "1"}, "There is a problem"),
    ],
)
def test_a_form_that_cannot_be_played_says_what_to_do(
    session: Session, headquarters: FlaskClient, given: dict[str, str], said: str
) -> None:
    answer = headquarters.post("/scenarios/", data=given)
    assert answer.status_code == 422
    assert said in words(answer)
    assert kept(session) == []


def test_a_name_is_given_once_and_a_scenario_can_go(session: Session, headquarters: FlaskClient) -> None:
    headquarters.post("/scenarios/", data={"relievers": "1", "name": "Pool"})
    again = headquarters.post("/scenarios/", data={"relievers": "3", "name": "Pool"})
    assert again.status_code == 422
    assert "Another scenario has this name" in words(again)
    assert 'value="3"' in again.text
    headquarters.post(f"/scenarios/{kept(session)[0].id}/remove")
    assert kept(session) == []


def test_scenarios_are_for_headquarters(as_role: Callable[[Role], FlaskClient]) -> None:
    for role in (Role.cso, Role.manager, Role.superintendent, Role.administrator):
        assert as_role(role).get("/scenarios/").status_code == 403

"""The three homes: what each role sees first, how heavy the page is, and how much it asks of the database."""

import gzip
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session, select

from tests.fixtures.territory import MONDAY
from tests.web.pages_read import queries_on, words
from workload.estimates.case_hours import hours_by_tier
from workload.records.activity_table import activity_times, office_multipliers
from workload.tables.cases import Case
from workload.tables.concerns import Concern
from workload.tables.leave import LeaveRequest, ReliefCover
from workload.tables.people import Person
from workload.tables.plans import Plan, PlannedMove
from workload.vocabulary import (
    Channel,
    ConcernCategory,
    CoverMode,
    Handler,
    LeaveKind,
    LeaveStatus,
    PlanKind,
    PlanStatus,
    Role,
)

HOMES = {
    Role.cso: "/my-work",
    Role.manager: "/my-region",
    Role.superintendent: "/my-region",
    Role.hq: "/territory",
}
AsRole = Callable[[Role], FlaskClient]


def number(session: Session, given_name: str) -> int:
    return int(session.exec(select(Person.id).where(Person.given_name == given_name)).one() or 0)


def concern(office: str, due: date, by: int) -> Concern:
    return Concern(
        reference=f"T-{office}-{due}",
        office_id=office,
        opened_on=due - timedelta(days=4),
        category=ConcernCategory.no_answer,
        channel=Channel.phone,
        promised_due=due,
        recorded_by=by,
    )


@pytest.mark.parametrize("role", list(HOMES))
def test_each_role_lands_on_its_home(role: Role, as_role: AsRole) -> None:
    client = as_role(role)
    start = client.get("/")
    assert start.status_code in (302, 303)
    assert start.headers["Location"].endswith(HOMES[role])
    for address in set(HOMES.values()) - {HOMES[role]}:
        assert client.get(address).status_code == 403


@pytest.mark.parametrize("role", list(HOMES))
def test_a_home_is_light_on_the_wire(role: Role, as_role: AsRole) -> None:
    page = as_role(role).get(HOMES[role]).data
    assert len(gzip.compress(page)) <= 20 * 1024


@pytest.mark.parametrize("role", list(HOMES))
def test_a_home_asks_the_database_within_bounds(app: Flask, role: Role, as_role: AsRole) -> None:
    client = as_role(role)
    client.get(HOMES[role])
    bound = {Role.cso: 70, Role.hq: 35}.get(role, 110)
    assert queries_on(app.extensions["engine"], lambda: client.get(HOMES[role])) <= bound


@pytest.mark.parametrize("role", list(HOMES))
def test_nothing_on_a_home_is_styled_or_scripted_inline(role: Role, as_role: AsRole) -> None:
    page = as_role(role).get(HOMES[role]).text
    assert not re.search(r"\sstyle=|\son[a-z]+=", page)
    for drawing in re.findall(r"<svg.*?</svg>", page, re.S):
        assert "<title" in drawing or "aria-label=" in drawing


@pytest.mark.parametrize("role", list(HOMES))
def test_every_link_of_a_home_leads_somewhere(role: Role, as_role: AsRole) -> None:
    client = as_role(role)
    page = client.get(HOMES[role]).text
    main = page[page.index("<main") : page.index("</main>")]
    links = sorted({link.replace("&amp;", "&") for link in re.findall(r'href="(/[^"#]*)"', main)})
    assert len(links) > 3
    for link in links[:40]:
        assert client.get(link).status_code == 200, link


def test_my_work_says_the_hours_of_the_month(session: Session, as_role: AsRole) -> None:
    times, factors = activity_times(session, MONDAY), office_multipliers(session, MONDAY)
    each = hours_by_tier(times)
    cases = session.exec(select(Case).where(Case.officer_id == number(session, "Céline"))).all()
    needed = sum(each[case.tier] for case in cases) * factors["whati"]
    page = words(as_role(Role.cso).get("/my-work"))
    assert f"Your cases need {needed:.0f} hours of the" in page
    assert "Delivery: Tue 24 to Mon 30 Nov 2026." in page


def test_my_work_shows_what_is_due_and_covered_today(session: Session, as_role: AsRole) -> None:
    celine, bernadette = number(session, "Céline"), number(session, "Bernadette")
    leave = LeaveRequest(
        person_id=bernadette,
        kind=LeaveKind.annual,
        first_day=MONDAY,
        last_day=MONDAY,
        hours=7.5,
        status=LeaveStatus.granted,
    )
    session.add(leave)
    session.flush()
    session.add(
        ReliefCover(
            request_id=leave.id or 0,
            person_id=celine,
            office_id="behchoko",
            day=MONDAY,
            mode=CoverMode.remote,
            hours=3,
        )
    )
    session.add(concern("whati", MONDAY + timedelta(days=1), celine))
    session.add(concern("whati", MONDAY + timedelta(days=2), celine))
    session.commit()
    page = words(as_role(Role.cso).get("/my-work"))
    assert "You cover Behchokǫ̀ for Bernadette Koyinà today: 3 h" in page
    assert "T-whati-2026-11-17" in page
    assert "T-whati-2026-11-18" not in page


def test_an_empty_day_says_what_will_appear(session: Session, as_role: AsRole) -> None:
    assert "Nothing is due today or tomorrow" in words(as_role(Role.cso).get("/my-work"))


def test_what_waits_longest_stands_first(session: Session, as_role: AsRole) -> None:
    for row in session.exec(select(LeaveRequest).where(LeaveRequest.status == LeaveStatus.asked)):
        row.asked_at = datetime(2026, 11, 12, 9, tzinfo=UTC)
        session.add(row)
    plan = Plan(
        kind=PlanKind.caseload,
        status=PlanStatus.ready,
        region_id="north-slave",
        answered_at=datetime(2026, 11, 10, 3, tzinfo=UTC),
        answer={"status": "optimal"},
    )
    session.add(plan)
    session.flush()
    case = session.exec(select(Case).where(Case.officer_id == number(session, "Amira"))).first()
    assert case is not None
    session.add(
        PlannedMove(plan_id=plan.id or 0, case_id=case.id or 0, to_id=number(session, "Joseph"), hours=2, weight=1)
    )
    session.add(concern("yellowknife", MONDAY - timedelta(days=3), number(session, "Amira")))
    session.commit()
    page = words(as_role(Role.manager).get("/my-region"))
    overdue = page.index("Answer a concern, Yellowknife: no answer")
    plan_at = page.index("A plan to balance caseloads, North Slave")
    leave_at = page.index("asks for leave")
    assert overdue < plan_at < leave_at
    assert "OVERDUE by 3 days" in page
    assert "1 case would move" in page


def test_another_regions_work_does_not_wait_here(session: Session, as_role: AsRole) -> None:
    session.add(concern("inuvik", MONDAY, number(session, "Trina")))
    session.commit()
    assert "Inuvik" not in words(as_role(Role.manager).get("/my-region"))


def test_a_large_region_shows_the_first_and_leads_to_all(
    session: Session, as_role: AsRole, monkeypatch: pytest.MonkeyPatch
) -> None:
    for days in range(3):
        session.add(concern("yellowknife", MONDAY - timedelta(days=days), number(session, "Amira")))
    session.commit()
    client = as_role(Role.manager)
    whole = words(client.get("/my-region"))
    for name in ("MOST_WAITING", "MOST_OFFICES", "MOST_TRAINING"):
        monkeypatch.setattr(f"web.home.my_region.{name}", 2)
    cut, opened = words(client.get("/my-region")), words(client.get("/my-region?all=1"))
    assert "not only these 2" not in whole
    assert "not only these 2" in cut
    assert "Of 4 offices, these 2 lack most hours, the most first." in cut
    late = "Answer a concern, Yellowknife"
    assert cut.count(late) <= 2 < 3 <= whole.count(late) == opened.count(late)
    said = re.search(r"[0-9]+ things wait for your decision", whole)
    assert said is not None
    assert said[0] in cut  # all are counted


def test_headquarters_reads_the_longest_waiting_and_leads_to_all(
    session: Session, as_role: AsRole, monkeypatch: pytest.MonkeyPatch
) -> None:
    for days in range(1, 4):
        late = concern("inuvik", MONDAY - timedelta(days=days), number(session, "Trina"))
        late.handler = Handler.headquarters
        session.add(late)
    session.commit()
    client, said = as_role(Role.hq), "Answer a concern, Inuvik"
    whole = words(client.get("/territory"))
    monkeypatch.setattr("web.home.territory.MOST_WAITING", 1)
    cut, opened = words(client.get("/territory")), words(client.get("/territory?all=1"))
    assert "not only these 1" in cut
    assert cut.count(said) <= 1 < 3 <= whole.count(said) == opened.count(said)


def test_training_due_names_the_day(session: Session, as_role: AsRole) -> None:
    page = words(as_role(Role.manager).get("/my-region"))
    assert "Training due" in page
    assert re.search(r"refreshers? (is|are) due within 90 days|Nobody's refresher", page)

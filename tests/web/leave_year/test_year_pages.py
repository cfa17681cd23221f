"""The pool curve, the guard and the annual round as people meet them."""

from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect
from sqlmodel import Session, select

import web.pages
import web.regions
from scheduler.coverable_weeks import refresh_coverable_weeks
from scheduler.leave_guard import look_after_leave
from scheduler.plan_queue import ask_plan
from tests.fixtures.answering import answer_waiting_plans
from tests.fixtures.browser import browser_sign_in
from tests.fixtures.live import Service
from tests.fixtures.territory import MONDAY
from workload.records.leave_year import guards, waiting_blocks
from workload.records.officers import people
from workload.tables.leave import LeaveEntry, LeaveRequest
from workload.tables.leave_year import LeaveRound
from workload.tables.people import Person
from workload.tables.plans import Plan
from workload.vocabulary import BlockState, GuardVerdict, LedgerReason, PersonKind, PlanKind, PlanStatus, Role

ANSWER = {
    "fiscal_year": 2027,
    "people": 33,
    "days": 813,
    "points": [
        {"relievers": n, "not_placed": days, "worst": days // 3, "breaches": 0, "proven": days == 0}
        for n, days in enumerate((40, 12, 0, 0, 0))
    ],
    "dependability": [
        {"relievers": n, "share": share, "low": share / 2, "high": share * 1.5, "absence_days": 900.0}
        for n, share in enumerate((0.4, 0.2, 0.11, 0.07, 0.04))
    ],
    "on_paper": 2,
    "dependable": 4,
    "assumptions": [{"name": "sick_days", "value": 13.0, "source": ""}],
    "blocks": [],
    "wishes": [],
    "lacking": {},
}


def text(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.get_data(as_text=True).split())


@pytest.fixture
def curve(session: Session) -> None:
    plan = ask_plan(session, kind=PlanKind.year, asked_by=None)
    plan.status, plan.answer, plan.answered_at = PlanStatus.ready, ANSWER, plan.asked_at
    session.commit()


@pytest.mark.usefixtures("curve")
def test_headquarters_reads_paper_against_dependable(as_role: Callable[[Role], FlaskClient]) -> None:
    client = as_role(Role.hq)
    page = text(client, "/leave-year/")
    assert (
        "40 days of leave find no place. 2 relievers more make it possible on paper. 4 more make it dependable" in page
    )
    assert "4 posts, 7800 paid hours a year" in page
    assert "4 posts at 100,000 each: 400,000 a year." in text(client, "/leave-year/?cost=100000")
    assert "Enter an amount above zero" in text(client, "/leave-year/?cost=much")
    assert "2 relievers more make it possible on paper" in text(client, "/territory")
    lines = client.get("/leave-year/?format=csv").get_data(as_text=True).splitlines()
    assert len(lines) == 6
    assert lines[1].startswith("0,40,13,0")


def test_a_large_service_is_sent_to_its_regions_for_relievers_more(
    session: Session, as_role: Callable[[Role], FlaskClient]
) -> None:
    """Only the people there are were weighed."""
    alone = {"points": ANSWER["points"][:1], "dependability": ANSWER["dependability"][:1]}
    plan = ask_plan(session, kind=PlanKind.year, asked_by=None)
    plan.answer = ANSWER | alone | {"on_paper": None, "dependable": None}
    plan.status, plan.answered_at = PlanStatus.ready, plan.asked_at
    session.commit()
    page = text(as_role(Role.hq), "/leave-year/")
    assert "40 days of leave find no place. With illness and vacancies as assumed it is not dependable." in page
    assert "more than 500 officers, relievers more are weighed region by region" in page
    assert "No post more." not in page


@pytest.mark.usefixtures("curve")
def test_few_refusals_of_a_region_are_not_counted_out(session: Session, as_role: Callable[[Role], FlaskClient]) -> None:
    """One refusal would be one known person's."""
    assert session.exec(select(LeaveRequest).where(LeaveRequest.lacked_cover)).first() is not None
    assert "fewer than five" in text(as_role(Role.hq), "/leave-year/")


def test_only_headquarters_sizes_the_pool_and_runs_the_round(as_role: Callable[[Role], FlaskClient]) -> None:
    for role in (Role.cso, Role.manager, Role.superintendent, Role.administrator):
        assert as_role(role).get("/leave-year/").status_code == 403
        assert as_role(role).post("/leave-year/round/open").status_code == 403
    assert as_role(Role.cso).get("/leave-year/guard").status_code == 403


def test_a_block_is_proposed_asked_and_accepted(session: Session, sign_in: Callable[[str], FlaskClient]) -> None:
    celine = session.exec(select(Person).where(Person.given_name == "Céline")).one()
    session.add(LeaveEntry(person_id=celine.id, day=date(2026, 4, 1), hours=350, reason=LedgerReason.carried))
    session.flush()
    refresh_coverable_weeks(session, MONDAY)
    look_after_leave(session, MONDAY)
    session.commit()
    (block,) = waiting_blocks(session, MONDAY, person_id=celine.id)
    helen, officer = sign_in("helen"), sign_in("celine")
    assert "Ask Céline to agree" in text(helen, "/leave-year/guard")
    assert "Leave proposed to you" not in text(officer, "/my-work")
    assert sign_in("patricia").post(f"/leave-year/blocks/{block.id}/ask").status_code in (303, 403)
    helen.post(f"/leave-year/blocks/{block.id}/ask")
    assert "waiting for an answer" in text(helen, "/leave-year/guard")
    assert "Leave proposed to you" in text(officer, "/my-work")
    assert sign_in("lorraine").post(f"/leave-year/blocks/{block.id}/answer").status_code == 403
    answer = officer.post(f"/leave-year/blocks/{block.id}/answer", data={"answer": "accept"})
    assert "/leave/requests/" in answer.location
    session.expire_all()
    assert session.get_one(type(block), block.id).state is BlockState.accepted
    officer.post(f"/leave-year/blocks/{block.id}/answer", data={"answer": "accept"})
    assert "answered already" in text(officer, "/leave/")


def test_a_large_service_reads_by_region_who_may_lose_leave(
    session: Session, as_role: Callable[[Role], FlaskClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh_coverable_weeks(session, MONDAY)
    look_after_leave(session, MONDAY)
    session.commit()
    monkeypatch.setattr(web.regions, "MOST_TOGETHER", 5)
    monkeypatch.setattr(web.pages, "A_PAGE", 4)
    client = as_role(Role.hq)
    here = guards(session, region_ids=["south-slave"])
    counts = [sum(look.verdict is verdict for look, _person, _office in here) for verdict in GuardVerdict]
    first = text(client, "/leave-year/guard")
    row = first[first.index("/leave-year/guard?region=south-slave") :].split("</tr>")[0]
    assert [int(cell.split("<")[0]) for cell in row.split('numeric">')[1:]] == counts
    assert here[0][1].name not in first
    pages = [text(client, f"/leave-year/guard?region=south-slave&page={n + 1}") for n in range(-(-len(here) // 4))]
    for place, (_look, person, _office) in enumerate(here):
        assert [person.name in page for page in pages] == [n == place // 4 for n in range(len(pages))]
    assert len(client.get("/leave-year/guard?format=csv").text.splitlines()) == 1 + len(guards(session))


def test_the_proposed_year_of_a_large_service_is_read_by_region_and_page(
    session: Session, as_role: Callable[[Role], FlaskClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    headquarters = as_role(Role.hq)
    headquarters.post("/leave-year/round/open")
    plan = ask_plan(session, kind=PlanKind.annual_round, asked_by=None)
    everybody = people(session, MONDAY, kinds=[PersonKind.cso])
    blocks = [{"person_id": one.id, "first_day": "2027-07-05", "last_day": "2027-07-16"} for one in everybody]
    answer = {"blocks": blocks, "wishes": [], "lacking": {str(one.id): 1 for one in everybody}}
    plan.status, plan.answer, plan.answered_at = PlanStatus.ready, answer, plan.asked_at
    session.exec(select(LeaveRound)).one().plan_id = plan.id
    session.commit()
    page = text(headquarters, "/leave-year/round")
    assert all(one.name in page for one in everybody)
    assert f"{len(everybody)} days find no place" in page
    monkeypatch.setattr(web.regions, "MOST_TOGETHER", 5)
    monkeypatch.setattr(web.pages, "A_PAGE", 3)
    here = people(session, MONDAY, region_ids=["south-slave"], kinds=[PersonKind.cso])
    second = text(headquarters, "/leave-year/round?region=south-slave&page=2")
    assert [one.name for one in everybody if one.name in second] == [one.name for one in here[3:6]]
    assert f"{len(here)} days find no place" in second
    own = text(as_role(Role.cso), "/leave-year/round")
    assert [one.given_name for one in everybody if one.name in own.split("<table")[1]] == ["Céline"]


def test_a_faulty_wish_is_named_and_nothing_typed_is_lost(
    session: Session, as_role: Callable[[Role], FlaskClient]
) -> None:
    as_role(Role.hq).post("/leave-year/round/open")
    officer = as_role(Role.cso)
    typed = {"first_1": "2027-07-05", "last_1": "2027-07-16", "first_2": "2026-12-21", "last_2": "2026-12-23"}
    answer = officer.post("/leave-year/round/1/wishes", data=typed)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Enter days inside the fiscal year" in page
    assert all(f'value="{day}"' in page for day in typed.values())
    half = officer.post("/leave-year/round/1/wishes", data={"first_1": "2027-07-05"})
    assert "Enter both days of this wish" in half.get_data(as_text=True)
    assert officer.post("/leave-year/round/1/wishes", data={**typed, "first_2": "", "last_2": ""}).status_code == 303
    assert "Change my wishes" in text(officer, "/leave-year/round")


@pytest.mark.browser
def test_the_annual_round_from_opening_to_granted_leave(page: Page, service: Service) -> None:
    browser_sign_in(page, "daniel")
    page.goto("/leave-year/round")
    page.get_by_role("button", name="Open the round").click()
    expect(page.get_by_role("main")).to_contain_text("Wishes for 2027 to 2028 are taken until")
    page.get_by_role("button", name="Sign out").click()

    browser_sign_in(page, "celine")
    page.get_by_role("link", name="My leave").click()
    page.get_by_role("link", name="Annual round").click()
    page.get_by_role("button", name="Enter my wishes").click()
    page.get_by_label("First wish, first day").fill("2027-07-05")
    page.get_by_label("First wish, last day").fill("2027-07-16")
    page.get_by_role("button", name="Save my wishes").click()
    expect(page.get_by_role("main")).to_contain_text("Your wishes are kept")
    page.get_by_role("button", name="Sign out").click()

    browser_sign_in(page, "daniel")
    page.goto("/leave-year/round")
    page.get_by_role("button", name="Work the year out").click()
    with service.session() as session:
        assert session.exec(select(Plan).where(Plan.kind == PlanKind.annual_round)).one()
        answer_waiting_plans(session.get_bind(), today=MONDAY, seconds=4)
    page.goto("/leave-year/round")
    expect(page.get_by_role("row", name="Céline")).to_contain_text("1 of 1")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("main")).to_contain_text("this leave is granted")
    page.get_by_role("button", name="Sign out").click()

    browser_sign_in(page, "celine")
    page.goto("/leave/")
    expect(page.get_by_role("main")).to_contain_text("5 to Fri 16 Jul 2027")

"""Balance, look at the curve, pin two, accept, object, hand over: in a real browser, with two people.

The plan stands already; a pin asks for it again, and that is answered here as the clock's worker would.
"""

import re
import time
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlmodel import Session, col, select

from scheduler.caseload_handover import hand_over_due
from tests.fixtures.answering import answer_waiting_plans
from tests.fixtures.browser import browser_sign_in
from tests.fixtures.live import Service
from tests.fixtures.planned import REGION
from tests.fixtures.territory import MONDAY
from workload.database import connect
from workload.records.caseload_plans import agreed_in
from workload.tables.cases import Case
from workload.tables.people import Person
from workload.tables.plans import PinnedCase, PlannedMove
from workload.vocabulary import MoveState

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("planned")]

FRIDAY = date(2026, 11, 20)
NOTE = "We have her hearing on Monday; I know the papers."
AROUND_SECONDS = 2.0  # of computing, after a pin


def answered(service: Service) -> float:
    """Answer what waits; seconds of computing."""
    engine = connect(service.settings.address)
    begun = time.process_time()
    assert answer_waiting_plans(engine, today=MONDAY) == 1
    spent = time.process_time() - begun
    engine.dispose()
    return spent


def open_moves(page: Page) -> Locator:
    """Open the first group of moves; the buttons that leave a case where it is."""
    page.locator("details.caseload-group > summary").first.click()
    return page.get_by_role("button", name=re.compile("^Leave with"))


def moves_of_judith(session: Session) -> list[tuple[PlannedMove, Case]]:
    judith = session.exec(select(Person.id).where(Person.given_name == "Judith")).one()
    return [pair for pair in agreed_in(session, REGION) if judith in (pair[0].from_id, pair[0].to_id)]


def test_balance_pin_two_accept_object_and_hand_over(page: Page, service: Service, counting: Any) -> None:
    main = page.get_by_role("main")
    browser_sign_in(page, "patricia")
    page.get_by_role("link", name=re.compile("plan to balance", re.IGNORECASE)).click()
    expect(main).to_contain_text(re.compile(r"\d+ more would bring \d+"))
    page.get_by_role("link", name=re.compile("open this plan")).nth(2).click()
    expect(main).to_contain_text(re.compile("Moving .* brings the heaviest load from"))
    page.go_back()
    for number in (1, 2):
        open_moves(page).first.click()
        expect(main).to_contain_text("A new plan around it is being worked out")
        assert answered(service) < AROUND_SECONDS
        page.goto("/caseloads/plan")
        expect(page.get_by_role("button", name=re.compile("^Take the pin off"))).to_have_count(number)
    expect(main).to_contain_text("the other nine stand as before")
    page.goto("/my-region")
    with counting("Balance a region again after two pins", 3) as count:
        count.click(page.get_by_role("link", name=re.compile("plan to balance", re.IGNORECASE)))
        count.click(page.get_by_role("button", name=re.compile("^Accept all")))
    expect(main).to_contain_text("change hands on Fri 20 Nov 2026")
    with service.session() as session:
        agreed = {move.case_id for move, _case in agreed_in(session, REGION)}
        pinned = set(session.exec(select(PinnedCase.case_id)))
        first, second = (case.reference for _move, case in moves_of_judith(session)[:2])
    assert len(pinned) == 2
    assert agreed and not agreed & pinned  # noqa: PT018

    page.get_by_role("button", name="Sign out").click()
    browser_sign_in(page, "judith")
    with counting("Object to a move", 4) as count:
        count.click(page.get_by_role("link", name=re.compile("^Cases change hands from")))
        count.click(page.locator(f"#case-{first} summary"))
        count.fill(page.get_by_label(re.compile(f"against moving {first}")), NOTE)
        count.click(page.get_by_role("button", name=f"Tell my manager {first}"))
    expect(page.locator(f"#case-{first}")).to_contain_text("waits for an answer")
    page.get_by_role("link", name="Handover list to print").click()
    expect(main).to_contain_text(second)

    page.get_by_role("button", name="Sign out").click()
    browser_sign_in(page, "patricia")
    with counting("Answer an objection", 2) as count:
        count.click(page.get_by_role("link", name=re.compile(f"objects to the move of case {first}")))
        count.click(page.get_by_role("button", name=f"Take the move back {first}"))
    expect(main).to_contain_text(f"Case {first} stays with its officer")
    with service.session() as session:
        before = session.exec(select(Case.officer_id).where(Case.reference == first)).one()
        hand_over_due(session, FRIDAY)
        session.commit()
        done = session.exec(select(PlannedMove).where(PlannedMove.state == MoveState.done)).all()
        moved = session.exec(select(Case.id).where(col(Case.officer_since) == FRIDAY)).all()
        assert session.exec(select(Case.officer_id).where(Case.reference == first)).one() == before
    assert {move.case_id for move in done} == set(moved)
    assert len(moved) == len(agreed) - 1


def test_give_a_new_case_to_an_officer(page: Page, service: Service, counting: Any) -> None:
    browser_sign_in(page, "helen")
    page.goto("/caseloads/without-officer")
    with counting("Give a new case to an officer", 2) as count:
        count.click(page.get_by_role("main").get_by_role("link", name=re.compile(r"^IA-\d+")).first)
        count.click(page.get_by_role("button", name=re.compile("^Give to")).first)
    expect(page.get_by_role("main")).to_contain_text("from today")
    with service.session() as session:
        given = session.exec(select(Case).where(Case.officer_since == MONDAY)).all()
    assert len(given) == 1

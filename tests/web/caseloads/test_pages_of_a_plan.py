"""The pages that need an answered plan, in a real Chromium: accessible, narrow and light in both languages."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from sqlmodel import select

from scheduler.caseload_dates import MoveDates
from scheduler.caseload_moves import accept_move
from scheduler.caseload_objections import object_to_move
from tests.fixtures.browser import browser_sign_in, in_french
from tests.fixtures.live import Service
from tests.fixtures.planned import REGION
from tests.fixtures.territory import MONDAY
from workload.records.caseload_plans import current_plan, moves_of
from workload.tables.people import Person

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("planned")]

MOST_BYTES = 20_000


def one_move_is_discussed(service: Service) -> tuple[str, int]:
    """Judith objects to a move that was accepted; the reference of a case still to decide, and Judith's number."""
    with service.session() as session:
        judith = session.exec(select(Person.id).where(Person.given_name == "Judith")).one() or 0
        plan = current_plan(session, REGION)
        assert plan is not None
        moves = moves_of(session, plan.id or 0)
        move = next(one for one, _case in moves if judith in (one.from_id, one.to_id))
        accept_move(session, move.id or 0, by=judith, dates=MoveDates(MONDAY, MONDAY))
        session.refresh(move)
        assert object_to_move(session, move, person_id=judith, note="We have a hearing.", today=MONDAY)
        session.commit()
        return next(case.reference for one, case in moves if one.id != move.id), judith


def test_pages_of_a_plan_are_accessible_narrow_and_light(
    page: Page, service: Service, axe: Callable[[Page], list[str]]
) -> None:
    reference, judith = one_move_is_discussed(service)
    page.set_viewport_size({"width": 320, "height": 640})
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    received: list[float] = []
    wire.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    found = {}

    def look(address: str) -> None:
        received.clear()
        page.goto(address)
        bytes_of_page = sum(received)
        problems = [*axe(page)]
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            problems.append("wider than 320")
        if bytes_of_page > MOST_BYTES:
            problems.append(f"{bytes_of_page:.0f} bytes")
        if problems:
            found[address] = problems

    browser_sign_in(page, "patricia")
    page.goto("/caseloads/plan")
    for address in ("/caseloads/plan", "/caseloads/plan?point=3", f"/cases/{reference}/officers"):
        look(address)
    in_french(page)
    for address in ("/caseloads/plan", "/caseloads/objections", f"/caseloads/handover/{judith}"):
        look(address)
    page.context.clear_cookies()
    browser_sign_in(page, "judith")
    look("/my/moves")
    assert found == {}

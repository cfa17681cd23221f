"""A sick call is covered, and a coverer declines and the plan repairs itself, in a real browser."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select

from tests.fixtures.browser import browser_sign_in
from tests.fixtures.live import Service
from workload.records.leave import covers_for
from workload.tables.leave import LeaveRequest
from workload.tables.people import Person
from workload.vocabulary import CoverStatus, LeaveKind, LeaveStatus

pytestmark = pytest.mark.browser

WIDTH = "document.documentElement.scrollWidth"


def as_somebody_else(page: Page, username: str) -> None:
    page.get_by_role("button", name="Sign out").click()
    browser_sign_in(page, username)


def test_a_sick_call_is_covered_and_a_decline_is_mended(
    page: Page, service: Service, counting: Any, axe: Callable[[Page], list[str]]
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    browser_sign_in(page, "celine")
    with counting("Call in sick", 3) as count:
        count.click(page.get_by_role("link", name="I'm off sick"))
        count.fill(page.get_by_label("Until which day?"), "2026-11-18")
        count.click(page.get_by_role("button", name="Send: I'm off"))
    expect(page.get_by_role("main")).to_contain_text("recorded as away until Wed 18 Nov 2026")
    assert axe(page) == []

    as_somebody_else(page, "helen")
    with counting("Have a sick call covered", 2) as count:
        count.click(page.get_by_role("link", name=re.compile("UNCOVERED: Whatì")))
        assert page.get_by_role("button", name=re.compile("^Ask .* to cover")).count() == 3
        assert axe(page) == []
        assert page.evaluate(WIDTH) == 320
        count.click(page.get_by_role("button", name="Ask Joseph Wedawini to cover"))
    expect(page.get_by_role("main")).to_contain_text("no answer yet")
    assert axe(page) == []

    as_somebody_else(page, "joseph")
    with counting("Say no to a cover", 2) as count:
        count.click(page.get_by_text("I cannot", exact=True))
        assert axe(page) == []
        count.click(page.get_by_role("button", name="My week is full"))
    expect(page.get_by_role("main")).to_contain_text("stays granted")
    assert page.evaluate(WIDTH) == 320

    with service.session() as session:
        leave = session.exec(
            select(LeaveRequest).where(LeaveRequest.kind == LeaveKind.sick).order_by(LeaveRequest.id.desc())  # type: ignore[union-attr]
        ).first()
        assert leave is not None
        assert leave.status is LeaveStatus.granted
        rows = covers_for(session, leave.id or 0)
        assert len(rows) == 3
        assert {row.status for row in rows} == {CoverStatus.proposed}
        nxt = session.get_one(Person, rows[0].person_id)
        assert nxt.given_name != "Joseph"
        name, username = nxt.name, nxt.given_name.lower()

    as_somebody_else(page, username)
    with counting("Say yes to a cover", 1) as count:
        count.click(page.get_by_role("button", name="Yes, I cover"))
    as_somebody_else(page, "celine")
    page.get_by_role("link", name="I'm off sick").click()
    expect(page.get_by_role("main")).to_contain_text(f"{name} answers for you today")

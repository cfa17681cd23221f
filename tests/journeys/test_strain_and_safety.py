"""What the private things take, counted in a real browser: unpaid hours two actions, an incident four."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select

from tests.fixtures.browser import browser_sign_in
from tests.fixtures.live import Service
from workload.tables.people import Person
from workload.tables.wellbeing import Incident, UnpaidHours
from workload.vocabulary import IncidentKind

pytestmark = pytest.mark.browser


def test_unpaid_hours_and_an_incident(page: Page, service: Service, counting: Any) -> None:
    browser_sign_in(page, "celine")
    with counting("Log unpaid hours", 2) as count:
        count.click(page.get_by_role("link", name="Unpaid hours"))
        count.click(page.get_by_role("button", name="60 min"))
    expect(page.get_by_text("Only you see this.")).to_be_visible()
    page.goto(f"{service.url}/my-work")
    with counting("Write down an incident", 4) as count:
        count.click(page.get_by_role("link", name="An incident"))
        count.choose(page.get_by_label("shouting or insults"))
        count.fill(page.get_by_label("What happened?"), "Shouted at me at the counter.")
        count.click(page.get_by_role("button", name="Write it down"))
    expect(page.get_by_text("Your manager owes you support by")).to_be_visible()
    with service.session() as session:
        celine = session.exec(select(Person.id).where(Person.given_name == "Céline")).one()
        minutes = session.exec(select(UnpaidHours.minutes).where(UnpaidHours.person_id == celine)).all()
        kinds = session.exec(select(Incident.kind).where(Incident.person_id == celine)).all()
    assert (list(minutes), list(kinds)) == ([60], [IncidentKind.verbal])

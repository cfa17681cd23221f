"""Hours that people believe and posts that can be defended, walked in a real browser and counted.

`make actions` writes what was counted into docs/actions.md.
"""

import re
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select

from tests.fixtures.browser import browser_sign_in
from tests.fixtures.live import Service
from workload.records.activity_table import activity_times
from workload.tables.hours_disputes import HoursDispute
from workload.tables.people import Person
from workload.tables.scenarios import Scenario
from workload.tables.time_log import TimeLogEntry
from workload.vocabulary import Activity, Tier

pytestmark = pytest.mark.browser


def test_an_officer_logs_a_day_and_disputes_hours(page: Page, service: Service, counting: Any) -> None:
    browser_sign_in(page, "celine")
    with counting("Log an ordinary day", 1) as count:
        count.click(page.get_by_role("button", name="Log an ordinary day"))
    expect(page.get_by_role("main")).to_contain_text("Logged as an ordinary day")
    page.get_by_role("link", name="My cases").first.click()
    page.get_by_role("main").get_by_role("link", name=re.compile(r"^IA-\d+")).first.click()
    with counting("Dispute the hours of a case", 2) as count:
        count.fill(page.get_by_label("What takes more or less time"), "The power company calls back every week")
        count.click(page.get_by_role("button", name="These hours do not fit"))
    expect(page.get_by_role("main")).to_contain_text("owes you an answer by Mon 30 Nov 2026")
    with service.session() as session:
        celine = session.exec(select(Person.id).where(Person.given_name == "Céline")).one()
        said = session.exec(select(HoursDispute).where(HoursDispute.person_id == celine)).one()
        today = session.exec(
            select(TimeLogEntry).where(TimeLogEntry.person_id == celine, TimeLogEntry.ordinary_day)
        ).all()
    assert said.reason == "The power company calls back every week"
    assert sum(line.minutes for line in today) > 120


def test_headquarters_weighs_compares_and_prints(page: Page, service: Service, counting: Any) -> None:
    browser_sign_in(page, "daniel")
    with counting("Build and compare two scenarios", 8) as count:
        count.click(page.get_by_role("link", name="Scenarios", exact=True))
        count.fill(page.get_by_label("Relievers more or fewer"), "2")
        count.click(page.get_by_role("button", name="Save and compare"))
        count.fill(page.get_by_label("Business days to answer an application"), "3")
        count.click(page.get_by_role("button", name="Save and compare"))
    columns = page.get_by_role("table").first.locator("thead th")
    expect(columns).to_contain_text(["Measure", "Today", "an answer within 3 business days", "relievers +2"])
    with service.session() as session:
        names = session.exec(select(Scenario.name)).all()
    assert {"relievers +2", "an answer within 3 business days"} <= set(names)

    with counting("Propose another weight", 6) as count:
        count.click(page.get_by_role("link", name="Hours", exact=True))
        count.click(page.get_by_role("link", name=re.compile("^Propose a change ?: monthly report")))
        count.fill(page.get_by_label("Complex case, minutes each time"), "60")
        count.fill(page.get_by_label("Where do the figures come from?"), "Time study, autumn 2026")
        count.fill(page.get_by_label("Why change it?"), "Two hundred reports were timed")
        count.click(page.get_by_role("button", name="Show what it does"))
    expect(page.get_by_role("main")).to_contain_text("Every office before and after")
    address = page.url
    page.get_by_role("button", name="Sign out").click()
    browser_sign_in(page, "caroline")
    page.goto(address)
    with counting("Approve another weight, its effect in sight", 1) as count:
        count.click(page.get_by_role("button", name="Approve from Tue 1 Dec 2026"))
    expect(page.get_by_role("main")).to_contain_text("Approved.")
    with service.session() as session:
        after = {(row.activity, row.tier): row.minutes for row in activity_times(session, date(2026, 12, 1))}
    assert after[Activity.monthly_report, Tier.complex] == 60

    page.goto("/staffing")
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation")).to_be_hidden()
    expect(page.get_by_text("download everything behind it")).to_be_hidden()
    expect(page.get_by_role("table").first).to_be_visible()
    assert page.pdf(format="Letter")[:5] == b"%PDF-"

"""Two journeys of leave: two weeks in July picked on the year strip, and other dates instead of a refusal."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import Session, select

from scheduler.coverable_weeks import refresh_coverable_weeks
from scheduler.leave_decisions import refuse_leave
from scheduler.leave_requests import ask_for_leave
from tests.fixtures.answering import answer_waiting_plans
from tests.fixtures.browser import browser_sign_in
from tests.fixtures.live import Service
from workload.database import connect
from workload.tables.leave import LeaveRequest, ReliefCover
from workload.tables.people import CoverOption, Person
from workload.tables.plans import Plan
from workload.vocabulary import LeaveStatus

pytestmark = pytest.mark.browser
JULY = (date(2027, 7, 5), date(2027, 7, 16))


def clock(service: Service) -> None:
    """What the clock does within seconds: every waiting plan is answered."""
    engine = connect(service.settings.address)
    answer_waiting_plans(engine, today=service.settings.current_day(), seconds=8.0)
    engine.dispose()


def alone_in_the_queue(session: Session) -> None:
    for plan in session.exec(select(Plan)).all():
        session.delete(plan)


def test_a_lone_officer_takes_two_weeks_in_july(page: Page, service: Service, counting: Any) -> None:
    with service.session() as session:
        refresh_coverable_weeks(session, service.settings.current_day())
        alone_in_the_queue(session)
        session.commit()
    browser_sign_in(page, "celine")
    with counting("Ask for two weeks on the year strip", 4) as count:
        count.click(page.get_by_role("link", name=re.compile("Week of Mon 5 Jul 2027: can be covered")))
        page.get_by_label("Anything your manager should know?").fill("With my sister at the lake")
        count.click(page.get_by_role("link", name=re.compile("Week of Mon 12 Jul 2027")))
        expect(page.get_by_label("Last day of leave")).to_have_value(JULY[1].isoformat())
        expect(page.get_by_label("Anything your manager should know?")).to_have_value("With my sister at the lake")
        count.click(page.get_by_role("button", name="Ask for this leave"))
    expect(page.get_by_role("main")).to_contain_text("We are looking who can cover")
    address = page.url
    clock(service)
    expect(page.get_by_role("main")).to_contain_text("Your leave can be covered: by")
    expect(page.get_by_role("main")).to_contain_text("The desk to come back to")
    page.get_by_role("button", name="Sign out").click()

    browser_sign_in(page, "helen")
    page.goto(address)
    with counting("Grant leave with its cover on its page", 1) as count:
        count.click(page.get_by_role("button", name=re.compile("^Grant leave and ask .+ to cover$")))
    expect(page.get_by_role("main")).to_contain_text("Céline Rabescà (leave granted)")
    with service.session() as session:
        leave = session.exec(select(LeaveRequest).where(LeaveRequest.first_day == JULY[0])).one()
        covered = {row.day for row in session.exec(select(ReliefCover).where(ReliefCover.request_id == leave.id))}
    assert (leave.status, leave.last_day) == (LeaveStatus.granted, JULY[1])
    mondays_to_thursdays = [JULY[0] + timedelta(days=n) for n in (0, 1, 2, 3, 7, 8, 9, 10)]
    alone = [day for day in mondays_to_thursdays if not covered & {day, day + timedelta(days=1)}]
    assert alone == [], "two days in a row without anybody"


def test_a_refused_officer_takes_another_date(page: Page, service: Service, counting: Any) -> None:
    """Everybody who may cover in Whatì is away in the week that Céline wants: it is refused, other weeks are not."""
    first, last = date(2027, 3, 8), date(2027, 3, 12)
    with service.session() as session:
        alone_in_the_queue(session)
        for number in session.exec(
            select(CoverOption.person_id).where(CoverOption.office_id == "whati").distinct()
        ).all():
            away = LeaveRequest(person_id=number, kind="annual", first_day=first, last_day=last, hours=37.5)
            away.status = LeaveStatus.granted
            session.add(away)
        people = {one.given_name: one.id or 0 for one in session.exec(select(Person)).all()}
        today = service.settings.current_day()
        asked = ask_for_leave(session, person_id=people["Céline"], first_day=first, last_day=last, today=today)
        session.commit()
        number = asked.id or 0
    clock(service)
    with service.session() as session:
        refuse_leave(session, request_id=number, by=people["Helen"], reason="Everybody who could cover is away.")
        session.commit()
    browser_sign_in(page, "celine")
    page.goto(f"{service.url}/leave/requests/{number}")
    expect(page.get_by_role("main")).to_contain_text("Everybody who could cover is away.")
    with counting("Take other dates after a refusal", 1) as count:
        count.click(page.get_by_role("button", name=re.compile("^Ask for .+ instead$")).first)
    expect(page.get_by_role("main")).to_contain_text("We are looking who can cover")
    clock(service)
    expect(page.get_by_role("main")).to_contain_text("Your leave can be covered")

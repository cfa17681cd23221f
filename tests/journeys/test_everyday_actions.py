"""What everyday tasks take, counted in a real browser from the signed-in first page.

`make actions` writes what was counted into docs/actions.md.
"""

import re
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import col, delete, select

from scheduler.jobs.nightly import queue_missing_plans
from scheduler.jobs.prepare_plans import PlanDesk
from tests.fixtures.answering import answer_waiting_plans
from tests.fixtures.browser import browser_sign_in
from tests.fixtures.live import Service
from workload.database import connect
from workload.tables.concerns import Concern
from workload.tables.leave import LeaveRequest, ReliefCover
from workload.tables.people import Person
from workload.tables.plans import Plan, PlannedMove
from workload.tables.recognition import RecognitionNote
from workload.vocabulary import Channel, LeaveStatus, MoveState, PlanKind

pytestmark = pytest.mark.browser

MONDAY, FRIDAY = date(2027, 2, 8), date(2027, 2, 12)


def leave_plans_are_answered(service: Service) -> None:
    """What the clock does within seconds, done here in this process. Plans of moves, which take longer, are left."""
    desk = PlanDesk(connect(service.settings.address), service.settings)
    queue_missing_plans(desk)
    with service.session() as session:
        session.execute(delete(Plan).where(col(Plan.kind) == PlanKind.caseload))
        session.commit()
    assert answer_waiting_plans(desk.engine, today=service.settings.current_day(), seconds=8.0) > 0
    desk.engine.dispose()


def person(service: Service, given_name: str) -> Person:
    with service.session() as session:
        return session.exec(select(Person).where(Person.given_name == given_name)).one()


def test_ask_for_a_weeks_leave(page: Page, service: Service, counting: Any) -> None:
    browser_sign_in(page, "celine")
    with counting("Ask for a week's leave", 4) as count:
        count.click(page.get_by_role("link", name="Ask for leave").first)
        count.fill(page.get_by_label("First day of leave"), MONDAY.isoformat())
        count.fill(page.get_by_label("Last day of leave"), FRIDAY.isoformat())
        count.click(page.get_by_role("button", name="Ask for this leave"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("8 to Fri 12 Feb 2027")
    with service.session() as session:
        celine = person(service, "Céline").id
        asked = session.exec(
            select(LeaveRequest).where(LeaveRequest.person_id == celine, LeaveRequest.first_day == MONDAY)
        ).one()
    assert (asked.last_day, asked.status) == (FRIDAY, LeaveStatus.asked)


def test_approve_a_leave_with_its_cover_and_see_who_covers(page: Page, service: Service, counting: Any) -> None:
    leave_plans_are_answered(service)
    browser_sign_in(page, "helen")
    with counting("Approve a leave with its cover", 2) as count:
        count.click(page.get_by_role("link", name=re.compile("Céline Rabescà.*asks for leave")))
        count.click(page.get_by_role("button", name=re.compile("^Grant leave")))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    with service.session() as session:
        granted = session.exec(
            select(LeaveRequest)
            .where(LeaveRequest.person_id == person(service, "Céline").id)
            .where(LeaveRequest.status == LeaveStatus.granted)
            .where(LeaveRequest.first_day > service.settings.current_day())
        ).one()
        covers = session.exec(select(ReliefCover).where(ReliefCover.request_id == granted.id)).all()
        names = {session.get_one(Person, cover.person_id).name for cover in covers}
    assert names, "a lone post was granted leave without cover"

    page.get_by_role("button", name="Sign out").click()
    browser_sign_in(page, "celine")
    with counting("See who covers me", 1) as count:
        count.click(page.get_by_role("link", name="See who covers me"))
    for name in names:
        expect(page.get_by_role("main")).to_contain_text(name)


@pytest.mark.usefixtures("planned")
def test_accept_a_caseload_plan(page: Page, service: Service, counting: Any) -> None:
    browser_sign_in(page, "patricia")
    with counting("Accept a caseload plan", 3) as count:
        count.click(page.get_by_role("link", name=re.compile("plan to balance", re.IGNORECASE)).first)
        count.click(page.get_by_role("button", name=re.compile("^Accept (all|this)")))
    with service.session() as session:
        agreed = session.exec(select(PlannedMove).where(PlannedMove.state == MoveState.accepted)).all()
    assert agreed, "no move was agreed"
    expect(page.get_by_role("main")).to_contain_text(f"{len(agreed)} cases change hands on")
    expect(page.get_by_role("button", name="Take back").first).to_be_attached()


def test_thank_someone(page: Page, service: Service, counting: Any) -> None:
    browser_sign_in(page, "celine")
    words = "You took my phone for a whole delivery week, and every call was answered."
    with counting("Thank someone", 3) as count:
        count.choose(page.get_by_label("Whom do you thank?"), label_of(page, "Priya Nairn"))
        count.fill(page.get_by_label("What did they do"), words)
        count.click(page.get_by_role("button", name="Send the thank-you"))
    with service.session() as session:
        note = session.exec(select(RecognitionNote).where(RecognitionNote.text == words)).one()
    assert (note.recipient_id, note.giver_id) == (person(service, "Priya").id, person(service, "Céline").id)


def label_of(page: Page, name: str) -> str:
    options = page.get_by_label("Whom do you thank?").locator("option").all_inner_texts()
    return next(option for option in options if name in option)


def test_record_a_concern_told_by_phone(page: Page, service: Service, counting: Any) -> None:
    told = "The cheque is three days late and nobody called back."
    browser_sign_in(page, "celine")
    with counting("Record a concern told by phone", 5) as count:
        count.click(page.get_by_role("link", name="Record a concern").first)
        count.fill(page.get_by_label("What happened?"), told)
        count.choose(page.get_by_label("What is it mainly about?"), "it took too long")
        count.fill(page.get_by_label("How may we answer"), "By phone after five, through a neighbour")
        count.click(page.get_by_role("button", name="Save and see the due date"))
    with service.session() as session:
        concern = session.exec(select(Concern).where(Concern.what_happened == told)).one()
    assert concern.channel is Channel.phone
    assert concern.office_id == "whati"
    expect(page.get_by_role("main")).to_contain_text(concern.reference)
    expect(page.get_by_role("main")).to_contain_text("Wed 18 Nov 2026")


def test_see_what_a_bring_forward_would_take(page: Page, service: Service, counting: Any) -> None:
    browser_sign_in(page, "daniel")
    with counting("See what a bring-forward would take", 4) as count:
        count.click(page.get_by_role("link", name="Bring-forwards").first)
        count.choose(page.get_by_label("Which office would answer?"), "Whatì")
        count.fill(page.get_by_label("What must be answered?"), "When was the file paid?")
        count.click(page.get_by_role("button", name="See what it takes"))
    expect(page.get_by_role("main")).to_contain_text("from Céline Rabescà")
    expect(page.get_by_role("main")).to_contain_text("A day later:")


def test_see_why_a_case_has_its_hours(page: Page, service: Service, counting: Any) -> None:
    browser_sign_in(page, "celine")
    with counting("See why a case has its hours", 2) as count:
        count.click(page.get_by_role("link", name="My cases").first)
        count.click(page.get_by_role("main").get_by_role("link", name=re.compile(r"^[A-Z]+-?\d+")).first)
    expect(page.get_by_role("main")).to_contain_text("monthly report")
    expect(page.get_by_role("main")).to_contain_text("minutes")

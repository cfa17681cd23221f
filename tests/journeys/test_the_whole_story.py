"""The whole story on the service as it is shipped: web and clock as processes, a real browser.

A lone officer asks for a week; the clock finds who covers; the manager grants both; the officer sees who covers and
thanks her. Without JavaScript.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from sqlmodel import Session, select

from tests.fixtures.browser import browser_sign_in
from tests.fixtures.territory import MONDAY
from workload.database import connect
from workload.settings import Settings
from workload.tables.leave import LeaveEntry, LeaveRequest, ReliefCover
from workload.tables.people import Person
from workload.tables.recognition import RecognitionNote
from workload.vocabulary import LeaveStatus, LedgerReason

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@pytest.fixture
def shipped(settings: Settings) -> Iterator[str]:
    """`fairload serve` with its clock, on the test's own territory."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {"FAIRLOAD_TODAY": MONDAY.isoformat(), "FAIRLOAD_DATA_DIR": str(settings.data_dir)}
    log = Path(settings.data_dir) / "serve.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "web.commands", "serve", "--port", str(port)],
            env=environment,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(120):
            try:
                urllib.request.urlopen(f"{address}/sign-in", timeout=2)
                break
            except OSError:
                assert process.poll() is None, log.read_text()
                time.sleep(0.5)
        yield address
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) is not None


def test_a_lone_officer_gets_leave_with_cover_and_says_thanks(
    browser: Browser, shipped: str, settings: Settings
) -> None:
    context = browser.new_context(base_url=shipped, locale="en-CA", java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(60_000)

    browser_sign_in(page, "celine")
    page.get_by_role("link", name="Ask for leave").first.click()
    page.get_by_label("First day of leave").fill("2027-02-08")
    page.get_by_label("Last day of leave").fill("2027-02-12")
    page.get_by_role("button", name="Ask for this leave").click()
    request_page = page.url
    for _ in range(120):  # other plans may stand before it in the queue
        if page.get_by_text("can be covered").count():
            break
        page.wait_for_timeout(1000)
        page.goto(request_page)
    expect(page.get_by_role("main")).to_contain_text("can be covered")
    page.get_by_role("button", name="Sign out").click()

    browser_sign_in(page, "helen")
    expect(page.get_by_role("main")).to_contain_text("UNCOVERED")
    page.goto(request_page)
    page.get_by_role("button", name=re.compile("^Grant leave and ask")).click()
    expect(page.get_by_role("main")).to_contain_text("Cover begins and ends by itself")
    page.get_by_role("button", name="Sign out").click()

    browser_sign_in(page, "celine")
    page.get_by_role("link", name="See who covers me").click()
    expect(page.get_by_role("main")).to_contain_text("Who covers each day")
    page.get_by_role("link", name=re.compile("^Thank ")).first.click()
    page.get_by_label("What did they do").fill("You kept the phone and the door open while I was with my mother.")
    page.get_by_role("button", name="Send the thank-you").click()
    context.close()

    with Session(connect(settings.address)) as session:
        celine = session.exec(select(Person).where(Person.given_name == "Céline")).one()
        leave = session.exec(
            select(LeaveRequest).where(LeaveRequest.person_id == celine.id, LeaveRequest.first_day == date(2027, 2, 8))
        ).one()
        cover = session.exec(select(ReliefCover).where(ReliefCover.request_id == leave.id)).all()
        taken = session.exec(select(LeaveEntry).where(LeaveEntry.request_id == leave.id)).one()
        note = session.exec(select(RecognitionNote).where(RecognitionNote.giver_id == celine.id)).all()[-1]
    assert leave.status is LeaveStatus.granted
    assert (taken.reason, taken.hours) == (LedgerReason.taken, -leave.hours)
    assert note.recipient_id in {row.person_id for row in cover}

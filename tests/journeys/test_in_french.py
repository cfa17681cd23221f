"""The tasks of concerns, thanks, bring-forwards and safety in French: the same steps as in English, no action more."""

from io import BytesIO
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from sqlmodel import col, select

from tests.fixtures.browser import browser_sign_in, in_french
from tests.fixtures.live import Service
from tests.fixtures.words import words_in
from workload.tables.concerns import Concern
from workload.tables.people import Person
from workload.tables.recognition import RecognitionNote
from workload.tables.wellbeing import Incident, UnpaidHours
from workload.vocabulary import IncidentKind

pytestmark = pytest.mark.browser

TOLD = "Le chèque a trois jours de retard et personne n'a rappelé."
THANKED = "Tu as pris mon téléphone toute la semaine de livraison."
HAPPENED = "On m'a crié dessus au comptoir."
say = words_in("fr")


def test_an_officers_tasks_take_no_more_actions_in_french(page: Page, service: Service, counting: Any) -> None:
    browser_sign_in(page, "celine")
    in_french(page)
    with counting("Thank someone, in French", 3) as count:
        whom = page.get_by_label(say("Whom do you thank?"))
        names = whom.locator("option").all_inner_texts()
        count.choose(whom, next(name for name in names if "Priya Nairn" in name))
        count.fill(page.get_by_label(say("What did they do, and for whom did it matter?")), THANKED)
        count.click(page.get_by_role("button", name=say("Send the thank-you")))
    home(page)
    with counting("Record a concern told by phone, in French", 5) as count:
        count.click(page.get_by_role("link", name=say("Record a concern")).first)
        count.fill(page.get_by_label(say("What happened?")), TOLD)
        count.choose(page.get_by_label(say("What is it mainly about?")), say("it took too long"))
        count.fill(page.get_by_label(say("How may we answer the person? (optional)")), "—")
        count.click(page.get_by_role("button", name=say("Save and see the due date")))
    expect(page.get_by_role("main")).to_contain_text("18 nov. 2026")
    home(page)
    with counting("Log unpaid hours, in French", 2) as count:
        count.click(page.get_by_role("link", name=say("Unpaid hours"), exact=True))
        count.click(page.get_by_role("button", name=say("%(minutes)s min", minutes=60)))
    home(page)
    with counting("Write down an incident, in French", 4) as count:
        count.click(page.get_by_role("link", name=say("An incident"), exact=True))
        count.choose(page.get_by_label(say("shouting or insults")))
        count.fill(page.get_by_label(say("What happened?")), HAPPENED)
        count.click(page.get_by_role("button", name=say("Write it down")))
    expect(page.get_by_role("main")).to_contain_text(HAPPENED)
    with service.session() as session:
        celine = session.exec(select(Person.id).where(Person.given_name == "Céline")).one()
        assert session.exec(select(Concern).where(Concern.what_happened == TOLD)).one().office_id == "whati"
        assert session.exec(select(RecognitionNote).where(RecognitionNote.text == THANKED)).one().giver_id == celine
        minutes = session.exec(select(UnpaidHours.minutes).where(UnpaidHours.person_id == celine)).all()
        kinds = session.exec(select(col(Incident.kind)).where(Incident.person_id == celine)).all()
    assert (list(minutes), list(kinds)) == ([60], [IncidentKind.verbal])


def test_headquarters_sees_the_price_in_french(page: Page, counting: Any) -> None:
    browser_sign_in(page, "daniel")
    in_french(page)
    with counting("See what a bring-forward would take, in French", 4) as count:
        count.click(page.get_by_role("link", name=say("Bring-forwards")).first)
        count.choose(page.get_by_label(say("Which office would answer?")), "Whatì")
        count.fill(page.get_by_label(say("What must be answered? One question on a line")), "Quand a-t-on payé ?")
        count.click(page.get_by_role("button", name=say("See what it takes")))
    expect(page.get_by_role("main")).to_contain_text("Céline Rabescà")
    expect(page.locator("html")).to_have_attribute("lang", "fr")


def home(page: Page) -> None:
    page.goto("/my-work")
    expect(page.locator("html")).to_have_attribute("lang", "fr")


def test_what_is_printed_for_clients_fits_one_page(page: Page, service: Service) -> None:
    """The blank sheet and the promises to hang up, on both sizes of paper, in both languages."""
    for language in ("en", "fr"):
        for address in ("/tell-us/sheet", "/tell-us/standards"):
            page.goto(address)
            if language == "fr" and page.locator("html").get_attribute("lang") != "fr":
                in_french(page)
            expect(page.locator("html")).to_have_attribute("lang", language)
            for paper in ("A4", "Letter"):
                printed = PdfReader(BytesIO(page.pdf(format=paper)))
                assert len(printed.pages) == 1, f"{page.title()} on {paper}"

"""The base of all pages, in a real Chromium."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.fixtures.browser import browser_sign_in, in_french

pytestmark = pytest.mark.browser

FIRST_LOAD, LATER_PAGE = 50_000, 20_000


def test_axe_finds_nothing_on_sign_in_in_either_language(page: Page, axe: Callable[[Page], list[str]]) -> None:
    page.goto("/sign-in")
    assert axe(page) == []
    page.click("button:text-is('Sign in')")
    assert axe(page) == []
    in_french(page)
    assert axe(page) == []


def test_axe_finds_nothing_on_accounts_and_on_error_pages(page: Page, axe: Callable[[Page], list[str]]) -> None:
    browser_sign_in(page, "greg")
    assert axe(page) == []
    page.goto("/not-there")
    assert axe(page) == []


def test_an_error_is_focused_and_leads_to_its_field(page: Page) -> None:
    page.goto("/sign-in")
    page.click("button:text-is('Sign in')")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.get_by_role("link", name="Enter your sign-in name").click()
    expect(page.locator("#username")).to_be_focused()
    assert page.title().startswith("Error:")


def test_the_keyboard_alone_signs_in(page: Page) -> None:
    page.goto("/sign-in")
    page.keyboard.press("Tab")
    expect(page.locator(".govuk-skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("greg")
    page.keyboard.press("Tab")
    page.keyboard.type("northern lights in november")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Accounts")


def test_first_load_and_later_pages_stay_small(page: Page, sizes: Callable[[Page, str], int]) -> None:
    first = sizes(page, "/sign-in")
    assert 5_000 < first <= FIRST_LOAD
    browser_sign_in(page, "greg")
    assert 500 < sizes(page, "/accounts") <= LATER_PAGE


def test_a_narrow_screen_never_scrolls_sideways(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/sign-in")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    browser_sign_in(page, "greg")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_pages_carry_neither_name_nor_font_of_others(page: Page) -> None:
    page.goto("/sign-in")
    assert "GOV.UK" not in page.content()
    style = page.evaluate("fetch(document.querySelector('link[rel=stylesheet]').href).then(answer => answer.text())")
    assert "GDS Transport" not in style
    assert "@font-face" not in style


def test_a_waiting_page_fetches_itself_until_the_answer_is_there(page: Page) -> None:
    browser_sign_in(page, "greg")
    rounds = []

    def waits_twice(route: Route) -> None:
        answer = route.fetch()
        rounds.append(answer.status)
        mark = f'<p id="waiting" data-refresh="0.2">round {len(rounds)}</p>' if len(rounds) < 3 else "<p>answered</p>"
        route.fulfill(response=answer, body=answer.text().replace("<h1", f"{mark}<h1", 1))

    page.route("**/accounts", waits_twice)
    page.goto("/accounts")
    expect(page.get_by_text("answered")).to_be_visible()
    expect(page.locator("#waiting")).to_have_count(0)
    expect(page.locator("main h1")).to_have_count(1)
    page.wait_for_timeout(600)
    assert rounds == [200, 200, 200]


def test_what_was_typed_is_never_replaced(page: Page) -> None:
    browser_sign_in(page, "greg")
    rounds = []

    def waits_once(route: Route) -> None:
        answer = route.fetch()
        rounds.append(answer.status)
        mark = '<p data-refresh="1"></p><textarea aria-label="Why"></textarea>' if len(rounds) < 2 else ""
        route.fulfill(response=answer, body=answer.text().replace("<h1", f"{mark}<h1", 1))

    page.route("**/accounts", waits_once)
    page.goto("/accounts")
    page.get_by_label("Why").fill("because")
    page.wait_for_timeout(1_800)
    assert len(rounds) == 2
    expect(page.get_by_label("Why")).to_have_value("because")

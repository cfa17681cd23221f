"""What every page keeps, walked by following the links of each role in a real Chromium."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Error, Page
from werkzeug.exceptions import HTTPException

from tests.fixtures.browser import browser_sign_in, in_french
from tests.fixtures.live import Service
from tests.fixtures.pages import SOMEONE
from web import create_app
from workload.vocabulary import Role

pytestmark = pytest.mark.browser

LATER_PAGE = 20_000
LINKS = "[...document.querySelectorAll('a[href^=\"/\"]')].map(link => link.getAttribute('href'))"
NARROW = "document.documentElement.scrollWidth"
DOUBLE_IDS = """() => {
  const ids = [...document.querySelectorAll('[id]')].map(one => one.id);
  return ids.filter((id, at) => ids.indexOf(id) !== at);
}"""


def endpoint(app: Flask, address: str) -> str | None:
    try:
        return app.url_map.bind("localhost").match(address.split("?")[0].split("#")[0], method="GET")[0]
    except HTTPException:
        return None


def opened(page: Page, address: str) -> bool:
    """Open the address; False when it is a file to take away."""
    try:
        answer = page.goto(address)
    except Error as error:
        if "Download is starting" in str(error):
            return False
        raise
    assert answer is not None
    assert answer.ok, f"{address} answers {answer.status}"
    return True


def walk(page: Page, app: Flask) -> Iterator[str]:
    """Opens one page of every kind that links lead to, from the first page on; yields its address when it is open."""
    waiting, seen = [page.url], set()
    while waiting:
        address = waiting.pop(0)
        kind = "first" if "://" in address else endpoint(app, address)
        if kind is None or kind in seen:
            continue
        if kind == "first":
            seen.add(endpoint(app, "/" + page.url.split("/", 3)[3]))
        elif not opened(page, address):
            continue
        seen.add(kind)
        waiting.extend(page.evaluate(LINKS))
        yield page.url


@pytest.fixture
def plain_app(service: Service) -> Flask:
    return create_app(service.settings)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.superintendent])  # reads a manager's pages
def test_axe_finds_nothing_on_any_page_in_either_language(
    page: Page, plain_app: Flask, axe: Callable[[Page], list[str]], role: Role
) -> None:
    browser_sign_in(page, SOMEONE[role])
    found = {}
    for language in ("en", "fr"):
        if language == "fr":
            in_french(page)
        for address in walk(page, plain_app):
            assert page.locator("html").get_attribute("lang") == language
            problems = axe(page)
            if problems:
                found[f"{language} {address}"] = problems
        page.goto("/")
    assert found == {}


@pytest.mark.parametrize("role", list(Role))
def test_every_page_is_small_narrow_and_well_made(page: Page, plain_app: Flask, role: Role) -> None:
    browser_sign_in(page, SOMEONE[role])
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    received: list[float] = []
    wire.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.goto("/")
    page.set_viewport_size({"width": 320, "height": 640})
    found = {}
    received.clear()
    for address in walk(page, plain_app):
        faults = []
        if page.evaluate(NARROW) > 320:
            faults.append(f"{page.evaluate(NARROW)} wide at 320")
        if sum(received) > LATER_PAGE:
            faults.append(f"{sum(received):.0f} bytes")
        if page.locator("h1").count() != 1:
            faults.append("not one h1")
        if page.locator("[style]").count():
            faults.append("inline style")
        if page.evaluate(DOUBLE_IDS):
            faults.append(f"ids twice: {page.evaluate(DOUBLE_IDS)[:3]}")
        if faults:
            found[address] = faults
        received.clear()
    assert found == {}

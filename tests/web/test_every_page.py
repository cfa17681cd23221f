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

BUILD = """() => document.documentElement.outerHTML
  .replace(/>[^<]*[^<\\s][^<]*</g, '>x<')
  .replace(/ (nonce|lang|content|title|aria-label|alt|href|value|action|placeholder)="[^"]+"/g, ' $1="x"')"""
JUDGED: set[str] = set()
"""Builds of pages on which axe found nothing, in this process."""


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


@pytest.mark.parametrize("role", list(Role))
def test_every_page_is_small_narrow_and_free_of_barriers_in_both_languages(
    page: Page, plain_app: Flask, axe: Callable[[Page], list[str]], role: Role
) -> None:
    browser_sign_in(page, SOMEONE[role])
    if role is Role.administrator:
        _upload_a_file(page)
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    received: list[float] = []
    wire.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    found = {}
    for language in ("en", "fr"):
        if language == "fr":
            in_french(page)
        page.goto("/")
        received.clear()
        for address in walk(page, plain_app):
            faults = [] if sum(received) <= LATER_PAGE else [f"{sum(received):.0f} bytes"]
            received.clear()
            faults += _faults(page, language) + _barriers(page, axe)
            if faults:
                found[f"{language} {address}"] = faults
    assert found == {}


def _upload_a_file(page: Page) -> None:
    """So that the pages on which a file is taken in have something to show."""
    page.goto("/take-in/")
    content = b"region_id,name\nnorth,North\n"
    page.set_input_files("#file", {"name": "regions.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="Upload").click()


def _faults(page: Page, language: str) -> list[str]:
    page.set_viewport_size({"width": 320, "height": 640})
    width, twice = page.evaluate(NARROW), page.evaluate(DOUBLE_IDS)
    page.set_viewport_size({"width": 1280, "height": 900})
    checks = {
        f"not in {language}": page.locator("html").get_attribute("lang") != language
        and "/letter/" not in page.url,  # a letter is in the language of whom it goes to
        f"{width} wide at 320": width > 320,
        "not one h1": page.locator("h1").count() != 1,
        "inline style": page.locator("[style]").count() > 0,
        f"ids twice: {twice[:3]}": bool(twice),
    }
    return [fault for fault, there in checks.items() if there]


def _barriers(page: Page, axe: Callable[[Page], list[str]]) -> list[str]:
    """What axe finds. It judges how a page is built, not its wording: a page built like one before passes."""
    build = page.evaluate(BUILD)
    if build in JUDGED:
        return []
    found = axe(page)
    if not found:
        JUDGED.add(build)
    return found

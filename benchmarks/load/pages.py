"""Every kind of page that links lead to, asked for again and again by somebody of each role."""

import html
import re
import statistics
import time
from collections.abc import Callable
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

from seed_data.accounts import DEMONSTRATION_PASSWORD

VISITORS = ("cso5", "manager5", "superintendent2", "hq3", "greg")
NUMBER = re.compile(r"(?<=/)(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]+|[A-Z]+-[0-9]+|r[0-9]+-o[0-9]+)(?=/|$)")
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
WANTED = 0.5


def visit_all(base: str, rounds: int, say: Callable[[str], None]) -> None:
    """Prints a line a page kind and role, the slowest first: requests, errors, p50, p95 in milliseconds, size."""
    lines = []
    for visitor in VISITORS:
        lines += _visit(base, visitor, rounds)
    say("| page | who | requests | errors | p50 ms | p95 ms | kB |\n|---|---|---|---|---|---|---|")
    for _p95, line in sorted(lines, reverse=True):
        say(line)
    slow = sum(p95 > WANTED for p95, _line in lines)
    say(f"\n{len(lines)} kinds of page, {slow} of them above {WANTED * 1000:.0f} ms at the 95th percentile")


def _visit(base: str, visitor: str, rounds: int) -> list[tuple[float, str]]:
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    token = TOKEN.search(_text(browser, base + "/sign-in"))
    form = {"username": visitor, "password": DEMONSTRATION_PASSWORD, "csrf_token": token.group(1) if token else ""}
    home = browser.open(base + "/sign-in", urlencode(form).encode())
    waiting, seen, lines = [home.geturl().removeprefix(base)], set(), []
    while waiting:
        address = waiting.pop(0)
        kind = NUMBER.sub("…", address.split("?")[0].split("#")[0])
        if kind in seen or kind.startswith(("/static", "/look", "/sign-")):
            continue
        seen.add(kind)
        page = _text(browser, base + address)
        waiting.extend(html.unescape(link) for link in re.findall(r'href="(/[^"/][^"]*)"', page))
        times, errors = [], 0
        for _ in range(rounds):
            began = time.perf_counter()
            errors += not _text(browser, base + address)
            times.append(time.perf_counter() - began)
        p50, p95 = statistics.median(times), sorted(times)[min(len(times) - 1, int(len(times) * 0.95))]
        size = len(page.encode()) / 1000
        role = visitor.rstrip("0123456789")
        lines.append(
            (p95, f"| {kind} | {role} | {rounds} | {errors} | {p50 * 1000:.0f} | {p95 * 1000:.0f} | {size:.0f} |")
        )
    return lines


def _text(browser: OpenerDirector, address: str) -> str:
    """The page, or nothing when it does not come."""
    try:
        with browser.open(address) as answer:
            return str(answer.read().decode("utf-8", "replace"))
    except HTTPError:
        return ""

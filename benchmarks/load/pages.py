"""Every kind of page that links lead to, and forms sent daily, asked for again and again by somebody of each role."""

import html
import re
from collections.abc import Callable

from benchmarks.load.browser import Browser, Tally
from benchmarks.load.forms import send_daily

VISITORS = ("cso5", "manager5", "superintendent2", "hq3", "greg")
NUMBER = re.compile(r"(?<=/)(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]+|[A-Z]+-[0-9]+|r[0-9]+-o[0-9]+)(?=/|$)")
WANTED = 0.5
Line = tuple[float, str]


def visit_all(base: str, pid: int, rounds: int, say: Callable[[str], None]) -> None:
    """Prints a line a page kind (or form) and role, the slowest first: requests, errors, p50 and p95 in milliseconds,
    milliseconds of the service's processor each (counted in hundredths of a second), size."""
    visitors = [Browser(base, name, pid) for name in VISITORS]
    lines = [line for one in visitors for line in _visit(one, rounds)]
    lines += [(tally.p95, tally.line(f"{name} (sent)", who)) for name, who, tally in send_daily(visitors, rounds)]
    say("| page | who | requests | errors | p50 ms | p95 ms | processor ms | kB |\n|---|---|---|---|---|---|---|---|")
    for _p95, line in sorted(lines, reverse=True):
        say(line)
    slow = sum(p95 > WANTED for p95, _line in lines)
    say(f"\n{len(lines)} kinds of page and form, {slow} of them above {WANTED * 1000:.0f} ms at the 95th percentile")


def _visit(browser: Browser, rounds: int) -> list[Line]:
    waiting, seen, lines = [browser.home], set(), []
    while waiting:
        address = waiting.pop(0)
        kind = NUMBER.sub("…", address.split("?")[0].split("#")[0])
        if kind in seen or kind.startswith(("/static", "/look", "/sign-")):
            continue
        seen.add(kind)
        page, tally = browser.read(address), Tally()
        waiting.extend(html.unescape(link) for link in re.findall(r'href="(/[^"/][^"]*)"', page))
        for _ in range(rounds):
            browser.read(address, tally)
        lines.append((tally.p95, tally.line(kind, browser.role)))
    return lines

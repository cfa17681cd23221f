"""Forms that people of a province send daily: each is opened, filled in and sent, another object every time."""

import re
import time
from collections.abc import Callable, Iterator, Sequence

from benchmarks.load.browser import Browser, Tally

PLAN_SECONDS = 60.0  # within which a region's plan of moves is worked out, else its moves are left out
Sent = tuple[str, str, Tally]


def send_daily(visitors: Sequence[Browser], rounds: int) -> Iterator[Sent]:
    """Name, role and tally of each form; one that finds nothing to act on is left out."""
    by_role = {one.role: one for one in visitors}
    manager = by_role["manager"]
    manager.send("/caseloads/plan/ask", manager.read("/caseloads/plan"), {}, Tally())  # worked out meanwhile
    forms: tuple[tuple[str, str, Callable[[Browser, int], Tally]], ...] = (
        ("my time: one tap", "cso", _tap),
        ("give a case to an officer", "manager", _give_cases),
        ("refuse leave", "manager", _refuse_leave),
        ("price tag of a bring-forward", "hq", _price),
        ("send a bring-forward", "hq", _send_bring_forward),
        ("accept a move of a case", "manager", _accept_moves),
    )
    for name, role, act in forms:
        tally = act(by_role[role], rounds)
        if tally.seconds:
            yield name, role, tally


def _tap(browser: Browser, rounds: int) -> Tally:
    tally = Tally()
    for _ in range(rounds):
        fields = {"activity": "contact", "tier": "standard", "minutes": "15"}
        browser.send("/my/time", browser.read("/my/time"), fields, tally)
    return tally


def _give_cases(browser: Browser, rounds: int) -> Tally:
    tally = Tally()
    for address in _links(browser.read("/caseloads/without-officer"), r'href="(/cases/[^"/]+/officers)"')[:rounds]:
        page = browser.read(address)
        for give in _links(page, r'action="(/cases/[^"]+/assign)"')[:1]:
            browser.send(give, page, {}, tally)
    return tally


def _refuse_leave(browser: Browser, rounds: int) -> Tally:
    tally = Tally()
    for address in _links(browser.read("/leave/"), r'href="(/leave/requests/[0-9]+)"')[:rounds]:
        page = browser.read(address)
        for refuse in _links(page, r'action="(/leave/requests/[0-9]+/refuse)"'):
            browser.send(refuse, page, {"reason": "Two colleagues are away already; the week after is free."}, tally)
    return tally


def _price(browser: Browser, rounds: int) -> Tally:
    tally = Tally()
    for number in range(rounds):
        browser.send("/bring-forwards/price", browser.read("/bring-forwards/"), _question(number), tally)
    return tally


def _send_bring_forward(browser: Browser, rounds: int) -> Tally:
    tally = Tally()
    for number in range(rounds):
        fields = _question(number)
        page = browser.send("/bring-forwards/price", browser.read("/bring-forwards/"), fields, Tally())
        browser.send("/bring-forwards/send", page, fields | {"lane": "call_them", "who": "manager"}, tally)
    return tally


def _question(number: int) -> dict[str, str]:
    return {"office": f"r{number % 25 + 1}-o2", "question": f"Why was payment {number} late?", "source": "mla",
            "needed_by": "2026-11-23"}  # fmt: skip


def _accept_moves(browser: Browser, rounds: int) -> Tally:
    tally, until, moves = Tally(), time.monotonic() + PLAN_SECONDS, list[str]()
    page = ""
    while not moves and time.monotonic() < until:
        time.sleep(2)
        page = browser.read("/caseloads/plan")
        moves = _links(page, r'action="(/caseloads/plan/moves/[0-9]+/accept)"')
    for accept in moves[:rounds]:
        browser.send(accept, page, {}, tally)
    return tally


def _links(page: str, pattern: str) -> list[str]:
    return list(dict.fromkeys(re.findall(pattern, page)))

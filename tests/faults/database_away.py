"""`python -m tests.faults.database_away 3`: the database locked, and a PostgreSQL server stopped, while people work.

The page says so in words and keeps what was typed; readiness says no; everything goes on by itself afterwards.
"""

import re
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from pathlib import Path

import httpx
from sqlmodel import col, select

from tests.faults.processes import Installation, Visitor, installation, postgres_server, until
from tests.fixtures.pages import SOMEONE
from workload.tables.leave import LeaveRequest
from workload.tables.plans import Plan
from workload.vocabulary import PlanStatus

LINK = re.compile(r'<a [^>]*href="(/[^"]*)"')
NUMBER = re.compile(r"\d+")
NO_PAGES = ("/sign-out", "/static/")
KEPT = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def asked(number: int) -> dict[str, str]:
    day = (date(2027, 1, 4) + timedelta(days=7 * number)).isoformat()
    return {"first_day": day, "last_day": day, "part": "whole", "note": f"With «words» & signs {number}"}


def kept_form(page: str) -> dict[str, str]:
    """The fields that the page keeps, but for its token."""
    found = {name: unescape(value) for name, value in KEPT.findall(page)}
    return {name: value for name, value in found.items() if name not in ("csrf_token", "next")}


def refused_and_kept(visitor: Visitor, token: str, number: int) -> dict[str, str]:
    """Send a form while nothing can be stored; the fields that the page keeps."""
    answer = visitor.post("/leave/ask", asked(number) | {"csrf_token": token})
    assert answer.status_code == 503, (answer.status_code, answer.text[:300])
    assert "We cannot reach our records just now" in answer.text
    kept = kept_form(answer.text)
    assert kept == asked(number), kept
    return kept


def pages_by_links(opened: Callable[[str], tuple[int, str]], first: str) -> dict[str, int]:
    """The status of one page of every kind that links lead to from `first` on. `opened` gives status and page."""
    waiting, found = [first], dict[str, int]()
    while waiting:
        address = waiting.pop(0)
        kind = NUMBER.sub("0", address.partition("?")[0].partition("#")[0])
        if kind not in found and not kind.startswith(NO_PAGES):
            found[kind], page = opened(address)
            waiting.extend(unescape(link) for link in LINK.findall(page))
    return found


def reading_goes_on(place: Installation) -> int:
    """Somebody of each role opens every page, then once more while the database is locked; how many were opened."""
    visitors = [Visitor(place.url).signed_in(name) for name in SOMEONE.values()]
    before = [walked(one) for one in visitors]  # what is released by a first look is released now
    back = locked(place)
    meanwhile = [walked(one) for one in visitors]
    back()
    assert meanwhile == before
    assert {status for pages in before for status in pages.values()} <= {200, 303}, before
    return sum(map(len, meanwhile))


def walked(visitor: Visitor) -> dict[str, int]:
    def opened(address: str) -> tuple[int, str]:
        answer = visitor.http.get(visitor.url + address)
        return answer.status_code, answer.text if "html" in answer.headers["Content-Type"] else ""

    return pages_by_links(opened, visitor.http.get(f"{visitor.url}/").headers["Location"])


def one_round(place: Installation, number: int, away: Callable[[], Callable[[], None]], word: str) -> None:
    """Take the database away, look, bring it back, send what was kept, and have it planned by the same clock."""
    visitor = Visitor(place.url).signed_in("celine")
    token = visitor.token("/leave/ask")
    back = away()
    kept = refused_and_kept(visitor, token, number)
    assert place.status("/ready") == 503
    assert word in httpx.get(f"{place.url}/ready", timeout=40).text
    assert place.status("/health") == 200
    back()
    assert until(lambda: place.status("/ready") == 200, seconds=60), "not ready again"
    sent = until(lambda: visitor.send("/leave/ask", kept).status_code == 303, seconds=120, pause=1.0)
    assert sent, "what was kept cannot be sent"
    with place.session() as session:
        notes = session.exec(select(LeaveRequest.note)).all()
    assert notes.count(kept["note"]) == 1
    assert until(lambda: planned(place, kept["note"]), seconds=600, pause=0.5), "the clock did not go on"


def planned(place: Installation, note: str) -> bool:
    """Has the clock answered the plan of the request with this note?"""
    with place.session() as session:
        asked_now = select(Plan.status).join(LeaveRequest, col(LeaveRequest.id) == Plan.request_id)
        return PlanStatus.ready in session.exec(asked_now.where(LeaveRequest.note == note)).all()


def locked(place: Installation) -> Callable[[], None]:
    """Another program takes SQLite's one lock for writing and keeps it."""
    other = sqlite3.connect(place.folder / "fairload.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    return other.close


def tried_locked(rounds: int) -> int:
    with installation("sqlite") as place:
        place.web()
        print(f"sqlite: {reading_goes_on(place)} pages opened while another program held the lock", flush=True)
        clock = place.clock()
        for number in range(rounds):
            one_round(place, number, lambda: locked(place), "database locked")
        assert clock.poll() is None
    return rounds


def tried_stopped(rounds: int) -> int:
    with tempfile.TemporaryDirectory() as name, postgres_server(Path(name)) as server:
        place = Installation(Path(name), server.get_uri()).filled()
        try:
            place.web()
            clock = place.clock()

            def stopped() -> Callable[[], None]:
                server.stop()
                back: Callable[[], None] = server.start
                return back

            for number in range(rounds):
                one_round(place, number, stopped, "no database")
            assert clock.poll() is None
        finally:
            place.close()
    return rounds


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    print(f"sqlite: {tried_locked(count)} times locked for longer than anybody waits, all went on", flush=True)
    print(f"postgresql: {tried_stopped(count)} times stopped and started, all went on", flush=True)

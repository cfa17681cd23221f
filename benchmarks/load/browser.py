"""A visitor's browser without a screen: signs in, reads pages and sends forms, and says how long each took."""

import re
import time
from contextlib import suppress
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, build_opener

from benchmarks.load.service import processor_seconds
from seed_data.accounts import DEMONSTRATION_PASSWORD

SIGN_INS, SECONDS_BETWEEN = 10, 5.0
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


class Tally:
    """What the answers of one kind of page or form took: seconds by the clock, and of the service's processor."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self.processor = 0.0
        self.errors = 0
        self.size = 0

    @property
    def p50(self) -> float:
        return sorted(self.seconds)[len(self.seconds) // 2]

    @property
    def p95(self) -> float:
        """Of twenty requests or fewer the slowest."""
        return sorted(self.seconds)[min(len(self.seconds) - 1, int(len(self.seconds) * 0.95))]

    def line(self, name: str, who: str) -> str:
        each = self.processor / len(self.seconds) * 1000
        return (
            f"| {name} | {who} | {len(self.seconds)} | {self.errors} | {self.p50 * 1000:.0f} | {self.p95 * 1000:.0f} "
            f"| {each:.0f} | {self.size / 1000:.0f} |"
        )


class Browser:
    """Signed in as one account of the generated place. `pid` is the service's process."""

    def __init__(self, base: str, username: str, pid: int) -> None:
        self.base, self.pid = base, pid
        self.role = username.rstrip("0123456789")
        cookies = HTTPCookieProcessor(CookieJar())
        self._opener, self._sender = build_opener(cookies), build_opener(cookies, _Stay)
        self.home = self._sign_in(username)

    def _sign_in(self, username: str) -> str:
        """The address of the first page. Tried again while the clock's first jobs write: on SQLite one writes at a
        time."""
        for _ in range(SIGN_INS):
            form = {"username": username, "password": DEMONSTRATION_PASSWORD, **self.token(self.read("/sign-in"))}
            with suppress(HTTPError), self._opener.open(self.base + "/sign-in", urlencode(form).encode()) as answer:
                return str(answer.geturl()).removeprefix(self.base)
            time.sleep(SECONDS_BETWEEN)
        raise SystemExit(f"{username} cannot sign in; see serve.log")

    def read(self, address: str, tally: Tally | None = None) -> str:
        """The page; nothing when it does not come."""
        return self._timed(address, None, tally or Tally())[1]

    def send(self, address: str, page: str, fields: dict[str, str], tally: Tally) -> str:
        """A form of the page, as it is answered, redirects not followed. What a form finds to mend is an answer too."""
        status, text = self._timed(address, urlencode(fields | self.token(page)).encode(), tally)
        tally.errors += status not in (200, 303, 422)
        return text

    @staticmethod
    def token(page: str) -> dict[str, str]:
        found = TOKEN.search(page)
        return {"csrf_token": found.group(1)} if found else {}

    def _timed(self, address: str, body: bytes | None, tally: Tally) -> tuple[int, str]:
        began, worked = time.perf_counter(), processor_seconds(self.pid)
        try:
            with (self._sender if body is not None else self._opener).open(self.base + address, body) as answer:
                status, content = answer.status, answer.read()
        except HTTPError as error:
            status, content = error.code, error.read()
        tally.seconds.append(time.perf_counter() - began)
        tally.processor += processor_seconds(self.pid) - worked
        tally.size = len(content)
        if body is None and status != 200:
            tally.errors += 1
            content = b""
        return status, content.decode("utf-8", "replace")


class _Stay(HTTPRedirectHandler):
    """Leaves an answer that leads elsewhere as it is."""

    def redirect_request(self, *_: object) -> None:
        return None

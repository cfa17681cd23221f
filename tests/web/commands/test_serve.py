"""`fairload setup` and `fairload serve` as a person runs them: two processes that start and end together."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from sqlmodel import Session, func, select

from web import create_app
from web.commands.serve import listening
from workload.database import connect
from workload.settings import Settings
from workload.tables.accounts import Account
from workload.tables.people import Person
from workload.tables.plans import Plan
from workload.vocabulary import PlanStatus

ROOT = Path(__file__).parents[3]
FAIRLOAD = [sys.executable, "-m", "web.commands"]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {
        **os.environ,
        "FAIRLOAD_DATA_DIR": str(tmp_path),
        "FAIRLOAD_DEMONSTRATION": "true",
        "FAIRLOAD_TODAY": "2026-11-16",
        "FAIRLOAD_SOLVE_SECONDS": "2",
        "PYTHONPATH": str(ROOT),
    }


def setup(environment: dict[str, str], *more: str) -> None:
    subprocess.run([*FAIRLOAD, "setup", *more], env=environment, check=True, capture_output=True)


@contextmanager
def started(environment: dict[str, str]) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The process and its words up to the address."""
    process = subprocess.Popen(
        [*FAIRLOAD, "serve", "--port", "0"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if "http://" in line:
            break
    try:
        yield process, said
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate(timeout=90)


def clocks_of(folder: Path) -> list[int]:
    """Process numbers of clocks that work in `folder`."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            words, surroundings = (entry / "cmdline").read_bytes(), (entry / "environ").read_bytes()
        except OSError:
            continue
        if b"\0clock\0" in words and str(folder).encode() in surroundings:
            found.append(int(entry.name))
    return found


def wait_until(true: Callable[[], bool], seconds: float = 90) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.1)
    return False


def answered(address: str) -> int:
    engine = connect(address)
    with Session(engine) as session:
        count = session.exec(select(func.count()).select_from(Plan).where(Plan.status == PlanStatus.ready)).one()
    engine.dispose()
    return count


def test_setup_fills_once_and_keeps_what_is_there(environment: dict[str, str]) -> None:
    setup(environment, "--demonstration")
    engine = connect(Settings(data_dir=Path(environment["FAIRLOAD_DATA_DIR"])).address)
    with Session(engine) as session:
        people = session.exec(select(func.count()).select_from(Person)).one()
        waiting = session.exec(select(func.count()).select_from(Plan)).one()
        account = session.exec(select(Account).where(Account.username == "helen")).one()
        account.locale = "fr"
        session.commit()
    assert people > 30
    assert waiting >= 5  # a caseload plan for every region, and one for each undecided request
    setup(environment, "--demonstration")
    with Session(engine) as session:
        assert session.exec(select(func.count()).select_from(Person)).one() == people
        assert session.exec(select(func.count()).select_from(Plan)).one() == waiting
        assert session.exec(select(Account).where(Account.username == "helen")).one().locale == "fr"
    engine.dispose()


def test_setup_without_demonstration_leaves_the_tables_empty(environment: dict[str, str]) -> None:
    setup(environment)
    stored = Path(environment["FAIRLOAD_DATA_DIR"]) / "fairload.db"
    assert stored.stat().st_mode & 0o077 == 0  # for the service's user alone
    engine = connect(Settings(data_dir=Path(environment["FAIRLOAD_DATA_DIR"])).address)
    with Session(engine) as session:
        assert session.exec(select(func.count()).select_from(Person)).one() == 0
    engine.dispose()


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_web_and_clock_start_and_stop_together(
    environment: dict[str, str], tmp_path: Path, stop: signal.Signals
) -> None:
    setup(environment, "--demonstration")
    with started(environment) as (process, said):
        assert "helen" in said
        assert wait_until(lambda: len(clocks_of(tmp_path)) >= 1)
        process.send_signal(stop)
        rest, _ = process.communicate(timeout=90)
        assert process.returncode == 0
        assert "Stopped." in rest
        assert clocks_of(tmp_path) == []


def test_the_clock_answers_the_first_plans(environment: dict[str, str], tmp_path: Path) -> None:
    setup(environment, "--demonstration")
    address = Settings(data_dir=tmp_path).address
    with started(environment):
        assert wait_until(lambda: answered(address) >= 1, seconds=120)


def test_a_clock_that_dies_is_started_again(environment: dict[str, str], tmp_path: Path) -> None:
    setup(environment)
    with started(environment):
        assert wait_until(lambda: len(clocks_of(tmp_path)) >= 1)
        first = clocks_of(tmp_path)
        os.kill(min(first), signal.SIGKILL)
        assert wait_until(lambda: bool(set(clocks_of(tmp_path)) - set(first)))


def test_no_clock_outlives_a_killed_web_process(environment: dict[str, str], tmp_path: Path) -> None:
    setup(environment)
    with started(environment) as (process, _said):
        assert wait_until(lambda: len(clocks_of(tmp_path)) >= 1)
        process.kill()
        process.wait()
        assert wait_until(lambda: clocks_of(tmp_path) == [])


@pytest.mark.parametrize(("proxies", "status"), [(0, 200), (1, 400)])
def test_headers_of_a_proxy_count_only_where_one_is_configured(settings: Settings, proxies: int, status: int) -> None:
    app = create_app(settings.model_copy(update={"proxies": proxies}))
    server = listening(app, host="127.0.0.1", port=0, threads=1, proxies=proxies)

    def run() -> None:
        with suppress(OSError):  # it is closed while it waits
            server.run()

    threading.Thread(target=run, daemon=True).start()
    for method, header, expected in (
        ("GET", {"X-Forwarded-Host": "evil.example"}, status),
        ("POST", {"Content-Length": str(10**9)}, 413),
    ):
        line = http.client.HTTPConnection("127.0.0.1", server.effective_port, timeout=60)
        line.request(method, "/sign-in", headers=header)
        assert line.getresponse().status == expected
        line.close()
    server.close()


def test_a_taken_port_is_said_in_a_sentence(environment: dict[str, str]) -> None:
    setup(environment)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = subprocess.run(
            [*FAIRLOAD, "serve", "--port", str(port)], env=environment, capture_output=True, text=True
        )
    assert said.returncode == 1
    assert re.search(rf"cannot listen on 127\.0\.0\.1:{port}: .*Choose another --port", said.stderr)

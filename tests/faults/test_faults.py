"""Faults tried in small numbers; the scripts beside this file try them in large ones."""

import resource
import sqlite3
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, event, make_url, text
from sqlmodel import Session, col, delete, select, update

from scheduler.jobs.clock_lock import clock_lock
from tests.faults import exports, mutated_imports, power_lost, races
from tests.faults.database_away import asked, kept_form, pages_by_links
from tests.faults.killed import kill_web
from tests.faults.mutated_files import tried
from tests.faults.processes import DAY, Installation
from tests.fixtures.compiled import COMPILED
from web import create_app
from workload import database
from workload.database import connect
from workload.exchange.safe_write import replacing
from workload.migrations import newest_revision, upgrade
from workload.records import running
from workload.settings import Settings
from workload.tables.accounts import Account
from workload.tables.concerns import Concern
from workload.tables.leave import LeaveRequest
from workload.tables.messages import Message
from workload.tables.recognition import RecognitionNote
from workload.tables.wellbeing import SignalStanding
from workload.vocabulary import MessageKind

OURS = {"Origin": "http://localhost"}


@pytest.fixture
def stamped(territory_db: Path) -> Path:
    """The data folder of a territory whose tables know their revision."""
    with sqlite3.connect(territory_db / "fairload.db") as connection:
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) PRIMARY KEY)")
        connection.execute("INSERT INTO alembic_version VALUES (?)", (newest_revision(),))
    return territory_db


def test_damaged_files_are_read_or_refused() -> None:
    came = tried(300)
    assert came.total() == 300
    assert set(came) == {"read", "refused"}


def test_damaged_imports_are_taken_or_leave_no_trace(stamped: Path, settings: Settings) -> None:
    mutated_imports.thinned(stamped)
    came = mutated_imports.tried(6, stamped)
    assert came.total() == 6
    assert any("refused" in how for how in came)
    assert any(how.startswith("page") for how in came)


def test_what_was_said_to_be_stored_outlives_the_power(stamped: Path) -> None:
    came = power_lost.tried(stamped, 3)
    assert [came[kind] for kind in power_lost.KINDS] == [1, 1, 1]


@pytest.mark.sqlite
def test_two_answers_in_the_same_moment_end_as_one_after_the_other(
    app: Flask, session: Session, territory_db: Path
) -> None:
    own = races.with_things(session)
    block = f"/leave-year/blocks/{own['block_id']}/answer"
    yes, no = (races.Sent("celine", block, {"answer": word}) for word in ("accept", "decline"))
    ground = races.on_sqlite(app, own, territory_db, names=("celine",))
    assert races.tried(ground, [races.Race(yes, no)], 2) == {"two decisions": 2}


def test_no_download_holds_a_formula() -> None:
    assert exports.tried(300) == {"csv": 300, "xlsx": 330}


def test_what_was_acknowledged_survives_a_killed_web(stamped: Path) -> None:
    place = Installation(stamped)
    try:
        assert kill_web(place) > 0
    finally:
        place.close()


@pytest.mark.sqlite
def test_a_full_disk_is_said_and_passes(app: Flask, client: FlaskClient, session: Session) -> None:
    engine = app.extensions["engine"]
    told = {"what_happened": "Nobody answered " * 200, "naming": "anonymous", "form_key": "full-1"}

    def full(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute("PRAGMA max_page_count=1")  # the present size: no page more

    event.listen(engine, "checkout", full)
    refused = client.post("/tell-us/form", data=told, headers=OURS)
    assert refused.status_code == 503
    assert kept_form(refused.text)["what_happened"] == told["what_happened"]
    assert client.get("/health").status_code == 200
    event.remove(engine, "checkout", full)
    engine.dispose()
    assert session.exec(select(Concern).where(Concern.form_key == "full-1")).first() is None
    session.rollback()
    assert client.post("/tell-us/form", data=told, headers=OURS).status_code == 200
    assert session.exec(select(Concern).where(Concern.form_key == "full-1")).one().what_happened.startswith("Nobody")


def test_a_result_without_room_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text("what was there", "utf-8")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(OSError, match="File too large"), replacing(path) as stream:
            stream.write("what would be there" * 10_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert [one.name for one in tmp_path.iterdir()] == ["plan.csv"]
    assert path.read_text("utf-8") == "what was there"
    with pytest.raises(OSError, match="no file that can be written anew"), replacing(Path("/dev/full")):
        pass


@pytest.mark.sqlite
def test_a_locked_database_keeps_what_was_typed(
    stamped: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, session: Session
) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", 50)
    monkeypatch.setattr(running, "MOMENT_MS", 50)
    app = create_app(settings)
    app.config.update(WTF_CSRF_ENABLED=False)
    client = app.test_client()
    client.post("/sign-in", data={"username": "celine", "password": "northern lights in november"})
    other = sqlite3.connect(stamped / "fairload.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    refused = client.post("/leave/ask", data=asked(0), headers=OURS)
    assert refused.status_code == 503
    assert refused.headers["Retry-After"]
    assert "Nothing of what you sent was stored" in refused.text
    assert kept_form(refused.text) == asked(0)
    assert client.get("/ready").get_json() == {"status": "database locked"}
    assert client.get("/leave/").status_code == 200, "reading goes on"
    other.close()
    assert client.get("/ready").status_code == 200
    assert client.post("/leave/ask", data=kept_form(refused.text), headers=OURS).status_code == 303
    assert session.exec(select(LeaveRequest.note)).all().count(asked(0)["note"]) == 1


@pytest.mark.sqlite
def test_an_officer_opens_every_page_while_the_database_is_locked(
    territory_db: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, session: Session
) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", 1)
    monkeypatch.setattr(database, "PATIENCE_MS", 1)
    app = create_app(settings)
    app.config.update(WTF_CSRF_ENABLED=False)
    app.jinja_env.bytecode_cache = COMPILED
    client = app.test_client()
    client.post("/sign-in", data={"username": "celine", "password": "northern lights in november"})
    celine = session.exec(select(Account.person_id).where(Account.username == "celine")).one()
    session.execute(update(RecognitionNote).values(told_on=None))
    session.add(Message(person_id=celine, kind=MessageKind.leave_granted, values={"first": DAY, "last": DAY}))
    session.execute(delete(SignalStanding))
    session.commit()
    other = sqlite3.connect(territory_db / "fairload.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    noted = (
        select(RecognitionNote.id).where(
            RecognitionNote.recipient_id == celine, col(RecognitionNote.told_on).is_not(None)
        ),
        select(Message.id).where(col(Message.read_at).is_not(None)),
        select(SignalStanding.signal).where(SignalStanding.person_id == celine),
    )

    def opened(address: str) -> tuple[int, str]:
        answer = client.get(address)
        return answer.status_code, answer.text if answer.mimetype == "text/html" else ""

    found = pages_by_links(opened, "/my-work")
    assert len(found) > 30
    assert {address for address, status in found.items() if status not in (200, 303)} == set()
    assert [session.exec(query).all() for query in noted] == [[], [], []]
    session.rollback()
    other.close()
    for address in ("/my-work", "/messages/", "/my/signals"):
        opened(address)
    assert [len(session.exec(query).all()) > 0 for query in noted] == [True, True, True], "the next look notes it"


@pytest.mark.postgres
def test_a_database_that_went_comes_back_by_itself(postgres_url: str, settings: Settings) -> None:
    engine = connect(postgres_url)
    upgrade(engine)
    client = create_app(settings.model_copy(update={"database_url": postgres_url})).test_client()
    lock = clock_lock(engine)
    assert client.get("/ready").status_code == 200
    assert lock.acquire()
    name = make_url(postgres_url).database
    admin = create_engine(make_url(postgres_url).set(database="postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false'))
        ended = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name")
        connection.execute(ended, {"name": name})
        page = client.get("/tell-us/")
        assert page.status_code == 503
        assert "We cannot reach our records just now" in page.text
        assert client.get("/ready").get_json() == {"status": "no database"}
        assert client.get("/api/v1/people", headers={"Authorization": "Bearer x"}).get_json()["type"] == "away"
        assert not lock.held(), "another clock may have it by now"
        connection.execute(text(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true'))
    assert client.get("/ready").status_code == 200
    assert lock.acquire()
    lock.release()
    admin.dispose()
    engine.dispose()

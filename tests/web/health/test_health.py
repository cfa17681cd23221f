"""What watches over the service learns the truth, and nothing about people."""

from datetime import timedelta

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, text
from sqlmodel import Session
from structlog.testing import capture_logs

from web.commands import fairload
from workload.migrations import newest_revision
from workload.records.running import note_beat
from workload.settings import Settings
from workload.tables.base import now
from workload.tables.workload_model import ActivityStandard


@pytest.fixture
def migrated(session: Session) -> Session:
    """The territory in a database that knows its revision, with a clock that was heard just now."""
    session.execute(text("DROP TABLE IF EXISTS alembic_version"))
    session.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
    session.execute(text("INSERT INTO alembic_version VALUES (:now)"), {"now": newest_revision()})
    note_beat(session, by="this test", at=now())
    session.commit()
    return session


@pytest.mark.sqlite
def test_ready_says_whether_people_can_be_sent_here(client: FlaskClient, session: Session) -> None:
    assert client.get("/health").json == {"status": "ok"}
    assert (client.get("/ready").status_code, client.get("/ready").json) == (503, {"status": "old tables"})


@pytest.mark.usefixtures("migrated")
def test_ready_tells_of_a_silent_clock(client: FlaskClient, session: Session) -> None:
    assert client.get("/ready").json == {"status": "ready", "clock": "ok"}
    note_beat(session, by="this test", at=now() - timedelta(minutes=2))
    session.commit()
    assert client.get("/ready").json == {"status": "ready", "clock": "silent"}


def test_ready_survives_a_database_that_is_gone(settings: Settings) -> None:
    from web import create_app

    settings.database_url = "sqlite:////nowhere/at/all.db"
    app = create_app(settings)
    answer = app.test_client().get("/ready")
    assert (answer.status_code, answer.json) == (503, {"status": "no database"})


@pytest.mark.usefixtures("migrated")
def test_metrics_are_for_who_has_the_token(app: Flask, settings: Settings, client: FlaskClient) -> None:
    assert client.get("/metrics").status_code == 404
    settings.metrics_token = "between us"
    assert client.get("/metrics", headers={"Authorization": "Bearer guess"}).status_code == 403
    client.get("/sign-in")
    told = client.get("/metrics", headers={"Authorization": "Bearer between us"}).text
    assert 'fairload_page_seconds_count{page="accounts.sign_in",status="200"}' in told
    assert 'fairload_plans{state="waiting"}' in told
    assert "fairload_queue_age_seconds" in told


def test_a_line_of_the_log_names_no_person(sign_in) -> None:
    with capture_logs() as lines:
        answer = sign_in("celine").get("/my-work?first=secret", headers={"X-Request-ID": "abc-12345678"})
    assert answer.headers["X-Request-ID"] == "abc-12345678"
    (line,) = [one for one in lines if one.get("page") == "home.my_work"]
    assert set(line) == {"event", "log_level", "request", "page", "status", "ms"}
    assert "celine" not in str(lines).lower()
    assert "secret" not in str(lines)


def test_a_strange_request_number_is_replaced(client: FlaskClient) -> None:
    answer = client.get("/health", headers={"X-Request-ID": "<script>"})
    assert len(answer.headers["X-Request-ID"]) == 32


@pytest.mark.usefixtures("migrated")
@pytest.mark.sqlite
def test_the_doctor_names_the_trouble_and_its_remedy(monkeypatch: pytest.MonkeyPatch, session: Session) -> None:
    run = CliRunner()
    well = run.invoke(fairload, ["doctor"])
    assert (well.exit_code, well.output) == (0, "Nothing is wrong with this installation.\n")
    note_beat(session, by="this test", at=now() - timedelta(hours=1))
    session.execute(delete(ActivityStandard))
    session.commit()
    monkeypatch.setenv("FAIRLOAD_DEMONSTRATION", "false")
    monkeypatch.setenv("FAIRLOAD_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("FAIRLOAD_SMTP_PORT", "1")
    (Settings().data_dir / "fairload.db").chmod(0o644)
    ill = run.invoke(fairload, ["doctor"])
    assert ill.exit_code == 3
    for said in (
        "No clock is running",
        "without TLS",
        "a password alone",
        "mail server does not answer",
        "--standards",
        "The day stands still at 2026-11-16",
        "chmod 600",
    ):
        assert said in ill.output
    monkeypatch.setenv("FAIRLOAD_DATABASE_URL", "sqlite:////nowhere/at/all.db")
    assert "The database does not answer" in run.invoke(fairload, ["doctor"]).output


@pytest.mark.usefixtures("migrated")
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"SECURE_COOKIE": "true"}, "Did you mean FAIRLOAD_SECURE_COOKIES?"),
        ({"SECRET_KEY": "short"}, "FAIRLOAD_SECRET_KEY is shorter"),
        ({"WEB_ADDRESS": "fairload.example"}, "FAIRLOAD_WEB_ADDRESS is no address"),
        ({"WEB_ADDRESS": "https://fairload.example", "PROXIES": "1"}, "Set FAIRLOAD_HOSTS=fairload.example"),
        ({"WEB_ADDRESS": "https://fairload.example", "HOSTS": "fairload.example"}, "Set FAIRLOAD_PROXIES=1"),
        ({"OIDC_ISSUER": "http://127.0.0.1:1", "OIDC_CLIENT_ID": "a", "OIDC_CLIENT_SECRET": "b"}, "does not answer"),
        ({"OIDC_ISSUER": "http://127.0.0.1:1"}, "Set FAIRLOAD_OIDC_CLIENT_ID"),
        ({"DATA_DIR": "/nowhere/at/all"}, "There is no data folder"),
        ({"PROXIES": "one"}, "Error: FAIRLOAD_PROXIES: Input should be a valid integer"),
        ({"TIMEZONE": "Mars/Olympus"}, "Error: FAIRLOAD_TIMEZONE: no such time zone"),
        ({"DATABASE_URL": "mysql://user:hidden@host/name"}, "Error: FAIRLOAD_DATABASE_URL: say an address"),
    ],
)
def test_settings_that_cannot_work_are_named(monkeypatch: pytest.MonkeyPatch, given: dict[str, str], said: str) -> None:
    for name, value in given.items():
        monkeypatch.setenv(f"FAIRLOAD_{name}", value)
    told = CliRunner().invoke(fairload, ["doctor"])
    assert said in told.output
    assert "hidden" not in told.output
    assert told.exit_code in (1, 3)


@pytest.mark.usefixtures("migrated")
def test_tables_of_a_newer_release_are_left_alone(client: FlaskClient, session: Session) -> None:
    session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    session.commit()
    assert (client.get("/ready").status_code, client.get("/ready").json) == (503, {"status": "newer tables"})
    assert "a newer Fairload" in CliRunner().invoke(fairload, ["doctor"]).output
    refused = CliRunner().invoke(fairload, ["setup"])
    assert (refused.exit_code, "restore the backup from before" in refused.output) == (1, True)

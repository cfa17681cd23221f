"""What programs may exchange with us, and what they may not."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session, col, func, select

from scheduler.concern_waits import wait
from scheduler.leave_decisions import refuse_leave
from tests.fixtures.territory import MONDAY
from tests.scheduler.cast import ask
from workload.estimates.waits import Owner
from workload.records.api_tokens import make_token, tokens
from workload.records.audit_seals import seal_entries
from workload.tables.cases import Case
from workload.tables.concerns import Concern
from workload.tables.time_log import TimeLogEntry
from workload.vocabulary import ApiScope

Program = Callable[..., FlaskClient]
CASE = {"community": "behchoko", "stream": "regular", "opened_on": "2026-11-02", "drivers": {"crisis": True}}
LINE = {"person": "P001", "day": "2026-11-13", "activity": "contact", "minutes": 15}


@pytest.fixture
def program(app: Flask, session: Session) -> Program:
    """`program(ApiScope.cases_read)`: a client that shows a token with these scopes."""

    def make(*scopes: ApiScope) -> FlaskClient:
        _token, secret = make_token(
            session, name="the case system", scopes=scopes, expires_on=MONDAY + timedelta(days=30), by=None
        )
        session.commit()
        client = app.test_client()
        client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
        return client

    return make


def operations(app: Flask) -> list[tuple[str, str, str]]:
    """Method, address and scope of every operation but the document."""
    return [
        (next(iter((rule.methods or set()) & {"GET", "POST", "PUT"})), re.sub("<[^>]+>", "IA-10001", rule.rule), word)
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("api.")
        and (word := getattr(app.view_functions[rule.endpoint], "action", "")) != "public"
    ]


def test_every_operation_wants_its_own_scope(app: Flask, client: FlaskClient, program: Program) -> None:
    found = operations(app)
    assert {word for _method, _address, word in found} == {f"api:{scope.value}" for scope in ApiScope}
    by_scope = {scope: program(scope) for scope in ApiScope}
    for method, address, word in found:
        assert client.open(address, method=method).status_code == 401
        for scope, shown in by_scope.items():
            answer = shown.open(address, method=method)
            allowed = word == f"api:{scope.value}"
            assert (address, scope, answer.status_code == 403) == (address, scope, not allowed)


def test_problems_are_told_as_problems(program: Program, client: FlaskClient) -> None:
    nobody = client.get("/api/v1/people")
    assert (nobody.content_type, nobody.headers["WWW-Authenticate"]) == ("application/problem+json", "Bearer")
    wrong = program(ApiScope.cases_read).get("/api/v1/cases?limit=0")
    assert (wrong.status_code, wrong.content_type) == (422, "application/problem+json")
    assert wrong.json["errors"][0]["field"] == "limit"
    lost = program(ApiScope.cases_read).get("/api/v1/nothing")
    assert (lost.status_code, lost.json["type"]) == (404, "http")
    other = program(ApiScope.cases_read).delete("/api/v1/cases")
    assert (other.status_code, other.content_type, "GET" in other.headers["Allow"]) == (405, wrong.content_type, True)


@pytest.mark.parametrize(
    ("sent", "kind", "status"),
    [
        ("{}", "text/plain", 415),
        ("case=1", "application/x-www-form-urlencoded", 415),
        ("{broken", "application/json", 422),
        ("[" * 100_000, "application/json", 422),
        ('"' + " " * 3 * 2**20 + '"', "application/json", 413),
    ],
)
def test_a_body_that_cannot_be_read_is_a_problem(program: Program, sent: str, kind: str, status: int) -> None:
    answer = program(ApiScope.time_write).post("/api/v1/time-log", data=sent, content_type=kind)
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    assert "no-store" in answer.headers["Cache-Control"]


def test_an_ended_or_old_token_opens_nothing(app: Flask, session: Session, program: Program) -> None:
    client = program(ApiScope.people_read)
    assert client.get("/api/v1/offices").status_code == 200
    token = tokens(session)[0]
    token.expires_on = MONDAY - timedelta(days=1)
    session.commit()
    assert client.get("/api/v1/offices").status_code == 401


def test_pages_hold_everything_once(session: Session, program: Program) -> None:
    client, seen, after = program(ApiScope.cases_read), [], 0
    while after is not None:
        page = client.get(f"/api/v1/cases?limit=500&after={after}").json
        seen += [one["case"] for one in page["items"]]
        after = page["next"]
    assert len(seen) == len(set(seen)) == session.exec(select(func.count(col(Case.id)))).one()


def test_a_case_is_opened_changed_and_closed(session: Session, program: Program) -> None:
    client = program(ApiScope.cases_write)
    opened = client.put("/api/v1/cases/IA-99001", json=CASE)
    assert (opened.status_code, opened.json["tier"], opened.json["officer"]) == (201, "complex", None)
    changed = client.put("/api/v1/cases/IA-99001", json=CASE | {"drivers": {}, "closed_on": "2026-11-13"})
    assert (changed.status_code, changed.json["provisional"]) == (200, True)
    session.expire_all()
    assert session.exec(select(Case).where(Case.reference == "IA-99001")).one().closed_on is not None


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"community": "atlantis"}, "community"),
        ({"language": "tlh"}, "language"),
        ({"stream": "river"}, "stream"),
        ({"name": "Mary"}, "name"),
        ({"closed_on": "2026-10-01"}, "closed_on"),
        ({"opened_on": "yesterday"}, "opened_on"),
    ],
)
def test_a_field_that_cannot_be_used_is_named(program: Program, wrong: dict[str, str], field: str) -> None:
    answer = program(ApiScope.cases_write).put("/api/v1/cases/IA-99001", json=CASE | wrong)
    assert (answer.status_code, [one["field"] for one in answer.json["errors"]]) == (422, [field])


def test_what_is_sent_twice_is_stored_once(session: Session, program: Program) -> None:
    client = program(ApiScope.time_write)
    before = session.exec(select(func.count(col(TimeLogEntry.id)))).one()
    for _again in range(2):
        answer = client.post("/api/v1/time-log", json={"lines": [LINE, LINE]}, headers={"Idempotency-Key": "monday-1"})
        assert (answer.status_code, answer.json) == (201, {"stored": 2})
    other = client.post("/api/v1/time-log", json={"lines": [LINE]}, headers={"Idempotency-Key": "monday-1"})
    assert (other.status_code, other.json["type"]) == (409, "key_used")
    session.expire_all()
    assert session.exec(select(func.count(col(TimeLogEntry.id)))).one() == before + 2


def test_one_bad_line_and_no_line_is_stored(session: Session, program: Program) -> None:
    before = session.exec(select(func.count(col(TimeLogEntry.id)))).one()
    lines = [LINE, LINE | {"person": "P999"}, LINE | {"day": "2026-11-17", "case": "IA-77777"}]
    answer = program(ApiScope.time_write).post("/api/v1/time-log", json={"lines": lines})
    assert [one["field"] for one in answer.json["errors"]] == ["lines.1.person", "lines.2.case", "lines.2.day"]
    session.expire_all()
    assert session.exec(select(func.count(col(TimeLogEntry.id)))).one() == before


def test_a_concern_gets_its_clock_and_keeps_its_words(session: Session, program: Program) -> None:
    body = {
        "office": "whati", "told_on": "2026-04-02", "category": "delay", "channel": "phone",
        "what_happened": "Nobody called back about the power bill.",
    }  # fmt: skip
    made = program(ApiScope.concerns_write).post("/api/v1/concerns", json=body)
    assert (made.status_code, made.json["promised_due"]) == (201, "2026-04-08")  # Easter stands between
    assert "power bill" not in made.text
    owed = {name: made.json[name] for name in ("owed", "owed_by", "owed_now", "why_moved")}
    assert owed == {"owed": "answer", "owed_by": "2026-04-08", "owed_now": "2026-04-08", "why_moved": None}
    stored = session.exec(select(Concern).where(Concern.reference == made.json["reference"])).one()
    assert stored.what_happened == body["what_happened"]
    stored.promised_due = date(2026, 11, 18)
    wait(session, stored, owner=Owner.client, item="lease", text="Please bring it.", by=1, today=date(2026, 11, 9))
    session.commit()
    items = program(ApiScope.concerns_read).get(f"/api/v1/concerns?after={(stored.id or 0) - 1}").json["items"]
    assert (items[0]["promised_due"], items[0]["owed_by"]) == ("2026-11-18", "2026-11-18"), "the promise as it was told"
    assert (items[0]["owed_now"], items[0]["why_moved"]) == ("2026-11-24", "waits_for_client")
    listed = program(ApiScope.concerns_read).get("/api/v1/concerns?limit=500").text
    assert "what_happened" not in listed


def test_the_feed_tells_each_decision_once(session: Session, program: Program) -> None:
    client = program(ApiScope.leave_read)
    last = max([one["change"] for one in client.get("/api/v1/leave/changes?limit=500").json["items"]], default=0)
    number = ask(session, "Céline", MONDAY + timedelta(days=150), MONDAY + timedelta(days=154))
    refuse_leave(session, request_id=number, by=1, reason="No cover that week.")
    seal_entries(session)
    session.commit()
    answer = client.get(f"/api/v1/leave/changes?after={last}")
    (news,) = answer.json["items"]
    assert (news["leave"], news["action"], news["status"]) == (f"R{number:03d}", "leave_refused", "refused")
    assert "No cover" not in answer.text


def test_the_administrator_makes_and_ends_a_token(sign_in, app: Flask) -> None:
    greg = sign_in("greg")
    empty = greg.post("/programs/new", data={"name": "", "expires_on": "2030-01-01"})
    assert (empty.status_code, "Tick at least one" in empty.text) == (422, True)
    late = greg.post("/programs/new", data={"name": "HR", "scopes": ["people_read"], "expires_on": "2030-01-01"})
    assert "within a year" in late.text
    page = greg.post("/programs/new", data={"name": "HR", "scopes": ["people_read"], "expires_on": "2027-01-01"})
    secret = re.search(r"fl_[A-Za-z0-9_-]{43}", page.text)
    assert secret
    headers = {"Authorization": f"Bearer {secret[0]}"}
    assert app.test_client().get("/api/v1/people", headers=headers).status_code == 200
    number = re.search(r"/programs/(\d+)/end", greg.get("/programs/").text)
    assert number
    greg.post(f"/programs/{number[1]}/end")
    assert app.test_client().get("/api/v1/people", headers=headers).status_code == 401


def test_the_case_system_keeps_an_application_up_to_date(program: Program) -> None:
    case_system = program(ApiScope.applications_write, ApiScope.applications_read)
    address = "/api/v1/cases/IA-10002/applications/2026-11-02"
    wait = {"owner": "client", "first": "2026-11-04", "last": None, "item": "bank statement"}
    body = {"office": "fort-smith", "documents_complete": "2026-11-03", "waits": [wait]}
    assert case_system.put(address, json=body).status_code == 201
    again = case_system.put(address, json=body | {"verified": "2026-11-04"})
    assert (again.status_code, again.json["verified"], again.json["waits"]) == (200, "2026-11-04", [wait])
    assert again.json in [
        one for after in (0, 500, 1000) for one in
        case_system.get(f"/api/v1/applications?limit=500&after={after}").json["items"]
    ]  # fmt: skip
    refused = case_system.put(address, json=body | {"decided": "2026-12-24"})
    assert (refused.status_code, refused.json["errors"][0]["field"]) == (422, "decided")

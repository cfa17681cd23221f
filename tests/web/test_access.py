"""The access table, walked over every page that exists."""

import re
import shutil
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_login import login_user
from sqlmodel import Session, select
from werkzeug.exceptions import Forbidden

import web
from tests.fixtures.access_matrix import expected, tried
from tests.fixtures.access_page import PAGE, app_on, page
from tests.fixtures.pages import SOMEONE
from tests.fixtures.territory import MONDAY
from web.access import ACTIONS, Scope, may, require, scope_of
from web.accounts.sign_in import load
from workload.tables.accounts import Account
from workload.tables.cases import Case
from workload.tables.people import Person
from workload.tables.places import Office
from workload.vocabulary import Role

NOBODYS = {
    "accounts.start",
    "accounts.sign_in",
    "accounts.send_sign_in",
    "accounts.send_code",
    "accounts.choose_language",
    "api.document",
    "tell_us.start",
    "tell_us.form",
    "tell_us.send",
    "tell_us.code",
    "tell_us.answer",
    "tell_us.more",
    "tell_us.make_code",
    "tell_us.when",
    "tell_us.sheet",
    "tell_us.standards",
    "exit_card.card",
    "exit_card.send",
    "exit_card.thanks",
    "exit_card.slip",
    "leave.feed_file",  # its address is the secret
    "health.health",
    "health.ready",
    "health.metrics",
    "provider.go",
    "provider.back",
}


def declared(app: Flask) -> dict[str, str]:
    return {name: getattr(view, "action", "") for name, view in app.view_functions.items()}


def plain_pages(app: Flask) -> list[tuple[str, str]]:
    """Address and action of every page that needs no further values."""
    actions = declared(app)
    return [
        (rule.rule, actions[rule.endpoint])
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.arguments and actions[rule.endpoint] in ACTIONS
    ]


def test_every_route_declares_its_action(app: Flask) -> None:
    undeclared = [name for name, action in declared(app).items() if not action]
    assert undeclared == []


def test_only_the_pages_before_signing_in_are_public(app: Flask) -> None:
    public = {name for name, action in declared(app).items() if action == "public"}
    assert public == NOBODYS


def test_every_action_of_the_table_is_used_or_asked(app: Flask) -> None:
    used = set(declared(app).values())
    root = Path(web.__file__).parents[1]
    sources = [*root.glob("web/**/*.py"), *root.glob("templates/**/*.html")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources if path.name != "access.py")
    idle = [name for name in ACTIONS if name not in used and not re.search(f"[\"']{re.escape(name)}[\"']", text)]
    assert idle == []


def test_signed_out_every_page_leads_to_sign_in(app: Flask, client: FlaskClient) -> None:
    for address, _action in plain_pages(app):
        answer = client.get(address)
        assert (address, answer.status_code) == (address, 303)
        assert answer.location.startswith("/sign-in")


def test_every_role_reaches_exactly_what_the_table_and_the_page_say(
    app: Flask, seeded_file: Path, tmp_path: Path
) -> None:
    """Every page and form, tried with every role on things near and far; one test, because the trial is long."""
    (tmp_path / "tried").mkdir()
    shutil.copyfile(seeded_file, tmp_path / "tried" / "fairload.db")
    trials = tried(app_on(tmp_path / "tried"), MONDAY)
    assert [one for one in trials if one.reached != expected(one)] == []
    routes = {
        (rule.rule, method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) & {"GET", "POST", "PUT", "PATCH", "DELETE"}
        if declared(app)[rule.endpoint] in ACTIONS
    }
    assert {(one.rule, one.method) for one in trials} == routes
    assert {one.relation for one in trials} == {None, *Scope}
    assert PAGE.read_text(encoding="utf-8") == page(trials), "run `make access`"


def test_who_may_not_is_told_so(as_role) -> None:
    answer = as_role(Role.cso).get("/accounts")
    assert (answer.status_code, "not yours to open" in answer.text) == (403, True)


@pytest.mark.usefixtures("helen")
def test_what_is_nobodys_is_reached_by_no_region() -> None:
    assert may("leave.decide")
    assert not may("leave.decide", person_id=None)
    assert not may("caseloads.decide", region_id=None)
    assert not may("concerns.answer", office_id=None)


def test_no_officer_disputes_a_case_without_an_officer(session: Session, sign_in) -> None:
    case = session.exec(select(Case).where(Case.officer_id != None)).first()  # noqa: E711
    assert case is not None
    case.officer_id = None
    session.add(case)
    session.commit()
    answer = sign_in("celine").post(f"/cases/{case.reference}/dispute", data={"reason": "Too few hours."})
    assert answer.status_code == 403


def test_without_sign_in_no_form_is_taken(app: Flask, client: FlaskClient) -> None:
    actions = declared(app)
    for rule in app.url_map.iter_rules():
        if "POST" not in (rule.methods or ()) or actions[rule.endpoint] not in ACTIONS:
            continue
        address = re.sub(r"<any\(([a-z_]+)[^>]*>", r"\1", rule.rule)
        address = re.sub(r"<(?:int:)?[^>]+>", "1", address)
        answer = client.post(address)
        assert (address, answer.status_code, answer.location) == (address, 303, "/sign-in")


def as_viewer(app: Flask, username: str):
    """A request in which `username` is signed in."""
    context = app.test_request_context()
    context.push()
    with Session(app.extensions["engine"]) as session:
        account = session.exec(select(Account).where(Account.username == username)).one()
    login_user(load(f"{account.id}:{account.session_key}"))
    return context


@pytest.fixture
def helen(app: Flask):
    """The manager of North Slave, in a request."""
    context = as_viewer(app, "helen")
    yield
    context.pop()


@pytest.fixture
def celine(app: Flask):
    """A CSO of North Slave, in a request."""
    context = as_viewer(app, "celine")
    yield
    context.pop()


def somebody(session: Session, region_id: str, username_not: str) -> Person:
    query = (
        select(Person)
        .join(Office, Person.office_id == Office.id)
        .join(Account, Account.person_id == Person.id)
        .where(Office.region_id == region_id, Account.username != username_not, Account.role == Role.cso)
    )
    found = session.exec(query).first()
    assert found is not None
    return found


@pytest.mark.usefixtures("helen")
def test_a_manager_decides_in_the_own_region_only(session: Session) -> None:
    near, far = somebody(session, "north-slave", "helen"), somebody(session, "sahtu", "helen")
    assert scope_of("leave.decide") is Scope.region
    assert may("leave.decide", person_id=near.id)
    assert not may("leave.decide", person_id=far.id)
    assert may("gaps.see", office_id=near.office_id)
    assert not may("gaps.see", office_id=far.office_id)
    assert may("gaps.see", region_id="north-slave")
    assert not may("gaps.see", region_id="sahtu")


@pytest.mark.usefixtures("celine")
def test_a_cso_reaches_no_further_than_the_table_says(session: Session) -> None:
    colleague = somebody(session, "north-slave", "celine")
    me = session.exec(select(Account).where(Account.username == "celine")).one().person_id
    assert may("leave.see", person_id=me)
    assert not may("leave.see", person_id=colleague.id)
    assert not may("leave.see", office_id=colleague.office_id)
    assert not may("leave.decide")
    assert not may("leave.see", person_id=999_999)


@pytest.mark.usefixtures("celine")
def test_require_stops_what_may_denies(session: Session) -> None:
    with pytest.raises(Forbidden):
        require("cases.see", person_id=somebody(session, "sahtu", "celine").id)


def test_the_cast_has_the_roles_it_plays(session: Session) -> None:
    for role, username in SOMEONE.items():
        assert session.exec(select(Account).where(Account.username == username)).one().role is role

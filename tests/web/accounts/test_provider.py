"""Signing in with a work account, at a real OpenID Connect provider that runs beside the test."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

import oidc_provider_mock
import pytest
import requests
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session, select

from tests.fixtures.territory import MONDAY
from web import create_app
from workload.settings import Settings
from workload.tables.accounts import Account
from workload.tables.people import Person


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    with oidc_provider_mock.run_server_in_thread() as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def with_provider(settings: Settings, provider: str) -> Flask:
    settings.oidc_issuer, settings.oidc_client_id, settings.oidc_client_secret = provider, "fairload", "secret"
    app = create_app(settings)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    return app


def known_there(provider: str, subject: str, email: str, *, verified: bool = True) -> None:
    claims = {"email": email, "email_verified": verified}
    requests.put(f"{provider}/users/{subject}", json=claims, timeout=30).raise_for_status()


def through(client: FlaskClient, subject: str, then: str = "") -> str:
    """Go to the provider, sign in there as `subject`, come back; the address that we are sent to."""
    away = client.get("/sign-in/provider/", query_string={"next": then} if then else None).location
    there = requests.post(away, data={"sub": subject}, allow_redirects=False, timeout=30).headers["Location"]
    back = urlsplit(there)
    return client.get(f"{back.path}?{back.query}").location


def email_of(session: Session, username: str) -> str:
    query = select(Person.email).join(Account, Account.person_id == Person.id).where(Account.username == username)
    return session.exec(query).one()


def test_a_known_address_signs_in_and_goes_on(with_provider: Flask, provider: str, session: Session) -> None:
    known_there(provider, "h1", email_of(session, "helen"))
    client = with_provider.test_client()
    assert "Sign in with your work account" in client.get("/sign-in").text
    assert through(client, "h1", "/my-region") == "/my-region"
    assert client.get("/my-region").status_code == 200


def test_from_then_on_the_providers_name_counts(with_provider: Flask, provider: str, session: Session) -> None:
    address = email_of(session, "celine")
    known_there(provider, "c1", address)
    assert through(with_provider.test_client(), "c1") == "/my-work"
    known_there(provider, "c1", "married@elsewhere.example")
    assert through(with_provider.test_client(), "c1") == "/my-work"
    known_there(provider, "c2", address)  # the address was given to somebody else
    assert through(with_provider.test_client(), "c2") == "/sign-in"


def test_what_was_typed_waits_in_its_tab(with_provider: Flask, provider: str, session: Session) -> None:
    known_there(provider, "h2", email_of(session, "helen"))
    client, ours = with_provider.test_client(), {"Origin": "http://localhost"}
    page = client.post("/concerns/new", data={"what_happened": "Long words"}, headers=ours).text
    assert 'target="_blank"' in page
    assert 'name="what_happened" value="Long words"' in page  # a form of its own, beside the sign-in
    assert through(client, "h2") == "/my-region"
    assert "Long words" in client.post("/concerns/new", data={"what_happened": "Long words"}, headers=ours).text


def test_a_leaver_does_not_come_in(with_provider: Flask, provider: str, session: Session) -> None:
    known_there(provider, "p1", email_of(session, "patricia"))
    assert through(with_provider.test_client(), "p1") == "/my-region"
    account = session.exec(select(Account).where(Account.username == "patricia")).one()
    session.get_one(Person, account.person_id).works_until = MONDAY - timedelta(days=1)
    session.commit()
    assert through(with_provider.test_client(), "p1") == "/sign-in"


@pytest.mark.parametrize(("subject", "verified"), [("stranger", True), ("joe", False)])
def test_nobody_else_comes_in(
    with_provider: Flask, provider: str, session: Session, subject: str, verified: bool
) -> None:
    address = "stranger@elsewhere.example" if subject == "stranger" else email_of(session, "joseph")
    known_there(provider, subject, address, verified=verified)
    client = with_provider.test_client()
    assert through(client, subject) == "/sign-in"
    assert "Ask the administrator" in client.get("/sign-in").text


def test_an_answer_that_we_did_not_ask_for_is_refused(with_provider: Flask) -> None:
    client = with_provider.test_client()
    assert client.get("/sign-in/provider/back?code=x&state=y").location == "/sign-in"


def test_without_a_provider_there_is_no_such_page(client: FlaskClient) -> None:
    assert client.get("/sign-in/provider/").status_code == 404
    assert "work account" not in client.get("/sign-in").text

"""What protects every page."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seed_data.accounts import DEMONSTRATION_PASSWORD
from web import create_app
from workload.settings import Settings


def test_every_answer_carries_the_security_headers(client: FlaskClient) -> None:
    for address in ("/", "/sign-in", "/nothing-here", "/accounts"):
        headers = client.get(address).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"


def test_the_nonce_is_new_and_allows_only_its_script(client: FlaskClient) -> None:
    seen = set()
    for _ in range(3):
        answer = client.get("/sign-in")
        nonces = re.findall(r'nonce="([^"]+)"', answer.text)
        assert nonces
        assert all(f"'nonce-{one}'" in answer.headers["Content-Security-Policy"] for one in nonces)
        seen.update(nonces)
    assert len(seen) == 3


def test_no_inline_style_or_handler_on_a_page(client: FlaskClient) -> None:
    page = client.get("/sign-in").text
    assert not re.search(r"\sstyle=|\son[a-z]+=", page)


def test_the_session_cookie_is_closed_to_scripts(client: FlaskClient) -> None:
    cookie = client.get("/sign-in").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie  # plain http on one's own machine


def test_secure_cookies_bring_strict_transport(settings: Settings) -> None:
    client = create_app(settings.model_copy(update={"secure_cookies": True})).test_client()
    answer = client.get("/sign-in")
    assert "Secure" in answer.headers["Set-Cookie"]
    assert "max-age=" in answer.headers["Strict-Transport-Security"]


def test_a_form_without_its_token_is_refused(settings: Settings) -> None:
    client = create_app(settings).test_client()
    answer = client.post("/sign-in", data={"username": "helen", "password": DEMONSTRATION_PASSWORD})
    assert answer.status_code == 400
    assert "open too long" in answer.text


def test_a_form_with_its_token_is_taken(settings: Settings) -> None:
    client = create_app(settings).test_client()
    token = re.search(r'name="csrf_token" type="hidden" value="([^"]+)"', client.get("/sign-in").text)
    assert token
    form = {"username": "helen", "password": DEMONSTRATION_PASSWORD, "csrf_token": token[1]}
    assert client.post("/sign-in", data=form).status_code == 303


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example"])
def test_a_foreign_host_name_is_not_answered(client: FlaskClient, host: str) -> None:
    assert client.get("/sign-in", headers={"Host": host}).status_code == 400


def test_a_configured_host_name_is_answered(settings: Settings) -> None:
    client = create_app(settings.model_copy(update={"hosts": "fairload.example, other.example"})).test_client()
    assert client.get("/sign-in", headers={"Host": "fairload.example"}).status_code == 200


def test_signed_in_pages_stay_out_of_caches(sign_in) -> None:
    assert "no-store" in sign_in("greg").get("/accounts").headers["Cache-Control"]


def test_the_key_is_made_once_and_kept_private(settings: Settings) -> None:
    first = create_app(settings).config["SECRET_KEY"]
    second = create_app(settings).config["SECRET_KEY"]
    assert first == second
    assert len(first) >= 48
    assert (settings.data_dir / "secret_key").stat().st_mode & 0o777 == 0o600


def test_built_files_are_kept_for_a_year(app: Flask) -> None:
    address = app.jinja_env.globals["asset"]("fairload.css")
    answer = app.test_client().get(address, headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("number", [2**31, 10**30])
def test_a_number_no_row_can_have_is_not_found(sign_in: Callable[[str], FlaskClient], number: int) -> None:
    helen = sign_in("helen")
    for address in ("/leave/requests/{}", "/concerns/{}", "/caseloads/people/{}", "/thanks/{}/readers"):
        assert helen.get(address.format(number)).status_code == 404


def test_the_null_character_is_refused_everywhere(client: FlaskClient) -> None:
    assert client.post("/sign-in", data={"username": "he\0len", "password": "x"}).status_code == 400
    assert client.get("/cases/%00").status_code == 400
    assert client.get("/sign-in?next=%00").status_code == 400

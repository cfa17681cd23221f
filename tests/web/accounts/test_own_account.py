"""One's own account: a password of one's own, a second factor, and sessions that end by themselves."""

import re
import time
from collections.abc import Callable
from html import unescape

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session, select

from seed_data.accounts import DEMONSTRATION_PASSWORD
from web import create_app
from workload.settings import Settings
from workload.tables.accounts import Account
from workload.tables.audit import AuditEntry
from workload.tables.people import Person

SignIn = Callable[[str], FlaskClient]
NEW = "kettle spruce lantern seven"


def account_of(session: Session, username: str) -> Account:
    session.expire_all()
    return session.exec(select(Account).where(Account.username == username)).one()


def enter(client: FlaskClient, username: str, password: str = DEMONSTRATION_PASSWORD):
    return client.post("/sign-in", data={"username": username, "password": password})


def test_a_changed_password_ends_other_sessions(sign_in: SignIn, client: FlaskClient) -> None:
    here, elsewhere = sign_in("celine"), sign_in("celine")
    answer = here.post("/account/password", data={"old": DEMONSTRATION_PASSWORD, "new": NEW, "again": NEW})
    assert answer.status_code == 303
    assert here.get("/account/").status_code == 200
    assert elsewhere.get("/account/").location.startswith("/sign-in")
    assert enter(client, "celine").status_code == 422
    assert enter(client, "celine", NEW).status_code == 303


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"old": "wrong", "new": NEW, "again": NEW}, "This is not your password"),
        ({"old": DEMONSTRATION_PASSWORD, "new": "short", "again": "short"}, "at least 12"),
        ({"old": DEMONSTRATION_PASSWORD, "new": NEW, "again": NEW + "x"}, "The two new passwords differ"),
        (
            {"old": DEMONSTRATION_PASSWORD, "new": DEMONSTRATION_PASSWORD, "again": DEMONSTRATION_PASSWORD},
            "the old one",
        ),
    ],
)
def test_a_password_that_will_not_do_is_named(sign_in: SignIn, typed: dict[str, str], said: str) -> None:
    answer = sign_in("celine").post("/account/password", data=typed)
    assert answer.status_code == 422
    assert said in answer.text


def with_factor(client: FlaskClient) -> tuple[str, list[str]]:
    """Turn the second factor on; its secret and the recovery codes."""
    page = client.get("/account/second-factor").text
    secret = re.search(r"<code class=\"code\">([A-Z2-7]{32})</code>", page)
    assert secret
    assert "<svg" in page
    done = client.post("/account/second-factor", data={"code": pyotp.TOTP(secret[1]).now()})
    return secret[1], re.findall(r"<code class=\"code\">([0-9a-f]{10})</code>", done.text)


def next_code(secret: str) -> str:
    """What the app shows half a minute from now: a code that was not used yet."""
    return pyotp.TOTP(secret).at(int(time.time()) + 30)


def test_codes_and_passwords_of_ones_own_cannot_be_guessed(sign_in: SignIn) -> None:
    client = sign_in("helen")
    secret, _codes = with_factor(client)
    answers = [client.post("/account/second-factor/off", data={"code": f"00000{n}"}).status_code for n in range(8)]
    assert answers == [422] * 8
    assert client.post("/account/second-factor/off", data={"code": next_code(secret)}).status_code == 429
    celine, typed = sign_in("celine"), {"old": "guess", "new": "short", "again": "short"}  # no slow hash to wait for
    assert [celine.post("/account/password", data=typed).status_code for _ in range(9)] == [422] * 8 + [429]


def test_a_second_factor_is_asked_for_at_sign_in(sign_in: SignIn, client: FlaskClient, session: Session) -> None:
    secret, codes = with_factor(sign_in("helen"))
    assert len(codes) == 8
    stored = account_of(session, "helen")
    assert secret not in stored.factor_secret
    page = enter(client, "helen")
    assert "The code from your phone" in page.text
    assert client.get("/my-region").location.startswith("/sign-in")
    wrong = client.post("/sign-in/code", data={"code": "000000"})
    assert (wrong.status_code, "does not fit" in wrong.text) == (422, True)
    assert client.post("/sign-in/code", data={"code": next_code(secret)}).status_code == 303
    assert client.get("/account/").status_code == 200


def test_strangers_with_the_password_keep_no_known_device_from_its_code(sign_in: SignIn, app: Flask) -> None:
    known, stranger = sign_in("helen"), app.test_client()
    secret, _codes = with_factor(known)
    enter(stranger, "helen")
    answers = [stranger.post("/sign-in/code", data={"code": f"00000{n}"}).status_code for n in range(9)]
    assert answers == [422] * 8 + [429]
    enter(known, "helen")
    assert known.post("/sign-in/code", data={"code": next_code(secret)}).status_code == 303


def test_a_code_is_good_for_one_use(sign_in: SignIn, app: Flask) -> None:
    secret, codes = with_factor(sign_in("helen"))
    used, code = pyotp.TOTP(secret).now(), next_code(secret)  # the first proved at set-up that the app has the secret
    answers = []
    for typed in (used, code, code, codes[0], codes[0], codes[1].upper()):
        client = app.test_client()
        enter(client, "helen")
        answers.append(client.post("/sign-in/code", data={"code": typed}).status_code)
    assert answers == [422, 303, 422, 303, 422, 303]


def test_the_code_alone_opens_nothing(sign_in: SignIn, client: FlaskClient) -> None:
    secret, _codes = with_factor(sign_in("helen"))
    answer = client.post("/sign-in/code", data={"code": pyotp.TOTP(secret).now()})
    assert answer.location == "/sign-in"


def test_managers_set_up_a_factor_first_where_it_is_required(settings: Settings) -> None:
    settings.second_factor = True
    app = create_app(settings)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    helen, celine = app.test_client(), app.test_client()
    enter(helen, "helen")
    enter(celine, "celine")
    assert helen.get("/my-region").location == "/account/second-factor"
    assert celine.get("/my-work").status_code == 200
    with_factor(helen)
    assert helen.get("/my-region").status_code == 200


def test_a_session_left_alone_ends(sign_in: SignIn) -> None:
    client = sign_in("celine")
    with client.session_transaction() as kept:
        kept["seen"] = time.time() - 61 * 60
    assert client.get("/my-work").location.startswith("/sign-in")


def test_a_session_ends_after_a_day_of_use(sign_in: SignIn) -> None:
    client = sign_in("celine")
    with client.session_transaction() as kept:
        kept["since"] = time.time() - 13 * 3600
    assert client.get("/my-work").location.startswith("/sign-in")


def test_what_was_typed_outlives_the_session(sign_in: SignIn) -> None:
    client = sign_in("celine")
    with client.session_transaction() as kept:
        kept["seen"] = 0
    ours = {"Origin": "http://localhost"}
    page = client.post("/concerns/new", data={"what": "The ǫ̀ was lost <b>"}, headers=ours)
    assert page.status_code == 401
    assert "What you typed is kept" in page.text
    field = re.search(r'name="kept"[^>]*value="([^"]*)"', page.text)
    assert field
    again = client.post(
        "/sign-in", data={"username": "celine", "password": DEMONSTRATION_PASSWORD, "kept": unescape(field[1])}
    )
    assert 'action="/concerns/new"' in again.text
    assert 'name="what" value="The ǫ̀ was lost &lt;b&gt;"' in again.text


def token_in(page: str) -> str:
    found = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', page)
    assert found
    return found[1]


def test_what_was_typed_outlives_a_new_session_in_another_tab(settings: Settings) -> None:
    client = create_app(settings).test_client()  # with form tokens
    address, typed, ours = "/concerns/new", {"what_happened": "Nobody called back."}, {"Origin": "http://localhost"}

    def signed_in() -> None:
        form = {"username": "celine", "password": DEMONSTRATION_PASSWORD}
        client.post("/sign-in", data=form | {"csrf_token": token_in(client.get("/sign-in").text)})

    signed_in()
    old = {"csrf_token": token_in(client.get(address).text)}
    with client.session_transaction() as cookie:
        cookie.clear()
    signed_in()
    again = client.post(address, data=typed | old, headers=ours)
    assert (again.status_code, "Nobody called back." in again.text) == (409, True)
    form = again.text.split(f'action="{address}"')[1]
    sent = client.post(address, data=typed | {"csrf_token": token_in(form)}, headers=ours)
    assert (sent.status_code, "Choose the office" in sent.text or "Choose what" in sent.text) == (422, True)
    elsewhere = client.post(address, data=typed | old, headers={"Origin": "https://evil.example"})
    assert (elsewhere.status_code, "Nobody called back." in elsewhere.text) == (400, False)


def test_what_was_typed_outlives_a_factor_that_comes_first(sign_in: SignIn, app: Flask) -> None:
    helen = sign_in("helen")
    app.extensions["settings"].second_factor = True
    page = helen.post("/concerns/new", data={"what_happened": "Long words"}, headers={"Origin": "http://localhost"})
    assert (page.status_code, "Long words" in page.text, "/account/second-factor" in page.text) == (409, True, True)


@pytest.mark.parametrize(
    "kept", ["[" * 100_000, '["//evil.example", [["a", "b"]]]', '["/\\t/evil.example", [["a", "b"]]]']
)
def test_a_kept_form_of_somebody_elses_making_is_dropped(client: FlaskClient, kept: str) -> None:
    form = {"username": "celine", "password": DEMONSTRATION_PASSWORD, "kept": kept}
    answer = client.post("/sign-in", data=form)
    assert (answer.status_code, answer.location) == (303, "/my-work")


def test_a_form_of_another_site_is_not_kept(client: FlaskClient) -> None:
    answer = client.post("/concerns/new", data={"what": "x"}, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 303


def test_who_has_left_signs_in_no_more(sign_in: SignIn, session: Session) -> None:
    client = sign_in("celine")
    person = session.get(Person, account_of(session, "celine").person_id)
    assert person is not None
    person.works_until = person.service_since
    session.commit()
    assert client.get("/my-work").location.startswith("/sign-in")
    assert enter(client, "celine").status_code == 422


def test_a_joiner_gets_an_account_and_changes_its_password(
    sign_in: SignIn, client: FlaskClient, session: Session
) -> None:
    celine = session.get(Person, account_of(session, "celine").person_id)
    assert celine is not None
    session.add(Person(**celine.model_dump(exclude={"id"}) | {"given_name": "Noëlla"}))
    session.commit()
    greg = sign_in("greg")
    page = greg.get("/accounts/new").text
    person = re.search(r'<option value="(\d+)">', page)
    assert person
    made = greg.post("/accounts/new", data={"person": person[1], "username": " NewOne ", "role": "cso"})
    password = re.search(r"([a-z2-9]{4}(?:-[a-z2-9]{4}){3})", made.text)
    assert password
    assert enter(client, "newone", password[1]).status_code == 303
    assert client.get("/my-work").location == "/account/password"
    client.post("/account/password", data={"old": password[1], "new": NEW, "again": NEW})
    assert client.get("/my-work").status_code == 200
    actions = [entry.action for entry in session.exec(select(AuditEntry))]
    assert {"account.first_password", "account.password"} <= set(actions)
    taken = greg.post("/accounts/new", data={"person": person[1], "username": "newone", "role": "cso"})
    assert taken.status_code == 422


def test_a_reset_takes_the_lost_phone_away(sign_in: SignIn, client: FlaskClient, session: Session) -> None:
    with_factor(sign_in("helen"))
    shown = sign_in("greg").post(f"/accounts/{account_of(session, 'helen').id}/reset").text
    password = re.search(r"([a-z2-9]{4}(?:-[a-z2-9]{4}){3})", shown)
    assert password
    assert enter(client, "helen", password[1]).status_code == 303
    assert client.get("/my-region").location == "/account/password"


def test_a_proxys_word_counts_only_when_it_is_expected(settings: Settings) -> None:
    for proxies, status in ((0, 400), (1, 303)):
        settings.proxies, settings.hosts = proxies, "fairload.gov.example"
        app = create_app(settings)
        app.config.update(TESTING=True)
        answer = app.test_client().get(
            "/",
            headers={
                "Host": "inside.example",
                "X-Forwarded-Host": "fairload.gov.example",
                "X-Forwarded-For": "10.1.1.1",
            },
        )
        assert answer.status_code == status

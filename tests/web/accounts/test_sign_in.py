"""Signing in and out."""

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session, select

from seed_data.accounts import DEMONSTRATION_PASSWORD
from web import create_app
from web.accounts.known_device import SLOTS
from workload.settings import Settings
from workload.tables.accounts import Account

SignIn = Callable[[str], FlaskClient]


def enter(client: FlaskClient, username: str, password: str = DEMONSTRATION_PASSWORD, address: str = "/sign-in"):
    return client.post(address, data={"username": username, "password": password})


def test_the_right_password_opens_the_home_of_the_role(client: FlaskClient) -> None:
    answer = enter(client, "greg")
    assert answer.status_code == 303
    assert answer.location == "/accounts"


def test_a_wrong_password_keeps_the_name_and_says_what_to_do(client: FlaskClient) -> None:
    answer = enter(client, "helen", "guess")
    assert answer.status_code == 422
    assert 'value="helen"' in answer.text
    assert "Check both and try again" in answer.text
    assert "guess" not in answer.text


def test_an_unknown_name_reads_like_a_wrong_password(client: FlaskClient) -> None:
    unknown = enter(client, "nobody", "guess").text.replace("nobody", "helen")
    wrong = enter(client, "helen", "guess").text
    assert unknown.split("<form")[-1] == wrong.split("<form")[-1]


def test_empty_fields_are_named_one_by_one(client: FlaskClient) -> None:
    page = enter(client, "", "").text
    assert "Enter your sign-in name" in page
    assert "Enter your password" in page


def test_sign_in_leads_back_to_the_page_asked_for(client: FlaskClient) -> None:
    asked = client.get("/accounts?order=name")
    assert asked.status_code == 303
    assert asked.location == "/sign-in?next=/accounts?order%3Dname"
    assert enter(client, "greg", address=asked.location).location == "/accounts?order=name"


def test_sign_in_never_leads_to_another_site(client: FlaskClient) -> None:
    for target in ("https://evil.example/", "//evil.example/", "/\\evil.example", "evil"):
        answer = client.post(
            "/sign-in", query_string={"next": target}, data={"username": "greg", "password": DEMONSTRATION_PASSWORD}
        )
        assert answer.location == "/accounts"
        client.post("/sign-out")


def test_nothing_of_the_session_before_is_kept(client: FlaskClient) -> None:
    with client.session_transaction() as before:
        before["planted"] = "by somebody else"
    enter(client, "greg")
    with client.session_transaction() as after:
        assert "planted" not in after


def test_sign_out_ends_the_session_on_every_device(sign_in: SignIn) -> None:
    desk, phone = sign_in("greg"), sign_in("greg")
    assert phone.get("/accounts").status_code == 200
    desk.post("/sign-out")
    assert desk.get("/accounts").status_code == 303
    assert phone.get("/accounts").status_code == 303


def test_sign_out_by_a_mere_link_does_nothing(sign_in: SignIn) -> None:
    greg = sign_in("greg")
    assert greg.get("/sign-out").status_code == 405
    assert greg.get("/accounts").status_code == 200


def test_the_ninth_wrong_password_of_an_account_is_stopped(client: FlaskClient) -> None:
    assert {enter(client, "helen", "guess").status_code for _ in range(8)} == {422}
    stopped = enter(client, "Helen ", DEMONSTRATION_PASSWORD)
    assert stopped.status_code == 429
    assert "Wait fifteen minutes" in stopped.text
    assert enter(client, "greg").status_code == 303


def guess_out(stranger: FlaskClient, username: str) -> None:
    """Use up the tries that strangers have; blank, so that there is no slow hash to wait for."""
    while enter(stranger, username, "").status_code == 422:
        pass


def test_strangers_who_guess_keep_only_strangers_out(app: Flask, sign_in: SignIn) -> None:
    known = sign_in("helen")
    known.post("/sign-out")
    guess_out(app.test_client(), "helen")
    assert enter(app.test_client(), "helen").status_code == 429, "a device that was never used for it waits"
    assert enter(known, "Helen").status_code == 303
    guess_out(known, "helen")
    assert enter(known, "helen").status_code == 429, "its own guesses are counted too"


def device_cookie(client: FlaskClient, username: str) -> str:
    """What a browser is given when somebody signs in, whole."""
    return next(one for one in enter(client, username).headers.getlist("Set-Cookie") if one.startswith("device-"))


def test_a_known_device_is_known_for_one_account_only(app: Flask, client: FlaskClient) -> None:
    own = device_cookie(client, "celine").split(";")[0].partition("=")[2]
    guess_out(app.test_client(), "helen")
    for slot in range(SLOTS):
        client.set_cookie(f"device-{slot}", own, path="/sign-in")
    assert enter(client, "helen").status_code == 429


def test_a_new_password_makes_other_devices_strangers(app: Flask, sign_in: SignIn) -> None:
    here, elsewhere = sign_in("helen"), sign_in("helen")
    new = "kettle spruce lantern seven"
    here.post("/account/password", data={"old": DEMONSTRATION_PASSWORD, "new": new, "again": new})
    guess_out(app.test_client(), "helen")
    assert [enter(one, "helen", new).status_code for one in (elsewhere, here)] == [429, 303]


def test_the_cookie_of_a_device_names_nobody_and_opens_nothing(app: Flask, client: FlaskClient) -> None:
    told = device_cookie(client, "helen")
    assert all(flag in told for flag in ("HttpOnly", "SameSite=Strict", "Path=/sign-in"))
    name, _is, content = told.split(";")[0].partition("=")
    number, day, signature = content.split(".")
    assert (len(number), len(day), len(signature)) == (16, 6, 43), "a random number, when, a signature; nothing else"
    alone = app.test_client()
    alone.set_cookie(name, content)
    assert alone.get("/account/").location.startswith("/sign-in")
    assert enter(alone, "helen", "").status_code == 422


def test_many_names_from_one_address_are_stopped(client: FlaskClient, sign_in: SignIn) -> None:
    known = sign_in("greg")
    for number in range(60):
        assert enter(client, f"name{number}", "").status_code == 422  # blank: no slow hash to wait for
    assert enter(client, "one-more", "guess").status_code == 429
    assert enter(known, "greg").status_code == 303, "whoever is known at this address comes in"


def test_a_closed_account_cannot_sign_in(session: Session, client: FlaskClient) -> None:
    account = session.exec(select(Account).where(Account.username == "helen")).one()
    account.active = False
    session.commit()
    assert enter(client, "helen").status_code == 422


def test_closing_an_account_ends_its_sessions(session: Session, sign_in: SignIn) -> None:
    helen, greg = sign_in("helen"), sign_in("greg")
    account = session.exec(select(Account).where(Account.username == "helen")).one()
    assert greg.post(f"/accounts/{account.id}/close").status_code == 303
    assert helen.get("/").location == "/sign-in"
    session.refresh(account)
    assert not account.active


def test_an_administrator_cannot_close_the_own_account(session: Session, sign_in: SignIn) -> None:
    greg = sign_in("greg")
    account = session.exec(select(Account).where(Account.username == "greg")).one()
    page = greg.post(f"/accounts/{account.id}/close", follow_redirects=True).text
    assert "Ask another administrator" in page


def test_only_a_demonstration_offers_accounts_to_try(settings: Settings) -> None:
    shown = create_app(settings).test_client().get("/sign-in").text
    assert "helen" in shown
    assert DEMONSTRATION_PASSWORD in shown
    hidden = create_app(settings.model_copy(update={"demonstration": False})).test_client().get("/sign-in").text
    assert "helen" not in hidden
    assert DEMONSTRATION_PASSWORD not in hidden
    assert "synthetic" not in hidden

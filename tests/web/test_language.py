"""Choosing a language."""

from collections.abc import Callable

from flask.testing import FlaskClient
from sqlmodel import Session, select

from workload.tables.accounts import Account


def language_of(client: FlaskClient, address: str = "/sign-in", **headers: str) -> str:
    return client.get(address, headers=headers).text.split('<html lang="')[1][:2]


def test_the_browser_decides_before_anybody_chose(client: FlaskClient) -> None:
    assert language_of(client, **{"Accept-Language": "fr-CA,fr;q=0.9,en;q=0.5"}) == "fr"
    assert language_of(client, **{"Accept-Language": "de"}) == "en"


def test_a_choice_is_kept_and_leads_back_to_the_page(client: FlaskClient) -> None:
    answer = client.post("/language", data={"locale": "fr", "next": "/sign-in?next=/accounts"})
    assert answer.location == "/sign-in?next=/accounts"
    assert language_of(client, **{"Accept-Language": "en"}) == "fr"


def test_a_choice_never_leads_to_another_site(client: FlaskClient) -> None:
    assert client.post("/language", data={"locale": "fr", "next": "//evil.example"}).location == "/sign-in"


def test_an_unknown_language_changes_nothing(client: FlaskClient) -> None:
    client.post("/language", data={"locale": "xx"})
    assert language_of(client) == "en"


def test_the_account_keeps_the_choice_on_every_device(session: Session, sign_in: Callable[[str], FlaskClient]) -> None:
    sign_in("greg").post("/language", data={"locale": "fr"})
    assert session.exec(select(Account).where(Account.username == "greg")).one().locale == "fr"
    assert language_of(sign_in("greg"), "/accounts") == "fr"

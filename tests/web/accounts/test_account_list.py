"""The administrator's list of accounts: everybody of a territory, page by page in a province, found without accents."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert
from sqlmodel import Session, select

from tests.web.pages_read import words
from workload.names import sort_name
from workload.tables.accounts import Account
from workload.tables.people import Person
from workload.vocabulary import PersonKind, Role


@pytest.fixture
def many(app: Flask) -> list[str]:
    """Three hundred and twenty more people with accounts; one is Dǫ̀ Tłı̨chǫ̀kwı̀. Returns their sign-in names."""
    names = [(f"Given{n}", f"Family{n:03}") for n in range(319)] + [("Dǫ̀", "Tłı̨chǫ̀kwı̀")]
    people = [
        {
            "given_name": given, "family_name": family, "sort_name": sort_name(given, family), "title": "Officer",
            "kind": PersonKind.cso, "office_id": "whati", "service_since": date(2020, 1, 6), "languages": ["en"],
        }
        for given, family in names
    ]  # fmt: skip
    with app.extensions["engine"].begin() as connection:
        ids = list(connection.scalars(insert(Person).returning(Person.id), people))  # type: ignore[call-overload]
        accounts = [
            {
                "person_id": id_,
                "username": f"user{id_}",
                "password_hash": "-",
                "role": Role.cso,
                "session_key": str(id_),
            }
            for id_ in ids
        ]
        connection.execute(insert(Account), accounts)
    return [one["username"] for one in accounts]


def test_a_territory_sees_everybody_on_one_page(session: Session, as_role: Callable[[Role], FlaskClient]) -> None:
    page = as_role(Role.administrator).get("/accounts").text
    assert page.count("New first password") == len(session.exec(select(Account)).all())
    assert 'type="search"' not in page


def test_a_province_sees_accounts_page_by_page(many: list[str], as_role: Callable[[Role], FlaskClient]) -> None:
    administrator, seen, address = as_role(Role.administrator), [], "/accounts"
    while address:
        page = administrator.get(address).text
        seen += re.findall(r">(user\d+)<", page)
        onward = re.search(r'rel="next" href="([^"]+)"', page)
        address = onward.group(1).replace("&amp;", "&") if onward else ""
        assert page.count("New first password") <= 90
    assert sorted(seen) == sorted(many)
    assert administrator.get("/accounts?page=99").text.count("New first password") > 0
    assert len(administrator.get("/accounts?format=csv").text.splitlines()) > len(many)


def test_a_name_is_found_without_its_accents(many: list[str], as_role: Callable[[Role], FlaskClient]) -> None:
    administrator = as_role(Role.administrator)
    for asked in ("Dǫ̀ Tłı̨chǫ̀", "do tlichokwi", "TŁĮCHǪKWI", many[-1]):
        page = administrator.get("/accounts", query_string={"name": asked}).text
        assert re.findall(r">(user\d+)<", page) == [many[-1]], asked
    assert "No account fits «100%»" in words(administrator.get("/accounts", query_string={"name": "100%"}))


def test_a_change_leads_back_to_the_same_place(many: list[str], as_role: Callable[[Role], FlaskClient]) -> None:
    administrator = as_role(Role.administrator)
    page = administrator.get("/accounts?name=family0&page=2").text
    close = re.search(r'action="(/accounts/\d+/close[^"]*)"', page)
    assert close
    done = administrator.post(close.group(1).replace("&amp;", "&"))
    assert done.headers["Location"] == "/accounts?name=family0&page=2"
    assert "Open again" in administrator.get(done.headers["Location"]).text

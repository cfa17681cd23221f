"""A secret is shown once. Who never saw it (a double click, a broken line) makes a new one, which voids the old."""

import re
from collections.abc import Callable

from flask.testing import FlaskClient
from sqlmodel import Session, func, select

from workload.records.api_tokens import bearer_of
from workload.records.concern_events import add_event
from workload.tables.api import ApiToken
from workload.tables.base import now
from workload.tables.concerns import Concern
from workload.tables.people import Person
from workload.vocabulary import ConcernStep, Role

SignIn = Callable[[str], FlaskClient]
SECRET = re.compile(r'<code class="code">([^<]+)</code>')
CODE = re.compile(r"\d{4} \d{4} \d{4} \d{4}")
TWICE = {"csrf_token": "one page"}


def secret_of(page: str) -> str:
    (found,) = SECRET.findall(page)
    return str(found)


def enters(client: FlaskClient, username: str, password: str) -> bool:
    return client.post("/sign-in", data={"username": username, "password": password}).status_code == 303


def test_a_first_password_not_seen_is_made_anew(sign_in: SignIn, client: FlaskClient, session: Session) -> None:
    joiner = Person(**session.get_one(Person, 1).model_dump(exclude={"id"}) | {"given_name": "Noëlla"})
    session.add(joiner)
    session.commit()
    form = {"person": str(joiner.id), "username": "new.one", "role": Role.cso.value}
    greg = sign_in("greg")
    first = secret_of(greg.post("/accounts/new", data=form | TWICE).text)
    again = greg.post("/accounts/new", data=form | TWICE, follow_redirects=True)
    assert "It cannot be shown again" in again.text
    assert "Nobody has signed in with it yet" in again.text
    assert not SECRET.search(again.text)
    (address,) = re.findall(r'action="(/accounts/\d+/reset)"', again.text)
    second = secret_of(greg.post(address, data=TWICE).text)
    assert "It cannot be shown again" in greg.post(address, data=TWICE, follow_redirects=True).text
    assert not enters(client, "new.one", first)
    assert enters(client, "new.one", second)


def test_a_token_not_seen_is_made_anew(sign_in: SignIn, session: Session) -> None:
    greg, form = sign_in("greg"), {"name": "Personnel", "scopes": ["people_read"], "expires_on": "2027-06-30"}
    first = secret_of(greg.post("/programs/new", data=form | TWICE).text)
    again = greg.post("/programs/new", data=form | TWICE, follow_redirects=True)
    assert "It cannot be shown again" in again.text
    assert session.exec(select(func.count()).select_from(ApiToken)).one() == 1, "no token that nobody holds"
    (address,) = re.findall(r'action="(/programs/\d+/renew)"', again.text)
    second = secret_of(greg.post(address, data=TWICE).text)
    today = now().date()
    assert bearer_of(session, first, today) is None
    holder = bearer_of(session, second, today)
    assert holder is not None
    assert (holder.name, sorted(holder.scopes)) == ("Personnel", ["people_read"])
    assert "This token has ended" in greg.get(address.removesuffix("/renew")).text
    assert greg.post(address, data={"csrf_token": "another page"}).location == "/programs/new"


def test_a_clients_code_not_seen_is_made_anew_until_there_is_something_to_read(
    client: FlaskClient, session: Session
) -> None:
    told = {"naming": "anonymous", "what_happened": "Nobody called me back.", "form_key": "one form"}
    (first,) = CODE.findall(client.post("/tell-us/form", data=told).text)
    again = client.post("/tell-us/form", data=told).text
    assert "We cannot show it again" in again
    assert not CODE.search(again)
    (second,) = CODE.findall(client.post("/tell-us/new-code", data={"form_key": "one form"}).text)
    assert client.post("/tell-us/answer", data={"code": first}).status_code == 422
    assert client.post("/tell-us/answer", data={"code": second}).status_code == 200
    concern = session.exec(select(Concern).where(Concern.form_key == "one form")).one()
    add_event(session, concern, ConcernStep.acknowledged, day=concern.opened_on, text="We are looking.")
    session.commit()
    late = client.post("/tell-us/new-code", data={"form_key": "one form"})
    assert late.status_code == 422
    assert "Call or visit any office" in late.text
    assert client.post("/tell-us/new-code", data={"form_key": "of nobody"}).status_code == 422


def test_the_code_of_a_slip_is_made_anew_by_the_office(sign_in: SignIn, client: FlaskClient, session: Session) -> None:
    celine = sign_in("celine")
    told = {"what_happened": "Nobody called.", "category": "delay", "channel": "phone", "office": "whati"}
    slip = celine.post("/concerns/new", data=told).location
    (first,) = CODE.findall(celine.get(slip).text)
    assert not CODE.search(celine.get(slip).text)
    (second,) = CODE.findall(celine.post(slip.replace("/slip", "/new-code"), follow_redirects=True).text)
    assert client.post("/tell-us/answer", data={"code": first}).status_code == 422
    assert client.post("/tell-us/answer", data={"code": second}).status_code == 200

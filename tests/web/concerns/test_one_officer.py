"""In an office of one officer nothing tells that officer that somebody spoke to the manager in confidence."""

import re
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session

from scheduler.concern_escalation import escalate
from tests.fixtures.territory import MONDAY
from tests.web.concerns.told import ANSWER, SignIn, newest, step
from tests.web.pages_read import words_of
from web.access import ACTIONS
from workload.records.concern_people import people_of_roles
from workload.vocabulary import Handler, Role

PASSING = re.compile(r'nonce="[^"]*"|name="(?:csrf_token|form_key|begun|key)"[^>]*>')
LISTS = ("/concerns/?status=all&format=csv", "/concerns/?status=closed")


def test_an_officer_alone_sees_nothing_of_a_confidential_concern(
    app: Flask, client: FlaskClient, session: Session, sign_in: SignIn
) -> None:
    assert [one.given_name for one in people_of_roles(session, "whati", (Role.cso,))] == ["Céline"]
    celine, helen = sign_in("celine"), sign_in("helen")
    before = _pages(app, celine)
    before |= {one: _read(celine, one) for one in ("/messages/", "/account/my-data/")}  # they say what was opened
    assert {"/concerns/", "/my-work", "/messages/", "/bring-forwards/", "/thanks/"} <= set(before)
    sent = {"naming": "confidential", "office": "whati", "what_happened": "I am afraid at the desk.", "urgent": "y"}
    client.post("/tell-us/form", data=sent | {"ticked": ["respect"], "about_when": "today_or_yesterday"})
    concern = newest(session)
    number = concern.id or 0
    assert concern.handler in (Handler.on_duty, Handler.manager)
    concern.promised_due = MONDAY - timedelta(days=3)
    session.commit()
    assert escalate(session, MONDAY)  # the manager is told that it is late
    session.commit()
    assert {one: _read(celine, one) for one in before} == before
    step(helen, number, "answer", **ANSWER)
    step(helen, number, "close", text="Thank you for telling us.")
    session.expire_all()
    assert newest(session).closed_on == MONDAY
    assert all(_read(celine, one) == before[one] for one in (*LISTS, "/my-work", "/messages/"))
    hidden, unknown = celine.get(f"/concerns/{number}"), celine.get("/concerns/999999")
    assert (hidden.status_code, words_of(hidden.text)) == (unknown.status_code, words_of(unknown.text))


def _pages(app: Flask, officer: FlaskClient) -> dict[str, str]:
    """What stands on every page without an argument that the officer may open, by address."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()) and not rule.arguments]
    may_open = {name for name, scopes in ACTIONS.items() if Role.cso in scopes}
    names = {rule.rule for rule in rules if getattr(app.view_functions[rule.endpoint], "action", "") in may_open}
    read = {one: _read(officer, one) for one in [*sorted(names), *LISTS]}
    return {one: page for one, page in read.items() if page}


def _read(officer: FlaskClient, address: str) -> str:
    """A page or table without what is new at every opening; blank for what is neither."""
    answer = officer.get(address)
    text = answer.status_code == 200 and (answer.mimetype or "").startswith("text")
    return PASSING.sub("", answer.text) if text else ""

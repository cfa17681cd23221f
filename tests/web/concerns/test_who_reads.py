"""A concern is read by those it is for, and by nobody it is about."""

from collections.abc import Callable
from datetime import date

from flask.testing import FlaskClient
from sqlmodel import Session, select

from tests.web.concerns.told import STORY, SignIn, newest, record, step
from tests.web.pages_read import words
from workload.tables.people import Person
from workload.vocabulary import ConcernRoute, Handler, Naming, Role


def test_the_words_are_for_writer_and_manager(session: Session, sign_in: SignIn) -> None:
    record(sign_in("celine"))
    address = f"/concerns/{newest(session).id}"
    assert STORY in words(sign_in("celine").get(address))
    assert STORY in words(sign_in("helen").get(address))
    assert STORY in words(sign_in("ruth").get(address))
    at_headquarters = words(sign_in("daniel").get(address))
    assert STORY not in at_headquarters
    assert "Wed 18 Nov 2026" in at_headquarters
    assert sign_in("patricia").get(address).status_code == 403
    assert sign_in("lorraine").get(address).status_code == 403


def test_a_colleague_sees_the_date_and_not_the_words(session: Session, sign_in: SignIn) -> None:
    record(sign_in("helen"), office="yellowknife")
    page = words(sign_in("amira").get(f"/concerns/{newest(session).id}"))
    assert STORY not in page
    assert "Only the office's manager and the person who wrote it down read the words." in page


def test_a_confidential_concern_is_kept_from_officers(session: Session, sign_in: SignIn) -> None:
    record(sign_in("helen"))
    concern = newest(session)
    assert sign_in("celine").get(f"/concerns/{concern.id}").status_code == 200
    concern.naming = Naming.confidential
    session.commit()
    celine = sign_in("celine")
    assert celine.get(f"/concerns/{concern.id}").status_code == 404
    assert concern.reference not in words(celine.get("/concerns/"))
    refused = step(sign_in("helen"), concern.id, "route", route="service", handler="officer", reason="She knows.")
    assert "The officer cannot have this one" in words(refused)


def test_conduct_is_kept_from_whom_it_is_about(session: Session, sign_in: SignIn) -> None:
    record(sign_in("celine"))
    concern = newest(session)
    helen = session.exec(select(Person).where(Person.given_name == "Helen")).one()
    concern.route, concern.handler, concern.about_id = ConcernRoute.conduct, Handler.superintendent, helen.id
    session.commit()
    manager = sign_in("helen")
    assert manager.get(f"/concerns/{concern.id}").status_code == 404
    assert manager.get(f"/concerns/{concern.id}/step/answer").status_code == 404
    for address in ("/concerns/", "/my-region"):
        assert concern.reference not in manager.get(address).text
    above = sign_in("ruth")
    assert concern.reference in words(above.get("/concerns/"))
    assert "Answer it" in words(above.get(f"/concerns/{concern.id}"))


def test_hidden_issues_stay_hidden_when_split(session: Session, sign_in: SignIn) -> None:
    record(sign_in("helen"))
    concern = newest(session)
    concern.naming = Naming.confidential
    session.commit()
    helen = sign_in("helen")
    step(helen, concern.id, "split", category="respect", what="He laughed at her papers.")
    child = newest(session)
    assert (child.parent_id, child.opened_on, child.promised_due) == (concern.id, concern.opened_on, date(2026, 11, 18))
    assert child.reference in words(helen.get(f"/concerns/{concern.id}"))
    assert sign_in("celine").get(f"/concerns/{child.id}").status_code == 404


def test_lists_reach_as_far_as_the_role(
    session: Session, sign_in: SignIn, as_role: Callable[[Role], FlaskClient]
) -> None:
    record(sign_in("celine"))
    reference = newest(session).reference
    for role in (Role.cso, Role.manager, Role.superintendent, Role.hq):
        assert reference in words(as_role(role).get("/concerns/"))
    assert reference not in words(sign_in("patricia").get("/concerns/"))
    assert reference not in words(sign_in("amira").get("/concerns/"))
    assert reference not in words(sign_in("helen").get("/concerns/?status=closed"))


def test_the_list_is_a_file_without_the_words(session: Session, sign_in: SignIn) -> None:
    record(sign_in("celine"))
    answer = sign_in("helen").get("/concerns/?format=csv")
    assert answer.mimetype == "text/csv"
    assert newest(session).reference in answer.text
    assert STORY not in answer.text


def test_the_register_of_rules_reaches_headquarters(session: Session, sign_in: SignIn) -> None:
    record(sign_in("celine"))
    concern = newest(session)
    concern.route, concern.handler, concern.systemic = ConcernRoute.policy, Handler.headquarters, "Count no loans."
    session.commit()
    page = words(sign_in("daniel").get("/concerns/rules"))
    assert f"{concern.reference} Whatì Mon 16 Nov 2026 Mon 14 Dec 2026 Count no loans." in page
    assert concern.reference in words(sign_in("helen").get("/concerns/rules"))
    assert concern.reference not in words(sign_in("patricia").get("/concerns/rules"))
    assert STORY not in sign_in("daniel").get("/concerns/rules?format=csv").text

"""The people of a region with what their cases need."""

import re
from collections.abc import Callable
from datetime import date

from flask.testing import FlaskClient
from sqlalchemy import event
from sqlmodel import Session, select

from tests.fixtures.territory import MONDAY
from workload.records.loads import load_of, loads
from workload.tables.leave import LeaveRequest
from workload.tables.people import Person
from workload.vocabulary import LeaveKind, LeaveStatus, Role

SignIn = Callable[[str], FlaskClient]
AsRole = Callable[[Role], FlaskClient]


def words(page: str) -> str:
    """The page as it is read: without tags, runs of spaces as one."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("\u00a0", " ")


def id_of(session: Session, given_name: str) -> int:
    return session.exec(select(Person.id).where(Person.given_name == given_name)).one() or 0


def send_away(session: Session, given_name: str, first: date, last: date) -> None:
    session.add(
        LeaveRequest(
            person_id=id_of(session, given_name), kind=LeaveKind.annual, first_day=first, last_day=last, hours=0,
            status=LeaveStatus.granted,
        )
    )  # fmt: skip
    session.commit()


def test_each_person_needs_hours_of_the_hours_there(session: Session, as_role: AsRole) -> None:
    found = load_of(session, id_of(session, "Céline"), MONDAY, date(2026, 12, 1))
    assert found is not None
    load = found.load
    page = words(as_role(Role.manager).get("/caseloads").text)
    assert (
        f"Needs {load.needed:.0f} hours of the {load.there:.0f} there in December 2026 "
        f"({load.low:.0f} to {load.high:.0f})" in page
    )
    assert "Céline Rabescà" in page
    assert "our judgement" in page


def test_region_and_office_are_each_said_in_one_sentence(session: Session, as_role: AsRole) -> None:
    manager = as_role(Role.manager)
    everybody = loads(session, MONDAY, date(2026, 11, 1), region_id="north-slave")
    for place, query, rows in (
        ("North Slave", "", everybody),
        ("Behchokǫ̀", "&office=behchoko", [one for one in everybody if one.office_id == "behchoko"]),
    ):
        needed, there = sum(one.load.needed for one in rows), sum(one.load.there for one in rows)
        page = words(manager.get(f"/caseloads?month=2026-11{query}").text)
        assert f"{place} needs {needed:,.0f} hours of the {there:,.0f} there in November 2026" in page
        assert f"{needed / there:.0%}".replace("%", " %") in page.replace("\N{NO-BREAK SPACE}", " ")
        assert "The month has 20 open days." in page


def test_absent_officer_shows_uncovered_and_no_percentage(session: Session, as_role: AsRole) -> None:
    send_away(session, "Céline", date(2026, 11, 10), date(2027, 1, 15))
    page = words(as_role(Role.manager).get("/caseloads").text)
    row = page[page.index("Céline Rabescà") : page.index("Leon Ekendıa")]
    found = load_of(session, id_of(session, "Céline"), MONDAY, date(2026, 12, 1))
    assert found is not None
    assert f"UNCOVERED {found.load.needed:.0f} h" in row
    assert "nobody answers today" in row
    assert "%" not in row


def test_vacant_post_shows_its_hours_as_uncovered(as_role: AsRole) -> None:
    page = words(as_role(Role.manager).get("/caseloads?verdict=uncovered").text)
    assert "Nobody yet" in page
    assert re.search(r"UNCOVERED \d+ h", page)
    assert "Céline" not in page, "the link leaves only those that are uncovered"


def test_links_choose_office_and_month(as_role: AsRole) -> None:
    manager = as_role(Role.manager)
    behchoko = words(manager.get("/caseloads?office=behchoko&month=2027-01").text)
    assert "Leon Ekendıa" in behchoko
    assert "Amira Haddadi" not in behchoko
    assert "there in January 2027" in behchoko
    assert "there in December 2026" in words(manager.get("/caseloads?month=nonsense").text)


def test_manager_sees_only_the_own_region(sign_in: SignIn) -> None:
    patricia = sign_in("patricia")
    page = patricia.get("/caseloads").text
    assert "Mavis Betsedé" in page
    assert "Céline" not in page
    assert patricia.get("/caseloads?region=north-slave").status_code == 403
    assert patricia.get("/caseloads/plan?region=north-slave").status_code == 403


def test_manager_opens_only_people_of_the_own_region(session: Session, sign_in: SignIn) -> None:
    patricia = sign_in("patricia")
    assert patricia.get(f"/caseloads/people/{id_of(session, 'Mavis')}").status_code == 200
    assert patricia.get(f"/caseloads/people/{id_of(session, 'Céline')}").status_code == 403


def test_headquarters_sees_people_but_no_cases(session: Session, as_role: AsRole) -> None:
    hq = as_role(Role.hq)
    page = hq.get("/caseloads").text
    assert "Mavis Betsedé" in page
    assert "Céline Rabescà" in page
    assert "/caseloads/people/" not in page
    assert hq.get(f"/caseloads/people/{id_of(session, 'Mavis')}").status_code == 403


def test_officers_have_no_page_of_others(as_role: AsRole) -> None:
    assert as_role(Role.cso).get("/caseloads").status_code == 403
    assert as_role(Role.administrator).get("/caseloads").status_code == 403


def test_table_can_be_taken_away(session: Session, as_role: AsRole) -> None:
    send_away(session, "Céline", date(2026, 11, 10), date(2027, 1, 15))
    answer = as_role(Role.manager).get("/caseloads?format=csv")
    lines = answer.get_data(as_text=True).lstrip("\ufeff").splitlines()
    assert answer.mimetype == "text/csv"
    celine = next(line for line in lines if line.startswith("Céline"))
    assert ",0.0,,UNCOVERED," in celine, "no share where nobody is there"


def test_queries_do_not_grow_with_people(session: Session, sign_in: SignIn) -> None:
    hq = sign_in("daniel")
    engine = hq.application.extensions["engine"]
    sent: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *given: sent.append(given[2]))
    hq.get("/caseloads?region=sahtu")
    region = len(sent)
    sent.clear()
    hq.get("/caseloads")
    assert len(sent) <= region + 2 < 35, "the whole territory costs what five people cost"

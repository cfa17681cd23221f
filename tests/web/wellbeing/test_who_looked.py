"""Whoever opens what is private of somebody else is seen by that person: once a day, also when it was a long list."""

import re
import sqlite3
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, delete, select

import web
from scheduler.sick_calls import call_sick
from tests.fixtures.territory import MONDAY
from tests.web.pages_read import words
from workload.records.leave import lieu_hours
from workload.records.officers import OFFICER_KINDS, people
from workload.records.strain import keep_standings, signals_in
from workload.tables.contact_plans import ContactPlan
from workload.tables.leave import LeaveEntry
from workload.tables.people import Person
from workload.tables.wellbeing import CheckIn, Incident, PrivateLook, SignalStanding
from workload.vocabulary import IncidentKind, LeaveKind, LedgerReason, PrivateFact

SignIn = Callable[[str], FlaskClient]
TOLD = "The people concerned see that you looked today, at:"


@pytest.fixture(autouse=True)
def nothing_yet(session: Session) -> None:
    """Without the looks, incidents (with their limits) and days alone of the seed."""
    for table in (PrivateLook, ContactPlan, Incident, CheckIn):
        session.execute(delete(table))
    session.commit()


def number(session: Session, given_name: str) -> int:
    return int(session.exec(select(Person.id).where(Person.given_name == given_name)).one() or 0)


def kept(session: Session) -> set[tuple[str, str, PrivateFact, date]]:
    """By whom, at whom, at what and when."""
    session.expire_all()
    names = {one.id: one.given_name for one in session.exec(select(Person))}
    return {(names[row.by_id], names[row.person_id], row.fact, row.day) for row in session.exec(select(PrivateLook))}


def add_incident(session: Session) -> int:
    row = Incident(person_id=number(session, "Céline"), day=MONDAY, kind=IncidentKind.verbal, support_by=MONDAY)
    session.add(row)
    session.commit()
    return row.id or 0


def add_lieu(session: Session) -> None:
    celine, earned = number(session, "Céline"), LedgerReason.earned
    session.add(LeaveEntry(person_id=celine, kind=LeaveKind.lieu, day=MONDAY, hours=7.5, reason=earned))
    session.commit()


def test_a_list_of_signals_is_a_look_at_each(session: Session, sign_in: SignIn) -> None:
    helen = sign_in("helen")
    keep_standings(session, signals_in(session, "north-slave", MONDAY), MONDAY)
    for row in session.exec(select(SignalStanding)):
        row.since = MONDAY - timedelta(days=20)
        session.add(row)
    session.commit()
    page = helen.get("/signals")
    listed = set(re.findall(r'id="p-\d+">([^<]+)<', page.text))
    assert f"{TOLD} signals of strain." in words(page)
    helen.get("/signals")
    assert len(listed) > 2
    looks = kept(session)
    assert {at for _by, at, _fact, _day in looks} == {name.split()[0] for name in listed}
    assert {(by, fact, day) for by, _at, fact, day in looks} == {("Helen", PrivateFact.signals, MONDAY)}


def test_abuse_is_a_look_wherever_it_is_told(session: Session, sign_in: SignIn) -> None:
    celine, helen = sign_in("celine"), sign_in("helen")
    celine.get("/incidents")
    data = {"kind": "verbal", "what_happened": "Shouted at me.", "day": MONDAY.isoformat()}
    celine.post("/incidents/new", data=data)
    celine.get("/incidents")
    assert kept(session) == set(), "reading one's own is no look"
    for address in ("/my-region", "/incidents", "/messages/", "/contact-plans/new"):
        session.execute(delete(PrivateLook))
        session.commit()
        assert f"{TOLD} abuse." in words(helen.get(address)), address
        assert kept(session) == {("Helen", "Céline", PrivateFact.incidents, MONDAY)}, address


def test_days_alone_lieu_and_sick_leave_are_looks(session: Session, sign_in: SignIn) -> None:
    celine, helen = number(session, "Céline"), sign_in("helen")
    session.add(CheckIn(person_id=celine, day=date(2026, 11, 13)))
    session.add(CheckIn(person_id=celine, day=date(2026, 11, 12)))
    add_lieu(session)
    helen.get("/my-region")
    helen.get("/lieu")
    sick = call_sick(session, person_id=celine, last_day=MONDAY, by=celine, today=MONDAY)
    session.commit()
    helen.get(f"/leave/requests/{sick.id}")
    looked = {fact for _by, at, fact, _day in kept(session) if at == "Céline"}
    assert looked == {PrivateFact.alone, PrivateFact.lieu, PrivateFact.sick_leave}
    assert len(kept(session)) == 2 + len(lieu_hours(session, [one.id or 0 for one in _north_slave(session)]))


def test_the_person_reads_who_looked(session: Session, sign_in: SignIn) -> None:
    add_incident(session)
    assert "Nobody has looked" in words(sign_in("celine").get("/my/looks"))
    sign_in("helen").get("/incidents")
    page = words(sign_in("celine").get("/my/looks"))
    assert "Helen" in page
    assert re.search(r"abuse Mon 16 Nov 2026 1 ", page)
    assert "abuse,2026-11-16,1" in sign_in("celine").get("/my/looks?format=csv").text
    assert "Nobody has looked" in words(sign_in("amira").get("/my/looks"))


@pytest.mark.sqlite
def test_a_locked_database_delays_the_look_only(session: Session, sign_in: SignIn, territory_db: Path) -> None:
    add_incident(session)
    helen = sign_in("helen")
    with sqlite3.connect(territory_db / "fairload.db", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "Céline" in words(helen.get("/incidents"))
        other.execute("ROLLBACK")
    assert kept(session) == set()
    add_lieu(session)
    helen.get("/lieu")
    assert ("Helen", "Céline", PrivateFact.incidents, MONDAY) in kept(session)


def test_whoever_reads_private_facts_says_so() -> None:
    """A module of pages that imports a reader of others' private facts notes the look."""
    readers = (
        r"(?m)(^from workload.* import|^   ).*\b(incidents|not_checked_in|seen_by_manager|lieu_hours)( as \w+)?(,|$)"
    )
    folder = Path(web.__file__).parent
    found = {
        str(path.relative_to(folder)): "looked_at(" in text
        for path in folder.rglob("*.py")
        for text in [path.read_text(encoding="utf-8")]
        if re.search(readers, text)
    }
    assert found == dict.fromkeys(found, True)
    assert len(found) >= 5


def _north_slave(session: Session) -> list[Person]:
    return people(session, MONDAY, region_ids=["north-slave"], kinds=OFFICER_KINDS)

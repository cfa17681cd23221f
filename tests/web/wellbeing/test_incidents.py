"""Incidents: written down by the person, answered by the manager by a day, and asked about again."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask.testing import FlaskClient
from sqlmodel import Session, select

from tests.fixtures.territory import MONDAY
from tests.web.pages_read import words
from workload.tables.people import Person
from workload.tables.wellbeing import CheckIn, Incident

SignIn = Callable[[str], FlaskClient]
STORY = "Shouted at me through the counter for ten minutes."


def write(sign_in: SignIn, kind: str = "verbal", **changed: str) -> None:
    data = {"kind": kind, "what_happened": STORY, "day": MONDAY.isoformat(), **changed}
    assert sign_in("celine").post("/incidents/new", data=data).status_code == 303


def of_celine(session: Session, table: type[Incident] | type[CheckIn]) -> list[Any]:
    """The rows of Céline, for whom the seed has none."""
    session.expire_all()
    celine = select(Person.id).where(Person.given_name == "Céline").scalar_subquery()
    return list(session.exec(select(table).where(table.person_id == celine)))


def only(session: Session) -> Incident:
    (row,) = of_celine(session, Incident)
    return row


def test_support_is_owed_by_the_next_business_day(session: Session, sign_in: SignIn) -> None:
    write(sign_in)
    assert only(session).support_by == date(2026, 11, 17)
    assert "Support is owed by Tue 17 Nov 2026." in words(sign_in("celine").get("/incidents"))
    assert STORY in words(sign_in("helen").get("/incidents"))


def test_the_manager_supports_and_asks_again(session: Session, sign_in: SignIn) -> None:
    write(sign_in)
    helen, address = sign_in("helen"), f"/incidents/{only(session).id}/support"
    helen.post(address, data={"what": "Talked for an hour, took the counter."})
    assert only(session).follow_up_on == date(2026, 11, 30)
    helen.post(address, data={"what": "Sleeps well again."})
    assert only(session).followed_up
    assert helen.post(address, data={"what": "Once more."}).status_code == 409
    assert "Supported and asked again." in words(sign_in("celine").get("/incidents"))


def test_empty_support_is_no_support(session: Session, sign_in: SignIn) -> None:
    write(sign_in)
    answer = sign_in("helen").post(f"/incidents/{only(session).id}/support", data={"what": " "}, follow_redirects=True)
    assert "what you did for the person" in words(answer)
    assert only(session).supported_on is None


def test_off_duty_words_stay_with_the_person(sign_in: SignIn) -> None:
    write(sign_in, "off_duty")
    assert STORY in words(sign_in("celine").get("/incidents"))
    page = words(sign_in("helen").get("/incidents"))
    assert STORY not in page
    assert "What was written is private." in page


def test_colleagues_and_other_regions_see_nothing(session: Session, sign_in: SignIn) -> None:
    write(sign_in)
    assert STORY not in words(sign_in("amira").get("/incidents"))
    assert sign_in("daniel").get("/incidents").status_code == 403
    person = session.exec(select(Person).where(Person.given_name == "Judith")).one()
    row = Incident(person_id=person.id, day=MONDAY, kind="verbal", what_happened="Elsewhere.", support_by=MONDAY)
    session.add(row)
    session.commit()
    assert "Elsewhere." not in words(sign_in("helen").get("/incidents"))
    assert sign_in("helen").post(f"/incidents/{row.id}/support", data={"what": "Talked."}).status_code == 403


def test_a_day_to_come_is_refused(session: Session, sign_in: SignIn) -> None:
    data = {"kind": "verbal", "what_happened": STORY, "day": "2026-11-17"}
    answer = sign_in("celine").post("/incidents/new", data=data)
    assert answer.status_code == 422
    assert STORY in answer.text
    assert of_celine(session, Incident) == []


def test_checking_in_twice_is_once(session: Session, sign_in: SignIn) -> None:
    celine = sign_in("celine")
    celine.post("/check-in")
    celine.post("/check-in")
    assert len(of_celine(session, CheckIn)) == 1
    assert "You checked in today." in words(celine.get("/incidents"))


def test_a_threat_is_a_red_signal_at_once(sign_in: SignIn) -> None:
    write(sign_in, "threat")
    assert "Abuse" in words(sign_in("celine").get("/my/signals"))
    assert "See the support that is owed to you" in words(sign_in("celine").get("/my/signals"))


def test_the_manager_is_told_at_once_what_is_owed(session: Session, sign_in: SignIn) -> None:
    write(sign_in, kind="threat")
    helen = sign_in("helen")
    assert "wrote down abuse of Mon 16 Nov 2026. You owe support by Tue 17 Nov 2026." in words(helen.get("/messages/"))
    assert "Support Céline Rabescà, Whatì, after abuse: a threat" in words(helen.get("/my-region"))
    address, seen = f"/incidents/{only(session).id}/support", {"what": "Talked.", "seen": "first"}
    helen.post(address, data=seen)
    assert "after abuse" not in words(helen.get("/my-region"))
    helen.post(address, data=seen | {"seen": "again"})
    assert not only(session).followed_up, "asking again on the same day is not asking again"


def test_who_is_alone_and_silent_is_seen_the_same_day(session: Session, sign_in: SignIn) -> None:
    celine = session.exec(select(Person.id).where(Person.given_name == "Céline")).one() or 0
    helen, alone = sign_in("helen"), "Céline Rabescà is alone in Whatì today and has not checked in yet"
    assert alone not in words(helen.get("/my-region")), "who never checks in is a matter for a talk"
    session.add_all(CheckIn(person_id=celine, day=date(2026, 11, day)) for day in (12, 13))
    session.commit()
    assert alone in words(helen.get("/my-region"))
    sign_in("celine").post("/check-in")
    assert alone not in words(helen.get("/my-region"))

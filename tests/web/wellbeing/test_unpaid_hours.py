"""Unpaid hours are the person's own: shared for thirty days, ended at once, and every look is seen."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, delete, select

from tests.fixtures.territory import MONDAY
from tests.web.pages_read import words
from workload.records.unpaid_hours import TerritorySum, shared_with, territory_sum
from workload.tables.people import Person
from workload.tables.wellbeing import PrivateLook, PrivateShare, UnpaidHours

SignIn = Callable[[str], FlaskClient]


@pytest.fixture(autouse=True)
def nothing_yet(session: Session) -> None:
    """Without the unpaid hours of the seed."""
    for table in (PrivateLook, PrivateShare, UnpaidHours):
        session.execute(delete(table))
    session.commit()


def number(session: Session, given_name: str) -> int:
    return int(session.exec(select(Person.id).where(Person.given_name == given_name)).one() or 0)


def share_with_helen(session: Session, sign_in: SignIn) -> PrivateShare:
    sign_in("celine").post("/my/unpaid-hours/share", data={"with": number(session, "Helen")})
    session.expire_all()
    return session.exec(select(PrivateShare)).one()


def test_one_press_keeps_minutes_of_a_day(session: Session, sign_in: SignIn) -> None:
    celine = sign_in("celine")
    celine.post("/my/unpaid-hours", data={"minutes": "60", "back": "3"})
    row = session.exec(select(UnpaidHours)).one()
    assert (row.person_id, row.day, row.minutes) == (number(session, "Céline"), date(2026, 11, 13), 60)
    assert "1 week of 4" in words(celine.get("/my/signals"))


def test_nonsense_is_refused_with_a_sentence(session: Session, sign_in: SignIn) -> None:
    answer = sign_in("celine").post("/my/unpaid-hours", data={"minutes": "600"}, follow_redirects=True)
    assert "Press 15, 30, 60 or 120 minutes" in words(answer)
    assert session.exec(select(UnpaidHours)).all() == []


def test_only_the_chosen_person_reads_and_each_look_is_seen(session: Session, sign_in: SignIn) -> None:
    sign_in("celine").post("/my/unpaid-hours", data={"minutes": "120"})
    shared = share_with_helen(session, sign_in)
    assert shared.until == MONDAY + timedelta(days=30)
    assert sign_in("ruth").get(f"/shared-with-me/{shared.id}").status_code == 403
    assert "Has not looked." in words(sign_in("celine").get("/my/unpaid-hours"))
    assert "2 h" in words(sign_in("helen").get(f"/shared-with-me/{shared.id}"))
    assert "Looked on 1 day, last on" in words(sign_in("celine").get("/my/unpaid-hours"))


def test_a_share_ends_when_the_person_says_so(session: Session, sign_in: SignIn) -> None:
    shared = share_with_helen(session, sign_in)
    assert sign_in("amira").post(f"/my/unpaid-hours/share/{shared.id}/end").status_code == 404
    sign_in("celine").post(f"/my/unpaid-hours/share/{shared.id}/end")
    assert sign_in("helen").get(f"/shared-with-me/{shared.id}").status_code == 403


def test_a_share_ends_by_itself_after_thirty_days(session: Session, sign_in: SignIn) -> None:
    shared = share_with_helen(session, sign_in)
    assert len(shared_with(session, shared.with_id, shared.until)) == 1
    assert len(shared_with(session, shared.with_id, shared.until + timedelta(days=1))) == 0


def test_nobody_deletes_the_hours_of_another(session: Session, sign_in: SignIn) -> None:
    sign_in("celine").post("/my/unpaid-hours", data={"minutes": "30"})
    row = session.exec(select(UnpaidHours)).one()
    assert sign_in("amira").post(f"/my/unpaid-hours/{row.id}/delete").status_code == 404
    sign_in("celine").post(f"/my/unpaid-hours/{row.id}/delete")
    session.expire_all()
    assert session.exec(select(UnpaidHours)).all() == []


def test_the_territorys_sum_needs_ten_people(session: Session) -> None:
    people = session.exec(select(Person.id).limit(10)).all()
    session.add_all(UnpaidHours(person_id=one, day=MONDAY, minutes=60) for one in people[:9])
    session.flush()
    assert territory_sum(session, MONDAY, MONDAY).hours is None
    session.add(UnpaidHours(person_id=people[9], day=MONDAY, minutes=60))
    session.flush()
    assert territory_sum(session, MONDAY, MONDAY) == TerritorySum(10.0, 10)


def test_a_release_does_not_move_with_one_persons_day(session: Session, sign_in: SignIn) -> None:
    people = session.exec(select(Person.id).limit(11)).all()
    october = MONDAY.replace(month=10)
    session.add_all(UnpaidHours(person_id=one, day=october, minutes=60) for one in people[:10])
    session.commit()
    assert "10 h of 10 people" in words(sign_in("daniel").get("/signals/territory"))
    session.add(UnpaidHours(person_id=people[10], day=october, minutes=60))
    session.commit()
    assert "10 h of 10 people" in words(sign_in("daniel").get("/signals/territory"))

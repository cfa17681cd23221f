"""Hours in lieu: written down by the manager, capped, read by the person, a signal from sixty on. And change load."""

import re
from collections.abc import Callable
from datetime import timedelta

from flask.testing import FlaskClient
from sqlmodel import Session, select

from tests.fixtures.territory import MONDAY
from tests.web.pages_read import words
from workload.records.strain import signals_of
from workload.tables.people import Person
from workload.tables.scenarios import ProgramChange
from workload.vocabulary import Signal, SignalLevel

SignIn = Callable[[str], FlaskClient]


def level(session: Session, person_id: int, signal: Signal) -> SignalLevel:
    session.expire_all()
    return next(one.level for one in signals_of(session, person_id, MONDAY) if one.signal is signal)


def test_hours_in_lieu_are_capped_and_signalled(session: Session, sign_in: SignIn) -> None:
    celine = session.exec(select(Person).where(Person.given_name == "Céline")).one().id or 0
    helen = sign_in("helen")
    assert level(session, celine, Signal.lieu_bank) is SignalLevel.unknown
    form = {"person": str(celine), "reason": "earned", "hours": "62,5", "day": "2026-11-12"}
    assert "62.5" in words(helen.post("/lieu", data=form, follow_redirects=True))
    assert level(session, celine, Signal.lieu_bank) is SignalLevel.amber
    over = helen.post("/lieu", data=form | {"hours": "13"})
    assert over.status_code == 422
    assert "Have the rest paid out." in words(over)
    assert "Only 62.5" in words(helen.post("/lieu", data=form | {"hours": "63", "reason": "taken"}))
    helen.post("/lieu", data=form | {"hours": "7.5", "reason": "taken"})
    assert level(session, celine, Signal.lieu_bank) is SignalLevel.calm
    page = words(sign_in("celine").get("/my/lieu"))
    assert re.search(r"55\sh of at most 75\sh", page)
    assert sign_in("patricia").post("/lieu", data=form).status_code == 422, "another region's manager does not list her"


def test_changes_above_a_tenth_of_the_hours_are_a_signal(session: Session) -> None:
    celine = session.exec(select(Person).where(Person.given_name == "Céline")).one().id or 0
    before = level(session, celine, Signal.change_load)
    session.add(ProgramChange(
        name="New forms", go_live=MONDAY - timedelta(days=14), training_from=MONDAY - timedelta(days=30), friction=1.5,
        friction_weeks=12.0,
    ))  # fmt: skip
    session.commit()
    assert (before, level(session, celine, Signal.change_load)) == (SignalLevel.calm, SignalLevel.red)

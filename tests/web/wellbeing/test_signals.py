"""Signals: the person first, the manager five business days later with the person's words, regions without names."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient
from sqlmodel import Session, select

from scheduler.jobs.note_strain import note_strain
from scheduler.jobs.prepare_plans import PlanDesk
from tests.fixtures.territory import MONDAY
from tests.web.pages_read import words
from web.wellbeing.signal_words import MANAGER_STEPS, OWN_STEPS
from workload.database import connect
from workload.estimates.strain_signals import PRIVATE, Reading
from workload.records.strain import seen_by_manager, signals_of, told_until
from workload.settings import Settings
from workload.tables.people import Person
from workload.tables.wellbeing import SignalStanding, SupportContact
from workload.vocabulary import Signal, SignalLevel

SignIn = Callable[[str], FlaskClient]


def number(session: Session, given_name: str) -> int:
    return int(session.exec(select(Person.id).where(Person.given_name == given_name)).one() or 0)


def standing_since(session: Session, day: date) -> None:
    for row in session.exec(select(SignalStanding)):
        row.since = day
        session.add(row)
    session.commit()


def test_a_signal_shows_its_figure_source_and_step(sign_in: SignIn) -> None:
    page = words(sign_in("celine").get("/my/signals"))
    assert "Private: you see this first" in page
    assert "142 %" in page
    assert "contact-centre practice for interrupted work" in page
    assert "See my cases, and say where the hours do not fit" in page


def test_the_manager_reads_it_five_business_days_later(session: Session, sign_in: SignIn) -> None:
    celine, helen = sign_in("celine"), sign_in("helen")
    celine.get("/my/signals")
    celine.post("/my/signals/planned_load", data={"note": "Two of these cases have moved to Yellowknife."})
    assert "Céline" not in words(helen.get("/signals"))
    standing_since(session, date(2026, 11, 9))  # the 11th is Remembrance Day: four business days
    assert "Céline" not in words(helen.get("/signals"))
    standing_since(session, date(2026, 11, 6))
    page = words(helen.get("/signals"))
    assert "Céline Rabescà" in page
    assert "Two of these cases have moved to Yellowknife." in page


def test_private_signals_reach_nobody_else(session: Session) -> None:
    celine = number(session, "Céline")
    session.add(SignalStanding(person_id=celine, signal=Signal.unpaid_hours, level=SignalLevel.red, since=MONDAY))
    session.commit()
    readings = {celine: (Reading(Signal.unpaid_hours, SignalLevel.red, 2.0, (3.0,)),)}
    assert seen_by_manager(session, readings, date(2027, 1, 15)) == {}


def test_a_signal_calm_since_last_night_is_not_shown(session: Session) -> None:
    celine = number(session, "Céline")
    session.add(SignalStanding(person_id=celine, signal=Signal.covering, level=SignalLevel.red, since=MONDAY))
    session.commit()
    readings = [Reading(Signal.covering, level, 2.0, (3.0,)) for level in (SignalLevel.red, SignalLevel.calm)]
    shown = [seen_by_manager(session, {celine: (one,)}, date(2027, 1, 15)) for one in readings]
    assert [len(one) for one in shown] == [1, 0]


@pytest.fixture
def noted_at_night(settings: Settings) -> None:
    desk = PlanDesk(connect(settings.address), settings)
    note_strain(desk)
    desk.engine.dispose()


@pytest.mark.usefixtures("noted_at_night")
def test_a_manager_sees_the_own_region_only(session: Session, sign_in: SignIn) -> None:
    standing_since(session, told_until(session, MONDAY))
    assert "Céline" in words(sign_in("helen").get("/signals"))
    assert "Judith Cotchile" in words(sign_in("patricia").get("/signals"))
    assert "Judith Cotchile" not in words(sign_in("helen").get("/signals"))


@pytest.mark.usefixtures("noted_at_night")
def test_the_night_notes_signals_that_nobody_looked_at(session: Session) -> None:
    row = session.get(SignalStanding, (number(session, "Céline"), Signal.planned_load))
    assert row is not None
    assert (row.level, row.since) == (SignalLevel.red, MONDAY)


def test_a_signal_that_calms_down_begins_anew(session: Session, sign_in: SignIn) -> None:
    sign_in("celine").get("/my/signals")
    celine = number(session, "Céline")
    session.add(SignalStanding(person_id=celine, signal=Signal.covering, level=SignalLevel.red, since=MONDAY))
    session.commit()
    sign_in("celine").get("/my/signals")
    session.expire_all()
    assert session.get(SignalStanding, (celine, Signal.covering)) is None


def test_a_talk_ends_the_silence_of_a_lone_post(session: Session, sign_in: SignIn) -> None:
    celine = number(session, "Céline")

    def silence() -> int | None:
        session.expire_all()
        return next(one for one in signals_of(session, celine, MONDAY) if one.signal is Signal.support_reach).value

    assert silence() is None
    session.add(SupportContact(person_id=celine, day=date(2026, 10, 16)))
    session.commit()
    assert silence() == 20  # Remembrance Day is no business day
    assert "Call your buddy or manager" in words(sign_in("celine").get("/my/signals"))
    assert sign_in("patricia").post(f"/signals/{celine}/talked").status_code == 403
    sign_in("helen").post(f"/signals/{celine}/talked")
    assert silence() == 0
    sign_in("celine").post("/my/talked")  # a second one on the day is one


def test_every_step_of_a_signal_opens(app: Flask, sign_in: SignIn) -> None:
    with app.test_request_context():
        steps = {
            who: {url_for(endpoint) for endpoint, _words in table.values()}
            for who, table in (("celine", OWN_STEPS), ("helen", MANAGER_STEPS), ("ruth", MANAGER_STEPS))
        }
    assert set(OWN_STEPS) == set(Signal)
    assert set(MANAGER_STEPS) == set(Signal) - PRIVATE
    for who, addresses in steps.items():
        client = sign_in(who)
        assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)


def test_headquarters_sees_regions_and_no_names(sign_in: SignIn) -> None:
    page = words(sign_in("daniel").get("/signals/territory"))
    assert "hidden" in page
    assert "Céline" not in page
    assert "hidden" in sign_in("daniel").get("/signals/territory?format=csv").text
    assert sign_in("daniel").get("/signals").status_code == 403
    assert sign_in("helen").get("/signals/territory").status_code == 403

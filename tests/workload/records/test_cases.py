"""Cases: whose they are, what changes their tier, and who may not hold them."""

from datetime import date

import pytest
from sqlmodel import Session

from workload.records.audit import actions_on
from workload.records.cases import (
    conflicts,
    give_case,
    open_case_facts,
    open_cases,
    set_drivers,
)
from workload.vocabulary import Driver, Tier

TODAY = date(2026, 11, 16)


def test_cases_are_counted_by_the_office_that_serves_them(session: Session) -> None:
    every = open_cases(session)
    assert len(every) == 1922
    assert len(open_cases(session, office_id="whati")) == 82  # Whatì, Gamètì and Wekweètì
    assert sum(case.officer_id is None for case in every) == 31


def test_facts_say_how_long_an_officer_has_had_a_case(session: Session) -> None:
    one = open_cases(session, office_id="whati")[0]
    one.officer_since = date(2025, 11, 16)
    session.flush()
    facts = open_case_facts(session, TODAY, office_id="whati")[one.id or 0]
    assert facts.months_with_officer == pytest.approx(12, abs=0.05)
    assert facts.office == "whati"
    assert set(facts.drivers) == set(Driver)


def test_drivers_set_the_tier_and_leave_a_trace(session: Session) -> None:
    one = next(case for case in open_cases(session) if case.tier is Tier.simple and not case.provisional)
    known = dict.fromkeys(Driver, False) | {Driver.crisis: True}
    set_drivers(session, one.id or 0, drivers=known, by=1, why="the house burnt down")
    session.flush()
    assert (one.tier, one.provisional) == (Tier.complex, False)
    trace = actions_on(session, "case", one.id or 0)[0]
    assert trace.before["tier"] == "simple"
    assert trace.after["tier"] == "complex"
    assert trace.why == "the house burnt down"


def test_a_driver_left_out_is_not_known(session: Session) -> None:
    one = open_cases(session)[0]
    set_drivers(session, one.id or 0, drivers={Driver.literacy: True}, by=1)
    assert one.provisional
    assert one.drivers["crisis"] is None


def test_giving_a_case_remembers_who_had_it(session: Session) -> None:
    one = open_cases(session, office_id="behchoko")[0]
    before = one.officer_id
    assert give_case(session, one.id or 0, held_by=before, to=None, by=1, today=TODAY)
    assert (one.officer_id, one.previous_officer_id, one.officer_since) == (None, before, None)
    assert give_case(session, one.id or 0, held_by=None, to=before, by=1, today=TODAY)
    assert one.officer_since == TODAY
    assert not give_case(session, one.id or 0, held_by=None, to=3, by=2, today=TODAY), "somebody was faster"
    assert (one.officer_id, one.previous_officer_id) == (before, before)
    session.flush()
    assert len(actions_on(session, "case", one.id or 0)) == 2


def test_a_conflict_in_a_lone_post_is_seen(session: Session) -> None:
    declared = conflicts(session)
    whati = {one.id: one.officer_id for one in open_cases(session, office_id="whati")}
    assert any(officer in declared.get(case, ()) for case, officer in whati.items() if case is not None)

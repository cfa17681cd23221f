"""What a plan of caseloads is told: hours, room, and who may not hold what."""

from datetime import date

import pytest
from sqlmodel import Session, select

from workload.codes import person_code
from workload.records.balance_facts import gather_balance, planning_days
from workload.tables.leave import LeaveRequest
from workload.tables.people import Person
from workload.tables.plans import PinnedCase
from workload.vocabulary import LeaveKind, LeaveStatus

TODAY = date(2026, 11, 16)


def test_north_slave_stands_at_about_half_too_much(session: Session) -> None:
    facts = gather_balance(session, TODAY, region_id="north-slave")
    needed = sum(case.hours for case in facts.cases)
    there = sum(one.capacity_hours for one in facts.officers)
    assert needed / there == pytest.approx(1.5, abs=0.1)
    assert {one.region for one in facts.officers} == {"north-slave"}
    assert len(facts.cases) == 705


def test_loads_are_uneven_enough_to_be_worth_sharing(session: Session) -> None:
    facts = gather_balance(session, TODAY, region_id="north-slave")
    load = dict.fromkeys((one.officer_id for one in facts.officers), 0.0)
    for case in facts.cases:
        if case.current_officer:
            load[case.current_officer] += case.hours
    share = sorted(load[one.officer_id] / one.capacity_hours for one in facts.officers)
    assert share[0] < 0.5
    assert share[-1] > 1.8


def test_the_pool_reliever_holds_no_cases(session: Session) -> None:
    jolene = session.exec(select(Person.id).where(Person.given_name == "Jolene")).one()
    facts = gather_balance(session, TODAY)
    assert jolene not in {one.id for one in facts.officers}
    assert len(facts.officers) == 32


def test_a_pinned_case_conflicts_with_everybody_else(session: Session) -> None:
    facts = gather_balance(session, TODAY, region_id="sahtu")
    case = next(one for one in facts.cases if one.current_officer)
    holder = next(one for one in facts.officers if one.officer_id == case.current_officer)
    session.add(PinnedCase(case_id=case.id, person_id=holder.id, reason="a promise was given"))
    session.flush()
    pairs = {
        officer for name, officer in gather_balance(session, TODAY, region_id="sahtu").conflicts if name == case.case_id
    }
    assert pairs == {one.officer_id for one in facts.officers} - {holder.officer_id}


def test_leave_makes_room_smaller_and_never_nothing(session: Session) -> None:
    first, last = planning_days(TODAY)
    tyler = session.exec(select(Person.id).where(Person.given_name == "Tyler")).one() or 0
    before = {one.id: one.capacity_hours for one in gather_balance(session, TODAY).officers}
    session.add(
        LeaveRequest(
            person_id=tyler, kind=LeaveKind.annual, first_day=first, last_day=last, hours=1, status=LeaveStatus.granted
        )
    )
    session.flush()
    after = {one.id: one.capacity_hours for one in gather_balance(session, TODAY).officers}
    assert before[tyler] > 90
    assert after[tyler] == 0.1
    assert {key: value for key, value in after.items() if key != tyler} == {
        key: value for key, value in before.items() if key != tyler
    }


def test_an_itinerant_keeps_days_free_for_cover(session: Session) -> None:
    """Full of own cases, nobody could cover a lone post."""
    joseph = session.exec(select(Person).where(Person.given_name == "Joseph")).one()

    def room() -> float:
        facts = gather_balance(session, TODAY, region_id="north-slave")
        return next(one.capacity_hours for one in facts.officers if one.id == joseph.id)

    with_cover = room()
    joseph.max_cover_days = 0
    session.flush()
    assert 0.5 < with_cover / room() < 0.7
    joseph.max_cover_days = 200
    session.flush()
    assert room() == 0.1


def test_case_hours_carry_the_factor_of_their_office(session: Session) -> None:
    facts = gather_balance(session, TODAY)
    simple = {one.community: one.hours for one in facts.cases if one.tier == "simple"}
    assert simple["fort-smith"] == 0.94
    assert simple["whati"] == pytest.approx(0.94 * 1.06, abs=0.006)
    assert all(one.weight >= 1 for one in facts.cases)
    assert person_code(7) == "P007"

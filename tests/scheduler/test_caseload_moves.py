"""A manager's decisions about a plan of moves."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from scheduler.caseload_balancing import ask_for_plan
from scheduler.caseload_choices import pin_case, unpin_case
from scheduler.caseload_dates import MoveDates
from scheduler.caseload_handover import hand_over_due
from scheduler.caseload_moves import Refusal, accept_move, accept_plan, undo_move
from tests.fixtures.answering import answer_waiting_plans
from tests.fixtures.planned import REGION
from tests.fixtures.territory import MONDAY
from workload.database import connect
from workload.records.caseload_plans import agreed_in, all_moves_of, current_plan, moves_of
from workload.records.cases import give_case
from workload.settings import Settings
from workload.tables.audit import AuditEntry
from workload.tables.cases import Case, ConflictOfInterest
from workload.tables.people import Person
from workload.tables.plans import PinnedCase, Plan, PlannedMove
from workload.vocabulary import MoveState, PlanStatus

pytestmark = pytest.mark.usefixtures("planned")

THURSDAY, FRIDAY = MONDAY + timedelta(days=3), MONDAY + timedelta(days=4)
DATES = MoveDates(discuss_until=THURSDAY, effective_on=FRIDAY)


@pytest.fixture
def patricia(session: Session) -> int:
    """The manager of the region."""
    return _id_of(session, "Patricia")


@pytest.fixture
def plan(planned: None, session: Session) -> Plan:
    found = current_plan(session, REGION)
    assert found is not None
    return found


@pytest.fixture
def move(session: Session, plan: Plan) -> PlannedMove:
    return moves_of(session, plan.id or 0)[0][0]


def _id_of(session: Session, given_name: str) -> int:
    return session.exec(select(Person.id).where(Person.given_name == given_name)).one() or 0


def _officers(session: Session) -> dict[int | None, tuple[object, ...]]:
    session.expire_all()
    return {
        case.id: (case.officer_id, case.officer_since, case.previous_officer_id) for case in session.exec(select(Case))
    }


def test_accepted_plan_takes_effect_on_its_day(session: Session, plan: Plan, patricia: int) -> None:
    before = _officers(session)
    planned_moves = {move.case_id: (move.from_id, move.to_id) for move, _case in moves_of(session, plan.id or 0)}
    result = accept_plan(session, plan.id or 0, by=patricia, dates=DATES)
    session.commit()
    assert len(result.done) == len(planned_moves) > 10
    assert result.refused == ()
    assert hand_over_due(session, THURSDAY) == []
    assert _officers(session) == before, "nobody changes hands before the day"
    hand_over_due(session, FRIDAY)
    session.commit()
    for case_id, held in _officers(session).items():
        if case_id in planned_moves:
            giver, taker = planned_moves[case_id]
            assert held == (taker, FRIDAY, giver)
        else:
            assert held == before[case_id]
    session.refresh(plan)
    assert plan.status is PlanStatus.accepted
    for action in ("accept_move", "hand_over"):
        trail = session.exec(select(AuditEntry).where(AuditEntry.action == action)).all()
        assert {int(entry.subject_id) for entry in trail} == set(planned_moves)
        assert {entry.person_id for entry in trail} == {patricia}
    assert hand_over_due(session, FRIDAY) == [], "a second run does nothing"


def test_any_point_of_the_curve_can_be_accepted(session: Session, plan: Plan, patricia: int) -> None:
    fewer = next(one for one in plan.answer["curve"] if 0 < one["moved_cases"] < plan.answer["moved_cases"])
    result = accept_plan(session, plan.id or 0, by=patricia, dates=DATES, point=fewer["point"])
    session.commit()
    assert len(result.done) == fewer["moved_cases"]
    again = accept_plan(session, plan.id or 0, by=patricia, dates=DATES)
    assert {one.refusal for one in again.refused} == {Refusal.accepted_before}, "a case is agreed upon once"
    assert len(again.refused) > 0


def test_case_that_moved_meanwhile_is_left_alone(
    session: Session, plan: Plan, move: PlannedMove, patricia: int
) -> None:
    elsewhere = _id_of(session, "Joseph")
    give_case(session, move.case_id, held_by=move.from_id, to=elsewhere, by=None, today=MONDAY)
    session.commit()
    one = accept_move(session, move.id or 0, by=patricia, dates=DATES)
    assert (one.refusal, one.by) == (Refusal.case_moved, elsewhere)
    everything = accept_plan(session, plan.id or 0, by=patricia, dates=DATES)
    session.commit()
    assert [result.refusal for result in everything.refused] == [Refusal.case_moved]
    assert len(everything.done) == plan.answer["moved_cases"] - 1, "the others are not lost by it"
    assert session.get_one(Case, move.case_id).officer_id == elsewhere


def test_second_manager_is_told_who_was_first(session: Session, move: PlannedMove, patricia: int) -> None:
    other = _id_of(session, "Helen")
    assert accept_move(session, move.id or 0, by=patricia, dates=DATES).refusal is None
    session.commit()
    late = accept_move(session, move.id or 0, by=other, dates=DATES)
    assert late.refusal is Refusal.accepted_before
    assert late.by == patricia


def test_moves_can_be_taken_back_until_handed_over(session: Session, plan: Plan, patricia: int) -> None:
    before = _officers(session)
    accept_plan(session, plan.id or 0, by=patricia, dates=DATES)
    session.commit()
    agreed = agreed_in(session, REGION)
    assert len(agreed) == plan.answer["moved_cases"]
    for move, _case in agreed[1:]:
        assert undo_move(session, move.id or 0, by=patricia).refusal is None
    session.refresh(plan)
    assert plan.status is PlanStatus.ready
    (result,) = hand_over_due(session, FRIDAY)
    assert undo_move(session, result.move_id or 0, by=patricia).refusal is Refusal.handed_over
    session.commit()
    changed = {case for case, held in _officers(session).items() if held != before[case]}
    assert changed == {agreed[0][0].case_id}


def test_move_of_a_case_gone_elsewhere_is_withdrawn(session: Session, move: PlannedMove, patricia: int) -> None:
    accept_move(session, move.id or 0, by=patricia, dates=DATES)
    elsewhere = _id_of(session, "Joseph")
    give_case(session, move.case_id, held_by=move.from_id, to=elsewhere, by=patricia, today=MONDAY)
    (result,) = hand_over_due(session, FRIDAY)
    session.commit()
    assert (result.refusal, result.by) == (Refusal.case_moved, elsewhere)
    assert session.get_one(Case, move.case_id).officer_id == elsewhere
    session.refresh(move)
    assert (move.state, move.reason["refused"]) == (MoveState.withdrawn, "case_moved")


def test_conflict_declared_meanwhile_stops_the_move(session: Session, move: PlannedMove, patricia: int) -> None:
    session.add(ConflictOfInterest(case_id=move.case_id, person_id=move.to_id, declared_on=MONDAY))
    session.commit()
    assert accept_move(session, move.id or 0, by=patricia, dates=DATES).refusal is Refusal.conflict
    assert session.get_one(Case, move.case_id).officer_id == move.from_id


def test_officer_who_has_left_is_given_nothing(session: Session, move: PlannedMove, patricia: int) -> None:
    session.get_one(Person, move.to_id).works_until = MONDAY - timedelta(days=1)
    session.commit()
    assert accept_move(session, move.id or 0, by=patricia, dates=DATES).refusal is Refusal.officer_left


def test_pinned_case_stays_and_the_rest_is_planned_again(
    session: Session, settings: Settings, plan: Plan, move: PlannedMove, patricia: int
) -> None:
    assert (
        pin_case(session, move.id or 0, by=patricia, today=MONDAY, note="They have just begun to trust her").refusal
        is None
    )
    session.commit()
    engine = connect(settings.address)
    assert answer_waiting_plans(engine, today=MONDAY, seconds=10) == 1
    engine.dispose()
    session.expire_all()
    newer = current_plan(session, REGION)
    assert newer is not None
    assert newer.id != plan.id
    assert session.get_one(Plan, plan.id).status is PlanStatus.replaced
    assert move.state is MoveState.pinned
    assert moves_of(session, newer.id or 0)
    assert move.case_id not in {case.id for _move, case in all_moves_of(session, newer.id or 0)}
    points = {one["point"]: one for one in newer.answer["curve"]}
    assert newer.answer["around"], "the other nine plans are kept, without the case"
    for one in plan.answer["curve"]:
        held = any(old.case_id == move.case_id for old, _case in moves_of(session, plan.id or 0, one["point"]))
        if one["point"]:
            assert points[one["point"]]["moved_cases"] == one["moved_cases"] - held
    assert session.get_one(PinnedCase, move.case_id).person_id == move.from_id


def test_pin_taken_off_asks_for_a_new_plan(session: Session, plan: Plan, move: PlannedMove, patricia: int) -> None:
    pin_case(session, move.id or 0, by=patricia, today=MONDAY)
    assert unpin_case(session, session.get_one(Case, move.case_id), by=patricia)
    session.commit()
    assert session.get(PinnedCase, move.case_id) is None
    newest = current_plan(session, REGION)
    assert newest is not None
    assert newest.status is PlanStatus.waiting
    assert not unpin_case(session, session.get_one(Case, move.case_id), by=patricia), "twice changes nothing"


def test_replaced_plan_can_no_longer_be_accepted(
    session: Session, plan: Plan, move: PlannedMove, patricia: int
) -> None:
    plan.status = PlanStatus.replaced
    session.commit()
    before = _officers(session)
    assert accept_move(session, move.id or 0, by=patricia, dates=DATES).refusal is Refusal.plan_replaced
    assert pin_case(session, move.id or 0, by=patricia, today=MONDAY).refusal is Refusal.plan_replaced
    refused = accept_plan(session, plan.id or 0, by=patricia, dates=DATES).refused
    assert [result.refusal for result in refused] == [Refusal.plan_replaced]
    session.commit()
    assert _officers(session) == before


def test_who_must_give_a_case_away_cannot_keep_it(session: Session, plan: Plan, patricia: int) -> None:
    forced = next(one for one, _case in moves_of(session, plan.id or 0) if one.reason["code"] == "must_leave")
    result = pin_case(session, forced.id or 0, by=patricia, today=MONDAY)
    assert (result.refusal, result.by) == (Refusal.may_not_keep_it, forced.from_id)
    assert session.get(PinnedCase, forced.case_id) is None


def test_a_case_comes_no_sooner_than_the_appointment(session: Session, move: PlannedMove, patricia: int) -> None:
    session.get_one(Person, move.to_id).appointed_on = date(2026, 12, 7)
    session.commit()
    assert accept_move(session, move.id or 0, by=patricia, dates=DATES).refusal is None
    session.refresh(move)
    assert move.effective_on == date(2026, 12, 7)


def test_taking_back_does_not_reopen_an_older_plan(
    session: Session, plan: Plan, move: PlannedMove, patricia: int
) -> None:
    accept_plan(session, plan.id or 0, by=patricia, dates=DATES)
    ask_for_plan(session, region_id=REGION, by=patricia)
    session.commit()
    assert undo_move(session, move.id or 0, by=patricia).refusal is None
    session.refresh(plan)
    assert plan.status is PlanStatus.accepted, "the newer plan is the one to decide about"

"""Granted leave that is not taken as granted: hours back, cover released, and what the employer's recall costs."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session, select

from scheduler.leave_changes import ChangeFault, can_be_undone, cancel_leave, recall_leave, undo_decision
from scheduler.leave_decisions import approve_leave, refuse_leave
from tests.fixtures.territory import MONDAY
from tests.scheduler.cast import answer, ask, everybody_agrees, person_id, withdraw_everything
from workload.records.audit import actions_on
from workload.records.leave import covers_for, leave_balance
from workload.records.plans import plan_for_request
from workload.tables.base import now
from workload.tables.leave import LeaveChange, LeaveEntry, LeaveRequest
from workload.tables.messages import Message
from workload.vocabulary import LeaveChangeKind, LeaveStatus, LedgerReason, MessageKind, PlanStatus

WEEK = (date(2027, 3, 8), date(2027, 3, 12))
ZONE = ZoneInfo("America/Yellowknife")


@pytest.fixture
def granted(session: Session) -> int:
    """Céline's week in March, granted, with coverers who said yes."""
    withdraw_everything(session)
    number = ask(session, "Céline", *WEEK)
    plan = answer(session, number)
    by = person_id(session, "Helen")
    assert approve_leave(session, request_id=number, plan_id=plan.id or 0, by=by, today=MONDAY).done
    everybody_agrees(session, number)
    session.commit()
    return number


def test_cancelling_gives_hours_back_and_releases_the_cover(session: Session, granted: int) -> None:
    celine = person_id(session, "Céline")
    before, covering = leave_balance(session, celine), {row.person_id for row in covers_for(session, granted)}
    assert covering
    assert cancel_leave(session, request_id=granted, by=celine, reason="Plans changed.", today=MONDAY) is None
    session.commit()
    assert session.get_one(LeaveRequest, granted).status is LeaveStatus.cancelled
    assert leave_balance(session, celine) == before + 37.5
    assert covers_for(session, granted) == []
    told = session.exec(select(Message).where(Message.kind == MessageKind.cover_ended)).all()
    assert {one.person_id for one in told} == covering
    helen = session.exec(select(Message.kind).where(Message.person_id == person_id(session, "Helen"))).all()
    assert list(helen)[-1] is MessageKind.leave_cancelled
    assert actions_on(session, "leave_request", granted)[0].why == "Plans changed."
    twice = cancel_leave(session, request_id=granted, by=celine, reason="Again", today=MONDAY)
    assert twice is ChangeFault.not_granted


def test_leave_that_has_begun_is_not_cancelled_by_its_person(session: Session, granted: int) -> None:
    celine = person_id(session, "Céline")
    assert cancel_leave(session, request_id=granted, by=celine, reason="", today=WEEK[0]) is ChangeFault.begun


def test_a_recall_restores_credits_and_keeps_its_cost(session: Session, granted: int) -> None:
    celine, helen, wednesday = person_id(session, "Céline"), person_id(session, "Helen"), date(2027, 3, 10)
    before = leave_balance(session, celine)
    fault = recall_leave(
        session, request_id=granted, from_day=wednesday, reason="Flood.", costs_cents=41250, by=helen, today=WEEK[0]
    )
    session.commit()
    assert fault is None
    request = session.get_one(LeaveRequest, granted)
    assert (request.status, request.last_day, request.hours) == (LeaveStatus.granted, date(2027, 3, 9), 15.0)
    assert leave_balance(session, celine) == before + 22.5
    change = session.exec(select(LeaveChange).where(LeaveChange.request_id == granted)).one()
    assert (change.kind, change.costs_cents, change.hours_back) == (LeaveChangeKind.recalled, 41250, 22.5)
    assert change.time_and_a_half_hours == 7.5  # one day of the pattern, because the leave had begun
    assert max(row.day for row in covers_for(session, granted)) < wednesday
    entry = session.exec(select(LeaveEntry).where(LeaveEntry.reason == LedgerReason.given_back)).one()
    assert (entry.day, entry.hours) == (wednesday, 22.5)


def test_leave_taken_away_before_it_begins_costs_no_overtime(session: Session, granted: int) -> None:
    helen = person_id(session, "Helen")
    recall_leave(
        session, request_id=granted, from_day=WEEK[0], reason="Fire.", costs_cents=90000, by=helen, today=MONDAY
    )
    session.commit()
    change = session.exec(select(LeaveChange).where(LeaveChange.request_id == granted)).one()
    assert (change.time_and_a_half_hours, change.costs_cents, change.hours_back) == (0.0, 90000, 37.5)
    assert session.get_one(LeaveRequest, granted).status is LeaveStatus.cancelled
    outside = recall_leave(
        session, request_id=granted, from_day=WEEK[1], reason="", costs_cents=0, by=helen, today=MONDAY
    )
    assert outside is ChangeFault.not_granted


def test_a_grant_is_undone_on_its_day_only(session: Session, granted: int) -> None:
    helen, celine = person_id(session, "Helen"), person_id(session, "Céline")
    before = leave_balance(session, celine)
    tomorrow = now() + timedelta(days=1)
    late = undo_decision(session, request_id=granted, by=helen, today=MONDAY, at=tomorrow, zone=ZONE)
    assert late is ChangeFault.too_late
    assert undo_decision(session, request_id=granted, by=helen, today=MONDAY, at=now(), zone=ZONE) is None
    session.commit()
    assert session.get_one(LeaveRequest, granted).status is LeaveStatus.asked
    assert leave_balance(session, celine) == before + 37.5
    assert covers_for(session, granted) == []
    plan = plan_for_request(session, granted)
    assert plan is not None
    assert plan.status is PlanStatus.waiting
    again = answer(session, granted)
    assert approve_leave(session, request_id=granted, plan_id=again.id or 0, by=helen, today=MONDAY).done
    assert leave_balance(session, celine) == before


def test_a_refusal_is_undone_too(session: Session) -> None:
    withdraw_everything(session)
    number, helen = ask(session, "Céline", *WEEK), person_id(session, "Helen")
    answer(session, number)
    refuse_leave(session, request_id=number, by=helen, reason="Training")
    session.commit()
    balance = leave_balance(session, person_id(session, "Céline"))
    assert undo_decision(session, request_id=number, by=helen, today=MONDAY, at=now(), zone=ZONE) is None
    assert session.get_one(LeaveRequest, number).status is LeaveStatus.asked
    assert leave_balance(session, person_id(session, "Céline")) == balance


def test_the_day_of_a_decision_is_the_territorys(session: Session, granted: int) -> None:
    request = session.get_one(LeaveRequest, granted)
    request.decided_at = datetime(2026, 11, 17, 5, 30, tzinfo=ZoneInfo("UTC"))  # still the 16th in Yellowknife
    evening = datetime(2026, 11, 17, 6, 0, tzinfo=ZoneInfo("UTC"))
    assert can_be_undone(request, today=MONDAY, at=evening, zone=ZONE)
    assert not can_be_undone(request, today=MONDAY, at=evening + timedelta(hours=2), zone=ZONE)

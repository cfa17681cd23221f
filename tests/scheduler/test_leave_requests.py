"""Asking for leave: what is stored at once, and what is refused at once with its reason."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, func, select

from scheduler.leave_requests import CannotAsk, ask_for_leave, ask_missing_plans, withdraw_leave
from tests.fixtures.territory import MONDAY
from tests.scheduler.cast import ask, person, person_id, withdraw_everything
from workload.estimates.leave_check import LeaveFaultCode
from workload.records.leave import leave_balance
from workload.records.plans import plan_for_request
from workload.tables.leave import LeaveRequest
from workload.tables.people import Post
from workload.tables.plans import Plan
from workload.vocabulary import DayPart, LeaveStatus, PlanStatus


def test_request_and_waiting_plan_are_stored_together(session: Session) -> None:
    request_id = ask(session, "Céline", date(2027, 3, 8), date(2027, 3, 12))
    request = session.get_one(LeaveRequest, request_id)
    plan = plan_for_request(session, request_id)
    assert (request.status, request.hours) == (LeaveStatus.asked, 37.5)
    assert plan is not None
    assert plan.status == PlanStatus.waiting


def test_holidays_inside_leave_take_no_hours(session: Session) -> None:
    request_id = ask(session, "Céline", date(2027, 3, 22), date(2027, 3, 31))
    assert session.get_one(LeaveRequest, request_id).hours == 6 * 7.5  # without Good Friday and Easter Monday


def faults(session: Session, who: str, first: date, last: date, part: DayPart = DayPart.whole) -> list[str]:
    before = session.exec(select(func.count()).select_from(LeaveRequest)).one()
    with pytest.raises(CannotAsk) as refused:
        ask_for_leave(
            session, person_id=person_id(session, who), first_day=first, last_day=last, part=part, today=MONDAY
        )
    session.rollback()
    assert session.exec(select(func.count()).select_from(LeaveRequest)).one() == before
    return [fault.code.value for fault in refused.value.faults]


def test_a_day_that_has_passed_is_refused(session: Session) -> None:
    assert faults(session, "Céline", date(2026, 11, 9), date(2026, 11, 10)) == [LeaveFaultCode.in_the_past]


def test_holidays_only_cannot_be_asked(session: Session) -> None:
    assert faults(session, "Céline", date(2026, 12, 25), date(2026, 12, 27)) == [LeaveFaultCode.no_hours]


def test_leave_may_not_overlap_leave(session: Session) -> None:
    assert faults(session, "Céline", date(2026, 12, 18), date(2026, 12, 21)) == [LeaveFaultCode.overlaps]


def test_half_a_day_is_one_day_only(session: Session) -> None:
    found = faults(session, "Céline", date(2027, 3, 8), date(2027, 3, 9), DayPart.morning)
    assert found == [LeaveFaultCode.part_of_several_days]


def test_more_than_the_balance_is_refused(session: Session) -> None:
    found = faults(session, "Priya", date(2027, 1, 11), date(2027, 2, 12))
    assert found == [LeaveFaultCode.beyond_balance], leave_balance(session, person_id(session, "Priya"))


def ask_week_after_week(session: Session) -> int:
    for week in range(1, 12):
        first = date(2027, 1, 11) + timedelta(weeks=week)
        ask(session, "Priya", first, first + timedelta(days=4))
    return 11


def test_hours_asked_elsewhere_are_not_spent_twice(session: Session) -> None:
    withdraw_everything(session)
    ask(session, "Priya", date(2027, 1, 11), date(2027, 1, 15))
    with pytest.raises(CannotAsk):
        ask_week_after_week(session)
    session.rollback()
    asked = session.exec(
        select(func.sum(LeaveRequest.hours)).where(
            LeaveRequest.person_id == person_id(session, "Priya"), LeaveRequest.status == LeaveStatus.asked
        )
    ).one()
    earned_until_april = 60.0
    assert asked <= leave_balance(session, person_id(session, "Priya")) + earned_until_april


def test_a_person_without_a_post_cannot_ask(session: Session) -> None:
    post = session.exec(select(Post).where(Post.holder_id == person_id(session, "Céline"))).one()
    post.holder_id = None
    session.commit()
    assert faults(session, "Céline", date(2027, 3, 8), date(2027, 3, 12)) == [LeaveFaultCode.no_post]


def test_days_refused_before_go_first_next_time(session: Session) -> None:
    row = session.exec(select(LeaveRequest).where(LeaveRequest.status == LeaveStatus.refused)).first()
    assert row is not None
    row.first_day, row.last_day = date(2027, 3, 8), date(2027, 3, 12)
    name = session.get_one(type(person(session, "Céline")), row.person_id).given_name
    session.commit()
    request_id = ask(session, name, date(2027, 3, 10), date(2027, 3, 11))
    assert session.get_one(LeaveRequest, request_id).refused_before


def test_a_withdrawn_request_leaves_the_queue(session: Session) -> None:
    request_id = ask(session, "Céline", date(2027, 3, 8), date(2027, 3, 12))
    assert withdraw_leave(session, request_id=request_id, by=person_id(session, "Céline")).done
    session.commit()
    waiting = select(Plan).where(Plan.request_id == request_id, Plan.status == PlanStatus.waiting)
    assert session.exec(waiting).first() is None
    assert not withdraw_leave(session, request_id=request_id, by=person_id(session, "Céline")).done


def test_every_waiting_request_of_the_seed_gets_a_plan_once(session: Session) -> None:
    first = ask_missing_plans(session, today=MONDAY)
    assert (
        first
        == session.exec(
            select(func.count()).select_from(LeaveRequest).where(LeaveRequest.status == LeaveStatus.asked)
        ).one()
    )
    assert ask_missing_plans(session, today=MONDAY) == 0

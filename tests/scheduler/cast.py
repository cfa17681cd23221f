"""The people of the seed territory whom these tests tell of, and short ways to ask and answer."""

from datetime import date
from typing import cast

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from scheduler.leave_requests import ask_for_leave
from tests.fixtures.answering import answer_waiting_plans
from tests.fixtures.territory import MONDAY
from workload.records.plans import plan_for_request
from workload.tables.leave import LeaveRequest
from workload.tables.people import Person
from workload.tables.plans import Plan


def person(session: Session, given_name: str) -> Person:
    """Céline is alone in Whatì, Lorraine in Łutselk'e; Helen manages both; Amira is one of several in Yellowknife."""
    return session.exec(select(Person).where(col(Person.given_name) == given_name)).one()


def person_id(session: Session, given_name: str) -> int:
    return cast(int, person(session, given_name).id)


def ask(session: Session, given_name: str, first: date, last: date) -> int:
    """A stored request with its waiting plan; its id."""
    request = ask_for_leave(
        session, person_id=person_id(session, given_name), first_day=first, last_day=last, today=MONDAY
    )
    session.commit()
    return cast(int, request.id)


def answer(session: Session, request_id: int) -> Plan:
    """Solve everything that waits, in this process; the answered plan of the request."""
    session.commit()
    answer_waiting_plans(cast(Engine, session.get_bind()), today=MONDAY)
    session.expire_all()
    plan = plan_for_request(session, request_id)
    assert plan is not None
    return plan


def everybody_agrees(session: Session, request_id: int) -> None:
    """Whoever is asked to cover the leave says yes."""
    from scheduler.cover_answers import agree_to_cover
    from workload.records.leave import covers_for

    for coverer in {row.person_id for row in covers_for(session, request_id)}:
        agree_to_cover(session, request_id=request_id, person_id=coverer, today=MONDAY)
    session.commit()


def withdraw_everything(session: Session) -> None:
    """No request of the seed is left waiting, so that a test tells its own story."""
    from scheduler.leave_requests import withdraw_leave
    from workload.vocabulary import LeaveStatus

    for row in session.exec(select(LeaveRequest).where(LeaveRequest.status == LeaveStatus.asked)).all():
        withdraw_leave(session, request_id=cast(int, row.id), by=row.person_id)
    session.commit()

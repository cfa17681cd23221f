"""Whoever follows the feed of decided leave hears of every decision, once, on both databases."""

from datetime import date

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from workload.records.audit import note_action
from workload.records.audit_seals import seal_entries
from workload.records.leave_feed import leave_news
from workload.tables import metadata
from workload.tables.leave import LeaveRequest
from workload.tables.people import Person
from workload.tables.places import Office, Region
from workload.vocabulary import LeaveKind, OfficeKind, PersonKind


def decided(session: Session, leave: LeaveRequest, action: str = "leave_granted") -> None:
    note_action(session, person_id=None, action=action, subject="leave_request", subject_id=leave.id)
    session.flush()


@pytest.fixture
def leave(empty_database: Engine) -> LeaveRequest:
    metadata.create_all(empty_database)
    with Session(empty_database, expire_on_commit=False) as session:
        session.add(Region(id="north", name="North"))
        session.flush()
        session.add(Office(id="bay", name="Bay", region_id="north", kind=OfficeKind.community))
        session.flush()
        day = date(2026, 11, 16)
        person = Person(
            given_name="Ana", family_name="Bayha", sort_name="bayha ana", kind=PersonKind.cso, office_id="bay",
            service_since=day,
        )  # fmt: skip
        session.add(person)
        session.flush()
        row = LeaveRequest(person_id=person.id or 0, kind=LeaveKind.annual, first_day=day, last_day=day, hours=7.5)
        session.add(row)
        session.commit()
    return row


def seal(engine: Engine) -> None:
    with Session(engine) as session:
        seal_entries(session)
        session.commit()


def news(engine: Engine, after: int) -> list[tuple[int, str]]:
    with Session(engine) as session:
        return [(one.number, one.what) for one in leave_news(session, after, 100)[0]]


def test_a_decision_that_is_committed_late_is_not_missed(empty_database: Engine, leave: LeaveRequest) -> None:
    """On PostgreSQL the first has the lower number and is there later; somebody asks in between."""
    if empty_database.dialect.name == "sqlite":  # one writes at a time: the order of numbers is that of the commits
        with Session(empty_database) as session:
            decided(session, leave, "leave_refused")
            session.commit()
    with Session(empty_database) as slow:
        if empty_database.dialect.name == "postgresql":
            decided(slow, leave, "leave_refused")
        with Session(empty_database) as quick:
            decided(quick, leave)
            quick.commit()
        seal(empty_database)
        heard = news(empty_database, 0)
        slow.commit()
    seal(empty_database)
    heard += news(empty_database, heard[-1][0])
    assert sorted(what for _number, what in heard) == ["leave_granted", "leave_refused"]
    assert [number for number, _what in heard] == [1, 2]
    assert news(empty_database, 2) == []


def test_the_feed_tells_decisions_and_hides_sickness(empty_database: Engine, leave: LeaveRequest) -> None:
    with Session(empty_database) as session:
        for action in ("leave_asked", "sick_called", "cover_asked", "leave_returned", "decision_undone"):
            decided(session, leave, action)
        note_action(session, person_id=None, action="leave_granted", subject="case", subject_id="IA-1")
        session.commit()
    assert news(empty_database, 0) == []  # not sealed yet
    seal(empty_database)
    assert [what for _number, what in news(empty_database, 0)] == [
        "leave_granted",
        "leave_shortened",
        "decision_undone",
    ]
    with Session(empty_database) as session:
        first, after = leave_news(session, 0, 2)
        rest, end = leave_news(session, after or 0, 2)
    assert (len(first), len(rest), end) == (2, 1, None)

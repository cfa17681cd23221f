"""A concern that nobody answers goes further up, day by day, and says what took the time instead."""

from datetime import date, timedelta

from sqlmodel import Session, col, select

from scheduler.concern_escalation import escalate
from scheduler.concern_waits import wait
from scheduler.concern_workflow import acknowledge
from tests.fixtures.territory import MONDAY
from workload.estimates.waits import Owner
from workload.records.concerns import record_concern
from workload.records.time_log import log_time
from workload.tables.concerns import Concern
from workload.tables.messages import Message
from workload.tables.people import Person
from workload.tables.time_log import TimeLogEntry
from workload.vocabulary import Activity, Channel, ConcernCategory, Handler, MessageKind


def person(session: Session, given_name: str) -> int:
    return session.exec(select(Person.id).where(Person.given_name == given_name)).one() or 0


def told(session: Session, concern: Concern) -> list[tuple[str, set[str]]]:
    """Levels in order, each with who was told."""
    levels: dict[str, set[str]] = {}
    for one in session.exec(select(Message).where(Message.kind == MessageKind.concern_due).order_by(col(Message.id))):
        if one.values["reference"] == concern.reference:
            name = session.get_one(Person, one.person_id).given_name
            levels.setdefault(one.values["level"], set()).add(name)
    return list(levels.items())


def concern_of_celine(session: Session) -> Concern:
    concern = record_concern(
        session, office_id="whati", opened_on=MONDAY, category=ConcernCategory.delay, channel=Channel.phone,
        what_happened="Nobody calls back.", reach="", recorded_by=None, promised_due=date(2026, 11, 18), promise="",
        handler=Handler.officer,
    )  # fmt: skip
    helen, celine = person(session, "Helen"), person(session, "Céline")
    acknowledge(session, concern, owner_id=celine, text="We look into it.", by=helen, today=MONDAY)
    return concern


def test_each_level_is_told_once_in_open_days(session: Session) -> None:
    concern = concern_of_celine(session)
    for days in range(14):
        for _run in range(2):
            escalate(session, MONDAY + timedelta(days=days))
    steps = told(session, concern)
    assert [level for level, _who in steps] == ["half", "due", "missed", "two_past", "five_past"]
    assert steps[0][1] == {"Céline"}
    assert steps[1][1] == {"Céline", "Helen"}
    assert "Ruth" in steps[3][1]
    assert "Daniel" in steps[4][1]
    assert concern.owner_id == person(session, "Helen")


def test_the_message_counts_the_work_done_instead(session: Session) -> None:
    concern = concern_of_celine(session)
    celine = person(session, "Céline")
    others = select(TimeLogEntry).where(TimeLogEntry.person_id == celine, TimeLogEntry.day >= MONDAY)
    assert session.exec(others).all() == []
    for minutes, activity in ((150, Activity.bring_forward), (30, Activity.concern)):
        log_time(session, person_id=celine, day=date(2026, 11, 17), activity=activity, minutes=minutes)
    escalate(session, date(2026, 11, 18))
    note = session.exec(
        select(Message).where(Message.kind == MessageKind.concern_due, Message.person_id == celine)
    ).all()
    said = next(one for one in note if one.values["reference"] == concern.reference)
    assert said.values["instead"] == 2.5


def test_a_wait_for_the_client_tells_nobody(session: Session) -> None:
    concern = concern_of_celine(session)
    helen = person(session, "Helen")
    wait(session, concern, owner=Owner.client, item="rent receipt", text="Please bring it.", by=helen, today=MONDAY)
    for days in range(10):
        escalate(session, MONDAY + timedelta(days=days))
    assert told(session, concern) == []

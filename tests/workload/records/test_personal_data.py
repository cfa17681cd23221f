"""What is held on a person: every table says whose its rows are, and a leaver's go without moving a sum."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlmodel import Session, func, select

from tests.fixtures.territory import MONDAY
from workload.records.personal_data import DEEDS, HELD, forget, own_data
from workload.tables import metadata
from workload.tables.accounts import Account
from workload.tables.leave import LeaveRequest
from workload.tables.people import Person
from workload.tables.recognition import RecognitionNote
from workload.tables.time_log import TimeLogEntry
from workload.tables.wellbeing import PrivateLook, PrivateShare, UnpaidHours
from workload.vocabulary import PrivateFact


def celine(session: Session) -> int:
    return session.exec(select(Account.person_id).where(Account.username == "celine")).one()


def test_every_column_that_names_a_person_is_placed() -> None:
    """A new table must say whether its rows are about a person, or only done by one."""
    pointing = {
        f"{table.name}.{column.name}"
        for table in metadata.tables.values()
        for column in table.columns
        if any(key.column.table.name == "person" for key in column.foreign_keys)
    }
    held = {f"{one.table}.{name}" for one in HELD for name in one.columns} - {"person.id"}
    assert held | DEEDS == pointing
    assert not held & DEEDS
    for one in HELD:
        assert {*one.columns, *one.words, *one.stays_here} <= set(metadata.tables[one.table].c.keys())


def test_the_copy_has_mine_and_nobody_elses(session: Session) -> None:
    mine, other = celine(session), 1
    share = PrivateShare(person_id=mine, with_id=other, since=MONDAY, until=MONDAY)
    session.add_all([share, UnpaidHours(person_id=mine, day=MONDAY, minutes=45)])
    session.add(UnpaidHours(person_id=other, day=MONDAY, minutes=99))
    session.flush()
    session.add(PrivateLook(by_id=other, day=MONDAY, person_id=mine, fact=PrivateFact.unpaid_hours))
    session.add(PrivateLook(by_id=mine, day=MONDAY, person_id=other, fact=PrivateFact.lieu))
    session.flush()
    data = dict(own_data(session, mine))
    columns, rows = data["leave_request"]
    asked = session.exec(select(func.count()).select_from(LeaveRequest).where(LeaveRequest.person_id == mine)).one()
    assert len(rows) == asked > 0
    assert any("Gamètì" in str(row[columns.index("note")]) for row in rows)
    assert [row[data["unpaid_hours"][0].index("minutes")] for row in data["unpaid_hours"][1]] == [45]
    assert data["private_look"][1] == [["P001", MONDAY.isoformat(), f"P{mine:03}", "unpaid_hours"]]
    assert not {"password_hash", "session_key", "factor_secret"} & set(data["account"][0])
    assert not {"drivers", "language"} & set(data["case"][0])
    assert "concern" not in data


def test_a_leaver_goes_and_every_sum_stays(session: Session) -> None:
    number = celine(session)
    person = session.get_one(Person, number)
    session.add(UnpaidHours(person_id=number, day=MONDAY, minutes=45))
    session.add(RecognitionNote(**_note(recipient_id=number, text="You stayed late.")))
    session.add(RecognitionNote(**_note(recipient_id=1, giver_id=number, text="Thank you, colleague.")))
    person.works_until = date(2026, 11, 13)
    session.flush()
    before = _sums(session)
    office = person.office_id
    assert forget(session, number) > 10
    session.flush()
    assert _sums(session) == before
    assert (person.name, person.email, person.office_id) == ("Former employee", "", office)
    assert session.exec(select(Account).where(Account.person_id == number)).first() is None
    assert session.exec(select(UnpaidHours).where(UnpaidHours.person_id == number)).first() is None
    told = session.exec(select(RecognitionNote.text).where(RecognitionNote.recipient_id == number)).all()
    assert set(told) == {""}
    theirs = session.exec(select(RecognitionNote.text).where(RecognitionNote.giver_id == number)).all()
    assert "Thank you, colleague." in theirs  # a note belongs to whom it thanks
    notes = session.exec(select(LeaveRequest.note).where(LeaveRequest.person_id == number)).all()
    assert set(notes) == {""}
    left = " ".join(str(sheet) for name, sheet in own_data(session, number) if name != "audit_entry")
    assert "Rabesc" not in left
    assert "Gamètì" not in left


def _note(**more: Any) -> dict[str, Any]:
    return {"giver": "peer", "value": "taught", "written_on": MONDAY} | more


def _sums(session: Session) -> list[Any]:
    hours = select(LeaveRequest.kind, LeaveRequest.status, func.sum(LeaveRequest.hours), func.count())
    minutes = select(TimeLogEntry.activity, func.sum(TimeLogEntry.minutes), func.count())
    notes = select(RecognitionNote.value, func.count())
    grouped: list[tuple[Any, Callable[..., Any]]] = [
        (hours, lambda q: q.group_by(LeaveRequest.kind, LeaveRequest.status)),
        (minutes, lambda q: q.group_by(TimeLogEntry.activity)),
        (notes, lambda q: q.group_by(RecognitionNote.value)),
    ]
    return [sorted(map(str, session.execute(group(query)).all())) for query, group in grouped]

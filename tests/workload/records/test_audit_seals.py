"""The trail cannot be changed without a trace once it is sealed."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, delete, select, update

from workload.records.audit import note_action
from workload.records.audit_seals import has_digest, seal_entries, walk_chain
from workload.tables.audit import AuditEntry, AuditSeal


@pytest.fixture
def sealed(session: Session) -> Session:
    """A trail of at least four entries, all sealed."""
    for number in range(4):
        note_action(session, person_id=None, action="case.move", subject="case", subject_id=number, why="ǫ̀ and é")
    session.flush()
    seal_entries(session)
    session.commit()
    return session


def test_an_untouched_trail_is_whole(sealed: Session) -> None:
    report = walk_chain(sealed)
    assert report.faults == ()
    assert report.sealed == len(sealed.exec(select(AuditEntry)).all())
    assert report.waiting == 0
    assert seal_entries(sealed) == []


def test_new_entries_wait_for_their_seal(sealed: Session) -> None:
    note_action(sealed, person_id=None, action="case.move", subject="case", subject_id=9)
    sealed.flush()
    assert walk_chain(sealed).waiting == 1
    assert len(seal_entries(sealed)) == 1
    assert walk_chain(sealed).faults == ()


@pytest.mark.parametrize("field", ["why", "action", "subject_id"])
def test_a_changed_entry_is_named(sealed: Session, field: str) -> None:
    victim = sealed.exec(select(AuditEntry.id).order_by(col(AuditEntry.id).desc()).offset(1)).first()
    sealed.execute(update(AuditEntry).where(col(AuditEntry.id) == victim).values({field: "something else"}))
    sealed.expire_all()
    assert any(fault.startswith(f"entry {victim} ") for fault in walk_chain(sealed).faults)


def test_an_entry_taken_away_is_named(sealed: Session) -> None:
    victim = sealed.exec(select(AuditEntry.id).order_by(col(AuditEntry.id).desc()).offset(1)).first()
    sealed.execute(delete(AuditEntry).where(col(AuditEntry.id) == victim))
    assert any(f"entry {victim} was taken away" in fault for fault in walk_chain(sealed).faults)


def test_an_entry_and_its_seal_taken_away_are_missed(sealed: Session) -> None:
    victim = sealed.exec(select(AuditSeal).order_by(col(AuditSeal.number).desc()).offset(1)).first()
    assert victim is not None
    sealed.execute(delete(AuditEntry).where(col(AuditEntry.id) == victim.entry_id))
    sealed.delete(victim)
    sealed.flush()
    assert f"seal {victim.number} is missing" in walk_chain(sealed).faults


def test_seals_put_in_another_order_are_named(sealed: Session) -> None:
    one, other = sealed.exec(select(AuditSeal).order_by(col(AuditSeal.number).desc()).limit(2)).all()
    numbers = one.entry_id, other.entry_id
    one.entry_id = 10**9
    sealed.flush()
    other.entry_id = numbers[0]
    sealed.flush()
    one.entry_id = numbers[1]
    sealed.flush()
    assert len(walk_chain(sealed).faults) == 2


def test_an_entry_with_an_older_day_is_named(sealed: Session) -> None:
    entry = note_action(sealed, person_id=None, action="leave_granted", subject="leave_request", subject_id=1)
    entry.at -= timedelta(days=40)
    sealed.flush()
    seal_entries(sealed)
    (fault,) = walk_chain(sealed).faults
    assert f"entry {entry.id} says" in fault
    note_action(sealed, person_id=None, action="case.move", subject="case", subject_id=1)
    sealed.flush()
    seal_entries(sealed)
    assert len(walk_chain(sealed).faults) == 1  # what follows is not blamed


def test_a_digest_noted_elsewhere_guards_the_end(sealed: Session) -> None:
    noted = walk_chain(sealed).last_digest
    assert has_digest(sealed, noted)
    last = sealed.exec(select(AuditSeal).order_by(col(AuditSeal.number).desc())).first()
    assert last is not None
    sealed.execute(delete(AuditEntry).where(col(AuditEntry.id) == last.entry_id))
    sealed.delete(last)
    sealed.flush()
    assert walk_chain(sealed).faults == ()
    assert not has_digest(sealed, noted)

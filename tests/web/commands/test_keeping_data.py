"""Backup, restore, check and audit from the terminal, one after the other."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import text
from sqlmodel import Session, select

from web.commands import fairload
from workload.database import connect
from workload.settings import Settings
from workload.tables.leave import LeaveRequest
from workload.vocabulary import LeaveKind, LeaveStatus


@pytest.fixture
def kept(settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> CliRunner:
    """A terminal on a freshly set-up demonstration in a data folder of its own."""
    monkeypatch.setenv("FAIRLOAD_DATA_DIR", str(tmp_path / "first"))
    run = CliRunner()
    assert run.invoke(fairload, ["setup", "--demonstration"]).exit_code == 0
    return run


@pytest.mark.sqlite
def test_a_territory_moves_to_another_box(kept: CliRunner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    backup = tmp_path / "monday.backup"
    (tmp_path / "words").write_text("under the northern lights\n")
    locked = ["--passphrase-file", str(tmp_path / "words")]
    made = kept.invoke(fairload, ["backup", str(backup), *locked])
    assert (made.exit_code, "read back and whole, encrypted" in made.output) == (0, True)
    monkeypatch.setenv("FAIRLOAD_DATA_DIR", str(tmp_path / "second"))
    refused = kept.invoke(fairload, ["restore", str(backup)])
    assert (refused.exit_code, "give its passphrase" in refused.output) == (2, True)
    assert kept.invoke(fairload, ["restore", str(backup), *locked]).exit_code == 0
    assert kept.invoke(fairload, ["check"]).output == "Everything that is stored is sound.\n"
    again = kept.invoke(fairload, ["restore", str(backup), *locked])
    assert (again.exit_code, "in use" in again.output) == (2, True)


@pytest.mark.sqlite
def test_check_names_what_is_not_sound(kept: CliRunner) -> None:
    engine = connect(Settings().address)
    with Session(engine) as session:
        standing = (LeaveRequest.status == LeaveStatus.granted, LeaveRequest.kind == LeaveKind.annual)
        granted = session.exec(select(LeaveRequest).where(*standing)).first()
        assert granted is not None
        copy = LeaveRequest(**granted.model_dump(exclude={"id"}))
        session.add(copy)
        session.commit()
        pair = f"granted leave requests {granted.id} and {copy.id} of one person overlap"
    with engine.connect() as connection:
        connection.execute(text("PRAGMA foreign_keys=OFF"))
        connection.execute(text("UPDATE person SET office_id = 'atlantis' WHERE id = 1"))
        connection.commit()
    found = kept.invoke(fairload, ["check"])
    assert found.exit_code == 3
    assert pair in found.output
    assert "row 1 of person points to a row of office that is not there" in found.output


def test_verify_says_whole_and_then_what_was_changed(kept: CliRunner) -> None:
    from workload.records.audit import note_action
    from workload.records.audit_seals import seal_entries

    engine = connect(Settings().address)
    with Session(engine) as session:
        entry = note_action(session, person_id=1, action="leave.grant", subject="leave", subject_id=1, why="covered")
        session.flush()
        seal_entries(session)
        session.commit()
        number = entry.id
    whole = kept.invoke(fairload, ["audit", "verify"])
    assert whole.exit_code == 0
    digest = whole.output.split()[-1]
    assert kept.invoke(fairload, ["audit", "verify", "--expect", digest]).exit_code == 0
    assert kept.invoke(fairload, ["audit", "verify", "--expect", "0" * 64]).exit_code == 3
    with engine.begin() as connection:
        connection.execute(text("UPDATE audit_entry SET why = 'not covered' WHERE id = :it"), {"it": number})
    changed = kept.invoke(fairload, ["audit", "verify"])
    assert (changed.exit_code, f"entry {number} " in changed.output) == (3, True)

"""Files into the database: all or nothing, every fault named, and twice is as good as once."""

import csv
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, func, select

from workload.codes import person_id
from workload.exchange.faults import FileFaults
from workload.exchange.relief_files import write_tables
from workload.exchange.territory_files import HEADERS, export_territory
from workload.exchange.territory_import import import_territory
from workload.exchange.whole_files import whole_sheets
from workload.exchange.whole_tables import WHOLE
from workload.migrations import upgrade
from workload.records.audit import actions_on
from workload.records.cases import case_by_reference, conflicts
from workload.tables.audit import AuditEntry
from workload.tables.cases import Case
from workload.tables.concerns import Concern
from workload.tables.people import Person
from workload.tables.places import Office
from workload.tables.plans import PinnedCase
from workload.tables.time_log import TimeLogEntry
from workload.vocabulary import PersonKind

TODAY = date(2026, 11, 16)


@pytest.fixture
def exported(session: Session, tmp_path: Path) -> Path:
    export_territory(session, tmp_path / "out", TODAY)
    return tmp_path / "out"


def _alone(folder: Path, name: str, text: str) -> Path:
    """A folder with this one file."""
    (folder / "in").mkdir(exist_ok=True)
    (folder / "in" / name).write_text(text, "utf-8")
    return folder / "in"


def test_what_was_exported_comes_back_unchanged(session: Session, exported: Path) -> None:
    before = session.exec(select(func.count()).select_from(AuditEntry)).one()
    result = import_territory(session, exported, TODAY)
    assert {(tally.added, tally.changed) for tally in result.tallies.values()} == {(0, 0)}
    assert result.tallies["cases.csv"].same == 1922
    assert session.exec(select(func.count()).select_from(AuditEntry)).one() == before


def test_an_empty_database_is_filled_from_an_export(empty_database: Engine, session: Session, tmp_path: Path) -> None:
    """On SQLite and PostgreSQL: names, places, cases, leave and calendar come over, and go out again the same."""
    upgrade(empty_database)
    export_territory(session, tmp_path / "here", TODAY, whole=True)
    with Session(empty_database) as other:
        first = import_territory(other, tmp_path / "here", TODAY)
        again = import_territory(other, tmp_path / "here", TODAY)
        export_territory(other, tmp_path / "there", TODAY, whole=True)
        assert other.get_one(Office, "behchoko").name == "Behchokǫ̀"
        other.add(_somebody_new())  # row numbers go on after those of the files
        other.flush()
    assert first.tallies["staff.csv"].added == 44
    assert {(tally.added, tally.changed) for tally in again.tallies.values()} == {(0, 0)}
    files = {path.name for path in (tmp_path / "here").iterdir()}
    assert files == {*HEADERS, *(whole.file for whole in WHOLE)}
    for name in files:
        one, two = ((tmp_path / folder / name).read_text("utf-8").splitlines() for folder in ("here", "there"))
        assert sorted(one) == sorted(two), name


def _somebody_new() -> Person:
    return Person(
        given_name="Zoe",
        family_name="New",
        sort_name="new, zoe",
        kind=PersonKind.cso,
        office_id="whati",
        service_since=TODAY,
    )


def test_leave_of_a_running_territory_is_left_alone(session: Session, tmp_path: Path) -> None:
    """Known staff follow the file; leave is decided in the service and comes in only while there is none."""
    sheets = dict(whole_sheets(session))
    write_tables(tmp_path, {name: sheets[name] for name in ("staff.csv", "leave.csv")})
    staff = (tmp_path / "staff.csv").read_text("utf-8")
    (tmp_path / "staff.csv").write_text(staff.replace("Client Service Officer", "Officer"), "utf-8")
    result = import_territory(session, tmp_path, TODAY)
    assert result.tallies["staff.csv"].changed > 20
    assert "leave.csv" not in result.tallies
    assert any(notice.file == "leave.csv" for notice in result.notices)


def test_faults_of_a_new_territory_are_named(empty_database: Engine, tmp_path: Path) -> None:
    upgrade(empty_database)
    folder = _alone(tmp_path, "regions.csv", "region_id,name\nnorth,North\n")
    _alone(tmp_path, "places.csv", "office_id,name,region_id,kind\nbay,Bay,south,community\n")
    staff = "person_id,given_name,family_name,kind,office_id,service_since,buddy_id\n"
    _alone(tmp_path, "staff.csv", staff + "7,Ana,Bay,cso,bay,2020-02-30,\nP008,Bo,Bay,cso,cove,2020-02-03,P099\n")
    with Session(empty_database) as other, pytest.raises(FileFaults) as caught:
        import_territory(other, folder, TODAY)
    assert [str(fault) for fault in caught.value.faults] == [
        "places.csv:2 region_id: 'south' is not one of the regions we know",
        "staff.csv:2 person_id: '7' is not a code like P007",
        "staff.csv:2 service_since: '2020-02-30' is not a date like 2026-04-02",
        "staff.csv:3 office_id: 'cove' is not one of the offices we know",
        "staff.csv:3 buddy_id: 'P099' is not one of the people we know",
    ]


def test_changed_cells_are_taken_in_once(session: Session, exported: Path) -> None:
    path = exported / "cases.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    moved = next(row for row in rows if row["community"] == "yellowknife" and row["current_officer"])
    was, moved["current_officer"] = moved["current_officer"], "P021"
    rows.append(moved | {"case_id": "IA-99999", "tier": "complex"})
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    first = import_territory(session, exported, TODAY)
    again = import_territory(session, exported, TODAY)
    assert (first.tallies["cases.csv"].added, first.tallies["cases.csv"].changed) == (1, 1)
    assert {(tally.added, tally.changed) for tally in again.tallies.values()} == {(0, 0)}
    case = case_by_reference(session, moved["case_id"])
    assert case is not None
    assert (case.officer_id, case.previous_officer_id, case.officer_since) == (21, person_id(was), TODAY)
    new = case_by_reference(session, "IA-99999")
    assert new is not None
    assert (new.tier, new.provisional) == ("complex", True)
    assert len(actions_on(session, "territory", TODAY.isoformat())) == 1


def test_one_bad_row_and_nothing_at_all_is_stored(session: Session, exported: Path) -> None:
    with (exported / "training.csv").open("a", encoding="utf-8") as stream:
        stream.write("P001,csp,2026-02-30\nP999,csp,2026-01-05\nP001,knitting,2026-01-05\n")
    with (exported / "time_log.csv").open("a", encoding="utf-8") as stream:
        stream.write("P001,2026-11-02,contact,simple,9,IA-77777\nP001,2026-11-02,contact,simple,9,\n")
    lines = session.exec(select(func.count()).select_from(TimeLogEntry)).one()
    with pytest.raises(FileFaults) as caught:
        import_territory(session, exported, TODAY)
    told = [str(fault) for fault in caught.value.faults]
    assert len(told) == 4
    assert told[0].endswith("case_id: 'IA-77777' is not one of the cases we know")
    assert any("completed: '2026-02-30' is not a date" in one for one in told)
    assert any("person_id: 'P999' is not one of the people we know" in one for one in told)
    assert any("course: 'knitting' is not one of" in one for one in told)
    session.expire_all()
    assert session.exec(select(func.count()).select_from(TimeLogEntry)).one() == lines


def test_equal_lines_of_time_are_counted(session: Session, tmp_path: Path) -> None:
    line = "P001,2026-11-03,contact,simple,9,\n"
    folder = _alone(tmp_path, "time_log.csv", "person_id,date,activity,tier,minutes,case_id\n" + line * 2)
    assert import_territory(session, folder, TODAY).tallies["time_log.csv"].added == 2
    assert import_territory(session, folder, TODAY).tallies["time_log.csv"].added == 0
    _alone(tmp_path, "time_log.csv", "person_id,date,activity,tier,minutes,case_id\n" + line * 3)
    assert import_territory(session, folder, TODAY).tallies["time_log.csv"].added == 1


def test_a_concern_gets_the_day_it_was_promised(session: Session, tmp_path: Path) -> None:
    text = "reference,office_id,opened,closed,category,channel\nOLD-1,whati,2026-04-02,,delay,mail\n"
    import_territory(session, _alone(tmp_path, "concerns.csv", text), TODAY)
    concern = session.exec(select(Concern).where(Concern.reference == "OLD-1")).one()
    assert concern.promised_due == date(2026, 4, 8)  # Good Friday and Easter Monday do not count
    assert concern.status == "received"


def test_pins_do_not_come_back_as_conflicts(session: Session, tmp_path: Path) -> None:
    case = session.exec(select(Case).where(Case.community_id == "behchoko")).first()
    assert case is not None
    assert case.id is not None
    assert case.officer_id is not None
    session.add(PinnedCase(case_id=case.id, person_id=case.officer_id))
    session.flush()
    before = conflicts(session)
    export_territory(session, tmp_path / "out", TODAY)
    assert import_territory(session, tmp_path / "out", TODAY).tallies["conflicts.csv"].added == 0
    assert conflicts(session) == before


def test_officers_may_learn_a_language_and_a_place(session: Session, tmp_path: Path) -> None:
    text = "officer_id,communities,languages,icm\nP021,behchoko;dettah;whati,en;dgr;fr,1\n"
    folder = _alone(tmp_path, "officers.csv", text)
    assert import_territory(session, folder, TODAY).tallies["officers.csv"].changed == 1
    assert session.get_one(Person, 21).languages == ["en", "dgr", "fr"]
    assert session.get_one(Person, 21).icm
    assert import_territory(session, folder, TODAY).tallies["officers.csv"].same == 1


def test_a_folder_without_files_says_what_it_needs(session: Session, tmp_path: Path) -> None:
    with pytest.raises(FileFaults, match=r"holds none of the files.*cases\.csv"):
        import_territory(session, tmp_path, TODAY)

"""applications.csv: in once, followed when it changes, and every impossible day named."""

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import Session

from workload.exchange.faults import FileFaults
from workload.exchange.territory_import import import_territory
from workload.records.applications import application_of
from workload.records.cases import case_by_reference

TODAY = date(2026, 11, 16)
HEADER = "case_id,office_id,submitted,documents_complete,verified,decided,paid,waits\n"


def file_of(folder: Path, *rows: str) -> Path:
    (folder / "applications.csv").write_text(HEADER + "\n".join(rows) + "\n", "utf-8")
    return folder


def test_applications_come_in_once_and_follow_the_file(session: Session, tmp_path: Path) -> None:
    waits = "client:2026-11-04::bank statement: March;hq:2026-11-03:2026-11-04:"
    row = f"IA-10002,fort-smith,2026-11-02,2026-11-03,2026-11-04,,,{waits}"
    folder = file_of(tmp_path, row)
    assert import_territory(session, folder, TODAY).tallies["applications.csv"].added == 1
    assert import_territory(session, folder, TODAY).tallies["applications.csv"].same == 1
    case = case_by_reference(session, "IA-10002")
    one = application_of(session, case.id if case and case.id else 0, date(2026, 11, 2))
    assert one is not None
    assert [(wait["owner"], wait["last"], wait["item"]) for wait in one.waits] == [
        ("hq", "2026-11-04", ""), ("client", None, "bank statement: March"),
    ]  # fmt: skip
    file_of(tmp_path, row.replace("2026-11-04,,,", "2026-11-04,2026-11-10,,").replace("04::", "04:2026-11-09:"))
    assert import_territory(session, folder, TODAY).tallies["applications.csv"].changed == 1
    assert one.decided == date(2026, 11, 10)


def test_every_impossible_cell_is_named(session: Session, tmp_path: Path) -> None:
    folder = file_of(
        tmp_path,
        "IA-10002,fort-smith,2026-11-02,2026-11-30,,,,",
        "IA-10003,fort-smith,2026-11-02,2026-11-01,,,,",
        "IA-1,atlantis,2026-11-02,,,,,",
        "IA-10005,inuvik,2026-11-02,,,,,weather:2026-11-03::",
    )
    with pytest.raises(FileFaults) as caught:
        import_territory(session, folder, TODAY)
    told = "\n".join(str(fault) for fault in caught.value.faults)
    assert len(caught.value.faults) == 5
    assert "applications.csv:2 documents_complete: '2026-11-30' is still to come" in told
    assert "applications.csv:3 documents_complete: '2026-11-01' is before the day it was submitted" in told
    assert "applications.csv:4 office_id: 'atlantis' is not one of the offices we know" in told
    assert "applications.csv:4 case_id: 'IA-1' is not one of the cases we know" in told
    assert "applications.csv:5 waits: 'weather:2026-11-03::' is not a wait like" in told

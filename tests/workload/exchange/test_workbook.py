"""A workbook is taken in like the files it stands for, and refused by sheet and row."""

import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook
from sqlmodel import Session, select

from web.commands import fairload
from workload.exchange import workbook
from workload.settings import Settings
from workload.tables.concerns import Concern
from workload.tables.training import TrainingRecord

CONCERNS = ["reference", "office_id", "opened", "closed", "category", "channel"]


def saved(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_dates_are_taken_in_as_typed_in_excel(settings: Settings, session: Session, tmp_path: Path) -> None:
    concern = ["OLD-1", "whati", datetime(2026, 4, 2), None, "delay", "mail"]  # noqa: DTZ001
    training = [["person_id", "course", "completed"], ["P001", "csp", "2026-01-05"]]
    path = saved(tmp_path / "b.xlsx", {"Concerns": [CONCERNS, concern], "training.csv": training, "Notes": [["x"]]})
    done = CliRunner().invoke(fairload, ["import", str(path)])
    assert done.exit_code == 0, done.output
    assert "the sheet 'Notes' is not known" in done.stderr
    assert session.exec(select(Concern).where(Concern.reference == "OLD-1")).one().promised_due == date(2026, 4, 8)
    assert session.exec(select(TrainingRecord).where(TrainingRecord.completed_on == date(2026, 1, 5))).first()


def test_faults_name_the_sheet_and_the_row(settings: Settings, session: Session, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        CONCERNS,
        ["OLD-1", "whati", "2026-04-02", None, None, "mail"],
        [],
        ["OLD-1", "atlantis"],
    ]
    path = saved(tmp_path / "b.xlsx", {"concerns": rows})
    done = CliRunner().invoke(fairload, ["import", str(path)])
    assert done.exit_code == 2
    assert "concerns.csv:2 category: '' is not one of" in done.stderr
    assert "concerns.csv:4 opened: '' is not a date" in done.stderr
    formula = saved(
        tmp_path / "f.xlsx", {"concerns": [CONCERNS, ['=HYPERLINK("x")', "whati", "2026-04-02", None, "delay", "mail"]]}
    )
    done = CliRunner().invoke(fairload, ["import", str(formula)])
    assert "concerns.csv:2: holds a formula" in done.stderr
    assert session.exec(select(Concern).where(Concern.reference == "OLD-1")).first() is None


@pytest.mark.parametrize("kind", ["text", "bomb", "half"])
def test_what_is_no_workbook_is_refused_in_a_sentence(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    path = saved(tmp_path / "b.xlsx", {"concerns": [CONCERNS]})
    if kind == "text":
        path.write_text("reference,office_id\n", "utf-8")
    elif kind == "half":
        path.write_bytes(path.read_bytes()[:2000])
    else:
        with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("xl/bomb.xml", b"0" * 3_000_000)
        monkeypatch.setattr(workbook, "MOST_BYTES", 2_000_000)
    done = CliRunner().invoke(fairload, ["import", str(path)])
    assert done.exit_code == 2
    assert "nothing was stored" in done.stderr
    assert ("more than the 2 MB we read" if kind == "bomb" else "is not an XLSX workbook") in done.stderr


def test_a_sheet_with_an_unknown_setting_is_refused_in_a_sentence(settings: Settings, tmp_path: Path) -> None:
    path = saved(tmp_path / "b.xlsx", {"concerns": [CONCERNS]})
    with zipfile.ZipFile(path) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    with zipfile.ZipFile(path, "w") as damaged:
        for name, content in parts.items():
            damaged.writestr(name, content.replace(b"baseColWidth", b"baseCo_1Width"))
    done = CliRunner().invoke(fairload, ["import", str(path)])
    assert (done.exit_code, done.exception.__class__) == (2, SystemExit)
    assert "is damaged; save it again in Excel" in done.stderr

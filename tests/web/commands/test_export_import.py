"""`fairload export` and `fairload import` as somebody at a terminal meets them."""

import csv
from pathlib import Path

from click.testing import CliRunner, Result
from sqlmodel import Session, select

from scheduler.caseload_balancing import SEED, answer_plan, ask_for_plan
from tests.fixtures.territory import MONDAY
from web.commands import fairload
from workload.codes import person_code
from workload.settings import Settings
from workload.tables.cases import Case
from workload.tables.plans import PlannedMove

REGION = "sahtu"


def run(*words: str) -> Result:
    return CliRunner().invoke(fairload, list(words))


def test_a_region_is_exported_and_nothing_else(settings: Settings, tmp_path: Path) -> None:
    result = run("export", str(tmp_path / "out"), "--region", REGION)
    assert result.exit_code == 0
    assert "cases.csv: 191 rows" in result.output
    assert {line.split(":")[0] for line in result.output.splitlines()} == {
        path.name for path in (tmp_path / "out").iterdir()
    }


def test_an_unknown_region_is_named_with_the_known_ones(settings: Settings, tmp_path: Path) -> None:
    result = run("export", str(tmp_path / "out"), "--region", "yukon")
    assert result.exit_code == 2
    assert "'yukon' is not one of beaufort-delta, sahtu" in result.stderr
    assert not (tmp_path / "out").exists()


def test_balance_on_an_export_is_the_plan_of_the_service(settings: Settings, session: Session, tmp_path: Path) -> None:
    plan = ask_for_plan(session, region_id=REGION, by=1)
    session.commit()
    moves = answer_plan(session, plan, today=MONDAY, seconds=60, report=lambda *_: None).rows
    current = {case.reference: case.officer_id for case in session.exec(select(Case))}
    number = {case.id: case.reference for case in session.exec(select(Case))}
    proposed = {
        number[row.case_id]: person_code(row.to_id) for row in moves if isinstance(row, PlannedMove) and not row.point
    }

    assert run("export", str(tmp_path / "out"), "--region", REGION).exit_code == 0
    done = run("balance", str(tmp_path / "out"), "--out", str(tmp_path / "plan.csv"), "--seed", str(SEED))
    assert done.exit_code == 0, done.stderr
    with (tmp_path / "plan.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 191
    moved = {
        row["case_id"]: row["officer_id"]
        for row in rows
        if row["officer_id"] != person_code(current[row["case_id"]] or 0)
    }
    assert moved == proposed
    assert len(moved) > 5


def test_an_import_says_what_it_did(settings: Settings, tmp_path: Path) -> None:
    run("export", str(tmp_path / "out"), "--region", REGION)
    again = run("import", str(tmp_path / "out"))
    assert again.exit_code == 0
    assert "cases.csv: 0 added, 0 changed, 191 as they were" in again.output
    assert "calendar.csv: is not taken in" in again.stderr


def test_a_fault_stops_the_import_with_file_row_and_column(
    settings: Settings, session: Session, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "cases.csv").write_text(
        "case_id,community,language,stream,tier,current_officer\n"
        "IA-1,tulita,en,regular,simple,\nIA-2,atlantis,en,regular,simple,\n",
        "utf-8",
    )
    result = run("import", str(tmp_path / "in"))
    assert result.exit_code == 2
    assert "cases.csv:3 community: 'atlantis' is not one of the communities we know" in result.stderr
    assert "nothing was stored" in result.stderr
    assert session.exec(select(Case).where(Case.reference == "IA-1")).first() is None

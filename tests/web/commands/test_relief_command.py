"""`fairload relief` as a planner calls it: folders in, folders out, exit codes that scripts can trust."""

import csv
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from benchmarks.relief.instances import SIZES, Size, write_instance
from scheduler.solver.relief_check import check_plan, measure
from scheduler.solver.relief_from_tables import problem_from_tables
from scheduler.solver.relief_problem import Assignment
from web.commands.relief import command
from workload.exchange.relief_files import read_relief

SMALL = Size(people=10, offices=5, weeks=3, requests=(5, 5), per_region=5)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_instance(tmp_path / "in", SMALL, seed=4)
    return tmp_path / "in"


def run(folder: Path, out: Path, *options: str) -> Result:
    return CliRunner().invoke(command, [str(folder), "--out", str(out), *options])


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_files_hold_a_plan_that_arithmetic_confirms(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = run(folder, out, "--seconds", "20", "--workers", "1")
    assert result.exit_code == 0, result.output
    problem = problem_from_tables(read_relief(folder))
    granted = {r["request_id"]: int(r["option"]) for r in rows(out / "decisions.csv") if r["outcome"] == "granted"}
    offices = [
        Assignment(_day(r["date"]), r["office_id"], r["person_id"], r["mode"], int(float(r["hours"]) * 4))
        for r in rows(out / "assignments.csv")
    ]
    assert check_plan(problem, granted, offices) == []
    measured = measure(problem, granted, offices)
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert [s["name"] for s in report["stages"]][:2] == ["breaches", "refused_before"]
    assert [float(v) for v in measured.in_order()] == pytest.approx([s["value"] for s in report["stages"]], abs=1e-5)
    assert report["granted"] == measured.granted
    assert len(rows(out / "decisions.csv")) == len(problem.requests)
    assert len(result.stdout.strip().splitlines()) <= 10


def _day(text: str):  # type: ignore[no-untyped-def]
    from datetime import date

    return date.fromisoformat(text)


def test_the_same_seed_and_one_worker_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    write_instance(folder, Size(people=5, offices=3, weeks=1, requests=(3, 3), per_region=3), seed=2)
    outs = [tmp_path / "one", tmp_path / "two"]
    for out in outs:
        assert run(folder, out, "--seconds", "60", "--workers", "1").exit_code == 0
    report = json.loads((outs[0] / "report.json").read_text(encoding="utf-8"))
    assert report["status"] == "optimal"
    for name in ("decisions.csv", "assignments.csv", "alternatives.csv", "changes.csv"):
        assert (outs[0] / name).read_bytes() == (outs[1] / name).read_bytes()


def test_faults_stop_before_anything_is_written(folder: Path, tmp_path: Path) -> None:
    people = (folder / "people.csv").read_text(encoding="utf-8").replace(",cso,", ",boss,", 1)
    (folder / "people.csv").write_text(people, encoding="utf-8")
    result = run(folder, tmp_path / "out")
    assert result.exit_code == 2
    assert "people.csv:2 kind: 'boss' is not one of cso, itinerant, pool" in result.stderr
    assert not (tmp_path / "out").exists()


def test_numbers_no_office_can_have_are_faults_of_the_file(folder: Path, tmp_path: Path) -> None:
    offices = rows(folder / "offices.csv")
    (folder / "offices.csv").write_text(
        "office_id,region,min_hours,urgent_share\n"
        + "".join(f"{r['office_id']},{r['region']},5000,0.33333\n" for r in offices),
        encoding="utf-8",
    )
    result = run(folder, tmp_path / "out")
    assert result.exit_code == 2
    assert "offices.csv:2 min_hours: '5000' must be at most 1000 hours" in result.stderr
    assert "offices.csv:2 urgent_share: '0.33333' has more than 4 decimals" in result.stderr
    assert not (tmp_path / "out").exists()


def test_results_may_not_go_where_the_input_is(folder: Path) -> None:
    before = sorted(path.name for path in folder.iterdir())
    assert run(folder, folder / "." / "").exit_code == 2
    assert sorted(path.name for path in folder.iterdir()) == before


def test_two_protected_leaves_that_overlap_are_both_named(folder: Path, tmp_path: Path) -> None:
    with (folder / "requests.csv").open("a", encoding="utf-8") as stream:
        stream.write("T1,P000,1,2026-06-01,2026-06-05,protected,0\nT2,P000,1,2026-06-05,2026-06-09,protected,0\n")
    result = run(folder, tmp_path / "out")
    assert result.exit_code == 3
    assert "T1 and T2 of P000 both stand and share 2026-06-05" in result.stderr
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert report["status"] == "infeasible"
    assert not (tmp_path / "out" / "decisions.csv").exists()


def test_a_polite_kill_keeps_the_best_plan_so_far(tmp_path: Path) -> None:
    write_instance(tmp_path / "in", SIZES["S"], seed=3)
    process = subprocess.Popen(
        [sys.executable, "-m", "web.commands", "relief", str(tmp_path / "in"), "--out", str(tmp_path / "out"),
         "--seconds", "120"],
        cwd=Path(__file__).parents[3],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    time.sleep(6)
    process.send_signal(signal.SIGTERM)
    _, errors = process.communicate(timeout=90)
    assert process.returncode == 0, errors
    assert rows(tmp_path / "out" / "decisions.csv")

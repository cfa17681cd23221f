"""`fairload balance` as a planner meets it: files in, files out, exit status and words."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from benchmarks.balance.instances import Size, make_territory, write_territory
from scheduler.solver.balance_check import check_balance
from web.commands import fairload
from web.commands.balance_report import facts_of
from workload.exchange.balance_files import read_balance_files


@pytest.fixture(scope="module")
def territory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("territory")
    write_territory(make_territory(Size(7, 110, 5, 2), 3), folder)
    return folder


def run(folder: Path, out: Path, *more: str) -> Result:
    return CliRunner().invoke(
        fairload,
        [
            "balance",
            str(folder),
            "--out",
            str(out / "plan.csv"),
            "--report",
            str(out / "report.json"),
            "--certificate",
            str(out / "prices.json"),
            *more,
        ],
    )


def plan_in(folder: Path) -> dict[str, str]:
    with (folder / "plan.csv").open(newline="") as stream:
        rows = list(csv.reader(stream))
    assert rows[0] == ["case_id", "officer_id"]
    return dict(rows[1:])


def test_the_written_files_stand_on_their_own(territory: Path, tmp_path: Path) -> None:
    result = run(territory, tmp_path)
    assert result.exit_code == 0, result.stderr
    report = json.loads((tmp_path / "report.json").read_text())
    prices = json.loads((tmp_path / "prices.json").read_text())
    facts = facts_of(read_balance_files(territory))
    assert check_balance(facts, plan_in(tmp_path), report, prices, 0.01) == []
    assert report["band_breach_hours"] == 0
    assert report["status"] in ("optimal", "feasible")
    assert len(prices["pi"]) == len(prices["rho"]) == report["officers"]
    assert all(move["reason"].endswith(".") for move in report["moves"])
    assert len(result.stdout.splitlines()) == 10
    assert "finding the fairest utilisations" in result.stderr


def test_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    territory, written = tmp_path / "in", []
    write_territory(make_territory(Size(3, 14, 2, 1), 3), territory)
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        run(territory, tmp_path / name, "--seed", "5", "--workers", "1", "--frontier", str(tmp_path / name / "f.csv"))
        report = json.loads((tmp_path / name / "report.json").read_text())
        del report["seconds"], report["peak_mb"]
        written.append((report, *((tmp_path / name / f).read_bytes() for f in ("plan.csv", "prices.json", "f.csv"))))
    assert written[0] == written[1]


def test_a_wider_band_moves_no_more(territory: Path, tmp_path: Path) -> None:
    moved = []
    for band in ("0.01", "0.1"):
        run(territory, tmp_path, "--band", band)
        moved.append(json.loads((tmp_path / "report.json").read_text())["moved_weight_bound"])
    assert moved[1] <= moved[0]


def test_the_frontier_runs_from_nothing_to_perfect(territory: Path, tmp_path: Path) -> None:
    assert run(territory, tmp_path, "--frontier", str(tmp_path / "curve.csv")).exit_code == 0
    with (tmp_path / "curve.csv").open(newline="") as stream:
        points = [{name: float(value) for name, value in row.items()} for row in csv.DictReader(stream)]
    assert len(points) == 10
    bounds = [point["moved_weight_bound"] for point in points]
    assert bounds == sorted(bounds)
    assert points[0]["moved_weight"] == points[0]["moved_weight_bound"]
    assert points[0]["max_utilisation"] > points[-1]["max_utilisation"]
    moved = [point["moved_weight"] for point in points]
    assert moved == sorted(moved)
    assert all(point["band_breach_hours"] == 0 for point in points)
    assert points[-1]["band"] < 0.005


def test_bad_rows_stop_everything(territory: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("cases.csv", "officers.csv"):
        (folder / name).write_text((territory / name).read_text())
    lines = (folder / "cases.csv").read_text().splitlines()
    lines[16] = lines[16].replace(lines[16].split(",")[6], "abc", 1)
    lines[3] = lines[3].rsplit(",", 1)[0] + ",-1"
    (folder / "cases.csv").write_text("\n".join(lines) + "\n")
    result = run(folder, tmp_path)
    assert result.exit_code == 2
    assert "cases.csv:17 hours: 'abc' is not a number" in result.stderr
    assert "cases.csv:4 weight: '-1' must be more than 0" in result.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in"]


CASES = """case_id,community,region,language,stream,tier,hours,current_officer,weight
c1,tulita,sahtu,en,regular,simple,6,ana,2
c2,tulita,sahtu,scs,regular,complex,4,ana,1
c3,tulita,sahtu,en,regular,simple,5,ben,1
"""
OFFICERS = """officer_id,home,region,kind,communities,languages,icm,capacity_hours
ana,tulita,sahtu,cso,tulita,scs,1,8
ben,tulita,sahtu,cso,tulita,,0,8
"""
PINS = "case_id,officer_id\n"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "cases.csv").write_text(CASES)
    (folder / "officers.csv").write_text(OFFICERS)
    (folder / "pins.csv").write_text(PINS)
    return folder


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("officers.csv", "scs,1,8", "scs,1,0", "officers.csv:2 capacity_hours: '0' must be more than 0"),
        ("officers.csv", "scs,1,8", "scs,1,-8", "officers.csv:2 capacity_hours: '-8' must be more than 0"),
        ("officers.csv", "cso,tulita,,", "cso,,,", "officers.csv:3 communities: is blank"),
        ("cases.csv", "simple,6,", "simple,,", "cases.csv:2 hours: '' is not a number"),
        ("cases.csv", "simple,6,", "simple,10000000,", "cases.csv:2 hours: '10000000' must be at most 10000"),
        ("cases.csv", ",scs,", ",klingon,", "cases.csv:3 language: 'klingon' is not a known language code"),
        ("cases.csv", "c2", "c1", "cases.csv:3 case_id: 'c1' stands already in row 2"),
        ("officers.csv", "ben", "ana", "officers.csv:3 officer_id: 'ana' stands already in row 2"),
        ("pins.csv", PINS, PINS + "c9,ana\n", "pins.csv:2 case_id: 'c9' is not in cases.csv"),
        ("pins.csv", PINS, PINS + "c1,ana\nc3,ben\nc1,ben\n", "pins: case c1 is pinned to ana and to ben"),
        ("pins.csv", PINS, PINS + "c2,ben\n", "pins: case c2 is pinned to ben, who does not speak its language"),
    ],
)
def test_what_cannot_be_is_named_and_nothing_written(small: Path, file: str, old: str, new: str, message: str) -> None:
    (small / file).write_text((small / file).read_text().replace(old, new))
    result = run(small, small.parent, "--pins", str(small / "pins.csv"))
    assert result.exit_code == 2
    assert message in result.stderr
    assert sorted(path.name for path in small.parent.iterdir()) == ["in"]


def test_a_pinned_case_stays_and_too_much_is_told(small: Path) -> None:
    assert run(small, small.parent).exit_code == 0
    assert plan_in(small.parent) == {"c1": "ben", "c2": "ana", "c3": "ana"}
    (small / "pins.csv").write_text(PINS + "c1,ana\n")
    result = run(small, small.parent, "--pins", str(small / "pins.csv"))
    assert result.exit_code == 0
    assert plan_in(small.parent) == {"c1": "ana", "c2": "ana", "c3": "ben"}
    assert "pins: ana would keep 10.00 h a month with the pinned cases c1 and those" in result.stderr
    result = run(small, small.parent, "--pins", str(small.parent / "plan.csv"))
    assert "is an input" in result.stderr


def test_an_unplaceable_case_is_named_and_the_rest_planned(territory: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("cases.csv", "officers.csv"):
        (folder / name).write_text((territory / name).read_text())
    with (folder / "cases.csv").open("a") as stream:
        stream.write("far,nowhere,R00,en,regular,simple,2,,1\n")
    result = run(folder, tmp_path)
    assert result.exit_code == 3
    report = json.loads((tmp_path / "report.json").read_text())
    assert report["status"] == "infeasible"
    assert report["unplaceable"] == [
        {"case_id": "far", "rule": "community", "reason": "no officer serves the community nowhere"}
    ]
    assert len(plan_in(tmp_path)) == 110


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--out", "{folder}/cases.csv"], "is an input"),
        (["--out", "{folder}/none/plan.csv"], "does not exist; make it first"),
        (["--out", "{folder}/a.csv", "--report", "{folder}/a.csv"], "is named for two results"),
        (["--out", "{folder}/a.csv", "--band", "-1"], "--band"),
    ],
)
def test_results_that_cannot_be_written_are_refused(territory: Path, options: list[str], message: str) -> None:
    options = [option.format(folder=territory) for option in options]
    result = CliRunner().invoke(fairload, ["balance", str(territory), *options])
    assert result.exit_code == 2
    assert message in result.stderr
    assert not (territory / "a.csv").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_hands_over_the_best_so_far(tmp_path: Path, number: signal.Signals) -> None:
    folder = tmp_path / "in"
    write_territory(make_territory("M", 1), folder)
    root = Path(__file__).parents[3]
    process = subprocess.Popen(
        [
            *(sys.executable, "-c", "from web.commands import main; main()", "balance", str(folder)),
            *("--out", str(tmp_path / "plan.csv"), "--report", str(tmp_path / "report.json")),
        ],
        env={**os.environ, "PYTHONPATH": str(root)},
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    for line in process.stderr:
        if "improving" in line:
            break
    asked = time.monotonic()
    process.send_signal(number)
    process.communicate(timeout=60)
    assert process.returncode == 0
    assert time.monotonic() - asked < 5
    assert len(plan_in(tmp_path)) == 3_500
    report = json.loads((tmp_path / "report.json").read_text())
    assert report["band_breach_hours"] == 0
    assert report["moved_weight_bound"] <= report["moved_weight"]

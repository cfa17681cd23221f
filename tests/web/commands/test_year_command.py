"""`fairload year` on the exported territory and on bad files."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlmodel import Session

from web.commands import fairload
from workload.exchange.territory_files import export_territory


@pytest.fixture
def exported(session: Session, tmp_path: Path) -> Path:
    export_territory(session, tmp_path / "in", date(2026, 11, 16), region_id="dehcho", fiscal=2027)
    return tmp_path / "in"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_region_gets_its_weeks_its_curve_and_the_sentence(exported: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = CliRunner().invoke(
        fairload, ["year", str(exported), "--out", str(out), "--pool-max", "2", "--seconds", "15", "--workers", "1"]
    )
    assert result.exit_code == 0, result.output
    pool = rows(out / "pool.csv")
    assert [row["relievers"] for row in pool] == ["0", "1", "2"]
    assert list(pool[0]) == ["relievers", "leave_days_not_placed", "worst_person_days", "breaches", "proven"]
    entitled = {row["person_id"]: int(float(row["days"])) for row in rows(exported / "entitlement.csv")}
    placed = dict.fromkeys(entitled, 0)
    for row in rows(out / "weeks.csv"):
        placed[row["person_id"]] += int(row["days"])
    lacking = [entitled[name] - days for name, days in placed.items()]
    assert sum(lacking) == int(pool[0]["leave_days_not_placed"])
    assert max(lacking) == int(pool[0]["worst_person_days"])
    shares = [float(row["uncovered_share"]) for row in rows(out / "dependability.csv")]
    assert shares == sorted(shares, reverse=True)
    report = json.loads((out / "report.json").read_text())
    assert report["everyone_can"] is (pool[0]["leave_days_not_placed"] == "0")
    assert {"name", "value", "source"} == set(report["assumptions"][0])
    assert "dependable" in result.output


def test_every_faulty_row_is_named_and_nothing_written(exported: Path, tmp_path: Path) -> None:
    (exported / "entitlement.csv").write_text(
        "person_id,days,min_block_days\nP031,25,30\nP999,20,10\nP030,many,10\nP032,20,-1\nP033,40,31\nP031,3,1\n"
    )
    (exported / "approved.csv").write_text("person_id,first_day,last_day\nP030,2027-05-04,2027-05-03\n")
    out = tmp_path / "out"
    result = CliRunner().invoke(fairload, ["year", str(exported), "--out", str(out)])
    assert result.exit_code == 2
    for place in ("approved.csv:2", "entitlement.csv:2", "entitlement.csv:4", "entitlement.csv:5", "entitlement.csv:7"):
        assert place in result.output
    assert not out.exists()
    (exported / "approved.csv").write_text("person_id,first_day,last_day\n")
    (exported / "entitlement.csv").write_text("person_id,days,min_block_days\nP999,20,10\nP033,40,31\n")
    result = CliRunner().invoke(fairload, ["year", str(exported), "--out", str(out)])
    assert "entitlement.csv:2 person_id: 'P999' is not in people.csv" in result.output
    assert "entitlement.csv:3 min_block_days" in result.output
    assert "2 faults; nothing was written." in result.output

"""The six files: good ones become quarter-hours, bad ones are named row by row and nothing is written."""

from fractions import Fraction
from pathlib import Path

import pytest

from workload.exchange.faults import FileFaults
from workload.exchange.relief_files import read_relief, write_tables

GOOD = {
    "calendar.csv": "date,kind\n2026-06-01,open\n2026-06-02,delivery\n2026-06-03,closed\n",
    "offices.csv": "office_id,region,min_hours,urgent_share\nA,north,2.25,0.35\nB,north,2,1\n",
    "people.csv": "person_id,office_id,kind,pattern,own_hours,own_hours_delivery,"
    "service_years,qualified,max_cover_days\n"
    "Ana,A,cso,7.5;7.5;7.5;7.5;0,6,7,4.2,1,20\nPat,B,pool,7.5;7.5;7.5;7.5;7.5,0,0,1,1,40\n",
    "cover.csv": "person_id,office_id,mode,travel_hours\nPat,A,site,2.5\nAna,A,remote,0\n",
    "approved.csv": "person_id,first_day,last_day\n",
    "requests.csv": "request_id,person_id,option,first_day,last_day,kind,refused_before\n"
    "R1,Ana,1,2026-06-01,2026-06-02,planned,0\n",
}


def folder(tmp_path: Path, **changes: str) -> Path:
    for name, content in GOOD.items():
        (tmp_path / name).write_text(changes.get(name.removesuffix(".csv"), content), encoding="utf-8")
    return tmp_path


def faults(tmp_path: Path, **changes: str) -> list[str]:
    with pytest.raises(FileFaults) as caught:
        read_relief(folder(tmp_path, **changes))
    return [str(fault) for fault in caught.value.faults]


def test_hours_become_whole_quarter_hours(tmp_path: Path) -> None:
    tables = read_relief(folder(tmp_path))
    assert tables.offices["min_hours"] == [9, 8]
    assert tables.offices["urgent_share"][0] == Fraction(35, 100)
    assert tables.people["pattern"][0] == (30, 30, 30, 30, 0)
    assert tables.people["past_cover_days"] == [0, 0]
    assert len(tables.approved) == 0


def test_a_bad_pattern_names_file_row_and_column(tmp_path: Path) -> None:
    people = GOOD["people.csv"].replace("7.5;7.5;7.5;7.5;0", "7.5;7.5")
    assert faults(tmp_path, people=people)[0].startswith("people.csv:2 pattern: '7.5;7.5' needs five numbers")


def test_hours_off_the_quarter_are_refused(tmp_path: Path) -> None:
    offices = GOOD["offices.csv"].replace("2.25", "2.3")
    assert faults(tmp_path, offices=offices)[0] == "offices.csv:2 min_hours: '2.3' is not a multiple of 0.25 hours"


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        calendar="date,kind\n2026-06-01,open\n2026-06-03,open\n2026-06-06,open\n",
        cover="person_id,office_id,mode,travel_hours\nZoe,A,site,1\nAna,A,site,0\nPat,Q,remote,0\n",
        approved="person_id,first_day,last_day\nAna,2026-06-02,2026-06-01\n",
    )
    assert [f.split(":")[0] + ":" + f.split(":")[1].split()[0] for f in found] == [
        "calendar.csv:4",
        "calendar.csv:3",
        "calendar.csv:4",
        "cover.csv:2",
        "cover.csv:4",
        "cover.csv:3",
        "approved.csv:2",
    ]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("R1,Ana,2,2026-06-01,2026-06-01,planned,0", "option 1 of request 'R1' is missing"),
        ("R1,Zoe,1,2026-06-01,2026-06-01,planned,0", "'Zoe' is not in people.csv"),
        ("R1,Ana,1,2026-06-01,2026-06-09,planned,0", "2026-06-09 is outside the calendar"),
        ("R1,Ana,1,2026-06-03,2026-06-03,planned,0", "holds no working day of Ana"),
        ("R1,Ana,1,2026-06-02,2026-06-01,planned,0", "is before first_day"),
        ("R1,Ana,1,2026-06-01,2026-06-01,wish,0", "'wish' is not one of planned, protected"),
    ],
)
def test_a_request_that_cannot_be_is_named(tmp_path: Path, row: str, words: str) -> None:
    header = GOOD["requests.csv"].splitlines()[0]
    found = faults(tmp_path, requests=f"{header}\n{row}\n")
    assert len(found) == 1
    assert found[0].startswith("requests.csv:2 ")
    assert words in found[0]


def test_rows_of_one_request_must_agree(tmp_path: Path) -> None:
    requests = GOOD["requests.csv"] + "R1,Pat,2,2026-06-01,2026-06-01,planned,1\n"
    found = faults(tmp_path, requests=requests)
    assert [f.split(" ")[1] for f in found] == ["person_id:", "refused_before:"]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    good = folder(tmp_path)
    (good / "cover.csv").unlink()
    with pytest.raises(FileFaults, match=r"cover\.csv: the file is missing"):
        read_relief(good)


def test_written_files_can_be_read_back(tmp_path: Path) -> None:
    write_tables(tmp_path / "out", {"one.csv": (("a", "b"), [(1, "x, y")])})
    assert (tmp_path / "out" / "one.csv").read_text(encoding="utf-8") == 'a,b\n1,"x, y"\n'

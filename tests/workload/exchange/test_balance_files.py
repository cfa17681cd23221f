"""The files of a balance, checked against each other."""

from pathlib import Path

import pytest

from workload.exchange.balance_files import read_balance_files
from workload.exchange.faults import FileFaults

CASES = """case_id,community,region,language,stream,tier,hours,current_officer,weight
c1,tulita,sahtu,en,regular,simple,1.5,ana,2
c2,tulita,sahtu,scs,icm,complex,4.25,,1
"""
OFFICERS = """officer_id,home,region,kind,communities,languages,icm,capacity_hours
ana,tulita,sahtu,cso,tulita;deline,scs,1,120
ben,tulita,sahtu,cso,tulita,,0,97.5
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "cases.csv").write_text(CASES)
    (tmp_path / "officers.csv").write_text(OFFICERS)
    return tmp_path


def faults_after(folder: Path, file: str, old: str, new: str) -> list[str]:
    path = folder / file
    content = path.read_text() if path.exists() else old
    assert old in content
    path.write_text(content.replace(old, new))
    with pytest.raises(FileFaults) as caught:
        read_balance_files(folder)
    return [str(fault) for fault in caught.value.faults]


def test_good_files_are_read_without_conflicts(folder: Path) -> None:
    files = read_balance_files(folder)
    assert files.cases["hours"] == [1.5, 4.25]
    assert files.officers["communities"] == [("tulita", "deline"), ("tulita",)]
    assert files.conflicts == []


def test_declared_conflicts_are_read(folder: Path) -> None:
    (folder / "conflicts.csv").write_text("case_id,officer_id\nc1,ben\n")
    assert read_balance_files(folder).conflicts == [("c1", "ben")]


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("cases.csv", "1.5", "abc", "cases.csv:2 hours: 'abc' is not a number"),
        ("cases.csv", "1.5", "10000000", "cases.csv:2 hours: '10000000' must be at most 10000"),
        ("cases.csv", "4.25", "0", "cases.csv:3 hours: '0' must be more than 0"),
        ("cases.csv", "4.25", "", "cases.csv:3 hours: '' is not a number"),
        ("cases.csv", ",ana,2", ",ana,-2", "cases.csv:2 weight: '-2' must be more than 0"),
        ("cases.csv", ",ana,", ",zoe,", "cases.csv:2 current_officer: 'zoe' is not in officers.csv"),
        ("cases.csv", "c2", "c1", "cases.csv:3 case_id: 'c1' stands already in row 2"),
        ("cases.csv", ",icm,", ",fast,", "cases.csv:3 stream: 'fast' is not one of regular, aged, icm"),
        (
            "cases.csv",
            ",scs,",
            ",klingon,",
            "cases.csv:3 language: 'klingon' is not a known language code and no officer speaks it",
        ),
        ("officers.csv", "97.5", "0", "officers.csv:3 capacity_hours: '0' must be more than 0"),
        ("officers.csv", "97.5", "-3", "officers.csv:3 capacity_hours: '-3' must be more than 0"),
        (
            "officers.csv",
            "cso,tulita,,",
            "cso,,,",
            "officers.csv:3 communities: is blank; an officer needs at least one community",
        ),
        ("officers.csv", ",0,97.5", ",yes,97.5", "officers.csv:3 icm: 'yes' must be 0 or 1"),
        ("officers.csv", "ben", "ana", "officers.csv:3 officer_id: 'ana' stands already in row 2"),
    ],
)
def test_each_fault_is_named(folder: Path, file: str, old: str, new: str, message: str) -> None:
    assert faults_after(folder, file, old, new) == [message]


def test_unknown_names_in_conflicts_are_told(folder: Path) -> None:
    (folder / "conflicts.csv").write_text("case_id,officer_id\nc9,ana\nc1,zoe\nc1,ana\nc1,ana\n")
    with pytest.raises(FileFaults) as caught:
        read_balance_files(folder)
    assert [str(fault) for fault in caught.value.faults] == [
        "conflicts.csv:2 case_id: 'c9' is not in cases.csv",
        "conflicts.csv:3 officer_id: 'zoe' is not in officers.csv",
        "conflicts.csv:5 case_id,officer_id: 'c1, ana' stands already in row 4",
    ]


def test_a_known_language_that_nobody_speaks_may_stand(folder: Path) -> None:
    path = folder / "cases.csv"
    path.write_text(path.read_text().replace(",scs,", ",gwi,"))
    assert read_balance_files(folder).cases["language"] == ["en", "gwi"]

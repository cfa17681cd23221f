"""`fairload staffing` against published worked examples, and on files that cannot be used."""

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from web.commands.staffing import command
from workload.exchange.staffing_files import read_staffing_files

WORK = "office_id,head,activity,count_per_year,minutes_each\n"
OFF = "office_id,item,kind,value\n"


def run(folder: Path, work: str, off: str, *more: str) -> Result:
    (folder / "workload.csv").write_text(WORK + work)
    (folder / "availability.csv").write_text(OFF + off)
    places = [f"--{name}={folder / name}.csv" for name in ("workload", "availability")]
    return CliRunner().invoke(command, [*places, f"--out={folder / 'need.csv'}", *more])


def need(folder: Path) -> dict[tuple[str, str], tuple[float, float]]:
    with (folder / "need.csv").open(newline="") as stream:
        return {(r["office_id"], r["head"]): (float(r["hours"]), float(r["posts"])) for r in csv.DictReader(stream)}


def test_wisn_example_needs_17_46_posts(tmp_path: Path) -> None:
    """WHO: 3,125 workload days over 179 available days."""
    result = run(tmp_path, "clinic,client_service,visit,3125,450\n", ",weekdays,base_days,260\n,away,days_off,81\n")
    assert result.exit_code == 0, result.stderr
    hours, posts = need(tmp_path)["clinic", "total"]
    assert hours == 23437.5
    assert posts == pytest.approx(3125 / 179, rel=1e-12)
    assert "17.46" in result.stdout


def test_shares_come_off_the_base_and_not_off_each_other(tmp_path: Path) -> None:
    """1,872 hours less 9, 0.2, 3.5, 2 and 4 % of base: 1,521.9 and not 1,522.0."""
    shares = "".join(f",item {share},share_off,{share}\n" for share in (9, 0.2, 3.5, 2, 4))
    result = run(tmp_path, "a,standards,work,1521.936,60\n", ",year,base_days,234\n" + shares, "--hours-per-day", "8")
    assert result.exit_code == 0
    assert "1,521.9 hours a year at work" in result.stdout
    assert need(tmp_path)["a", "total"] == pytest.approx((1521.936, 1.0))


def test_eight_heads_and_a_total_for_each_office(tmp_path: Path) -> None:
    work = "b,training,course,3,60\na,concerns,answer,10,90\na,bring_forwards,brief,4,150\na,concerns,appeal,2,150\n"
    assert run(tmp_path, work, ",year,base_days,200\n").exit_code == 0
    found = need(tmp_path)
    assert len(found) == 18
    assert found["a", "concerns"][0] == 20
    assert found["a", "leave"] == (0, 0)
    for office in "ab":
        heads = [value for (name, head), value in found.items() if name == office and head != "total"]
        assert sum(hours for hours, _ in heads) == pytest.approx(found[office, "total"][0], rel=1e-14)
        assert sum(posts for _, posts in heads) == pytest.approx(found[office, "total"][1], rel=1e-14)


def test_sums_use_numbers_that_are_not_rounded(tmp_path: Path) -> None:
    """Thirty rows of 0.4 minutes make 12 minutes; rounded to minutes first they would make none."""
    work = "".join(f"a,administration,row {n},1,0.4\n" for n in range(30))
    assert run(tmp_path, work, ",year,base_days,200\n").exit_code == 0
    assert need(tmp_path)["a", "total"] == pytest.approx((0.2, 0.2 / 1500), rel=1e-13)


def test_an_office_has_its_own_days_in_place_of_the_general_ones(tmp_path: Path) -> None:
    off = ",year,base_days,260\n,leave,days_off,20\n"
    off += "north,leave,days_off,35\nnorth,travel,share_off,10\nlate,own,base_days,130\n"
    assert run(tmp_path, "".join(f"{o},standards,w,1,60\n" for o in ("north", "late", "south")), off).exit_code == 0
    files = read_staffing_files(tmp_path / "workload.csv", tmp_path / "availability.csv", 7.5)
    days = {office: one.available_days for office, one in files.availability.items()}
    assert days == {"north": 260 - 35 - 26, "late": 110, "south": 240}


def test_every_faulty_row_of_both_files_is_named(tmp_path: Path) -> None:
    work = "a,standards,w,1,abc\n,standards,w,1,1\na,charm,w,1,1\na,leave,x,-1,1\nb,leave,x,1,1\nb,leave,x,2,1\n"
    off = ",year,base_days,400\n,other,base_days,200\n,leave,share_off,101\n,sick,days,2\n"
    result = run(tmp_path, work, off)
    assert result.exit_code == 2
    for sentence in (
        "workload.csv:2 minutes_each: 'abc' is not a number",
        "workload.csv:3 office_id: is blank",
        "workload.csv:4 head: 'charm' is not one of client_service, complex_needs",
        "workload.csv:5 count_per_year: '-1' must be at least 0",
        "workload.csv:7 office_id,head,activity: 'b, leave, x' stands already in row 6",
        "availability.csv:2 value: '400' must be at most 366 days",
        "availability.csv:3 kind: the base of all offices stands already in row 2",
        "availability.csv:4 value: '101' must be at most 100 percent",
        "availability.csv:5 kind: 'days' is not one of base_days, days_off, share_off",
        "9 faults; nothing was written.",
    ):
        assert sentence in result.stderr
    assert not (tmp_path / "need.csv").exists()


def test_unknown_offices_and_missing_bases_are_named(tmp_path: Path) -> None:
    result = run(tmp_path, "a,leave,x,1,1\n", ",leave,days_off,3\nc,own,base_days,200\n")
    assert result.exit_code == 2
    assert "availability.csv:3 office_id: 'c' is not in workload.csv" in result.stderr
    result = run(tmp_path, "a,leave,x,1,1\n", ",leave,days_off,3\n")
    assert "has no base_days row for office 'a'" in result.stderr
    assert run(tmp_path, "", ",year,base_days,200\n").exit_code == 2


def test_a_post_that_is_never_there_has_no_answer(tmp_path: Path) -> None:
    (tmp_path / "need.csv").write_text("as it was")
    off = ",year,base_days,200\na,leave,days_off,150\na,sick,share_off,25\n"
    result = run(tmp_path, "a,leave,x,1,1\nb,leave,x,1,1\n", off)
    assert result.exit_code == 3
    assert "a: 200 days less 200 off leave no time for work" in result.stderr
    assert (tmp_path / "need.csv").read_text() == "as it was"


def test_result_never_takes_the_place_of_an_input(tmp_path: Path) -> None:
    result = run(tmp_path, "a,leave,x,1,1\n", ",year,base_days,200\n", f"--out={tmp_path / 'workload.csv'}")
    assert result.exit_code == 2
    assert "is an input" in result.stderr
    assert (tmp_path / "workload.csv").read_text().startswith(WORK)

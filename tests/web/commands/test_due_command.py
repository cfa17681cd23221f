from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlmodel import Session

from web.commands.due import command
from workload.tables.calendar import CalendarDay
from workload.vocabulary import DayKind


@pytest.fixture(autouse=True)
def no_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAIRLOAD_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("FAIRLOAD_DATABASE_URL", raising=False)


def run(*words: str) -> Result:
    return CliRunner().invoke(command, words)


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("2026-01-30", "2026-02-03"),
        ("2026-01-31", "2026-02-03"),
        ("2026-04-02", "2026-04-08"),
        ("2026-06-19", "2026-06-24"),
        ("2026-12-24", "2026-12-30"),
    ],
)
def test_published_vectors_hold_for_every_promise(received: str, expected: str) -> None:
    for standard in ("application", "payment", "concern"):
        assert f"({expected})" in run(received, "--standard", standard).stdout.splitlines()[0]


def test_sentence_names_the_days_that_do_not_count() -> None:
    first, second, *_ = run("2026-04-02").stdout.splitlines()
    assert first == "Due Wed 8 Apr 2026 (2026-04-08)"
    expected = "Got Thu 2 Apr. Good Friday, weekend, Easter Monday not counted. Day 1 Tue 7 Apr, day 2 Wed 8 Apr."
    assert second == expected


def test_newer_promise_stands_beside_and_not_before_its_day() -> None:
    said = run("2026-04-02").stdout
    assert "3 business days from when the documents are verified" in said
    assert "Thu 9 Apr" in said
    assert "verified" not in run("2020-04-02").stdout
    assert "verified" not in run("2026-04-02", "--standard", "concern").stdout


def test_wait_for_the_client_moves_the_day_and_hq_does_not() -> None:
    moved = run("2026-01-30", "--wait", "client:2026-02-03:2026-02-09:pay stub", "--answered", "2026-02-09").stdout
    assert moved.startswith("Due Mon 9 Feb 2026")
    assert "met; 2 of 2 days used" in moved
    late = run("2026-01-30", "--wait", "hq:2026-02-03:2026-02-06", "--answered", "2026-02-05").stdout
    assert late.startswith("Due Tue 3 Feb 2026")
    assert "office 1, hq 3" in late
    assert "missed" in late
    assert "no item was named" in run("2026-01-30", "--wait", "client:2026-02-02:2026-02-04").stdout


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["2026-13-02"], "'2026-13-02' is not a date like 2026-04-02"),
        (["20260402"], "is not a date like"),
        (["1850-01-01"], "must be between 2000-01-01 and 2100-12-31"),
        (["2026-04-02", "--standard", "speed"], "'speed' is not one of"),
        (["2015-01-05", "--standard", "concern"], "No promise named concern was in force on 2015-01-05"),
        (["2026-04-02", "--wait", "me:2026-04-03:2026-04-07"], "the owner is one of client, hq"),
        (["2026-04-02", "--wait", "hq:2026-04-07:2026-04-07"], "must end after"),
        (["2026-04-02", "--answered", "2026-04-01"], "lies before"),
    ],
)
def test_bad_values_are_named(words: list[str], sentence: str) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert result.stdout == ""


def test_office_without_a_database_is_said(tmp_path: Path) -> None:
    result = run("2026-04-02", "--office", "deline")
    assert result.exit_code == 0
    assert "own closed days of deline are not known" in result.stderr
    assert list(tmp_path.iterdir()) == []  # and no database was made by asking


def test_stored_closures_and_an_offices_own_days_count(session: Session) -> None:
    session.add(CalendarDay(day=date(2026, 11, 17), kind=DayKind.closure, name="Evacuation", source="Director"))
    session.commit()
    assert "Evacuation not counted" in run("2026-11-16").stdout
    assert "(2026-11-19)" in run("2026-11-16").stdout
    assert "(2026-12-01)" in run("2026-11-26", "--office", "deline").stdout  # 27 November: the community's assembly
    assert "(2026-11-30)" in run("2026-11-26").stdout
    assert "there is no office 'atlantis'" in run("2026-11-16", "--office", "atlantis").stderr
    assert "does not reach 2060; the rules were used" in run("2060-04-02").stderr

"""Wherever a table stands it can be taken away as a file, or it says here why not."""

from collections.abc import Callable
from pathlib import Path

from flask.testing import FlaskClient

TEMPLATES = Path(__file__).parents[2] / "templates"
PARTS = "macros/tables.html"

STAYS = {
    "accounts/leaver.html": "what one person leaves behind, settled on the page",
    "accounts/own_data.html": "the whole copy is the button above it",
    "accounts/sign_in.html": "accounts of the demonstration",
    "caseloads/_curve.html": "part of a plan, whose moves are a file",
    "caseloads/_on_home.html": "the same as the list of cases",
    "caseloads/_parts.html": "one case",
    "caseloads/case.html": "one case",
    "caseloads/handover.html": "printed and talked through",
    "caseloads/what_if.html": "an answer to one question",
    "caseloads/without_officer.html": "the same as the list of cases",
    "cover/asked.html": "a few days, answered on the page",
    "hours/proposal.html": "one proposal",
    "hours/rules.html": "rules, to be read",
    "hours/time.html": "the last lines that the person typed; all are in the own copy",
    "leave/_days.html": "one leave, day by day; the calendar has all",
    "leave/_on_home.html": "the same as the list of leave",
    "leave/handover.html": "printed and handed over",
    "leave/region.html": "the wall calendar and the ledgers are files",
    "leave/rules.html": "rules, to be read",
    "leave_year/round.html": "wishes of people, for those who plan the year",
    "recognition/_beside.html": "released figures, hidden where few",
    "recognition/missed.html": "single deeds of people",
    "staffing/_posts.html": "part of pages that have the file",
    "staffing/_strip.html": "part of pages that have the file",
    "staffing/gap.html": "one week of one office; the board is a file",
    "staffing/office.html": "one office; the table of posts is a file",
    "tell_us/start.html": "for clients",
    "training/own.html": "the own courses; they are in the own copy",
    "wellbeing/lieu.html": "private hours, read by those who agree on the days",
    "wellbeing/my_lieu.html": "the own hours; they are in the own copy",
    "wellbeing/read_shared.html": "somebody else's private hours",
}


def test_every_table_can_be_taken_away_or_says_why_not() -> None:
    kept = set()
    for path in TEMPLATES.rglob("*.html"):
        text, name = path.read_text("utf-8"), path.relative_to(TEMPLATES).as_posix()
        shows = "<table" in text or "data_table(" in text
        leaves = any(sign in text for sign in ("downloads(", "format='csv'", 'format="csv"', ".csv", "_export"))
        if shows and not leaves and name != PARTS:
            kept.add(name)
    assert kept == set(STAYS)


def test_accounts_programs_and_disputes_are_files(sign_in: Callable[[str], FlaskClient]) -> None:
    greg = sign_in("greg")
    assert "Céline Rabescà,celine" in greg.get("/accounts?format=csv").text
    assert greg.get("/programs/?format=csv").text.startswith("\ufeffProgram,")
    assert "IA-10322" in sign_in("patricia").get("/disputes?format=csv").text

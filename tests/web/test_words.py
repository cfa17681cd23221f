"""The vocabulary in words, and numbers and days as people read them."""

import enum
import inspect
from datetime import date

import pytest
from flask import Flask
from flask_babel import force_locale

import workload.vocabulary
from web.formats import day, days_range, figure, hours, month, share
from web.language import language_name
from web.words import WORDS

FRIDAY, MONDAY = date(2026, 12, 18), date(2026, 12, 14)
GAP = "\u00a0"


@pytest.fixture
def request_context(app: Flask):
    with app.test_request_context():
        yield


def test_every_word_of_the_vocabulary_can_be_shown() -> None:
    enums = {
        name: {member.value for member in found}
        for name, found in inspect.getmembers(workload.vocabulary, inspect.isclass)
        if issubclass(found, enum.StrEnum) and found is not enum.StrEnum
    }
    assert {name: set(words) for name, words in WORDS.items()} == enums


@pytest.mark.usefixtures("request_context")
@pytest.mark.parametrize(
    ("value", "english", "french"),
    [
        (7.5, "7.5", "7,5"),
        (0.25, "0.2", "0,2"),
        (171.4, "171", "171"),
        (1922.0, "1,922", "1\u202f922"),
        (-0.01, "0", "0"),
    ],
)
def test_hours_read_as_in_the_language(value: float, english: str, french: str) -> None:
    assert hours(value) == f"{english}{GAP}h"
    with force_locale("fr"):
        assert hours(value) == f"{french}{GAP}h"


@pytest.mark.usefixtures("request_context")
def test_days_name_weekday_and_year() -> None:
    assert day(MONDAY) == "Mon 14 Dec 2026"
    assert month(MONDAY) == "December 2026"
    with force_locale("fr"):
        assert day(MONDAY) == "lun. 14 déc. 2026"
        assert month(MONDAY) == "décembre 2026"


@pytest.mark.usefixtures("request_context")
def test_a_range_says_once_what_both_days_share() -> None:
    assert days_range(MONDAY, FRIDAY) == "Mon 14 to Fri 18 Dec 2026"
    assert days_range(date(2026, 11, 30), date(2026, 12, 4)) == "Mon 30 Nov to Fri 4 Dec 2026"
    assert days_range(date(2026, 12, 28), date(2027, 1, 1)) == "Mon 28 Dec 2026 to Fri 1 Jan 2027"
    assert days_range(MONDAY, MONDAY) == "Mon 14 Dec 2026"


@pytest.mark.usefixtures("request_context")
def test_shares_and_plain_figures() -> None:
    assert share(1.5) == f"150{GAP}%"
    assert figure(31.456, 1) == "31.5"
    assert language_name("dgr") == "Tłı̨chǫ"

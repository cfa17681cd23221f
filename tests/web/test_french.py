"""French as a person reads it; needs the compiled texts, which `make test` makes first."""

import re
from collections.abc import Callable
from datetime import date

from flask import Flask
from flask.testing import FlaskClient
from flask_babel import force_locale

from tests.web.pages_read import words
from web.formats import day, days_range, short_day


def test_the_first_of_a_month_is_an_ordinal(app: Flask) -> None:
    first, fourth = date(2026, 12, 1), date(2026, 12, 4)
    with app.test_request_context():
        assert short_day(first) == "1 Dec"
    with app.test_request_context(), force_locale("fr"):
        assert day(first) == "mar. 1er déc. 2026"
        assert days_range(first, fourth) == "du mar. 1er au ven. 4 déc. 2026"
        assert short_day(date(2026, 12, 11)) == "11 déc."


def test_no_colon_touches_the_word_before_it(sign_in: Callable[[str], FlaskClient]) -> None:
    daniel = sign_in("daniel")
    daniel.post("/language", data={"locale": "fr"})
    page = words(daniel.get("/staffing"))
    assert "Postes nécessaires et postes en place" in page
    assert re.findall(r"\S+: \S+", page) == []


def test_none_is_singular_in_french(sign_in: Callable[[str], FlaskClient]) -> None:
    helen = sign_in("helen")
    assert "0 notes were written to you." in words(helen.get("/thanks/"))
    helen.post("/language", data={"locale": "fr"})
    assert "0 mot vous a été écrit." in words(helen.get("/thanks/"))

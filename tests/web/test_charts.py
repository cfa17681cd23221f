"""Charts whose geometry says the same as their sentence."""

import pytest
from flask import Flask, render_template_string

from web.charts import load_bar_shape, thin_bar_shape


@pytest.fixture(autouse=True)
def in_a_request(app: Flask):
    with app.test_request_context():
        yield


def test_lengths_share_one_scale_from_zero() -> None:
    bar = load_bar_shape(needed=150, there=100, low=120, high=200)
    assert bar["inside"] == pytest.approx(bar["there"])
    assert bar["inside"] + bar["beyond"] == pytest.approx(1.5 * bar["there"], abs=0.2)
    assert bar["high"] - bar["low"] == pytest.approx(0.8 * bar["there"], abs=0.2)
    assert bar["high"] <= 640


def test_a_load_within_the_hours_has_nothing_beyond() -> None:
    bar = load_bar_shape(needed=60, there=100)
    assert bar["beyond"] == 0
    assert bar["stripes"] == []
    assert bar["inside"] == pytest.approx(0.6 * bar["there"], abs=0.2)


def test_stripes_stay_inside_what_is_beyond() -> None:
    bar = load_bar_shape(needed=150, there=100)
    assert bar["stripes"]
    assert min(bar["stripes"]) >= 1 + bar["inside"]
    assert max(bar["stripes"]) + 7 <= 1 + bar["inside"] + bar["beyond"]


def test_nobody_there_and_nothing_needed_can_be_drawn() -> None:
    assert load_bar_shape(needed=0, there=0)["inside"] == 0
    assert load_bar_shape(needed=5, there=0)["beyond"] > 600
    assert thin_bar_shape(0, 0)["inside"] == 0


def test_a_drawn_bar_carries_title_sentence_and_labels() -> None:
    drawn = render_template_string(
        '{% from "macros/charts.html" import load_bar %}{{ load_bar("December", 171, 104, 140, 205) }}'
        '{{ load_bar("January", 50, 104) }}'
    )
    assert "<title" in drawn
    assert "171\u00a0h needed (between 140\u00a0h and 205\u00a0h), 104\u00a0h there" in drawn
    assert "needed: 171\u00a0h" in drawn
    assert "style=" not in drawn
    assert drawn.count('id="chart-1-title"') == drawn.count('id="chart-2-title"') == 1


def test_an_unmissable_word_stands_for_uncovered_hours() -> None:
    drawn = render_template_string(
        '{% from "macros/page.html" import verdict_tag %}{{ verdict_tag("uncovered", 12.5) }}'
    )
    assert "UNCOVERED 12.5\u00a0h" in drawn
    assert "%" not in drawn

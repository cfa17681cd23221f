"""Fields that keep what was typed and say what to do."""

from datetime import date

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from web.forms import ChoiceField, DayField, Form, HoursField, TextField, TickField, at_most, needed


class Example(Form):
    day = DayField("Day", validators=[needed("Enter a day")])
    hours = HoursField("Hours", description="In quarters")
    name = TextField("Name", validators=[at_most(5)])
    kind = ChoiceField("Kind", choices=[("a", "First"), ("b", "Second")], validators=[needed("Choose one")])
    agreed = TickField("Agreed")


@pytest.fixture(autouse=True)
def in_a_request(app: Flask):
    with app.test_request_context():
        yield


def filled(**values: str) -> Example:
    form = Example(formdata=MultiDict({"day": "2026-12-14", "hours": "7.5", "name": "Ana", "kind": "a", **values}))
    form.validate()
    return form


def test_good_values_come_out_as_plain_python() -> None:
    form = filled(hours="7,5", agreed="y")
    assert form.errors == {}
    assert (form.day.data, form.hours.data, form.kind.data, form.agreed.data) == (date(2026, 12, 14), 7.5, "a", True)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("day", "14/12/2026", "such as 2026-12-14"),
        ("day", "2026-02-30", "such as 2026-12-14"),
        ("day", "", "Enter a day"),
        ("hours", "a lot", "as a number"),
        ("hours", "1.1", "quarters"),
        ("hours", "-1", "quarters"),
        ("hours", "nan", "quarters"),
        ("name", "Anastasia", "at most 5 characters"),
        ("kind", "c", "Choose one"),
        ("day", "9999-12-31", "such as 2026-12-14"),
        ("day", "0206-12-14", "such as 2026-12-14"),
    ],
)
def test_a_bad_value_is_kept_and_the_field_says_what_to_do(field: str, typed: str, said: str) -> None:
    form = filled(**{field: typed})
    assert list(form.errors) == [field]
    assert said in str(form[field].errors[0])
    if field != "kind":
        assert f'value="{typed}"' in form[field]()
    assert "govuk-error-message" in form[field]()


def test_the_hidden_word_before_an_error_is_translated_with_the_page() -> None:
    assert '<span class="govuk-visually-hidden">Error:</span>' in filled(day="").day()


def test_hints_stand_with_their_field_and_only_where_given() -> None:
    form = filled()
    assert "In quarters" in form.hours()
    assert "govuk-hint" not in form.kind() + form.name() + form.agreed()

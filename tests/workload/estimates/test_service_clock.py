from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fixtures.rule_calendar import territory_calendar
from workload.estimates.calendar import add_business_days
from workload.estimates.service_clock import NotCounted, Standing, due, standing
from workload.facts import CalendarFacts

CALENDAR = territory_calendar(2025, 2027)


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("2026-01-30", "2026-02-03"),  # a Friday
        ("2026-01-31", "2026-02-03"),  # a Saturday
        ("2026-04-02", "2026-04-08"),  # before Good Friday and Easter Monday
        ("2026-06-19", "2026-06-24"),  # National Indigenous Peoples Day moves to Monday
        ("2026-12-24", "2026-12-30"),  # Christmas, Boxing Day moved
        ("2026-11-16", "2026-11-18"),
    ],
)
def test_two_business_days_end_where_people_expect(received: str, expected: str) -> None:
    assert due(date.fromisoformat(received), 2, CALENDAR).day == date.fromisoformat(expected)


def test_explanation_names_each_day_on_the_way() -> None:
    steps = [(step.day.day, step.number, step.why_not) for step in due(date(2026, 4, 2), 2, CALENDAR).steps]
    assert steps == [
        (2, None, NotCounted.received),
        (3, None, NotCounted.closed),
        (4, None, NotCounted.weekend),
        (5, None, NotCounted.weekend),
        (6, None, NotCounted.closed),
        (7, 1, None),
        (8, 2, None),
    ]


def test_own_closure_of_an_office_is_named_apart() -> None:
    calendar = CalendarFacts(closed=CALENDAR.closed, office_closed={"tulita": frozenset({date(2026, 11, 17)})})
    there = due(date(2026, 11, 16), 2, calendar, "tulita")
    assert there.day == date(2026, 11, 19)
    assert there.steps[1].why_not is NotCounted.office_closed
    assert due(date(2026, 11, 16), 2, calendar).day == date(2026, 11, 18)


def test_promise_of_no_days_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1 business day"):
        due(date(2026, 11, 16), 0, CALENDAR)


@given(st.dates(date(2025, 1, 1), date(2027, 11, 30)), st.integers(1, 15))
def test_steps_are_unbroken_and_count_up_to_the_promise(received: date, days: int) -> None:
    found = due(received, days, CALENDAR)
    assert found.day == add_business_days(received, days, CALENDAR)
    assert [step.day for step in found.steps] == [
        received + timedelta(days=n) for n in range((found.day - received).days + 1)
    ]
    assert [step.number for step in found.steps if step.number] == list(range(1, days + 1))
    assert all((step.number is None) == (step.why_not is not None) for step in found.steps)


@pytest.mark.parametrize(
    ("answered", "today", "expected"),
    [
        (date(2026, 11, 18), date(2026, 11, 20), Standing.met),
        (date(2026, 11, 19), date(2026, 11, 20), Standing.missed),
        (None, date(2026, 11, 18), Standing.open),
        (None, date(2026, 11, 19), Standing.overdue),
    ],
)
def test_open_is_never_counted_as_met(answered: date | None, today: date, expected: Standing) -> None:
    assert standing(date(2026, 11, 18), answered, today) is expected

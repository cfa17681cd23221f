"""Waits and whose they are: the clock of a promise from what happened to it."""

from datetime import date, timedelta
from random import Random

import pytest

from tests.fixtures.rule_calendar import territory_calendar
from workload.estimates.calendar import open_days
from workload.estimates.service_clock import Standing, due
from workload.estimates.waits import Clock, NoPause, Owner, Turn, run_clock

CALENDAR = territory_calendar(2025, 2027)
RECEIVED = date(2026, 1, 30)  # a Friday; two business days end on Tuesday 3 February
LATER = date(2026, 3, 2)


def feb(day: int, owner: Owner, item: str = "") -> Turn:
    return Turn(date(2026, 2, day), owner, item)


def clock(*log: Turn, answered: int | None = None, today: date = LATER, held: tuple[str, ...] = ()) -> Clock:
    answer = date(2026, 2, answered) if answered else None
    return run_clock(RECEIVED, 2, log, CALENDAR, today, answered=answer, held=held)


def test_wait_for_the_client_stops_the_clock() -> None:
    found = clock(feb(3, Owner.client, "pay stub"), feb(9, Owner.office), answered=9)
    assert found.standing is Standing.met
    assert found.due == date(2026, 2, 9)
    assert (found.used, found.waited) == (2, 4)


def test_wait_for_headquarters_is_missed_under_its_name() -> None:
    found = clock(feb(3, Owner.hq), feb(6, Owner.office), answered=5)
    assert found.standing is Standing.missed
    assert (found.days[Owner.hq], found.days[Owner.office]) == (3, 1)
    assert found.due == date(2026, 2, 3)


def test_days_without_cover_run_on_under_no_cover() -> None:
    found = clock(feb(2, Owner.no_cover), feb(4, Owner.office), answered=4)
    assert found.standing is Standing.missed
    assert (found.days[Owner.no_cover], found.days[Owner.office]) == (2, 1)


@pytest.mark.parametrize(("second", "days"), [(Owner.bank, 2), (Owner.outage, 2)])
def test_bank_and_outage_run_on_too(second: Owner, days: int) -> None:
    found = clock(feb(2, second), feb(4, Owner.office), answered=3)
    assert found.standing is Standing.met
    assert found.days[second] == days


def test_weekend_inside_a_wait_adds_one_day_not_three() -> None:
    waited = clock(feb(2, Owner.office), Turn(date(2026, 2, 6), Owner.client, "lease"), feb(9, Owner.office))
    assert waited.waited == 1


def test_wait_needs_a_named_item_that_is_not_there() -> None:
    found = clock(feb(2, Owner.client), feb(2, Owner.client, "Lease "), today=date(2026, 2, 4), held=("lease",))
    assert [why for _, why in found.not_paused] == [NoPause.no_item, NoPause.held_already]
    assert found.waited == 0
    assert found.standing is Standing.overdue


def test_same_item_stops_the_clock_once() -> None:
    log = (feb(2, Owner.client, "lease"), feb(3, Owner.office), feb(4, Owner.client, "lease"))
    found = clock(*log, today=date(2026, 2, 6))
    assert found.waited == 1
    assert [why for _, why in found.not_paused] == [NoPause.asked_before]


def test_promise_that_stands_still_is_open_without_a_due_day() -> None:
    found = clock(feb(2, Owner.client, "lease"), today=date(2026, 2, 13))
    assert found.due is None
    assert found.standing is Standing.open
    assert found.waited == 10


def test_without_events_the_due_day_is_the_plain_one() -> None:
    for ordinal in range(400):
        received = date(2026, 1, 1) + timedelta(days=ordinal)
        found = run_clock(received, 3, (), CALENDAR, received)
        assert found.due == due(received, 3, CALENDAR).day


def test_event_of_tomorrow_changes_nothing_today() -> None:
    known = clock(today=date(2026, 2, 2))
    assert known == clock(feb(3, Owner.client, "lease"), today=date(2026, 2, 2))


def test_a_thousand_logs_lose_no_day() -> None:
    random = Random(7)
    for _ in range(1000):
        received = date(2026, 1, 1) + timedelta(days=random.randrange(300))
        length = random.randrange(60)
        log = [
            Turn(
                received + timedelta(days=random.randrange(-2, 60)),
                random.choice(list(Owner)),
                random.choice(["", "lease", "pay stub", "bank slip"]),
            )
            for _ in range(random.randrange(12))
        ]
        today = received + timedelta(days=length)
        found = run_clock(received, random.randrange(1, 6), log, CALENDAR, today)
        assert found.used + found.waited == len(open_days(received, today, CALENDAR)) - (
            received in open_days(received, received, CALENDAR)
        )
        assert sum(found.days.values()) == found.used + found.waited
        assert found.waited == found.days[Owner.client]
